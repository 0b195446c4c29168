"""The shape of the code, read from the code."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins" / "portal"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
#: Each slice and the slices it may import besides text and the top-level modules.
MAY_IMPORT = {
    "text": set(),
    "articles": set(),
    "regions": {"articles"},
    "columns": {"articles", "regions"},
    "importing": {"articles", "regions", "columns"},
    "indicators": {"articles", "regions", "columns"},
    "search": {"articles", "regions", "columns", "indicators"},
    "govmeta": {"articles", "regions", "columns", "indicators"},
    "building": {"articles", "regions", "columns", "indicators", "search", "govmeta"},
    "publishing": {"articles", "regions", "columns", "indicators"},
    "editing": {"articles", "regions", "columns", "indicators", "search", "govmeta", "building", "publishing"},
}
TOP = {"errors", "settings", "site", "parts"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def slice_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_folder_of_the_package_is_a_known_slice():
    assert {slice_of(path) for path in MODULES} - {""} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", [path for path in MODULES if slice_of(path)], ids=name_of)
def test_slices_import_one_way(path):
    own = slice_of(path)
    used = {name.split(".")[1] for name in imported(path) if name.startswith("portal.")}
    assert used - TOP - {own, "text"} <= MAY_IMPORT[own]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_pelican_is_imported_by_plugins_and_the_driver_alone(path):
    if path.name != "plugin.py" and name_of(path) != "building/driver.py":
        assert not {name for name in imported(path) if name.split(".")[0] == "pelican"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_and_functions_are_short_documented_and_annotated(path):
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 400
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name
            assert node.returns is not None, node.name
            if not node.name.startswith("_") and node.col_offset == 0:
                assert ast.get_docstring(node), node.name


def test_the_command_starts_without_heavy_libraries():
    import subprocess
    import sys

    heavy = ["pelican", "jinja2", "markdown", "nh3", "jieba", "whoosh", "bs4", "yaml", "rich", "watchfiles", "sqlite3"]
    code = f"import portal.cli, sys; portal.cli.parser(); print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_nothing_names_a_machine_path():
    pattern = re.compile(r"/(?:work|home|root)/\w")
    root = PACKAGE.parents[1]
    files = [*MODULES, *(root / "docs").rglob("*.md"), *(root / "theme").rglob("*.js"), root / "Makefile"]
    assert [name for name in files if pattern.search(name.read_text("utf-8"))] == []
