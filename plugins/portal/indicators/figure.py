"""One figure found in a text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["count", "ratio", "money", "area", "people", "frequency", "duration", "standard"]


@dataclass(frozen=True)
class Figure:
    """A number with a unit that says how much there is of something in the work reported.

    Args:
        start, end: code points of the span in the text; ``raw`` is the text between them.
        value: the number with 万 and 亿 applied, money in 元, 57% as 57.
        value_high: the upper end of a range, else None.
        unit: 元, %, 个百分点, or the measure word the text uses.
        unit_raw: the unit as written, such as 万元.
        comparator: ``=``, ``>``, ``>=``, ``<``, ``<=`` or ``~``.
        name: the noun phrase measured, at most 28 characters.
        region: the place the figure speaks of as the text names it, or None.
        period: the time that governs it, or None.
        sentence_start, sentence_end: the sentence it stands in.
    """

    start: int
    end: int
    raw: str
    value: float
    value_high: float | None
    unit: str
    unit_raw: str
    comparator: str
    name: str
    region: str | None
    period: str | None
    kind: Kind
    sentence_start: int
    sentence_end: int

    def to_json(self) -> dict[str, Any]:
        """The figure as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Figure:
        """The inverse of :meth:`to_json`."""
        return cls(**value)
