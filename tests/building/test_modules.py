import json
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.building import small
from portal.building.assets import theme_files
from portal.building.modules import link
from portal.errors import BuildError

ROOT = Path(__file__).parents[2]
node = pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js")


def run(text, folder, others=()):
    """What the file prints in Node."""
    for name, other in others:
        (folder / name).write_text(other)
    (folder / "file.mjs").write_text(text)
    done = subprocess.run(["node", "file.mjs"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@node
def test_modules_of_one_page_become_one_file_that_does_the_same(tmp_path):
    sources = {
        "js/page.js": """import { twice, name as called } from "./lib/sum.js";
import start from "./start.js";
import * as all from "./lib/sum.js";
import "./effect.js";
const name = "page";
console.log(JSON.stringify([name, called, twice(start), Object.keys(all).sort(), new all.Box(3).value]));
""",
        "js/start.js": "export default 20;\n",
        "js/effect.js": 'console.log("effect");\n',
        "js/lib/sum.js": """import { one } from "./one.js";
export const name = "sum";
export function twice(x) { return x + x + one(); }
export class Box { constructor(value) { this.value = value; } }
function hidden() { return "import"; }
export { hidden as shown };
export { one } from "./one.js";
""",
        "js/lib/one.js": "export const one = () => 1;\n",
    }
    files = link(sources)
    assert list(files) == ["js/page.js"]
    effect, values = run(files["js/page.js"], tmp_path).splitlines()
    assert effect == "effect"
    assert json.loads(values) == ["page", "sum", 41, ["Box", "name", "one", "shown", "twice"], 3]
    assert run(small.shrink(files)["js/page.js"], tmp_path).splitlines() == [effect, values]


@node
def test_what_is_loaded_on_demand_stays_a_file_with_its_names(tmp_path):
    files = link({
        "page.js": 'import("./table.js").then(({ default: table, size }) => console.log(table.length, size));\n',
        "table.js": 'import { size } from "./size.js";\nexport default "abc";\nexport { size } from "./size.js";\n',
        "size.js": "export const size = 7;\n",
    })  # fmt: skip
    assert sorted(files) == ["page.js", "table.js"]
    assert run(files["page.js"], tmp_path, [("table.js", files["table.js"])]) == "3 7\n"


@node
def test_a_pages_module_can_be_loaded_without_a_page_for_what_it_passes_on(tmp_path):
    files = link({
        "page.js": 'export { Engine } from "./engine.js";\ndocument.querySelector("main").remove();\n',
        "engine.js": "export class Engine {}\n",
    })  # fmt: skip
    use = 'import { Engine } from "./page.mjs";\nconsole.log(typeof Engine);\n'
    assert run(use, tmp_path, [("page.mjs", files["page.js"])]) == "function\n"


def test_a_script_without_modules_stays_as_it_is():
    script = 'document.title = "export";\n'
    assert link({"a.js": script}) == {"a.js": script}


@pytest.mark.parametrize(
    "line", ["export let count = 0;", "export * from './b.js';", "import a, { b } from './b.js';", "import x from 'react';"]
)
def test_forms_that_are_not_understood_are_refused_by_name(line):
    with pytest.raises(BuildError, match=r"js/a\.js .*合并不了"):
        link({"js/a.js": f"const a = 1;\n{line}\n"})


def test_modules_that_import_each_other_or_nothing_that_exists_are_named():
    with pytest.raises(BuildError, match=r"a\.js → b\.js → a\.js"):
        link({"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'})
    with pytest.raises(BuildError, match=r"a\.js 引用的 gone\.js 不存在"):
        link({"a.js": 'import { b } from "./gone.js";\n'})


def theme_of(folder, **files):
    for name, text in files.items():
        path = folder / "theme/static" / name.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "theme"


@pytest.mark.skipif(not small.version(), reason="跳过：没有装 tdewolff-minify")
def test_the_search_page_loads_one_small_script(tmp_path):
    root, files = theme_files(ROOT / "theme", tmp_path / "cache")
    sources = sum(path.stat().st_size for path in (ROOT / "theme/static/js/search").glob("*.js") if "table" not in path.name)
    assert root + "js/search/engine.js" not in files
    assert files[root + "js/search/page.js"].stat().st_size < 0.6 * sources


def test_the_folder_is_named_by_what_it_holds_and_made_once(tmp_path):
    theme = theme_of(tmp_path, a_css="b { color: red; }\n", a_js="alert(1);\n", a_svg="<svg/>")
    first, files = theme_files(theme, tmp_path / "cache")
    assert sorted(files) == [first + "a.css", first + "a.js", first + "a.svg"]
    stamps = {name: path.stat().st_mtime_ns for name, path in files.items()}
    again, files = theme_files(theme, tmp_path / "cache")
    assert again == first and stamps == {name: path.stat().st_mtime_ns for name, path in files.items()}
    theme_of(tmp_path, a_css="b { color: blue; }\n")
    changed, files = theme_files(theme, tmp_path / "cache")
    assert changed != first and "blue" in files[changed + "a.css"].read_text()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [changed.split("/")[1]]


@pytest.mark.skipif(not small.version(), reason="跳过：没有装 tdewolff-minify")
@pytest.mark.parametrize("name, text", [("a_js", "const = ;\n")])
def test_a_script_with_a_mistake_stops_the_build_and_is_named(tmp_path, name, text):
    with pytest.raises(BuildError, match=r"a\.js"):
        theme_files(theme_of(tmp_path, **{name: text}), tmp_path / "cache")


def test_without_the_library_code_is_published_as_it_is_and_the_report_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(small, "_LIBRARY", "no-such-library")
    theme = theme_of(tmp_path, a_css="b {\n  color: red;\n}\n")
    root, files = theme_files(theme, tmp_path / "cache")
    assert files[root + "a.css"].read_text() == "b {\n  color: red;\n}\n"
    assert [problem.code for problem in small.problems()] == ["theme-plain"]
