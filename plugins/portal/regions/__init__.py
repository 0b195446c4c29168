"""Places: the GB/T 2260 gazetteer, places a text names, and the place of an article."""


def register() -> None:
    """Pelican's entry point: the slice works through ``portal.regions.plugin.PART``."""
