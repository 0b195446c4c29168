"""Word files (.docx): structure through mammoth; fonts and colours stay behind."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping

from bs4 import BeautifulSoup

from portal.importing.draft import Source
from portal.importing.htmlblocks import blocks_of
from portal.importing.marks import size
from portal.importing.reading import Unreadable, short_enough
from portal.importing.wordxml import FIRST_NUMBER, prepare

#: Bytes after unpacking; the largest reports with many photographs stay below.
UNPACKED_MOST = 400 << 20
#: Bytes of one XML part; a book of a million characters has 30 MB.
PART_MOST = 60 << 20
#: Unpacked to packed; text of Word files has 10 to 30.
RATIO_MOST = 300
FILES_MOST = 5000
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
b => strong
u => em
"""
_MAIN = re.compile(r"word/document\d*\.xml")
_FALLBACK = re.compile(rb"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def check(data: bytes, name: str) -> None:
    """Refuse archives that are broken, locked, monstrous or hold XML that reads elsewhere.

    Raises:
        Unreadable: with the reason.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("import-locked", name, "文件有密码", "用 Word 或 WPS 打开，去掉密码再保存")
            total = sum(entry.file_size for entry in entries)
            worst = max(
                (entry.file_size / max(entry.compress_size, 1) for entry in entries if entry.file_size > 1 << 20),
                default=0,
            )
            big = any(entry.file_size > PART_MOST for entry in entries if entry.filename.endswith((".xml", ".rels")))
            if total > UNPACKED_MOST or worst > RATIO_MOST or big or len(entries) > FILES_MOST:
                message = f"文件解开有 {total >> 20} 兆，大得不正常"
                raise Unreadable("import-bomb", name, message, "用 Word 或 WPS 打开原稿，另存为新的 .docx")
            if not any(_MAIN.fullmatch(entry.filename) for entry in entries):
                hint = "是压缩包就先解开，再导入里面的文件；是表格或幻灯片就把文字粘贴到 Word"
                raise Unreadable("import-kind", name, "不是 Word 文件", hint)
            for entry in entries:
                if (
                    entry.filename.endswith((".xml", ".rels"))
                    and b"<!" in (part := archive.read(entry))
                    and re.search(rb"<!(?:DOCTYPE|ENTITY)", part)
                ):
                    hint = "用 Word 或 WPS 打开原稿，另存为新的 .docx"
                    raise Unreadable(
                        "import-unsafe", name, "文件里有不该出现的声明（DOCTYPE），可能会读取别处的内容", hint
                    )
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise _broken(name) from error


def _broken(name: str) -> Unreadable:
    return Unreadable(
        "import-broken", name, "文件已损坏或不完整", "重新取一份原稿；或用 Word、WPS 打开修复，另存为新的 .docx"
    )


def read(data: bytes, name: str) -> Source:
    """A .docx file.

    Raises:
        Unreadable: see :func:`check`.
    """
    import mammoth

    check(data, name)
    pictures: dict[str, bytes] = {}
    unusable: list[str] = []
    outside: list[str] = []

    def image(picture: object) -> dict[str, str]:
        kind = str(getattr(picture, "content_type", ""))
        ending = _PICTURES.get(kind)
        label = f"图{len(pictures) + len(unusable) + len(outside) + 1}"
        if ending is None:
            unusable.append(f"{label}（{kind.rpartition('/')[2] or '未知格式'}）")
            return {"src": f"{label}.{kind.rpartition('/')[2] or 'bin'}"}
        try:
            with picture.open() as stream:  # type: ignore[attr-defined]
                pictures[f"{label}.{ending}"] = stream.read()
        except (ValueError, KeyError):  # it is no part of the file, and nothing outside is opened
            outside.append(label)
            return {"src": f"{label}.{ending}"}
        return {"src": f"{label}.{ending}", "alt": str(getattr(picture, "alt_text", "") or "")}

    try:
        parts = _parts(data)
        characters = _characters(parts)
        short_enough(characters, name)
        made = prepare({kind: part for kind, (_, part) in parts.items()})
        replaced = {parts[kind][0]: part for kind, part in made.parts.items()}
        result = mammoth.convert_to_html(
            io.BytesIO(_rewritten(data, replaced)), convert_image=mammoth.images.img_element(image), style_map=_STYLES
        )
    except (MemoryError, RecursionError, Unreadable):
        raise
    except Exception as error:  # whatever a damaged part makes the converter trip over
        raise _broken(name) from error
    reader = blocks_of(_numbered(BeautifulSoup(result.value, "lxml")))
    asked = [f"{label}的格式网页不能显示，请在 Word 里另存成 PNG 或 JPG 再放进来" for label in unusable]
    asked += [f"{label}是链接到文件外面的图片，没有带过来，请在 Word 里把它粘贴进文件" for label in outside]
    asked += [*made.asked, *reader.asked]
    counts = {**made.counts, **reader.counts}
    return Source(tuple(reader.blocks), {}, "Word", "", characters, counts, pictures, tuple(asked))


def _numbered(soup: BeautifulSoup) -> BeautifulSoup:
    """Give the items of lists the numbers that their first characters tell."""
    for item in soup.find_all("li"):
        first = item.find(string=True)
        if first and ord(first[0]) > FIRST_NUMBER:
            item["value"] = str(ord(first[0]) - FIRST_NUMBER)
            first.replace_with(first[1:])
    return soup


def _parts(data: bytes) -> dict[str, tuple[str, bytes]]:
    """Kind of part -> its name in the archive and its bytes: relations decide, since not every program names them alike."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        main = _related(archive, "_rels/.rels", "").get("officeDocument", "word/document.xml")
        folder, _, file = main.rpartition("/")
        others = _related(archive, f"{folder}/_rels/{file}.rels", folder)
        found = {kind: others.get(kind, f"word/{kind}.xml") for kind in ("styles", "numbering", "footnotes", "endnotes")}
        return {kind: (name, archive.read(name)) for kind, name in {"document": main, **found}.items() if name in names}


def _related(archive: zipfile.ZipFile, rels: str, folder: str) -> dict[str, str]:
    """Last word of a relation's type -> the name of the part."""
    if rels not in archive.namelist():
        return {}
    targets: dict[str, str] = {}
    for relation in BeautifulSoup(archive.read(rels), "xml").find_all("Relationship"):
        target = str(relation.get("Target") or "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets.setdefault(str(relation.get("Type") or "").rpartition("/")[2], name)
    return targets


def _rewritten(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with some parts replaced; nothing is packed, since it is read at once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return stream.getvalue()


def _characters(parts: Mapping[str, tuple[str, bytes]]) -> int:
    """Characters of body and notes as the XML has them, counted without the converter, to check it."""
    import html

    total = 0
    for kind in {"document", "footnotes", "endnotes"} & parts.keys():
        xml = _FALLBACK.sub(b"", parts[kind][1])
        total += sum(size(html.unescape(text.decode("utf-8", "replace"))) for text in _TEXT.findall(xml))
    return total
