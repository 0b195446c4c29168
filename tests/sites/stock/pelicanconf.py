# An ordinary Pelican site: its own theme, stock generators, one plugin of ours.
PLUGINS = ["portal.indicators"]
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
SITENAME = "普通站点"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
