"""Files that would harm: one clear message, bounded time and memory, nothing written."""

import io
import resource
import time
import zipfile
import zlib

import pytest

from portal.importing import reading
from portal.importing.limits import limited
from portal.importing.reading import Unreadable

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return stream.getvalue()


def encrypted(data: bytes) -> bytes:
    """The flag that says so, set in every entry of the directory."""
    out = bytearray(data)
    place = out.find(b"PK\x01\x02")
    while place >= 0:
        out[place + 8] |= 1
        place = out.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def refused(bring, site, name: str, data: bytes) -> str:
    before = sorted(site.content.rglob("*"))
    start = time.monotonic()
    report, text = bring(name, data)
    assert time.monotonic() - start < 20
    assert report.failed and not text and len(report.problems) == 1
    assert sorted(site.content.rglob("*")) == before
    return report.problems[0].code


def test_a_zip_bomb(bring, site, make):
    bomb = make.docx(make.para("甲"), extra={"word/bomb.xml": b" " * (200 << 20)})
    assert refused(bring, site, "a.docx", bomb) == "import-bomb"


def test_entities_that_read_other_files(bring, site, make):
    evil = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
    assert refused(bring, site, "a.docx", make.docx(extra={"word/document.xml": evil.encode()})) == "import-unsafe"


def test_an_archive_within_an_archive(bring, site, make):
    nested = archive(**{"a.zip": archive(**{"b.docx": make.docx(make.para("甲"))})})
    assert refused(bring, site, "a.zip", nested) == "import-kind"
    assert refused(bring, site, "a.docx", nested) == "import-kind"


def test_a_file_of_half_a_gigabyte_is_not_even_read(bring, site, tmp_path):
    path = tmp_path / "big.docx"
    with path.open("wb") as handle:
        handle.truncate(500 << 20)
    with pytest.raises(Unreadable, match="500 兆"):
        reading.read(path)


