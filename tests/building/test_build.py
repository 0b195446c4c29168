import json
import os
import subprocess
import sys

import pytest

from portal.errors import BuildError, DataError, Problem, SettingsError
from portal.search import making


def report(site):
    return json.loads((site.home / "build-report.json").read_text("utf-8"))


def aside(site):
    return {entry["path"]: [p["code"] for p in entry["problems"]] for entry in report(site)["set_aside"]}


def report_problems(outcome):
    found = [Problem.from_json(problem) for problem in outcome.report["warnings"]]
    return [problem for problem in found if problem.code == "output-damaged"]


def test_every_file_is_accounted_for(small):
    small.article("yaowen/a.md", id="20240601-001", status="草稿")
    small.article("yaowen/b.md", id="20240601-002", status="撤回")
    small.article("yaowen/c.md", id="20990101-001")
    small.article("yaowen/d.md", id="20240601-003", date="昨天")
    (small.content / "yaowen/~$文稿.docx").write_bytes(b"x")
    (small.content / "yaowen/.DS_Store").write_bytes(b"x")
    (small.content / "文稿.docm").write_bytes(b"x")
    outcome = small.build()
    told = report(small)
    assert outcome.exit_code == 3
    assert {e["path"]: e["reason"] for e in told["held_back"]} == {
        "yaowen/a.md": "草稿",
        "yaowen/b.md": "撤回",
        "yaowen/c.md": "未到发布时间",
        "yaowen/~$文稿.docx": "系统或编辑器的临时文件",
        "yaowen/.DS_Store": "系统或编辑器的临时文件",
    }
    assert set(aside(small)) == {"yaowen/d.md", "文稿.docm"}
    assert told["found"] == sum(1 for p in small.content.rglob("*") if p.is_file())
    assert told["found"] == told["published"] + len(told["held_back"]) + len(told["set_aside"])


def test_drafts_and_future_articles_alone_are_no_failure(small):
    small.article("yaowen/a.md", status="草稿")
    small.article("yaowen/c.md", id="20990101-001")
    assert small.build().exit_code == 0


def test_two_articles_of_one_id_are_both_set_aside_each_naming_the_other(small):
    small.article("yaowen/a.md", id="20240601-001")
    small.article("wangge/b.md", id="20240601-001")
    outcome = small.build()
    assert aside(small) == {"yaowen/a.md": ["id-taken"], "wangge/b.md": ["id-taken"]}
    text = "\n".join(outcome.lines)
    assert "yaowen/a.md:2 编号 20240601-001 也用在 wangge/b.md" in text
    assert "wangge/b.md:2 编号 20240601-001 也用在 yaowen/a.md" in text


def test_an_unknown_column_is_set_aside_with_the_likely_one(small):
    small.article("yaowne/a.md")
    outcome = small.build()
    assert aside(small) == {"yaowne/a.md": ["column-unknown"]}
    assert "是不是 yaowen" in "\n".join(outcome.lines)


def test_a_missing_picture_sets_the_article_aside_with_its_line(small):
    small.article("yaowen/a.md", body="![图](/images/没有.png)")
    outcome = small.build()
    assert "yaowen/a.md:10 找不到文件 images/没有.png" in "\n".join(outcome.lines)


def test_a_link_to_a_withdrawn_article_becomes_plain_text_and_is_told(small):
    small.article("yaowen/a.md", id="20240601-001", status="撤回")
    small.article("yaowen/b.md", id="20240601-002", body="见[那一篇](a.md)。")
    outcome = small.build()
    assert outcome.exit_code == 0
    assert "link-broken" in "\n".join(outcome.lines)
    link = small.page("yaowen/202406/t20240601_002.html").find("a", string="那一篇")
    assert not link.get("href")


def test_files_outside_content_never_get_out(small):
    (small.home / "secret.txt").write_text("秘密")
    (small.content / "files/link.txt").symlink_to(small.home / "secret.txt")
    small.article("yaowen/a.md", body="[x](../../secret.txt)")
    small.build()
    assert aside(small) == {"files/link.txt": ["file-symlink"], "yaowen/a.md": ["body-path"]}
    assert not [path for path, data in small.files().items() if "秘密".encode() in data]


