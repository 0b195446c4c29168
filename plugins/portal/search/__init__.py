"""Search: folding, bigrams, a static index for the browser, Whoosh, and one ranking for both."""


def register() -> None:
    """Pelican's entry point: the slice works through ``portal.search.plugin.PART``."""
