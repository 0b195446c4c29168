"""Columns, topics, series, practices, regions and tags: what they are and the pages that list articles."""


def register() -> None:
    """Pelican's entry point: the slice works through ``portal.columns.plugin.PART``."""
