"""One page from its declared inputs, and the fingerprint that tells whether it must be made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from portal.articles.links import resolve
from portal.building.assemble import LiveSite
from portal.building.compiled import compiled_in
from portal.building.store import dumps
from portal.site import Page, Part

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context


def _mark(*texts: str) -> str:
    joined = hashlib.blake2b(digest_size=16)
    for text in texts:
        joined.update(text.encode() + b"\0")
    return joined.hexdigest()


def _relative(root: str, url: str) -> str:
    if url.startswith(("http://", "https://", "mailto:", "tel:", "#")):
        return url
    head, separator, tail = url.partition("#")
    head = head.removesuffix("index.html")
    return (root + head or "./") + separator + tail


def link_to(context: Context, url: str) -> str:
    """Template function ``link(url)``: the address of a site path, seen from the page."""
    return _relative(context["page"]["root"], url)


@dataclass
class Renderer:
    """Renders pages with the theme's templates.

    Args:
        env: Pelican's Jinja environment, with autoescape and strict undefined names.
        site: the site of this build.
        parts: the active slices.
        shared: what every template sees as ``site``.
        version: of templates, code and settings.
    """

    env: Environment
    site: LiveSite
    parts: Sequence[Part]
    shared: Mapping[str, Any]
    version: str

    def fingerprint(self, page: Page) -> str:
        """Changes when anything the page is made from changes."""
        return _mark(self.version, page.template, page.body or "", dumps(page.inputs))

    def _root(self, path: str) -> str:
        if path != "404.html":
            return "../" * path.count("/")
        # Served at any depth, so its addresses must not be relative.
        parts = self.site.settings.url.split("/", 3)
        return "/" + (parts[3].strip("/") + "/" if len(parts) > 3 and parts[3].strip("/") else "")

    def _page(self, page: Page) -> dict[str, Any]:
        base = self.site.settings.url
        about = {"title": "", "description": "", "column": "", **page.inputs.get("page", {})}
        address = page.path.removesuffix("index.html")
        meta = [
            tag for part in self.parts if part.meta for tag in part.meta(self.site.settings, page.path, page.inputs)
        ]
        canonical = f"{base}/{address}" if base and page.path != "404.html" else ""
        return {**about, "path": page.path, "root": self._root(page.path), "meta": meta, "canonical": canonical}

    def _article(self, page: Page) -> dict[str, Any]:
        """``body`` and the ``sections`` of a case study, from the stored body of the page's article."""
        assert page.body is not None
        body = self.site.body(page.body)
        html = body.html
        for part in self.parts:
            if part.decorate:
                html = part.decorate(html, self.site.analysis(part.name, page.body))
        html, _ = resolve(html, page.inputs["links"], self._root(page.path))
        names = {anchor: name for name, anchor in body.sections.items()}
        sections = [{"name": names[h.anchor], "anchor": h.anchor} for h in body.headings if h.anchor in names]
        return {
            "body": {"html": Markup(html), "headings": [heading.__dict__ for heading in body.headings]},
            "article": {
                **page.inputs["article"],
                "sections": sections,
                "image_in_body": (page.inputs["article"]["image"] or {}).get("src") in body.images,
            },
        }

    def render(self, page: Page) -> bytes:
        """The page's bytes, UTF-8.

        Raises:
            jinja2.TemplateError: the template is wrong.
        """
        values = {**page.inputs, "site": self.shared, "page": self._page(page)}
        if page.body:
            values |= self._article(page)
        return self.env.get_template(page.template).render(values).encode()


def prepare(env: Environment, assets_root: str, compiled: Path | None = None) -> Environment:
    """The theme's environment with our functions, escaping everything and failing on unknown names.

    Args:
        compiled: a folder for compiled templates, None for no such folder.
    """
    from jinja2 import StrictUndefined, pass_context

    ready = env.overlay(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    ready.bytecode_cache = compiled_in(compiled) if compiled else None
    ready.globals = {
        **env.globals,
        "link": pass_context(link_to),
        "asset": pass_context(lambda context, path: link_to(context, assets_root + path)),
    }
    return ready
