"""From what a reader found to a draft: the rules in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.articles.fields import PLACEHOLDER
from portal.importing import (
    byteshift,
    chrome,
    forms,
    headings,
    lines,
    metadata,
    newspaper,
    pictures,
    pinyin,
    titles,
    traditional,
    wording,
)  # fmt: skip
from portal.importing.draft import Block, Change, Draft, Notes, Rule, Source
from portal.importing.marks import ANCHOR, plain, size

#: Over the whole text, since a program that damaged one line damaged them all.
WHOLE: tuple[Rule, ...] = (
    forms.plain,
    byteshift.repair_around_readings,
    pinyin.remove,
    byteshift.repair,
    traditional.simplify,
)
#: Over each paragraph, list item, table cell.
EACH: tuple[Rule, ...] = (wording.middle_dots, wording.signs, wording.spaces, wording.doubled, wording.lost_characters)
_WELCOME = re.compile(r"(?:来到|光临|访问|登录|进入)(?:了)?([\u4e00-\u9fff]{2,20}?)(?:网站)?[!！。]?$")
#: Parts the blocks' texts while rules see them as one; it stands in no text.
_SEPARATOR = "\n\ufddb\n"


def draft(source: Source) -> Draft:
    """Make an article of a source: repaired, without what is not its own, with metadata and structure."""
    notes = Notes(asked=list(source.asked), counts=dict(source.dropped))
    blocks, title = _whole(list(source.blocks), source.fields.get("title", ""), notes)
    fields = {**source.fields, **({"title": title} if title else {})}
    blocks = chrome.strip(blocks, notes)
    blocks = pictures.find(blocks, notes)
    if lines.full_width(blocks):
        # Else the first broken line of the text would pass for a title.
        blocks = lines.join(blocks, notes)
    blocks, fields, legacy = metadata.take(blocks, fields, notes)
    blocks = headings.marked(blocks, notes)
    blocks = titles.take(blocks, fields, notes)
    blocks = lines.join(blocks, notes)
    blocks = newspaper.reorder(blocks, notes)
    blocks = pictures.captions(blocks, notes)
    blocks = [_worded(block, notes) for block in blocks]
    blocks = headings.run_in(headings.find(blocks))
    blocks = _without_empty(blocks)
    fields = {key: _field(value) for key, value in fields.items()}
    _ask_for_missing(fields, blocks, notes)
    return Draft(fields, tuple(_asked(blocks, notes)), legacy, notes, source)


def _whole(blocks: list[Block], title: str, notes: Notes) -> tuple[list[Block], str]:
    """Run the rules of :data:`WHOLE` over all texts at once."""
    texts = [title, *(text for block in blocks for text in block.texts())]
    whole = _SEPARATOR.join(texts)
    for rule in WHOLE:
        whole = notes.apply(rule, whole)
    new = iter(whole.split(_SEPARATOR))
    title = plain(next(new))
    return [block.map(lambda _: next(new)) for block in blocks], title


def _worded(block: Block, notes: Notes) -> Block:
    if block.kind in ("comment", "picture") and not block.text:
        return block

    def mend(text: str) -> str:
        for rule in EACH:
            text = notes.apply(rule, text) if text else text
        return text

    return block.map(mend)


def _field(value: object) -> object:
    """Values of the front matter get the sure repairs of wording, without questions."""
    if not isinstance(value, str):
        return value
    text = value
    for rule in (wording.middle_dots, wording.signs):
        text = rule(text)[0].replace(ANCHOR, "")
    return plain(text).strip()


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.size or block.kind in ("picture", "comment") or block.text.strip()]


def _ask_for_missing(fields: dict[str, object], blocks: Sequence[Block], notes: Notes) -> None:
    for key, what in (("source", "稿件来源"), ("editor", "责任编辑姓名")):
        if not fields.get(key):
            fields[key] = f"{PLACEHOLDER}{what}）"
            hint = _site_hint(notes) if key == "source" else ""
            notes.asked.append(f"原稿里没有{what}{hint}，请填在 {key} 后面")
    if not fields.get("date"):
        notes.asked.append("原稿里没有发布日期，先记作导入的当天，请核对 date")
    cases = {section for block in blocks if block.kind == "heading" and (section := headings.section_of(block.text))}
    if len(cases) >= 2:
        fields["type"] = "case"
        names = "、".join(sorted(cases))
        notes.asked.append(
            f"小标题像案例（{names}），记作 type: case，请补上实施单位、地区、层级；不是案例就删掉 type 一行"
        )


def _site_hint(notes: Notes) -> str:
    """The site that the page's banner names: likely the source, but not said to be."""
    banners = (_WELCOME.search(text) for rule, text in notes.removed if rule == chrome.BANNER)
    name = next((match[1] for match in banners if match), "")
    return f"（网页横幅写的是「{name}」）" if name else ""


def _asked(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Questions about pictures and unfinished sentences, put where they belong."""
    found: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind == "paragraph" and size(block.text) > 40 and _unfinished(block, blocks[index + 1 :]):
            question = f"这一段没有结束的标点，「……{plain(block.text)[-8:]}」后面是不是缺字"
            notes.changes.append(Change("没有结尾的段落", plain(block.text)[-8:], plain(block.text)[-8:], question))
            block = replace(block, text=block.text.rstrip() + notes.ask(question))
        found.append(block)
    return found


def _unfinished(block: Block, following: Sequence[Block]) -> bool:
    if not lines.is_open(block.text) or block.text.rstrip().endswith(("——", "—")):
        return False
    return not (following and following[0].kind in ("item", "table", "quote"))
