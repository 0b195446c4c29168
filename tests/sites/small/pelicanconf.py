# A small site for tests; its theme is the portal's own.
from pathlib import Path

from portal.building.driver import PortalPelican

PELICAN_CLASS = PortalPelican
PLUGINS = ["portal.columns", "portal.regions", "portal.indicators", "portal.search", "portal.govmeta"]
PATH = "content"
OUTPUT_PATH = "output"
THEME = str(Path(__file__).resolve().parents[3] / "theme")
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh_cn"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PORTAL_NAME = "青石先锋网"
PORTAL_PAGE_SIZE = 2
PORTAL_URL = "https://www.example.org/dj"
