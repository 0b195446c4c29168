"""A small index of made-up articles, with the browser's modules beside it."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.articles.model import article_url, document_number
from portal.search.analysis import weigh
from portal.search.excerpts import Excerpt
from portal.search.index import Entry, write

MODULES = Path(__file__).parents[2] / "theme/static/js/search"
COLUMNS = {"yaowen": "要闻动态", "anli": "案例库"}
ARTICLES = {
    "20240101-001": ("青石县推进街道体制改革", "青石县取消街道招商引资任务，街道抓党建、抓治理、抓服务。"),
    "20240102-001": ("改革中的街道", "体制理顺以后，网格员数量增加到320名。"),
    "20240103-001": ("网格化服务到家门", "每个网格设一名专职网格员，推行ＡＢ岗和“1+8”工作法。"),
    "20240103-002": ("“三抓”一增强 基层有力量", "抓班子、抓队伍、抓阵地，增强组织力。热线12345办结率98％。"),
    "20240104-001": ("臺灣同胞走进社區", "兩岸青年在社區服務，裡裡外外一家親。"),
    "20240105-001": ("志愿服务常态化", "党员人数达到3.6万名。2020年以来，志愿服务不断线。covid-19期间坚持值守。"),
    "20240106-001": ("<script>alert(1)</script>与标题", "正文里有 <b>标签</b> 和 & 符号，还有猪这个字。"),
    "20240107-001": ("吹哨报到", "街道吹哨，部门报到。网格吹哨，党员报到。青石县的做法。"),
}


#: What articles are filed under.
NAMES = {"20240103-001": ("红色物业", "社区物业党建联建", "三方联动")}


def entry(article_id: str, title: str, text: str, version: str = "1") -> Entry:
    column = "anli" if article_id.endswith("002") else "yaowen"
    url = article_url(column, article_id)
    day = f"{article_id[:4]}-{article_id[4:6]}-{article_id[6:8]}"
    excerpt = Excerpt(title, url, day, column, "", "article", f"{column}/{article_id}.md", text, NAMES.get(article_id, ()))
    return Entry(document_number(article_id), weigh(title, text), excerpt, version)


def entries() -> list[Entry]:
    return [entry(article_id, *article) for article_id, article in ARTICLES.items()]


def many(count: int) -> list[Entry]:
    """Enough articles for several shards and for short lists of single characters."""
    base = entries()
    days = [f"2023{month:02}{day:02}-001" for month in range(1, 13) for day in range(1, 29)]
    days += [day[:-1] + "2" for day in days]
    made = [
        entry(days[i], f"第{i}期简报", f"本期{i}刊发{ARTICLES['20240102-001'][1]}编号{i * 7919}。")
        for i in range(count)
    ]
    return base + made


def index_of(articles: list[Entry], columns: dict[str, str] = COLUMNS) -> dict[str, bytes]:
    return dict(write(articles, columns))


@dataclass
class Site:
    """A built site with nothing but a search index and its page."""

    output: Path

    @property
    def folder(self) -> Path:
        return self.output / "search"

    def fetch(self, path: str) -> bytes | None:
        file = self.folder / path
        return file.read_bytes() if file.exists() else None

    def publish(self, articles: list[Entry]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        for path, content in index_of(articles).items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        page = '<script type="module" src="../theme/abc/js/search/page.js"></script>'
        (self.folder / "index.html").write_text(page, encoding="utf-8")
        shutil.copytree(MODULES, self.output / "theme/abc/js/search", dirs_exist_ok=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "output")
    site.publish(entries())
    return site


def changed(original: Entry, text: str, names: tuple[str, ...] = ()) -> Entry:
    """Another version of an article."""
    weights = weigh(original.excerpt.title, text)
    return replace(original, weights=weights, excerpt=replace(original.excerpt, text=text, names=names), version="2")


@pytest.fixture
def sample() -> SimpleNamespace:
    return SimpleNamespace(COLUMNS=COLUMNS, changed=changed, entries=entries, entry=entry, many=many, index_of=index_of)


@pytest.fixture(scope="session")
def portal_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample portal of this repository."""
    from portal.building.command import Options, build

    root = Path(__file__).parents[2]
    output = tmp_path_factory.mktemp("portal") / "output"
    assert build(Options(root / "pelicanconf.py", root / "content", output)).exit_code == 0
    return Site(output)
