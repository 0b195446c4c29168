"""Everything that can go wrong, as people are told of it.

    PortalError           one clear reason why a command cannot go on
    ├── SettingsError     pelicanconf.py or a --set value is wrong
    ├── DataError         a file of content/data/ is wrong
    └── BuildError        the site cannot be built; the output is untouched

A :class:`Problem` is a value, not an exception: domain code returns a list of
them beside its result, so that one bad article never stops the site.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]

#: Every problem code with its severity and its meaning in one Chinese sentence.
#: An ``error`` sets the file aside; a ``warning`` publishes it and tells the editor.
CODES: dict[str, tuple[Severity, str]] = {}


def declare(severity: Severity, codes: dict[str, str]) -> None:
    """Add problem codes to the catalogue; each slice declares its own beside its rules."""
    for code, meaning in codes.items():
        known = CODES.get(code, (severity, ""))
        if known not in ((severity, meaning), (severity, "")):
            raise ValueError(f"problem code {code} is declared twice")
        CODES[code] = (severity, meaning)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where, and how to mend it.

    Args:
        code: a key of :data:`CODES`.
        path: the file, relative to the content folder where it lies in it.
        line: 1-based line in that file, or None where no line is to blame.
        message: what is wrong, one Chinese sentence without a full stop.
        hint: how to mend it, one Chinese sentence without a full stop.

    Raises:
        ValueError: the code is not declared.
    """

    code: str
    path: str
    line: int | None
    message: str
    hint: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"undeclared problem code {self.code}")

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``, as declared for the code."""
        return CODES[self.code][0]

    @property
    def fatal(self) -> bool:
        """True where the file is set aside because of it."""
        return self.severity == "error"

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where} {self.message}。怎么改：{self.hint}。[{self.code}]"

    def to_json(self) -> dict[str, Any]:
        """The problem as JSON values, with its severity."""
        return {**asdict(self), "severity": self.severity}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Problem:
        """The inverse of :meth:`to_json`.

        What is stored tells the severity of a code whose rules are not loaded; its meaning comes with them.
        """
        CODES.setdefault(value["code"], (value["severity"], ""))
        return cls(value["code"], value["path"], value["line"], value["message"], value["hint"])


class PortalError(Exception):
    """A reason in Chinese, ready to print, why a command cannot go on."""

    exit_code = 1


class SettingsError(PortalError):
    """pelicanconf.py or a ``--set`` value is wrong."""


class DataError(PortalError):
    """A file of content/data/ is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class BuildError(PortalError):
    """The site cannot be built; the output is untouched."""
