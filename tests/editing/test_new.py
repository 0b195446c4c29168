import pytest

from portal.editing.new import create
from portal.errors import BuildError


def test_a_new_article_is_a_draft_with_id_and_date(small):
    path = create("社区议事厅开张", "yaowen", small.content)
    text = path.read_text("utf-8")
    assert path.parent.name == "yaowen"
    assert "社区议事厅开张" in text and "status: draft" in text
    assert small.build().exit_code == 0


def test_a_filled_in_article_is_published(small):
    path = create("社区议事厅开张", "要闻", small.content)
    text = path.read_text("utf-8").replace("status: draft\n", "")
    lines = ["source: 示例来源" if line.startswith("source:") else line for line in text.splitlines()]
    lines = ["editor: 示例编辑" if line.startswith("editor:") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert small.build().exit_code == 0
    assert "社区议事厅开张" in small.page("yaowen/index.html").get_text()


def test_two_new_articles_never_share_an_id(small):
    first, second = create("一", "yaowen", small.content), create("二", "wangge", small.content)
    assert first.stem != second.stem


def test_an_unknown_column_is_refused_with_the_known_ones(small):
    with pytest.raises(BuildError, match=r"是不是 yaowen.*wangge（网格党建）"):
        create("一", "yaowne", small.content)


def test_a_folder_without_columns_is_refused(tmp_path):
    with pytest.raises(BuildError, match="columns.toml"):
        create("一", "yaowen", tmp_path)
