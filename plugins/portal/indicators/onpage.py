"""The cards of an article as its own page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def page_cards(analysis: Mapping[str, Any] | None, url: str = "") -> list[dict[str, Any]]:
    """The cards of the article's own page in their order, with the address of each sentence.

    Args:
        analysis: what :func:`analyse_text` returned, or nothing.
        url: the article's address.
    """
    analysis = analysis or {}
    by_id = {card["id"]: card for card in (*analysis.get("cards", ()), *analysis.get("tables", ()))}
    found = []
    for name in analysis.get("order", ()):
        card = {**by_id[name], "url": f"{url}#{by_id[name]['anchor']}"}
        if "bands" in card:
            card["bands"] = [{**row, "url": f"{url}#{row['anchor']}"} for row in card["bands"]]
        found.append(card)
    return found


def ways_back(analysis: Mapping[str, Any] | None) -> dict[str, str]:
    """Sentence anchor -> id of the first card that leads to it, as the theme writes it."""
    back: dict[str, str] = {}
    for card in page_cards(analysis):
        for anchor in [row["anchor"] for row in card.get("bands", ())] or [card["anchor"]]:
            back.setdefault(anchor, f"card-{card['id']}")
    return back
