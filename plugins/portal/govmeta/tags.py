"""The meta tags that 政府网站发展指引 (国办发〔2017〕47号, annex 网页标签规范) asks of each page.

Site tags (SiteName, SiteDomain, SiteIDCode) go on every page, column tags (ColumnName,
ColumnDescription, ColumnKeywords, ColumnType) on column pages, content tags (ArticleTitle, PubDate,
ContentSource, Keywords, Author, Description, Url) on article pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.settings import Settings


def _site(settings: Settings) -> list[list[str]]:
    domain = settings.url.partition("://")[2].split("/")[0]
    return [["SiteName", settings.name], ["SiteDomain", domain], ["SiteIDCode", settings.site_code]]


def _column(column: Mapping[str, Any]) -> list[list[str]]:
    return [
        ["ColumnName", column["name"]],
        ["ColumnDescription", column.get("description", "")],
        ["ColumnKeywords", column.get("keywords", "")],
        ["ColumnType", column.get("type", "")],
    ]


def _article(settings: Settings, path: str, article: Mapping[str, Any]) -> list[list[str]]:
    base = settings.url
    return [
        ["ArticleTitle", article["title"]],
        ["PubDate", f"{article['date']} {article['time']}".strip()],
        ["ContentSource", article["source"]],
        ["Keywords", ",".join(tag["name"] for tag in article["tags"])],
        ["Author", article["author"]],
        ["Description", article["summary"]],
        ["Url", f"{base}/{path}" if base else ""],
    ]


def meta_tags(settings: Settings, path: str, inputs: Mapping[str, Any]) -> list[list[str]]:
    """Meta tags ``[[name, content]]`` of a page; tags without a value are left out.

    Args:
        settings: of the portal.
        path: the page's output path.
        inputs: the page's inputs; ``column`` marks a column page, ``article`` an article page.
    """
    tags = _site(settings)
    if "article" in inputs:
        article = inputs["article"]
        tags += [["ColumnName", article["column"]["name"]], *_article(settings, path, article)]
    elif isinstance(inputs.get("column"), Mapping):
        tags += _column(inputs["column"])
    return [[name, content] for name, content in tags if content]
