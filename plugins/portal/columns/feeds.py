"""Atom feeds (RFC 4287), the sitemap (sitemaps.org protocol 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal.articles.model import Article
from portal.site import Page, Site

#: Entries in a feed.
FEED_ENTRIES = 20
#: RFC 3339 offset of Asia/Shanghai, which has kept no daylight saving time since 1991.
OFFSET = "+08:00"


def timestamp(date: str) -> str:
    """RFC 3339 form of ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``."""
    return (date if "T" in date else date + "T00:00") + ":00" + OFFSET


def feed_page(site: Site, path: str, title: str, home: str, articles: Sequence[Article]) -> Page:
    """The feed of a list of articles (newest first)."""
    shown = articles[:FEED_ENTRIES]
    entries = [
        {
            "id": a.id,
            "title": a.title,
            "url": a.url,
            "published": timestamp(a.date),
            "updated": timestamp(a.updated or a.date),
            "author": a.author or a.source,
            "summary": a.summary,
        }
        for a in shown
    ]
    updated = max((entry["updated"] for entry in entries), default=timestamp("2000-01-01"))
    inputs = {"title": title, "home": home, "updated": updated, "entries": entries}
    return Page(path, "feed.xml", inputs)


def site_wide(site: Site, paths: Iterable[str]) -> Iterable[Page]:
    """sitemap.xml over the given pages (paths that end in ``index.html``) and all articles, and robots.txt.

    The protocol wants absolute addresses: without PORTAL_URL there is no sitemap.
    """
    entries = [{"url": path.removesuffix("index.html"), "updated": None} for path in sorted(paths)]
    entries += [{"url": a.url, "updated": (a.updated or a.date)[:10]} for a in site.articles]
    base = site.settings.url
    if base:
        yield Page("sitemap.xml", "sitemap.xml", {"entries": entries})
    yield Page("robots.txt", "robots.txt", {"sitemap": f"{base}/sitemap.xml" if base else ""})
