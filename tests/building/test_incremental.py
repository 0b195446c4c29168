"""Whatever the order of edits, a build that reuses the last one gives the bytes of a build from nothing.

``PORTAL_SEQUENCES`` sets how many sequences are tried (CI: 200; ``make soak``: 2,000).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.building.progress import Progress

SETTINGS = Path(__file__).parents[1] / "sites" / "small" / "pelicanconf.py"
SEQUENCES = int(os.environ.get("PORTAL_SEQUENCES", "50"))
SLOTS = 6
COLUMNS = """
[[column]]
key = "yaowen"
name = "{name}"
[[column]]
key = "jiceng"
name = "基层党建"
[[column]]
key = "wangge"
name = "网格党建"
parent = "jiceng"
[[column]]
key = "anli"
name = "案例库"
type = "case"
[[column]]
key = "guanyu"
name = "关于"
type = "page"
"""
BODIES = (
    "正文一段，没有数字。",
    "安徽省合肥市全市建成网格党支部1200个，覆盖率达到98.5%。",
    "截至2023年底，合肥市有社区工作者3.6万名，其中党员占比超过57%。\n\n## 做法与经过\n\n楼栋长上门走访。",
    "截至2024年底，芜湖市有社区工作者2.1万名。建成网格党支部800个。",
    "截至2022年底，芜湖市有社区工作者2.4万名，其中党员占比超过61%。\n\n云川市青石区有网格员300名，社区工作者100名。",
    "芜湖市有网格员500名，建成楼栋党支部1200个。\n\n计划2026年建成网格党支部2000个。",
    "云川市青石区“一站式”矛盾纠纷多元化解中心受理群众诉求90件。安徽省合肥市有社区户数3000户。",
    "见[那一篇](../yaowen/0.md)和[另一篇](../wangge/1.md)。",
    "![图](/images/tu.svg)",
    "[附件](/files/biao.csv)",
)

USUAL = {
    "title": "网格里的党支部",
    "date": "2024-01-05",
    "tags": "[社区]",
    "practices": "[网格党建]",
    "topics": "[]",
    "region": "合肥市",
    "pinned": "false",
    "type": "article",
    "formerly": "[]",
}

article = st.fixed_dictionaries(
    {
        "column": st.sampled_from(["yaowen", "yaowen", "wangge", "anli", "guanyu", "meiyou"]),
        "title": st.sampled_from(["网格里的党支部", "网格里的议事厅", "议事厅开张", "楼栋长上岗"]),
        "date": st.sampled_from(["2024-01-05", "2024-01-05T09:30", "2024-02-01", "2023-11-02", "2099-01-01"]),
        "tags": st.sampled_from(["[]", "[社区]", "[社区, 网格]", "[网格]", "[接诉即办]"]),
        "practices": st.sampled_from(["[]", "[网格党建]", "[协商议事]"]),
        "topics": st.sampled_from(["[]", "[减负]"]),
        "region": st.sampled_from(["", "安徽省合肥市", "合肥市", "芜湖市", "云川市青石区"]),
        "pinned": st.sampled_from(["false", "true"]),
        "type": st.sampled_from(["article", "article", "case"]),
        "formerly": st.sampled_from(["[]", "[]", "[wangge]"]),
        "body": st.sampled_from(BODIES),
    }
)
slot = st.integers(0, SLOTS - 1)
edit = st.one_of(
    st.tuples(st.just("write"), slot, article),
    st.tuples(st.just("write"), slot, article),
    st.tuples(st.just("body"), slot, st.sampled_from(BODIES)),
    st.tuples(st.just("title"), slot, st.sampled_from(["改过的题目", "网格里的题目"])),
    st.tuples(st.just("date"), slot, st.sampled_from(["2024-01-06", "2023-12-31", "2024-03-01"])),
    st.tuples(st.just("delete"), slot, st.none()),
    st.tuples(st.just("twin"), slot, slot),
    st.tuples(st.just("picture"), st.none(), st.booleans()),
    st.tuples(st.just("columns"), st.none(), st.sampled_from(["要闻", "今日要闻"])),
    st.tuples(st.just("practices"), st.none(), st.booleans()),
    st.tuples(st.just("indicators"), st.none(), st.booleans()),
    st.tuples(st.just("page_size"), st.none(), st.sampled_from([1, 2])),
)
steps = st.lists(st.tuples(st.lists(edit, min_size=1, max_size=3), st.sampled_from([1, 2, 4])), min_size=1, max_size=3)


@lru_cache(maxsize=1)
def builder() -> Any:
    from portal.building.driver import load

    found = load(SETTINGS, {"PATH": str(SETTINGS.parent / "content"), "OUTPUT_PATH": "output"})
    for part in found.parts():
        if part.prepare:  # else every worker of every build loads its own
            part.prepare(True)
    return found.builder()


class Site:
    """A tiny site in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.content = home, home / "content"
        self.settings: dict[str, Any] = {"page_size": 1}
        self.articles: dict[int, dict[str, str]] = {}
        for folder in ("data", "images", "files"):
            (self.content / folder).mkdir(parents=True)
        (self.content / "files/biao.csv").write_text("一,二\n")
        self.apply("columns", None, "要闻")
        for number, column in enumerate(("yaowen", "yaowen", "yaowen", "wangge", "anli", "guanyu")):
            self.apply("write", number, {**USUAL, "column": column, "body": BODIES[number]})

    def build(self, output: str, jobs: int) -> Any:
        chosen = replace(builder().settings, **self.settings)
        return replace(builder(), progress=Progress(), content=self.content, output=self.home / output, jobs=jobs, settings=chosen).run()

    def files(self, output: str) -> dict[str, bytes]:
        root = (self.home / output).resolve()
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    def _write(self, number: int, path_number: int) -> None:
        fields = dict(self.articles[number])
        body = fields.pop("body")
        head = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
        target = self.content / fields["column"] / f"{path_number}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(f"---\nid: 20240105-{number + 1:03d}\nsource: 示例来源\neditor: 示例编辑\n{head}---\n\n{body}\n")

    def _delete(self, number: int) -> None:
        for path in self.content.glob(f"*/{number}.md"):
            path.unlink()

    def apply(self, kind: str, number: Any, value: Any) -> None:
        data = self.content / "data"
        if kind == "write":
            self._delete(number)
            self.articles[number] = value
            self._write(number, number)
        elif kind in ("body", "title", "date") and number in self.articles:
            self.apply("write", number, {**self.articles[number], kind: value})
        elif kind == "twin" and number in self.articles:
            self._delete(value + SLOTS)
            self._write(number, value + SLOTS)
        elif kind == "delete":
            self._delete(number)
        elif kind == "picture":
            picture = self.content / "images/tu.svg"
            picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>') if value else picture.unlink(missing_ok=True)
        elif kind == "columns":
            (data / "columns.toml").write_text(COLUMNS.format(name=value))
        elif kind == "practices":
            synonyms = '["协商议事"]' if value else "[]"
            (data / "practices.toml").write_text(f'[[practice]]\nkey = "wangge-dangjian"\nname = "网格党建"\nsynonyms = {synonyms}\n')
        elif kind == "indicators":
            named = '[[indicator]]\nkey = "shequ-gongzuozhe"\nname = "社区工作者"\nunit = "人"\nkind = "people"\n'
            (data / "indicators.toml").write_text(named if value else "")
        elif kind == "page_size":
            self.settings = {"page_size": value}


def told(report: Any) -> tuple[Any, ...]:
    return report.held, report.set_aside, sorted(map(str, report.warnings)), sorted(report.published)


# Sequences are short as they are; to shrink one would take longer than to read it.
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(steps, st.sampled_from([1, 2, 4]))
def test_a_site_built_step_by_step_equals_one_built_at_once(sequence: Any, jobs: int) -> None:
    home = Path(tempfile.mkdtemp(prefix="portal-steps-"))
    try:
        site = Site(home)
        site.build("grown", jobs)
        for edits, workers in sequence:
            for kind, number, value in edits:
                site.apply(kind, number, value)
            report = site.build("grown", workers)
        assert told(report) == told(site.build("clean", jobs))
        grown, clean = site.files("grown"), site.files("clean")
        assert sorted(grown) == sorted(clean)
        assert [path for path in clean if grown[path] != clean[path]] == []
    finally:
        shutil.rmtree(home)
