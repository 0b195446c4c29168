"""Browser modules linked into few files: one request for a page whose sources are many modules.

The sources in theme/static/js are plain modules that any server can serve as they are. A module that no
other one imports is the start of a file, which takes in all that it imports, each module in a function
of its own, so that no name has to change. What is loaded on demand, ``import("./x.js")``, stays a file of its own.

The plain forms of import and export at the start of a line are understood, others refused, so that
nothing is linked wrongly; docs/decisions/0006-small-code.md says why this is ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.errors import BuildError

_FROM = r'\s*from\s*"(?P<path>\.[^"]+)";?'
_IMPORT = re.compile(r"^import\s*(?P<names>\{[^}]*\}|\*\s*as\s+[\w$]+|[\w$]+)" + _FROM, re.M)
_EFFECT = re.compile(r'^import\s*(?P<names>)"(?P<path>\.[^"]+)";?', re.M)
_PASSED = re.compile(r"^export\s*(?P<names>\{[^}]*\})" + _FROM, re.M)
_LISTED = re.compile(r"^export\s*(?P<names>\{[^}]*\});?", re.M)
_DECLARED = re.compile(r"^export\s+(?=(?:async\s+)?(?:const|function|class)\b[\s*]*(?P<name>[\w$]+))", re.M)
_DEFAULT = re.compile(r"^export\s+default\s+", re.M)
_ON_DEMAND = re.compile(r'\bimport\(\s*"(?P<path>\.[^"]+)"\s*\)')
_LEFT = re.compile(r"^[^\S\n]*(?:import\b(?!\s*[(.])|export\b)[^\n]*", re.M)
#: The name of a default export within a file; no source uses it.
_VALUE = "default$"


@dataclass
class _Module:
    """One source: its text without imports and exports, and what these said.

    Args:
        imports: path and the names taken, as ``{a, b as c}``, ``* as a``, ``a`` or "".
        exports: name shown -> name within.
        passed: path and names of ``export {a} from``.
        on_demand: paths of ``import("./a.js")``.
    """

    path: str
    body: str
    imports: list[tuple[str, str]] = field(default_factory=list)
    exports: dict[str, str] = field(default_factory=dict)
    passed: list[tuple[str, str]] = field(default_factory=list)
    on_demand: set[str] = field(default_factory=set)

    @property
    def needs(self) -> list[str]:
        """What it imports, in order."""
        return [path for path, _ in (*self.imports, *self.passed)]

    def target(self, match: re.Match[str]) -> str:
        """The path that an import names."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), match["path"]))

    def _imported(self, match: re.Match[str]) -> str:
        self.imports.append((self.target(match), match["names"]))
        return ""

    def _passed(self, match: re.Match[str]) -> str:
        self.passed.append((self.target(match), match["names"]))
        return ""

    def _listed(self, match: re.Match[str]) -> str:
        self.exports |= {shown: name for name, shown in _pairs(match["names"])}
        return ""

    def _declared(self, match: re.Match[str]) -> str:
        self.exports[match["name"]] = match["name"]
        return ""

    def _default(self, match: re.Match[str]) -> str:
        self.exports["default"] = _VALUE
        return f"const {_VALUE} = "

    def read(self) -> None:
        """Take imports and exports out of the text.

        Raises:
            BuildError: there is one of another form.
        """
        changes = ((_IMPORT, self._imported), (_EFFECT, self._imported), (_PASSED, self._passed),
                   (_LISTED, self._listed), (_DEFAULT, self._default), (_DECLARED, self._declared))  # fmt: skip
        for pattern, change in changes:
            self.body = pattern.sub(change, self.body)
        self.on_demand = {self.target(match) for match in _ON_DEMAND.finditer(self.body)}
        left = _LEFT.search(self.body)
        if left:
            raise BuildError(
                f"主题脚本 {self.path} 里这一行合并不了：{left[0].strip()[:60]}。怎么改：写成 "
                f'import {{ 名 }} from "./文件.js"，或 export function、const、class。'
            )


def _pairs(names: str) -> list[tuple[str, str]]:
    """``{a, b as c}`` -> (a, a), (b, c)."""
    parts = [part.split() for part in names.strip("{} \n").split(",") if part.strip()]
    return [(words[0], words[-1]) for words in parts]


def _taken(names: str) -> str:
    """What an import's names are as the left side of an assignment; "" for none."""
    if names.startswith("{"):
        return "{" + ",".join(f"{name}:{own}" if name != own else name for name, own in _pairs(names)) + "}"
    return names[1:].split()[-1] if names.startswith("*") else f"{{default:{names}}}" if names else ""


def _order(start: str, modules: Mapping[str, _Module]) -> list[str]:
    """The modules of one file, each after what it imports.

    Raises:
        BuildError: modules import each other in a circle, or one is missing.
    """
    done: list[str] = []

    def visit(path: str, above: tuple[str, ...]) -> None:
        if path in above:
            raise BuildError(f"主题脚本互相引用：{' → '.join([*above, path])}。怎么改：把共用的部分移到另一个文件。")
        if path not in modules:
            raise BuildError(f"主题脚本 {above[-1]} 引用的 {path} 不存在。怎么改：检查 import 的文件名。")
        for needed in modules[path].needs:
            visit(needed, (*above, path))
        if path not in done:
            done.append(path)

    visit(start, ())
    return done


def _as_function(module: _Module, names: Mapping[str, str]) -> str:
    """The module as a function that is called and gives what it exports."""
    lines = [f"const {_taken(taken)} = {names[path]};\n" for path, taken in module.imports if taken]
    given = [f"{shown}: {name}" for shown, name in module.exports.items()]
    given += [f"{shown}: {names[path]}.{name}" for path, taken in module.passed for name, shown in _pairs(taken)]
    tail = f"\nreturn {{{', '.join(given)}}};\n" if given else "\n"
    return "(() => {\n" + "".join(lines) + module.body + tail + "})()"


def _linked(start: str, modules: Mapping[str, _Module]) -> str:
    """The text of the file that begins with a module; its exports are the file's."""
    order, first = _order(start, modules), modules[start]
    names = {path: f"m{number}" for number, path in enumerate(order)}
    text = "".join(f"const {names[path]} = {_as_function(modules[path], names)};\n" for path in order[:-1])
    own = _Module(start, first.body, first.imports, first.exports)
    # A page's module that passes on names of another is loaded for those where there is no page, too.
    guard = 'if (typeof document !== "undefined") ' if first.passed else ""
    text += f"const own = {_as_function(own, names)};\n" if own.exports else f"{guard}{_as_function(own, names)};\n"
    shown = [("own", name, name) for name in own.exports]
    shown += [(names[path], name, own) for path, taken in first.passed for name, own in _pairs(taken)]
    text += "".join(f"const x{i} = {module}.{name};\n" for i, (module, name, _) in enumerate(shown))
    return text + ("export {" + ", ".join(f"x{i} as {s[2]}" for i, s in enumerate(shown)) + "};\n" if shown else "")


def link(sources: Mapping[str, str]) -> dict[str, str]:
    """Site-relative path -> text of the linked files.

    Args:
        sources: path -> text of all of the theme's scripts; one without imports and exports stays as it is.

    Raises:
        BuildError: a module that cannot be linked, named.
    """
    modules = {path: _Module(path, text) for path, text in sources.items()}
    for module in modules.values():
        module.read()
    imported = {needed for module in modules.values() for needed in module.needs}
    for path in modules:
        _order(path, modules)
    return {
        path: _linked(path, modules) if modules[path].needs or modules[path].exports else sources[path]
        for path in modules
        if path not in imported
    }
