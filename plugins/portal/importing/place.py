"""Where an imported article goes: its column, its id, its file."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path

from portal.articles.canonical import canonical
from portal.articles.frontmatter import read
from portal.articles.keys import KEYS
from portal.articles.model import split_id
from portal.articles.new import next_id
from portal.columns.tree import COLUMNS_FILE, ColumnTree, read_tree
from portal.errors import DataError, PortalError
from portal.importing.draft import Draft
from portal.text.toml_faults import fault

#: Shanghai has no daylight saving time.
ZONE = datetime.timezone(datetime.timedelta(hours=8))


class ImportFailed(PortalError):
    """A file cannot be imported; nothing of it is written."""


@dataclass(frozen=True)
class Site:
    """The content folder that articles are imported into.

    Args:
        content: the folder that holds data/columns.toml.
        folder: where the files go.
        column: its column key.
        ids: what articles have already.
        titles: title and date of every article -> its file, to notice a second import.
    """

    content: Path
    folder: Path
    column: str
    ids: frozenset[str]
    titles: dict[tuple[str, str], str]


def find_site(into: Path, column: str = "") -> Site:
    """The place that ``--into`` names.

    Args:
        into: a column's folder inside a content folder; it need not exist yet.
        column: key or name of the column where the folder does not tell.

    Raises:
        ImportFailed: no content folder around it, or no such column.
    """
    folder = into.absolute()
    content = next((place for place in (folder, *folder.parents) if (place / COLUMNS_FILE).is_file()), None)
    if content is None:
        raise ImportFailed(
            f"{into} 不在内容目录里（往上找不到 {COLUMNS_FILE}）。怎么改：写成 --into content/栏目代码。"
        )
    tree = _tree(content)
    names = {name: entry.key for entry in tree.columns for name in (entry.key, entry.name)}
    parts = folder.relative_to(content).parts
    key = names.get(column or next((part for part in reversed(parts) if part in names), ""))
    if key is None:
        known = "、".join(f"{entry.key}（{entry.name}）" for entry in tree.columns)
        raise ImportFailed(
            f"没有栏目「{column or (parts[-1] if parts else '')}」。怎么改：--into 写成 content/栏目代码；可用的栏目有 {known}。"
        )
    if key not in parts:
        folder = folder / key
    heads = (
        (path, read(path.read_bytes(), path.name).fields) for path in sorted(content.rglob("*.md")) if path.is_file()
    )
    ids, titles = set(), {}
    for path, fields in heads:
        texts = {name: str(fields[name].value) for name in ("id", "title", "date") if name in fields}
        ids.add(texts.get("id", ""))
        titles[texts.get("title", ""), texts.get("date", "")[:10]] = str(path.relative_to(content))
    return Site(content, folder, key, frozenset(ids - {""}), titles)


def _tree(content: Path) -> ColumnTree:
    place = content / COLUMNS_FILE
    try:
        text = place.read_text("utf-8-sig")
        return read_tree(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, what, how = fault(error, text)
        raise ImportFailed(f"栏目表读不了：{place}:{line or 1} {what}。怎么改：{how}。") from error
    except (OSError, UnicodeDecodeError, DataError) as error:
        raise ImportFailed(f"栏目表 {place} 读不了：{error}") from error


def identify(draft: Draft, site: Site, taken: set[str]) -> str:
    """The id: its day is the article's, or today where the source tells none; its number is the next one.

    Args:
        draft: the article.
        site: for the ids given already.
        taken: ids given in this run.
    """
    today = datetime.datetime.now(ZONE).date()
    given = str(draft.fields.get("id", ""))
    if split_id(given) and given not in site.ids | taken:
        return given
    text = str(draft.fields.get("date") or "")[:10]
    try:
        day = datetime.date.fromisoformat(text) if text else today
    except ValueError:
        day = today
    existing = {path.stem for path in site.folder.glob("*.md")}
    return next_id(day, {*site.ids, *taken, *existing})


def head(draft: Draft, article_id: str, column: str, held: bool) -> str:
    """The front matter; ``held`` keeps the article back until its questions are answered."""
    day = f"{article_id[:4]}-{article_id[4:6]}-{article_id[6:8]}"
    fields = {key: value for key, value in draft.fields.items() if key in KEYS}
    fields |= {"id": article_id, "column": column, "date": fields.get("date") or day}
    if held and fields.get("status") != "withdrawn":
        fields["status"] = "draft"
    if isinstance(fields.get("tags"), str):
        fields["tags"] = [tag for tag in str(fields["tags"]).replace("，", "、").replace(" ", "、").split("、") if tag]
    return canonical(fields)
