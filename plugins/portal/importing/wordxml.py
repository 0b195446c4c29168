"""A Word file made ready for the converter: what Word shows but the converter does not see is written out.

Automatic numbers become text; outline levels become heading styles; text boxes follow their paragraph;
hidden text and the readings of phonetic guides go; what cannot come along is counted, to be asked about.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from portal.articles.fields import TITLE_MOST
from portal.importing.marks import size
from portal.importing.wordnumbers import Label, Lists, attribute, lists, value

NUMBERS, READINGS, HIDDEN = "Word 的自动编号", "拼音指南的注音", "隐藏的文字"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
#: Styles within styles; Word allows ten.
_DEEPEST = 12
#: Characters of a heading; longer paragraphs with an outline level are text.
_HEADING = 60
#: Half points of a title's letters: 小二; the text of official papers is set in 三号, which is 32.
_TITLE_SIZE = 36
_NAMED = re.compile(r"(?:heading|标题)\s*([1-6])$", re.IGNORECASE)
#: An item of number n begins with ``chr(FIRST_NUMBER + n)``, since the converter tells no numbers.
FIRST_NUMBER = 0x100000
#: Our own lists, the only ones the converter gets to see.
_BULLETS, _ORDERED = "1", "2"
_OWN_LISTS = (
    f'<w:numbering xmlns:w="{W}">'
    + "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/></w:lvl>' for n in range(9))
        + "</w:abstractNum>"
        for key, form in ((_BULLETS, "bullet"), (_ORDERED, "decimal"))
    )
    + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (_BULLETS, _ORDERED))
    + "</w:numbering>"
).encode()
#: What the converter leaves out, and what the editor should do.
_LOST = (
    ("oMath", "公式", "请截成图片放进来，或用文字写出"),
    ("chart", "图表", "请在 Word 里另存成图片放进来，或改成表格"),
    ("relIds", "SmartArt 图形", "请在 Word 里另存成图片放进来，或改成文字"),
)


@dataclass
class Prepared:
    """The parts of a file as the converter should read them.

    Args:
        parts: kind -> bytes of those that changed.
        counts: rule -> characters it took away, negative where it added.
        asked: questions.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def count(self, rule: str, characters: int) -> None:
        """A rule took away that many."""
        if characters:
            self.counts[rule] = self.counts.get(rule, 0) + characters


@dataclass(frozen=True)
class Style:
    """A paragraph style: what it is based on, its list and its outline level."""

    base: str = ""
    list: str = ""
    level: str = ""
    outline: str = ""
    name: str = ""


class Styles:
    """The styles of word/styles.xml."""

    def __init__(self, root: Any) -> None:
        self.own: dict[str, Style] = {}
        self.lists: dict[str, str] = {}
        for element in root.findall("{*}style") if root is not None else ():
            key, properties = attribute(element, "styleId"), element.find("{*}pPr")
            numbers = properties.find("{*}numPr") if properties is not None else None
            self.own[key] = Style(
                value(element, "basedOn"), value(numbers, "numId"), value(numbers, "ilvl"),
                value(properties, "outlineLvl"), value(element, "name"),
            )  # fmt: skip
            if attribute(element, "type") == "numbering" and numbers is not None:
                self.lists[key] = value(numbers, "numId")

    def first(self, key: str, wanted: str) -> str:
        """The first value along the chain of styles, or ""."""
        for _ in range(_DEEPEST):
            style = self.own.get(key)
            if style is None:
                return ""
            if getattr(style, wanted):
                return str(getattr(style, wanted))
            key = style.base
        return ""


def prepare(parts: Mapping[str, bytes]) -> Prepared:
    """Make a Word file's parts ready.

    Args:
        parts: kind (``document``, ``styles``, ``numbering``, ``footnotes``, ``endnotes``) -> XML, checked already.

    Raises:
        etree.XMLSyntaxError: a part is no XML.
    """
    made = Prepared()
    document = _parsed(parts["document"])
    styles = Styles(_parsed(parts["styles"]) if "styles" in parts else None)
    numbering = _parsed(parts["numbering"]) if "numbering" in parts else etree.Element("none")
    for name in ("document", "footnotes", "endnotes"):
        if name in parts:
            root = document if name == "document" else _parsed(parts[name])
            _plain_runs(root, made)
            made.parts[name] = etree.tostring(root)
    _lost(document, made)
    _boxes_out(document)
    _one_title(document, made)
    found = lists(numbering, styles.lists)
    numbered = [(p, _label(p, styles, found)) for p in document.iter("{*}p") if etree.QName(p).namespace in (W, _STRICT)]
    headings = {id(paragraph) for paragraph, _ in numbered if _outline(paragraph, styles)}
    kept = _kept([pair for pair in numbered if id(pair[0]) not in headings])
    for paragraph, label in numbered:
        _number(paragraph, label, id(paragraph) in kept, made)
    made.parts["document"] = etree.tostring(document, xml_declaration=True, encoding="UTF-8")
    if "numbering" in parts:
        made.parts["numbering"] = _OWN_LISTS
    return made


