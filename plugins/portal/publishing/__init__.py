"""One article, other outlets: 公众号, print and PDF."""
