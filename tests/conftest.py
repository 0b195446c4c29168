"""Whole small sites, built by the command itself."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from portal.building.command import Options, Outcome, build

SITES = Path(__file__).parent / "sites"


@dataclass
class MiniSite:
    """A copy of one of tests/sites in a temporary folder."""

    home: Path
    settings: Path

    @property
    def content(self) -> Path:
        return self.home / "content"

    @property
    def output(self) -> Path:
        return self.home / "output"

    def build(self, **options: object) -> Outcome:
        return build(Options(self.settings, self.content, self.output, **options))

    def article(self, path: str, body: str = "正文。", **fields: str) -> Path:
        """Write an article; fields given replace the usual ones, None leaves one out."""
        day = fields.get("id", "20240601-001")[:8]
        usual = {"id": "20240601-001", "title": "新文章", "date": f"{day[:4]}-{day[4:6]}-{day[6:]}",
                 "column": path.split("/")[0], "source": "示例来源", "editor": "示例编辑"}  # fmt: skip
        head = "".join(f"{key}: {value}\n" for key, value in {**usual, **fields}.items() if value is not None)
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
        return target

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup((self.output / path).read_text("utf-8"), "html.parser")

    def files(self) -> dict[str, bytes]:
        """Output path -> content, of the whole published tree."""
        root = self.output.resolve()
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def copy_site(name: str, home: Path) -> MiniSite:
    shutil.copytree(SITES / name / "content", home / "content")
    return MiniSite(home, SITES / "small" / "pelicanconf.py")


@pytest.fixture
def small(tmp_path: Path) -> MiniSite:
    return copy_site("small", tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """The small site, built once; tests that change something take ``small``."""
    site = copy_site("small", tmp_path_factory.mktemp("small"))
    assert site.build().exit_code == 0
    return site