def test_truncated_files(bring, site, make):
    data = make.docx(make.para("甲乙丙" * 500))
    assert refused(bring, site, "a.docx", data[: len(data) // 2]) == "import-broken"
    pdf = make.pdf([[(70, 700, "示例社区党群服务中心启用")]])
    assert refused(bring, site, "a.pdf", pdf[:60]) == "import-broken"


def test_files_with_a_password(bring, site, make):
    assert refused(bring, site, "a.docx", LOCKED) == "import-locked"
    assert refused(bring, site, "b.docx", encrypted(make.docx(make.para("甲")))) == "import-locked"


def test_an_old_word_file_without_libreoffice_says_how_to_save_it(bring, site, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert refused(bring, site, "a.doc", OLD) == "import-tool"
    assert refused(bring, site, "a.rtf", b"{\\rtf1 abc}") == "import-tool"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("a.txt", b"\x7fELF" + bytes(range(256)) * 40),
        ("a.txt", bytes(range(256)) * 100),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
        ("a.md", b"\x1f\x8b\x08" + b"\0" * 100),
    ],
)
def test_a_wrong_ending(bring, site, name, data):
    assert refused(bring, site, name, data) == "import-kind"


def test_the_content_decides_where_the_ending_is_wrong(bring, make):
    report, text = bring(
        "a.txt",
        make.docx(make.para("社区议事厅开张了"), make.para("近日，示例社区议事厅开张，解决问题37件，居民都说好。")),
    )
    assert report.form == "Word" and "解决问题37件" in text


def test_a_scanned_pdf_says_so(bring, site, make):
    assert refused(bring, site, "a.pdf", make.pdf([[(70, 30, "— 1 —")], [(70, 30, "— 2 —")]])) == "import-scan"


def test_empty_files_and_files_without_text(bring, site):
    assert refused(bring, site, "a.txt", b"\xef\xbb\xbf \n") == "import-empty"
    assert refused(bring, site, "a.html", b"<html><body><script>1</script></body></html>") == "import-nothing"


def test_elements_nested_a_hundred_thousand_deep(bring, site):
    assert refused(bring, site, "a.html", b"<html><body>" + b"<div>" * 100000 + "甲".encode()) in (
        "import-broken",
        "import-time",
        "import-nothing",
    )


def test_a_reader_that_never_ends_is_ended(tmp_path):
    def endless(path):
        while True:
            pass

    with pytest.raises(Unreadable, match="时间或内存"):
        limited(endless, tmp_path / "a.txt", seconds=1)


def test_a_reader_that_eats_memory_is_ended(tmp_path):
    with pytest.raises(Unreadable, match="时间或内存"):
        limited(lambda path: [bytearray(1 << 30) for _ in range(20)], tmp_path / "a.txt")


def test_a_repair_that_never_ends_is_ended_too(bring, site, monkeypatch):
    from portal.importing import command, limits

    def endless(source):
        while True:
            pass

    monkeypatch.setattr(command, "make_draft", endless)
    monkeypatch.setattr(limits.limited, "__defaults__", (1, limits.MEMORY))
    assert refused(bring, site, "a.txt", "示例标题\n\n正文一段。".encode()) == "import-time"


def peak() -> int:
    """Bytes of the largest child so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


@pytest.mark.parametrize("what", ["xml", "pdf", "tables", "damage"])
def test_files_that_unfold_stay_within_memory_and_time(bring, make, what):
    files = {
        "xml": ("a.docx", lambda: make.docx(*(make.para("甲乙丙丁戊己庚辛" * 4) for _ in range(60000)))),
        "pdf": ("a.pdf", lambda: squeezed(300 << 20)),
        "tables": ("a.docx", lambda: make.docx("<w:tbl><w:tr><w:tc>" * 3000 + make.para("甲") + "</w:tc></w:tr></w:tbl>" * 3000)),
        "damage": ("a.txt", lambda: ("示例标题\n\n" + "鶎佑新氂腥擞袡?" * 12000).encode()),
    }
    name, data = files[what][0], files[what][1]()
    start = time.monotonic()
    report, _ = bring(name, data)
    assert time.monotonic() - start < 100
    assert report.failed and len(report.problems) == 1 or what == "damage"
    assert peak() < 2 << 30


def squeezed(size: int) -> bytes:
    """A PDF whose only page unfolds to so many bytes."""
    stream = zlib.compress(b" " * size, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]  # fmt: skip
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1)) + b"trailer<</Root 1 0 R>>"


def test_a_picture_that_lies_elsewhere_is_not_fetched(bring, make, site, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(make.png())
    link = make.PICTURE.replace('r:embed="i1"', 'r:link="x1"')
    rels = make._PARTS.replace(
        "</Relationships>",
        f'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{secret.as_uri()}" TargetMode="External"/></Relationships>',
    )
    text = "近日，示例社区议事厅开张，解决问题37件，居民都说好。"
    report, made = bring("a.docx", make.docx(make.para("社区议事厅开张了"), make.para(text), link, extra={"word/_rels/document.xml.rels": rels.encode()}))
    assert "解决问题37件" in made and not list((site.content / "images").glob("2*"))
    assert any("外面" in question for _, question in report.questions)


def test_other_office_files_and_encrypted_pdf(bring, site):
    sheet = archive(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"})
    assert refused(bring, site, "a.xlsx", sheet) == "import-kind"
    assert refused(bring, site, "a.docx", sheet) == "import-kind"
    assert refused(bring, site, "a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 100) == "import-kind"


def test_long_lines_of_one_character_take_no_time(bring):
    for character in ("甲", "?", "(", "强(", " ", "，", "一、", "作者：", "１", "·"):
        start = time.monotonic()
        bring("a.txt", ("示例标题\n\n" + character * 20000 + "\n").encode())
        assert time.monotonic() - start < 10, character
