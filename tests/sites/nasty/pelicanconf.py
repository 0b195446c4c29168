"""A site with one broken file of every kind, each to be set aside with one clear reason."""