def test_a_drawing_with_a_script_is_not_published(small):
    (small.content / "images/bad.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    small.build()
    assert aside(small) == {"images/bad.svg": ["file-script"]}


def test_a_file_cannot_take_the_place_of_a_page(small):
    (small.content / "feed.xml").write_text("<x/>")
    (small.content / "search").mkdir()
    (small.content / "search/index.html").write_text("<x/>")
    small.build()
    assert set(aside(small)) == {"feed.xml", "search/index.html"}


def test_a_broken_column_file_fails_and_leaves_the_site_as_it_was(small):
    small.build()
    before = small.files()
    (small.content / "data/columns.toml").write_text('[[column]]\nkey = "yaowen\n')
    with pytest.raises(DataError, match=r"data/columns.toml:2"):
        small.build()
    assert small.files() == before


def test_a_broken_template_fails_naming_its_line(small, tmp_path):
    import shutil

    theme = tmp_path / "theme"
    shutil.copytree(small.settings.parents[3] / "theme", theme)
    small.build()
    before = small.files()
    page = theme / "templates/archive.html"
    page.write_text(page.read_text("utf-8") + "{{ nonsense.here }}", encoding="utf-8")
    home = theme / "templates/home.html"
    home.write_text('{% extends "base.html" %}\n{% block main %}{{ nonsense.here }}{% endblock %}', encoding="utf-8")
    with pytest.raises(BuildError, match=r"index.html 生成失败.*home.html:2"):
        small.build(overrides={"THEME": str(theme)})
    assert small.files() == before


def test_a_plugin_that_cannot_be_loaded_fails_by_name(small):
    with pytest.raises(BuildError, match=r"portal\.nonsense"):
        small.build(overrides={"PLUGINS": ["portal.columns", "portal.nonsense"]})
    assert not small.output.exists()


def test_a_wrong_setting_fails_by_name(small):
    with pytest.raises(SettingsError, match="PORTAL_PAGESIZE"):
        small.build(overrides={"PORTAL_PAGESIZE": 3})


def test_nothing_changed_means_nothing_done(small):
    small.build()
    tree = small.output.readlink()
    assert "没有改动" in small.build().lines[0]
    assert small.output.readlink() == tree


def test_files_set_aside_are_still_told_when_nothing_changed(small):
    small.article("yaowen/a.md", date="昨天")
    small.build()
    again = small.build()
    assert again.exit_code == 3
    assert "yaowen/a.md:4" in "\n".join(again.lines)


def test_one_edit_renders_its_own_pages_only(small):
    path = small.article("yaowen/a.md", summary="不变的摘要")
    small.build()
    path.write_text(path.read_text("utf-8") + "\n又一段。\n", encoding="utf-8")
    outcome = small.build()
    assert outcome.report["rendered"] == 1
    assert "又一段" in small.page("yaowen/202406/t20240601_001.html").text


def test_an_incremental_build_equals_a_fresh_one(small):
    small.build()
    small.article("yaowen/new.md", id="20240601-001", body="新建网格99个。", tags="[公式]")
    (small.content / "yaowen/20240102-001.md").unlink()
    small.build()
    incremental = small.files()
    small.build(fresh=True)
    assert small.files() == incremental


def test_the_search_index_brought_up_to_date_equals_one_made_anew(small):
    for number in range(100, 140):
        small.article(f"yaowen/{number}.md", f"社区议事厅第{number}次开张，网格员{number}名。", id=f"20240601-{number}")
    small.build()
    small.article("yaowen/100.md", "楼栋长换成了志愿者。", id="20240601-100", title="换了题目")
    (small.content / "yaowen/101.md").unlink()
    small.article("yaowen/999.md", "新来的一篇讲接诉即办。", id="20240602-001")
    small.build()
    updated = small.files()
    small.build(fresh=True)
    assert small.files() == updated


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_search_index_is_the_same_whoever_makes_which_part(small, monkeypatch, jobs):
    small.build()
    whole = small.files()
    monkeypatch.setattr(making, "CHUNK", 2)
    small.build(fresh=True, jobs=jobs)
    assert small.files() == whole


def test_a_part_of_the_search_index_that_fails_stops_the_build(small, monkeypatch):
    small.build()
    published = small.files()
    monkeypatch.setattr(making, "CHUNK", 2)
    monkeypatch.setattr(making, "shards_of", None)
    with pytest.raises(BuildError, match="search 的文件生成失败"):
        small.build(fresh=True)
    assert small.files() == published


def test_a_damaged_search_index_is_made_anew(small):
    small.build()
    before = small.files()
    for path in before:
        if path.startswith("search/s/"):
            target = small.output.resolve() / path
            target.unlink()
            target.write_bytes(b"damaged")
    article = small.content / "yaowen/20240103-001.md"
    text = article.read_text("utf-8")
    article.write_text(text + "\n又一段。\n", encoding="utf-8")
    small.build()
    article.write_text(text, encoding="utf-8")
    small.build(fresh=True)
    assert small.files() == before


def test_files_that_somebody_has_changed_are_found_and_made_again(small):
    small.build()
    before = small.files()
    assert [p.code for p in report_problems(small.build(verify=True))] == []
    tree = small.output.resolve()
    (tree / "index.html").write_text("被人改过")
    (tree / "sitemap.xml").unlink()
    (tree / "wo.html").write_text("多出来的")
    assert small.build().report["unchanged"]
    told = {p.path for p in report_problems(small.build(verify=True))}
    assert told == {"index.html", "sitemap.xml", "wo.html"}
    assert small.files() == before
    assert report_problems(small.build(verify=True)) == []


def test_a_deleted_article_leaves_no_page_behind(small):
    small.build()
    (small.content / "yaowen/20240102-001.md").unlink()
    small.build()
    assert not (small.output / "yaowen/202401/t20240102_001.html").exists()


def test_an_article_that_leaves_the_site_is_named(small):
    small.article("yaowen/a.md")
    small.build()
    small.article("yaowen/a.md", date="2024-02-31")
    assert "原来已经发布，这次不在网上了：yaowen/a.md" in "\n".join(small.build().lines)


def test_a_manuscript_in_a_column_folder_is_not_published(small):
    (small.content / "yaowen/通讯录.xlsx").write_bytes(b"x")
    assert small.build().exit_code == 3
    assert aside(small) == {"yaowen/通讯录.xlsx": ["file-unknown"]}
    assert not [path for path in small.files() if path.endswith(".xlsx")]


def test_an_article_dated_tomorrow_never_displaces_a_published_twin(small):
    small.article("yaowen/a.md", id="20240601-001")
    small.article("yaowen/b.md", id="20240601-001", date="2099-01-01")
    small.build()
    assert aside(small) == {"yaowen/b.md": ["id-taken"]}
    assert (small.output / "yaowen/202406/t20240601_001.html").exists()


def test_output_and_content_never_lie_in_each_other(small):
    from portal.building.command import Options, build

    with pytest.raises(BuildError, match="互相包含"):
        build(Options(small.settings, small.content, small.content / "out"))


def test_settings_from_the_environment_are_noticed(small, tmp_path, monkeypatch):
    conf = tmp_path / "conf.py"
    conf.write_text(
        f"import os, sys\nsys.path.insert(0, {str(small.settings.parent)!r})\nfrom pelicanconf import *\n"
        "PORTAL_NAME = os.environ['PORTAL_TEST_NAME']\n",
        encoding="utf-8",
    )
    small.settings = conf
    monkeypatch.setenv("PORTAL_TEST_NAME", "甲站")
    small.build()
    monkeypatch.setenv("PORTAL_TEST_NAME", "乙站")
    small.build()
    assert "乙站" in small.page("index.html").title.get_text()


def test_a_store_damaged_in_the_middle_is_made_anew(small):
    small.build()
    before = small.files()
    path = small.home / ".output.portal/store.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\x55" * (len(data) - 8192)
    path.write_bytes(data)
    (small.content / "yaowen/20240103-001.md").touch()
    assert small.build().exit_code == 0
    assert small.files() == before


def test_a_killed_build_leaves_no_worker_and_the_next_one_goes_on(small):
    import signal
    import time

    for number in range(100, 400):
        small.article(f"yaowen/{number}.md", "正文。" * 2000, id=f"20240601-{number}")
    command = [sys.executable, "-c", BUILD, str(small.settings), str(small.content), str(small.output), "2"]
    process = subprocess.Popen(command)
    time.sleep(2.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert small.build().exit_code == 0


def test_a_library_of_cases_alone_is_a_site(small):
    import shutil

    for name in ("yaowen", "wangge", "guanyu"):
        shutil.rmtree(small.content / name)
    (small.content / "data/columns.toml").write_text('[[column]]\nkey = "anli"\nname = "案例库"\ntype = "case"\n')
    assert small.build().exit_code == 0
    assert "案例库" in small.page("index.html").get_text()


def test_a_moved_article_leaves_a_redirect(small):
    small.article("yaowen/a.md", formerly="[wangge]")
    small.build()
    page = small.page("wangge/202406/t20240601_001.html")
    assert page.find("a")["href"] == "../../yaowen/202406/t20240601_001.html"


def test_a_damaged_store_is_made_anew(small):
    small.build()
    before = small.files()
    (small.home / ".output.portal/store.sqlite").write_bytes(b"not a database" * 1000)
    (small.content / "yaowen/20240103-001.md").touch()
    assert small.build().exit_code == 0
    assert small.files() == before


BUILD = """
import sys
from pathlib import Path
from portal.building.command import Options, build
settings, content, output, jobs = sys.argv[1:]
build(Options(Path(settings), Path(content), Path(output), jobs=int(jobs)))
"""


def test_the_same_content_gives_the_same_bytes_whatever_the_hash_seed_and_the_number_of_workers(small, tmp_path):
    trees = []
    for seed, jobs in (("1", "1"), ("2", "2"), ("3", "4")):
        output = tmp_path / f"out{seed}"
        command = [sys.executable, "-c", BUILD, str(small.settings), str(small.content), str(output), jobs]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        root = output.resolve()
        trees.append({p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()})
    assert trees[0] == trees[1] == trees[2]


def test_plain_pelican_makes_the_same_site(small, tmp_path):
    small.build()
    output = tmp_path / "plain"
    command = [sys.executable, "-m", "pelican", str(small.content), "-s", str(small.settings), "-o", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    root = output.resolve()
    plain = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert plain == small.files()
