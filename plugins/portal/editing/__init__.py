"""Looking at the site while working on it: local preview with live rebuild."""
