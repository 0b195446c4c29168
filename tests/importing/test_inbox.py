import os
import time

from portal.importing.inbox import bring_in, waiting

TEXT = "社区议事厅开张了\n来源：示例日报　2021-03-04\n责任编辑：李四\n\n近日，示例社区议事厅开张，每周三晚上开门，居民可以在这里说事，已经解决问题37件。\n"


def lay(small, name: str, text: str = TEXT):
    path = small.home / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def soon() -> float:
    return time.time() + 5


def test_a_file_laid_into_a_columns_folder_is_imported_and_moved_away(small):
    lay(small, "要闻/稿件.txt")
    reports = bring_in(small.home / "inbox", small.content, soon())
    assert (small.content / "yaowen/20210304-001.md").is_file()
    assert not reports[0].failed
    done = small.home / "inbox/已导入"
    assert (done / "稿件.txt").is_file() and "字数" in (done / "稿件.txt.报告.txt").read_text("utf-8")
    assert bring_in(small.home / "inbox", small.content, soon()) == []


def test_a_file_that_cannot_be_imported_is_put_aside_with_the_reason(small):
    lay(small, "yaowen/坏.docx", "PK\x03\x04")
    lay(small, "nowhere/a.txt")
    lay(small, "b.txt")
    bring_in(small.home / "inbox", small.content, soon())
    aside = small.home / "inbox/未导入"
    assert "已损坏" in (aside / "坏.docx.报告.txt").read_text("utf-8")
    assert "没有栏目" in (aside / "a.txt.报告.txt").read_text("utf-8")
    assert "直接放在" in (aside / "b.txt.报告.txt").read_text("utf-8")
    assert not list((small.content / "yaowen").glob("2021*"))


def test_a_second_file_of_one_name_does_not_replace_the_first(small):
    for _ in range(2):
        lay(small, "yaowen/稿件.txt")
        bring_in(small.home / "inbox", small.content, soon())
    assert (small.home / "inbox/已导入/稿件-2.txt").is_file()


def test_a_file_that_is_still_being_copied_waits(small):
    path = lay(small, "yaowen/稿件.txt")
    os.utime(path)
    assert waiting(small.home / "inbox", time.time()) == []


def test_locks_hidden_files_and_links_are_left_alone(small):
    lay(small, "yaowen/~$稿件.docx")
    lay(small, "yaowen/.hidden.txt")
    (small.home / "inbox/yaowen/link.txt").symlink_to(small.settings)
    assert waiting(small.home / "inbox", soon()) == []
