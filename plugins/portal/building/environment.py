"""The theme's Jinja environment with our functions, made quick.

Jinja asks of every call whether it wants the context, of every name behind a dot whether it is an attribute, and wraps every
escaped text in a class of its own. Pages hold hundreds of each, nearly all of them plain functions, dictionaries and
strings: these go a shorter way to the same output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portal.building.compiled import compiled_in

try:
    # What ``escape`` makes its Markup of; a page is joined from plain strings.
    from markupsafe._speedups import _escape_inner as _escape
except ImportError:  # another version of MarkupSafe
    _escape = escape

#: Pieces that pages share are kept, as many as a site can have of them: one for each depth and column.
MOST_PIECES = 1024
_METHODS = frozenset(dir(dict))
_ABSOLUTE = ("http://", "https://", "mailto:", "tel:", "#")


class Addresses:
    """Site paths as seen from the page that is being rendered.

    Args:
        assets_root: site path of the theme's static files.
    """

    def __init__(self, assets_root: str) -> None:
        self._assets_root = assets_root
        #: What leads from the page to the site's root.
        self.root = ""

    def link(self, url: str) -> str:
        """Template function ``link(url)``: the address of a site path."""
        if url.startswith(_ABSOLUTE):
            return url
        head, separator, tail = url.partition("#")
        return (self.root + head.removesuffix("index.html") or "./") + separator + tail

    def asset(self, path: str) -> str:
        """Template function ``asset(path)``: the address of a file of theme/static."""
        return self.link(self._assets_root + path)


class _Context(Context):
    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kind = type(called)
        if kind is Macro:
            first: tuple[Any, ...] = (self.eval_ctx,)
        elif kind in (FunctionType, MethodType) and not hasattr(called, "jinja_pass_arg"):
            first = ()
        else:
            return super().call(called, *args, **kwargs)
        if kwargs:
            # Meant for what wants the context.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return called(*first, *args, **kwargs)


class _Generator(CodeGenerator):
    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.printed(" + (finalize.src or ""))


def _printed(value: Any) -> str:
    """The value as it stands in a page."""
    kind = type(value)
    return _escape(value) if kind is str else value if kind is Markup else escape(value)


class _Quick(Environment):
    code_generator_class = _Generator
    context_class = _Context
    printed = staticmethod(_printed)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dictionary, where Jinja makes a chain that follows later changes; there are none."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


def prepare(env: Environment, site: Mapping[str, Any], addresses: Addresses, compiled: Path | None = None) -> Environment:
    """The theme's environment with our functions, escaping everything and failing on unknown names.

    Args:
        env: Pelican's.
        site: what every template sees as ``site``.
        addresses: of the page that is being rendered.
        compiled: a folder for compiled templates, None for no such folder.
    """
    ready = env.overlay(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    ready.__class__ = _Quick
    ready.bytecode_cache = compiled_in(compiled) if compiled else None

    @lru_cache(MOST_PIECES)
    def piece(template: str, root: str, values: tuple[tuple[str, Any], ...]) -> Markup:
        return Markup(ready.get_template(template).render(dict(values)))

    def once(template: str, **values: Any) -> Markup:
        """Template function: a piece that many pages share, rendered once from ``site`` and the values given."""
        return piece(template, addresses.root, tuple(values.items()))

    ready.globals = {**env.globals, "site": site, "link": addresses.link, "asset": addresses.asset, "once": once}
    return ready
