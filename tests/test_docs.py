import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)


@pytest.mark.parametrize("page", generate.PAGES)
def test_the_reference_pages_say_what_the_code_does(page):
    """Run ``python docs/generate.py`` where this fails."""
    assert (ROOT / "docs" / page).read_text("utf-8") == generate.PAGES[page]()


def test_the_readmes_name_the_two_commands_and_link_the_guides():
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        for needed in ("make serve", "make test", "docs/编辑手册.md", "docs/architecture.md", "CHANGELOG.md"):
            assert needed in text, (name, needed)


def test_every_relative_link_in_the_documentation_leads_somewhere():
    import re

    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)\)", prose):
            if not target.startswith(("http", "mailto")) and not (page.parent / target).exists():
                broken.append((page.name, target))
    assert broken == []


def test_every_dependency_has_its_reason():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = "".join(page.read_text("utf-8").lower() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    extras = project["optional-dependencies"]["test"]
    names = [entry.split(">")[0] for entry in [*project["dependencies"], *extras]]
    assert [name for name in names if name.lower() not in reasons] == []
