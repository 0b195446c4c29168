import pytest

from portal.building.tree import OutputTree, reuse, write
from portal.errors import BuildError


def publish(tree, files, keep=2):
    base, fresh = tree.current(), tree.new()
    for path, content in files.items():
        write(fresh, path, content, base)
    tree.publish(fresh)
    tree.prune(keep)


def test_readers_see_the_old_site_until_the_new_one_is_whole(tmp_path):
    tree = OutputTree(tmp_path / "output")
    publish(tree, {"a.html": b"old"})
    fresh = tree.new()
    write(fresh, "a.html", b"new", tree.current())
    assert (tmp_path / "output/a.html").read_bytes() == b"old"
    tree.publish(fresh)
    assert (tmp_path / "output/a.html").read_bytes() == b"new"


def test_what_has_not_changed_is_the_same_file(tmp_path):
    tree = OutputTree(tmp_path / "output")
    publish(tree, {"a/b.html": b"same"})
    before = (tmp_path / "output/a/b.html").stat().st_ino
    publish(tree, {"a/b.html": b"same"})
    assert (tmp_path / "output/a/b.html").stat().st_ino == before


def test_a_linked_file_that_is_gone_is_made_again(tmp_path):
    tree = OutputTree(tmp_path / "output")
    publish(tree, {"a.html": b"x"})
    base, fresh = tree.current(), tree.new()
    assert reuse(fresh, "a.html", base)
    assert not reuse(fresh, "gone/b.html", base)


def test_an_empty_folder_made_beforehand_is_taken(tmp_path):
    (tmp_path / "output").mkdir()
    tree = OutputTree(tmp_path / "output")
    tree.check()
    publish(tree, {"a.html": b"x"})
    assert (tmp_path / "output/a.html").read_bytes() == b"x"


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/mine.txt").write_text("x")
    with pytest.raises(BuildError, match="没有动它"):
        OutputTree(tmp_path / "output").check()


def test_old_trees_and_those_cut_off_are_cleared_away(tmp_path):
    tree = OutputTree(tmp_path / "output")
    for number in range(5):
        publish(tree, {"a.html": str(number).encode()}, keep=1)
    tree.new()  # a build that never finished
    publish(tree, {"a.html": b"last"}, keep=1)
    assert (tmp_path / "output/a.html").read_bytes() == b"last"
    assert len(list(tree.trees.iterdir())) == 2


def test_a_tree_that_is_published_is_never_thrown_away(tmp_path):
    tree = OutputTree(tmp_path / "output")
    publish(tree, {"a.html": b"x"})
    tree.drop(tree.current())
    assert (tmp_path / "output/a.html").read_bytes() == b"x"


def test_a_link_to_somewhere_else_is_left_alone(tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "output").symlink_to("www")
    with pytest.raises(BuildError, match="没有动它"):
        OutputTree(tmp_path / "output").check()


def test_writing_never_changes_the_file_of_an_older_tree(tmp_path):
    tree = OutputTree(tmp_path / "output")
    publish(tree, {"a.html": b"old"})
    base, fresh = tree.current(), tree.new()
    reuse(fresh, "a.html", base)
    write(fresh, "a.html", b"new", base)
    assert (base / "a.html").read_bytes() == b"old"
