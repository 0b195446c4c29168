"""What the last build published of every article, and how the site differs from it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from portal.building.ledger import ASSETS
from portal.building.store import Store, article_of

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.building.assemble import LiveSite
    from portal.building.output import Output
    from portal.site import Change

#: Where more than this share of the articles has changed, to make everything again is as quick.
MOST_CHANGED = 0.1
#: So many may change in any case.
FEW = 20


class Publication:
    """The articles as published.

    Args:
        alike: whether they were published with the same code, settings, templates and content/data, and the ledger
            speaks of their pages.
    """

    def __init__(self, store: Store, alike: bool) -> None:
        self._store, self._alike = store, alike

    @cached_property
    def versions(self) -> dict[str, str]:
        """Id -> version of every article."""
        return dict(self._store.db.execute("SELECT id, version FROM published"))

    def _differing(self, site: LiveSite) -> tuple[list[str], list[Article]]:
        """Ids that are gone, and articles that are new or have changed."""
        known = self.versions
        after = [article for article in site.articles if known.get(article.id) != article.version]
        return [name for name in known if name not in site.by_id], after

    def change(self, site: LiveSite, output: Output) -> Change | None:
        """How the site differs, None where so much does that everything has to be looked at.

        Args:
            output: the tree being filled, which knows what is published.
        """
        from portal.site import Change

        gone, after = self._differing(site)
        if not self._alike or len(gone) + len(after) > max(FEW, MOST_CHANGED * len(site.articles)):
            return None
        before: dict[str, Article] = {}
        briefs: dict[str, Any] = {}
        for name in (*gone, *(article.id for article in after)):
            row = self._store.db.execute("SELECT json FROM published WHERE id = ?", (name,)).fetchone()
            if row:
                values, briefs[name] = json.loads(row[0])
                before[name] = article_of(values)
        ledger = output.ledger
        assets = {path: mark.partition(".")[0] for path, mark in ledger.marks(ASSETS).items() if not path.startswith("theme/")}
        differ = assets != {path: str(size) for path, size in site.assets.items()}
        return Change(before, {article.id: article for article in after}, briefs, self._store.recalled, differ, ledger.note_of, ledger.notes, output.read_published, output.size_published)

    def remember(self, site: LiveSite) -> list[str]:
        """Keep what is published now; paths of articles that are gone since the last time."""
        gone, after = self._differing(site)
        db, heads = self._store.db, self._store.heads
        paths = []
        for name in gone:
            (text,) = db.execute("SELECT json FROM published WHERE id = ?", (name,)).fetchone()
            paths.append(article_of(json.loads(text)[0]).path)
            db.execute("DELETE FROM published WHERE id = ?", (name,))
        for article in after:
            head = heads[article.path]
            row = (article.id, article.version, json.dumps([head.values, head.brief], ensure_ascii=False))
            db.execute("INSERT OR REPLACE INTO published VALUES (?, ?, ?)", row)
        self._store.forget_recalled()
        return paths
