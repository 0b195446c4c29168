"""Places: the GB/T 2260 gazetteer, places a text names, and the place of an article."""


def register() -> None:
    """Called by Pelican for ``PLUGINS = ["portal.regions"]``."""
    from portal.regions.plugin import register as do

    do()