def _parsed(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t", f"{{{_STRICT}}}t"))


def _unwrap(element: Any, children: Iterable[Any]) -> None:
    """Put children in the place of their element."""
    for child in children:
        element.addprevious(child)
    element.getparent().remove(element)


def _plain_runs(root: Any, made: Prepared) -> None:
    """Simple fields and phonetic guides give their text; moved and hidden text goes."""
    for element in list(root.iter("{*}fldSimple")):
        _unwrap(element, list(element))
    for element in list(root.iter("{*}ruby")):
        base, reading = element.find("{*}rubyBase"), element.find("{*}rt")
        made.count(READINGS, size(_text(reading)) if reading is not None else 0)
        run = element.getparent()
        for child in list(base) if base is not None else ():
            run.addprevious(child)
        element.getparent().remove(element)
    for element in list(root.iter("{*}moveFrom")):
        made.count("移走的文字", size(_text(element)))
        element.getparent().remove(element)
    for element in list(root.iter("{*}vanish")):
        run = element.getparent().getparent()
        if attribute(element, "val", "1") in ("0", "false") or etree.QName(run).localname != "r":
            continue
        made.count(HIDDEN, size(_text(run)))
        run.getparent().remove(run)


def _lost(document: Any, made: Prepared) -> None:
    for name, what, how in _LOST:
        number = sum(1 for _ in document.iter(f"{{*}}{name}"))
        if number:
            made.asked.append(f"原稿里有 {number} 处{what}，没有带过来，{how}")


def _boxes_out(document: Any) -> None:
    """The paragraphs of text boxes follow the paragraph that a box hangs on; a box is stored twice, for old programs."""
    for fallback in list(document.iter("{*}Fallback")):
        choice = fallback.getparent().find("{*}Choice")
        if choice is not None and choice.find(".//{*}txbxContent") is not None:
            for box in list(fallback.iter("{*}txbxContent")):
                box.getparent().remove(box)
    for box in list(document.iter("{*}txbxContent")):
        host = box.getparent()
        while host is not None and not (etree.QName(host).localname == "p" and etree.QName(host).namespace in (W, _STRICT)):
            host = host.getparent()
        box.getparent().remove(box)
        for child in reversed(list(box)) if host is not None else ():
            host.addnext(child)


def _one_title(document: Any, made: Prepared) -> None:
    """A title printed on several centred lines is one paragraph."""
    lines: list[Any] = []
    for paragraph in document.find("{*}body").findall("{*}p")[:8]:
        text = _text(paragraph).strip()
        if not text and not lines:
            continue
        look = _look(paragraph)
        if not text or look is None or (lines and look != _look(lines[0])):
            break
        lines.append(paragraph)
    texts = [_text(line).strip() for line in lines]
    if not 2 <= len(lines) <= 3 or sum(map(len, texts)) > TITLE_MOST or re.match("[—－─]", texts[1]):
        return
    # Lines made of phrases are parted by a space, a phrase cut in two is not.
    space = " " if any(re.search(r"\S[ \u3000]+\S", text) for text in texts) else ""
    for line in lines[1:]:
        _before_text(line, space)
        for run in [child for child in line if etree.QName(child).localname != "pPr"]:
            lines[0].append(run)
        line.getparent().remove(line)
    made.asked.append(f"标题在原稿里分成 {len(lines)} 行，接成了「{space.join(texts)}」，请核对")


def _look(paragraph: Any) -> str | None:
    """The size of a centred line's letters, where it is that of titles (小二 and up), else None."""
    sizes = {value(run.find("{*}rPr"), "sz") for run in paragraph.findall("{*}r") if _text(run).strip()}
    largest = sizes.pop() if len(sizes) == 1 else ""
    centred = value(_properties(paragraph), "jc") == "center"
    return largest if centred and largest.isdigit() and int(largest) >= _TITLE_SIZE else None


def _properties(paragraph: Any) -> Any:
    return paragraph.find("{*}pPr")


def _label(paragraph: Any, styles: Styles, found: Lists) -> Label | None:
    """The number that Word shows before a paragraph, by its own properties or its style's."""
    properties = _properties(paragraph)
    numbers = properties.find("{*}numPr") if properties is not None else None
    style = value(properties, "pStyle")
    key = value(numbers, "numId") or styles.first(style, "list")
    if not key or key == "0" or not (_text(paragraph).strip() or paragraph.find(".//{*}drawing") is not None):
        return None
    level = value(numbers, "ilvl")
    if not level:
        by_style = found.by_style.get(style)
        level = str(by_style[1]) if by_style and not value(numbers, "numId") else styles.first(style, "level") or "0"
    return found.label(key, int(level) if level.isdigit() else 0)


def _kept(numbered: list[tuple[Any, Label | None]]) -> set[int]:
    """Paragraphs that become items of a list: bullets, and two or more counted 1. 2. 3. right after each other.

    The others keep their numbers as text, since a list of a web page would count otherwise.
    """
    groups: list[list[tuple[Any, Label]]] = []
    last: Any = None
    for paragraph, label in numbered:
        if label is None or not label.plain or label.level:
            continue
        before = groups[-1][-1][1] if groups else label
        if last is None or _before(paragraph) is not last or (before.list, before.number + 1) != (label.list, label.number):
            groups.append([])
        groups[-1].append((paragraph, label))
        last = paragraph
    bullets = {id(p) for p, label in numbered if label is not None and label.form == "bullet"}
    return bullets | {id(p) for group in groups if len(group) > 1 for p, _ in group}


def _before(paragraph: Any) -> Any:
    """The paragraph right before, empty ones passed over."""
    place = paragraph.getprevious()
    while place is not None and etree.QName(place).localname == "p" and not _text(place).strip():
        place = place.getprevious()
    return place


def _number(paragraph: Any, label: Label | None, kept: bool, made: Prepared) -> None:
    """Write a paragraph's number as its first text, or mark it as an item of a list."""
    properties = _properties(paragraph)
    old = properties.find("{*}numPr") if properties is not None else None
    if old is not None:
        properties.remove(old)
    if label is None or not (label.text or kept):
        return
    if not kept:
        _before_text(paragraph, label.text)
        made.count(NUMBERS, -size(label.text))
        return
    space = etree.QName(paragraph).namespace
    if properties is None:
        properties = etree.Element(f"{{{space}}}pPr")
        paragraph.insert(0, properties)
    numbers = etree.SubElement(properties, f"{{{space}}}numPr")
    key = _BULLETS if label.form == "bullet" else _ORDERED
    etree.SubElement(numbers, f"{{{space}}}ilvl").set(f"{{{space}}}val", str(label.level))
    etree.SubElement(numbers, f"{{{space}}}numId").set(f"{{{space}}}val", key)
    if key == _ORDERED:
        _before_text(paragraph, chr(FIRST_NUMBER + label.number))


def _before_text(paragraph: Any, words: str) -> None:
    space = etree.QName(paragraph).namespace
    run = etree.Element(f"{{{space}}}r")
    first = paragraph.find("{*}r")
    bold = first.find("{*}rPr/{*}b") if first is not None else None
    if bold is not None:
        # So that the number and a bold beginning are one piece of emphasis.
        etree.SubElement(run, f"{{{space}}}rPr").append(copy.deepcopy(bold))
    text = etree.SubElement(run, f"{{{space}}}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(0 if _properties(paragraph) is None else 1, run)


def _outline(paragraph: Any, styles: Styles) -> bool:
    """A paragraph with an outline level is a heading, whatever its style is called; whether this one is."""
    properties = _properties(paragraph)
    if properties is None or size(_text(paragraph)) > _HEADING:
        return False
    style = value(properties, "pStyle")
    level = value(properties, "outlineLvl") or styles.first(style, "outline")
    named = _NAMED.match(styles.own[style].name) if style in styles.own else None
    level = level or (str(int(named[1]) - 1) if named else "")
    if not level.isdigit() or int(level) > 5:
        return False
    mark = properties.find("{*}pStyle")
    space = etree.QName(paragraph).namespace
    if mark is None:
        mark = etree.Element(f"{{{space}}}pStyle")
        properties.insert(0, mark)
    mark.set(f"{{{space}}}val", f"Heading{int(level) + 1}")
    return True
