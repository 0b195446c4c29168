"""SVG drawings that are nothing but pictures.

An SVG opened by its own address runs its scripts on the portal's origin, so only elements and
attributes that draw are let through (SVG 2, W3C Candidate Recommendation of 2018-10-04, appendix F).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "image",
        "switch",
        "marker",
        "pattern",
        "clipPath",
        "mask",
        "linearGradient",
        "radialGradient",
        "stop",
        "style",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feOffset",
        "feMorphology",
        "feTile",
        "view",
    ]  # noqa: SIM905
)
#: Vocabularies of drawing programs: described things, never run or drawn.
HARMLESS = re.compile(
    r"\{(?:http://www\.w3\.org/1999/02/22-rdf-syntax-ns#|http://purl\.org/dc/|http://creativecommons\.org/ns#|http://sodipodi\.|http://www\.inkscape\.org/)"
)
_DECLARED = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?(?!xml[\s?])", re.IGNORECASE)
_REFERENCE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)
_STYLE = re.compile(r"@import|expression\(|url\(\s*[\"']?\s*(?!#)|\\\\", re.IGNORECASE)


def fault_of(drawing: bytes) -> str:
    """What in the drawing is more than a picture, in Chinese; "" where nothing is.

    Args:
        drawing: the file.
    """
    if _DECLARED.search(drawing):
        return "文档类型声明或处理指令"
    try:
        root = tree.fromstring(drawing)
    except (tree.ParseError, ValueError, LookupError):
        return "格式错误"
    if root.tag != SVG + "svg":
        return "格式错误（最外层不是 svg）"
    return next((fault for element in root.iter() if (fault := _fault_of_element(element))), "")


def _fault_of_element(element: tree.Element) -> str:
    if HARMLESS.match(element.tag):
        return ""
    name = element.tag.removeprefix(SVG)
    if not element.tag.startswith(SVG) or name not in ELEMENTS:
        return f"不允许的元素 {name.rpartition('}')[2]}"
    if name == "style" and _STYLE.search(element.text or ""):
        return "引用外部文件的样式"
    for key, value in element.attrib.items():
        local = key.rpartition("}")[2].lower()
        if local.startswith("on"):
            return f"脚本（{local}）"
        if local == "href" and not _REFERENCE.match(value.strip()):
            return "外部引用"
        if _STYLE.search(value):
            return "引用外部文件的样式"
    return ""
