# Settings for publishing: those of pelicanconf.py with the public address.
import os

from pelicanconf import *  # noqa: F403

# Feeds, the sitemap and canonical links need the address the site will have.
SITEURL = PORTAL_URL = os.environ.get("PORTAL_URL", "https://www.example.org")
