"""What importing works on: blocks of text, changes made to them, and questions to the editor.

Text in blocks carries two kinds of signs that never occur in real text, so that rules need not
know Markdown: noncharacters for emphasis, links and notes (see :mod:`portal.importing.marks`),
and one private character of plane 15 for each question, standing where the editor should look.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from portal.errors import Problem
from portal.importing.marks import ANCHOR, FIRST_QUESTION, plain, size

Kind = Literal["line", "paragraph", "heading", "item", "quote", "table", "picture", "note", "comment"]


@dataclass(frozen=True)
class Change:
    """One thing a rule did, or would do if the editor agrees.

    Args:
        rule: its name, Chinese.
        before, after: what stood there and what stands there now.
        question: "" where the rule is sure. Otherwise the new text holds one :data:`marks.ANCHOR`
            at the place; the anchors and the changes with questions come in the same order.
    """

    rule: str
    before: str
    after: str
    question: str = ""


Result = tuple[str, list[Change]]
Rule = Callable[[str], Result]


@dataclass(frozen=True)
class Block:
    """One piece of a document.

    Args:
        kind: ``line`` is a line of a plain text, not yet known to be a paragraph.
        text: with marks. Of a ``picture``, its caption; of a ``comment``, what the editor is told.
        level: of a heading 1–6; of an item 1 and up, negative where the list is numbered.
        line: 1-based line of the source; 0 where there is none.
        gap: empty lines before it.
        indent: spaces before it, in half-width ones.
        rows: of a table, cell texts; the first row is the header.
        name: of a picture, its file as the source calls it, or its site path once written; of a note, its key.
        alt: of a picture, what the source says for those who cannot see it.
        number: of an item of a numbered list, where the source tells it; else 0.
    """

    kind: Kind
    text: str
    level: int = 0
    line: int = 0
    gap: int = 0
    indent: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    alt: str = ""
    number: int = 0

    def texts(self) -> list[str]:
        """Every text of the block."""
        return [self.text, *(cell for row in self.rows for cell in row)]

    def map(self, function: Callable[[str], str]) -> Block:
        """The block with each of its texts replaced, in the order of :meth:`texts`."""
        text = function(self.text)
        return replace(self, text=text, rows=tuple(tuple(function(cell) for cell in row) for row in self.rows))

    @property
    def size(self) -> int:
        """Characters a reader sees, without spaces; none in a comment."""
        return 0 if self.kind == "comment" else sum(map(size, self.texts()))


@dataclass
class Notes:
    """What happened on the way: the material of the report.

    Args:
        changes: in order.
        questions: by number; number n stands in the text as ``chr(FIRST_QUESTION + n)``.
        asked: questions that belong to no place of the text.
        counts: rule -> characters it took away; negative where it added some.
        removed: (rule, text) of whole lines that are not the article's.
    """

    changes: list[Change] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    removed: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, question: str) -> str:
        """The character that stands for a question in the text."""
        self.questions.append(question)
        return chr(FIRST_QUESTION + len(self.questions) - 1)

    def count(self, rule: str, characters: int) -> None:
        """A rule took away that many characters (added, where negative)."""
        if characters:
            self.counts[rule] = self.counts.get(rule, 0) + characters

    def remove(self, rule: str, text: str) -> None:
        """A whole line or value leaves the text."""
        self.removed.append((rule, plain(text).strip()))
        self.count(rule, size(text))

    def apply(self, rule: Rule, text: str) -> str:
        """The text as the rule leaves it, everything noted."""
        new, changes = rule(text)
        asked = [self.ask(change.question) for change in changes if change.question]
        pieces = new.split(ANCHOR)
        new = "".join(piece + mark for piece, mark in zip(pieces, [*asked, ""], strict=True))
        self.changes += changes
        if changes:
            self.count(changes[0].rule, size(text) - size(new))
        return new


def _blocks(values: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(Block(**{**block, "rows": tuple(map(tuple, block["rows"]))}) for block in values)


@dataclass(frozen=True)
class Source:
    """A document as its reader found it.

    Args:
        blocks: in reading order.
        fields: front matter values that the format itself tells, by canonical key.
        form: name of the format for the report.
        encoding: of a text file.
        characters: of the whole document, without spaces.
        dropped: rule -> characters of the document that the reader itself left out of the blocks.
        pictures: name -> bytes, of pictures inside the document.
        asked: questions that arose in reading.
    """

    blocks: tuple[Block, ...]
    fields: dict[str, Any] = field(default_factory=dict)
    form: str = ""
    encoding: str = ""
    characters: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The source as JSON values."""
        pictures = {name: base64.b64encode(data).decode() for name, data in self.pictures.items()}
        return {**asdict(self), "pictures": pictures}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Source:
        """The inverse of :meth:`to_json`."""
        blocks = _blocks(value["blocks"])
        pictures = {name: base64.b64decode(data) for name, data in value["pictures"].items()}
        return cls(**{**value, "blocks": blocks, "pictures": pictures, "asked": tuple(value["asked"])})


@dataclass(frozen=True)
class Draft:
    """An imported article before it gets its id.

    Args:
        fields: front matter by canonical key.
        blocks: the body.
        legacy: what the old system told and the new one does not use, name -> value.
        notes: what was done.
        source: what it was made from.
        problems: in the reading.
    """

    fields: dict[str, Any]
    blocks: tuple[Block, ...]
    legacy: dict[str, str]
    notes: Notes
    source: Source
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The draft as JSON values."""
        return {**asdict(replace(self, source=Source(()))), "source": self.source.to_json()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Draft:
        """The inverse of :meth:`to_json`."""
        notes = dict(value["notes"])
        notes["changes"] = [Change(**change) for change in notes["changes"]]
        notes["removed"] = [(rule, text) for rule, text in notes["removed"]]
        blocks, problems = _blocks(value["blocks"]), tuple(map(Problem.from_json, value["problems"]))
        source = Source.from_json(value["source"])
        return cls(value["fields"], blocks, value["legacy"], Notes(**notes), source, problems)
