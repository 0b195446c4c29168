"""One page from its declared inputs, and the fingerprint that tells whether it must be made anew."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from portal.articles.links import resolve
from portal.building.assemble import LiveSite
from portal.building.environment import Addresses
from portal.site import Page, Part

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass
class Renderer:
    """Renders pages with the theme's templates.

    Args:
        env: see :func:`portal.building.environment.prepare`.
        addresses: those that ``env`` knows.
        site: the site of this build.
        parts: the active slices.
        version: of templates, code and settings.
    """

    env: Environment
    addresses: Addresses
    site: LiveSite
    parts: Sequence[Part]
    version: str

    def fingerprint(self, page: Page) -> str:
        """Changes when anything the page is made from changes.

        Two builds make the inputs in the same order, and a page rendered once too often would do no harm: marshal, in a
        version that knows no references, writes them several times as quick as JSON.
        """
        made_from = marshal.dumps([self.version, page.template, page.body, page.inputs], 2)
        return hashlib.blake2b(made_from, digest_size=16).hexdigest()

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
        own = {
            "path": page.path,
            "root": self.addresses.root,
            "meta": meta,
            "described": any(name.lower() == "description" for name, _ in meta),
            "canonical": f"{base}/{address}" if base and page.path != "404.html" else "",
        }
        return {**about, **own}

    def _article(self, page: Page) -> dict[str, Any]:
        """``body`` and the ``sections`` of a case study, from the stored body of the page's article."""
        assert page.body is not None
        body = self.site.body(page.body)
        html = body.html
        for part in self.parts:
            if part.decorate:
                html = part.decorate(html, self.site.analysis(part.name, page.body))
        html, _ = resolve(html, page.inputs["links"], self.addresses.root)
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
        self.addresses.root = self._root(page.path)
        values = {**page.inputs, "page": self._page(page)}
        if page.body:
            values |= self._article(page)
        return self.env.get_template(page.template).render(values).encode()

