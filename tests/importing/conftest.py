"""Files to import, made here: clean text of our own, Word and PDF files written by hand."""

import importlib.util
import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from portal.importing.command import import_file
from portal.importing.pipeline import draft
from portal.importing.place import find_site
from portal.importing.plaintext import read

BENCH = Path(__file__).parents[2] / "benchmarks" / "importing"

#: A clean article with figures, a name with a middle dot, quotations and enumerations.
CLEAN = """近年来，示例市坚持以社区为基本单元，把服务送到居民家门口，建成党群服务中心22个，总面积近11万平方米，累计服务群众3.6万人次。
社区党委把小区党支部、业主委员会和物业企业请到一张桌子上，定下“提、议、定、办、评”五步流程，每月公布一次结果，去年共办结事项240件，办结率达到98.5%。
网格员每天走访，把听到的意见带回来，一件一件记在本子上，谁来办、几天办完，都写得清清楚楚。全市现有专职网格员1200多名，平均每人联系300户左右。
居民说，以前有事不知道找谁，现在下楼就能说。三个月来，停车、晾衣、遛狗这些难事一件件有了着落，邻里之间的争吵少了一半。
下一步，示例市将安排专项经费500万元，把议事厅开到楼栋里，让居民在家门口商量着办，推动基层治理更有温度、更见成效。"""
TITLE = "示例市把议事厅开到居民家门口"


def _load(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location(f"importing_{name}", BENCH / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="session")
def damage() -> ModuleType:
    return _load("damage")


@pytest.fixture(scope="session")
def recovery() -> ModuleType:
    return _load("recovery")


@pytest.fixture(scope="session")
def clean() -> str:
    return CLEAN


@pytest.fixture
def imported():
    """Text -> draft."""
    return lambda text: draft(read(text.encode(), ".txt"))


@pytest.fixture
def site(small):
    return find_site(small.content / "yaowen")


@pytest.fixture
def bring(site, tmp_path):
    """Name and bytes -> (report, written text or "")."""

    def run(name: str, data: bytes):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        report = import_file(path, site, set())
        target = site.content / "yaowen" / Path(report.target).name if report.target else None
        return report, target.read_text("utf-8") if target else ""

    return run


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc0\0\0" * 2) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_PARTS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="i1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>
<Relationship Id="f1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
</Relationships>"""
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_STYLES = f"""<?xml version="1.0"?><w:styles {_NS}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>"""
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i1"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def para(text: str, style: str = "", run: str = "", after: str = "") -> str:
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    props = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{head}<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>{after}</w:p>'


def table(rows: list[list[str]]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def docx(*body: str, notes: tuple[str, ...] = (), extra: dict[str, bytes] | None = None) -> bytes:
    items = "".join(f'<w:footnote w:id="{n}">{para(text)}</w:footnote>' for n, text in enumerate(notes, 1))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/document.xml": f'<?xml version="1.0"?><w:document {_NS}><w:body>{"".join(body)}</w:body></w:document>',
        "word/footnotes.xml": f'<?xml version="1.0"?><w:footnotes {_NS}>{items}</w:footnotes>',
        "word/media/a.png": png(),
        **(extra or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """A PDF whose pages are (x, y, text) with 12-point characters; the font is named, not embedded."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
    )
    objects.append(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    for number, lines in enumerate(pages):
        shown = "".join(
            f"BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in lines
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream".encode())
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table_ = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    return (
        data + head + table_ + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF".encode()
    )


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The writers above."""
    return sys.modules[__name__]
