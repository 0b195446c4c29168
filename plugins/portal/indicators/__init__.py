"""Figures out of text, as cards, marks and open data."""


def register() -> None:
    """Called by Pelican for ``PLUGINS = ["portal.indicators"]``."""
    from portal.indicators.plugin import register as do

    do()
