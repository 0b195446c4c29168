"""Search: folding, bigrams, a static index for the browser, Whoosh, and one ranking for both."""


def register() -> None:
    """Called by Pelican for ``PLUGINS = ["portal.search"]``; the portal's own site is built from ``PART``."""
    from portal.search.plugin import register as do

    do()
