"""A draft as Markdown, with its questions as comments that begin with 待核."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from portal.importing import marks
from portal.importing.draft import Block, Draft
from portal.importing.marks import FIRST_QUESTION, QUESTION

#: How every question begins, so that editors can search for it.
ASK = "待核"
_SPECIAL = re.compile(r"[\\`*_\[\]<#]|&(?=#?\w+;)")
_STARTS = re.compile(r"^(\s*)(>|[-+](?=\s)|={3,}|-{3,}|:(?=\s)|\d{1,9}(?=[.)]\s))", re.MULTILINE)
#: Inside a line these would be taken for Markdown, or for the comment's end.
_COMMENT = str.maketrans(
    {"<": "〈", ">": "〉", "`": "'", "\n": " ", "[": "〔", "]": "〕", "*": "＊", "_": "＿", "\\": "＼"}
)
_ALONE = str.maketrans({"<": "〈", ">": "〉", "\n": " "})
_SIGNS = {
    marks.STRONG: "**", marks.STRONG_END: "**", marks.EMPHASIS: "*", marks.EMPHASIS_END: "*",
    marks.LINK: "[", marks.LINK_TO: "](", marks.LINK_END: ")", marks.NOTE: "[^", marks.NOTE_END: "]", marks.BREAK: "  \n",
}  # fmt: skip
_ADDRESS = re.compile(f"{marks.LINK_TO}([^{marks.LINK_END}]*){marks.LINK_END}")


def escaped(text: str) -> str:
    """Plain text so that Markdown shows it as it is."""
    text = _SPECIAL.sub(
        lambda match: "&lt;" if match[0] == "<" else "&amp;" if match[0] == "&" else "\\" + match[0], text
    )
    return _STARTS.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    sign = match[2]
    if sign[0].isdigit():
        return f"{match[1]}{sign}\\"
    return f"{match[1]}&#58;" if sign == ":" else f"{match[1]}\\{sign}"


def comment(text: str, alone: bool = True) -> str:
    """A comment of one line, alone or within a paragraph; what would end it or mean something is written otherwise."""
    return f"<!-- {re.sub('-{2,}', '——', text.translate(_ALONE if alone else _COMMENT)).strip('-')} -->"


class Numbers:
    """Gives questions their numbers in reading order."""

    def __init__(self, questions: Sequence[str], asked: Sequence[str]) -> None:
        self._questions = questions
        self.texts: list[str] = []
        self.head = [self.add(text) for text in asked]

    def add(self, text: str, alone: bool = True) -> str:
        """The comment for a question."""
        self.texts.append(text)
        return comment(f"{ASK}{len(self.texts)}：{text}", alone)

    def at(self, character: str) -> str:
        """The comment for a question that stands in a text."""
        return self.add(self._questions[ord(character) - FIRST_QUESTION], alone=False)


def inline(text: str, numbers: Numbers) -> str:
    """A text as Markdown with its questions in place."""
    addresses = [match[1] for match in _ADDRESS.finditer(text)]
    pieces: list[str] = []
    for piece in re.split("([\ufdd0-\ufdef\U000f0000-\U000ffffd])", _ADDRESS.sub(marks.LINK_TO + marks.LINK_END, text)):
        if QUESTION.fullmatch(piece):
            pieces.append(numbers.at(piece))
        elif piece == marks.LINK_END:
            pieces.append(f"<{addresses.pop(0)}>)" if addresses else ")")
        elif piece in _SIGNS:
            pieces.append(_SIGNS[piece])
        else:
            pieces.append(escaped(piece) if not pieces else _SPECIAL.sub(_plain_escape, piece))
    return "".join(pieces)


def _plain_escape(match: re.Match[str]) -> str:
    return "&lt;" if match[0] == "<" else "&amp;" if match[0] == "&" else "\\" + match[0]


def apart(text: str, numbers: Numbers) -> tuple[str, list[str]]:
    """A text on one line (a heading, a cell) without its questions, and their comments."""
    asked = [numbers.at(character) for character in QUESTION.findall(text)]
    clean = inline(QUESTION.sub("", text).replace(marks.BREAK, " ").replace("\n", " ").strip(), numbers)
    return clean, asked


def _heading(block: Block, numbers: Numbers) -> list[str]:
    text, asked = apart(block.text, numbers)
    return ["#" * block.level + " " + text, *asked]


def _table(block: Block, numbers: Numbers) -> list[str]:
    asked: list[str] = []
    rows = []
    for row in block.rows:
        cells = []
        for cell in row:
            text, questions = apart(cell, numbers)
            asked += questions
            cells.append(text.replace("|", "\\|") or " ")
        rows.append("| " + " | ".join(cells) + " |")
    width = max((len(row) for row in block.rows), default=1)
    rows.insert(1, "|" + " --- |" * width)
    caption, about = apart(block.text, numbers) if block.text else ("", [])
    return [*([caption] if caption else []), "\n".join(rows), *about, *asked]


def _picture(block: Block, numbers: Numbers) -> list[str]:
    caption, asked = apart(block.text, numbers)
    if block.name.startswith("/"):
        title = f' "{caption.replace(chr(34), "”")}"' if caption else ""
        name = block.name.rpartition("/")[2]
        question = f"图片 {name} 没有文字说明，请在方括号里写图里是什么"
        if block.alt:
            question = f"图片 {name} 的文字说明是原稿里的，请看是否说清了图里是什么"
        alt = _SPECIAL.sub(_plain_escape, " ".join(block.alt.split()))
        return [f"![{alt}]({block.name}{title})", numbers.add(question), *asked]
    what = f"图片 {block.name}" if block.name else "图片"
    told = f"，图片说明是「{marks.plain(block.text)}」" if caption else ""
    how = '补上后写成 ![图里是什么](/images/文件名 "图片说明")，不要图片就删掉这条'
    return [numbers.add(f"此处原有{what}，文件没有随稿件来{told}；{how}"), *asked]


def _quote(block: Block, numbers: Numbers) -> list[str]:
    text = inline(block.text, numbers)
    return ["> " + text.replace("\n", "\n> ")]


def _paragraph(block: Block, numbers: Numbers) -> list[str]:
    return [inline(block.text.strip(), numbers)]


def _note(block: Block, numbers: Numbers) -> list[str]:
    return [f"[^{block.name}]: {inline(block.text.strip(), numbers)}"]


_WRITERS: dict[str, Callable[[Block, Numbers], list[str]]] = {
    "heading": _heading, "table": _table, "picture": _picture, "quote": _quote, "note": _note,
}  # fmt: skip


def write(draft: Draft) -> tuple[str, list[str]]:
    """The body as Markdown and the questions in the order of their numbers."""
    numbers = Numbers(draft.notes.questions, draft.notes.asked)
    pieces = list(numbers.head)
    if draft.legacy:
        pieces.append(comment("旧系统的记录：" + "；".join(f"{name} {value}" for name, value in draft.legacy.items())))
    counters: dict[int, int] = {}
    for index, block in enumerate(draft.blocks):
        if block.kind == "item":
            if index and abs(block.level) == 1 and draft.blocks[index - 1].level * block.level < 0:
                counters.clear()
            before = draft.blocks[index - 1] if index else None
            if before and _begins(block, before, counters):
                # Without something between, two lists would be counted as one.
                pieces.append(comment("另一个列表"))
                before = None
            line = _item(block, numbers, counters)
            # A list of the other kind is another list; an empty line parts them.
            if before and before.kind == "item" and ((before.level > 0) == (block.level > 0) or abs(block.level) > 1):
                pieces[-1] += "\n" + line
            else:
                pieces.append(line)
            continue
        counters.clear()
        pieces += _WRITERS.get(block.kind, _paragraph)(block, numbers)
    return "\n\n".join(piece for piece in pieces if piece.strip()) + "\n", numbers.texts


def _begins(block: Block, before: Block, counters: dict[int, int]) -> bool:
    """Whether a numbered item begins another list right after the one before."""
    own = block.level == -1 and before.kind == "item" and before.level < 0
    return own and bool(block.number) and block.number != counters.get(1, 0) + 1


def _item(block: Block, numbers: Numbers, counters: dict[int, int]) -> str:
    # An item without one above it would be taken for code.
    depth = min(abs(block.level), max(counters, default=0) + 1)
    for deeper in [level for level in counters if level > depth]:
        del counters[deeper]
    counters[depth] = block.number or counters.get(depth, 0) + 1
    sign = f"{counters[depth]}." if block.level < 0 else "-"
    text = inline(block.text.replace(marks.BREAK, " ").replace("\n", " ").strip(), numbers)
    return "    " * (depth - 1) + f"{sign} {text}"
