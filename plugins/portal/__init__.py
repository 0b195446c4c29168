"""A static site generator for Chinese party-building news portals, on Pelican."""

__version__ = "0.1.0"
