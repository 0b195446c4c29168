"""Review: states, records, and what goes public."""

import datetime

import pytest

from portal.articles.parse import parse
from portal.editing.review import moved, review
from portal.errors import PortalError, SettingsError
from portal.settings import Settings, load

AT = datetime.datetime(2024, 6, 2, 9, 30)
STRICT = Settings(review_from="2024-06-01")


def text(status="", head="", number="20240601-001"):
    line = f"status: {status}\n" if status else ""
    return (f"---\nid: {number}\ntitle: 甲\ndate: 2024-06-01\ncolumn: yaowen\n{line}source: 示例来源\neditor: 示例编辑\n{head}---\n\n正文。\n").encode()


def held(data, settings=STRICT):
    return parse(data, "yaowen/a.md", settings).held


@pytest.mark.parametrize(
    ("status", "asked", "unasked"),
    [("", "unreviewed", ""), ("草稿", "draft", "draft"), ("初审", "review", "review"), ("终审", "", ""), ("发布", "", ""),
     ("撤回", "withdrawn", "withdrawn")],
)  # fmt: skip
def test_only_what_passed_the_final_review_goes_public_where_the_site_asks(status, asked, unasked):
    assert held(text(status)) == asked
    assert held(text(status), Settings()) == unasked


@pytest.mark.parametrize("day", ["今年", "2024-13-01", "2024/01/01"])
def test_a_wrong_day_in_the_setting_is_told(day):
    with pytest.raises(SettingsError, match="PORTAL_REVIEW_FROM"):
        load({"PORTAL_REVIEW_FROM": day})


def test_articles_begun_before_the_rule_stay_public():
    assert held(text(number="20240531-009")) == ""


def test_who_and_when_are_kept_through_all_states():
    data = text("草稿")
    for state, who in [("初审", "甲编辑"), ("终审", "乙主任"), ("发布", "丙"), ("撤回", "乙主任")]:
        data = moved(data, "yaowen/a.md", state, who, AT).encode()
    for state, who in [("初审", "甲编辑"), ("终审", "乙主任"), ("撤回", "乙主任")]:
        assert f"- state: {state}\n    by: {who}\n    at: 2024-06-02 09:30" in data.decode().replace('"', "")
    assert held(data) == "withdrawn"
    assert [p for p in parse(data, "yaowen/a.md", STRICT).problems if p.fatal] == []


def test_an_approved_article_is_published_with_its_record(small):
    path = small.article("yaowen/a.md", status="草稿", title="经过终审的一篇")
    for state in ("初审", "终审"):
        review(path, state, "示例编辑", content=small.content)
    outcome = small.build(overrides={"PORTAL_REVIEW_FROM": "2024-06-01"})
    assert outcome.exit_code == 0
    assert "经过终审的一篇" in small.page("yaowen/index.html").get_text()


def test_an_unreviewed_article_is_held_back_and_named(small):
    small.article("yaowen/a.md", title="没有审过的一篇")
    outcome = small.build(overrides={"PORTAL_REVIEW_FROM": "2024-06-01"})
    assert {"path": "yaowen/a.md", "reason": "没有经过终审"} in outcome.report["held_back"]
    assert "没有审过的一篇" not in small.page("yaowen/index.html").get_text()


@pytest.mark.parametrize(
    ("status", "state", "by", "said"),
    [("草稿", "终审", "甲", "下一步可以是 初审"), ("草稿", "初审", " ", "经办人"), ("草稿", "通过", "甲", "没有「通过」"),
     ("发布", "草稿", "甲", "撤回")],
)  # fmt: skip
def test_a_step_left_out_or_a_missing_name_is_refused(status, state, by, said):
    with pytest.raises(PortalError, match=said):
        moved(text(status), "yaowen/a.md", state, by, AT)


def test_a_half_done_article_does_not_pass_the_final_review():
    data = text("初审").replace("示例来源".encode(), "（填写稿件来源）".encode())
    with pytest.raises(PortalError, match="来源"):
        moved(data, "yaowen/a.md", "终审", "甲", AT)


def test_an_approval_without_a_record_is_told():
    problems = parse(text("终审"), "yaowen/a.md", STRICT).problems
    assert [problem.code for problem in problems] == ["review-record"]


@pytest.mark.parametrize("entry", ["{state: 好, by: 甲, at: 2024-06-01}", "{state: 终审, at: 2024-06-01}", "{state: 终审, by: 甲}", "终审"])
def test_a_damaged_record_is_told_with_its_line(entry):
    problems = parse(text("终审", f"reviews:\n  - {entry}\n"), "yaowen/a.md", STRICT).problems
    assert ("review-entry", 10) in {(problem.code, problem.line) for problem in problems}
