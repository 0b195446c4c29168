# Settings of the sample portal. Every PORTAL_* setting is explained in docs/settings.md.
from portal.building.driver import PortalPelican

PELICAN_CLASS = PortalPelican
# The table of contents: what this portal can do.
PLUGINS = [
    "portal.columns",
    "portal.regions",
    "portal.indicators",
    "portal.search",
    "portal.govmeta",
]

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh_cn"
# The portal writes its own feeds.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SITENAME = PORTAL_NAME = "云川先锋网"
# The address the site will have: feeds, the sitemap and canonical links need it. publishconf.py sets the real one.
SITEURL = PORTAL_URL = "https://www.example.org"

PORTAL_SLOGAN = "基层党建 · 案例与数据"
PORTAL_SAMPLE = True
PORTAL_ORGANISER = "示例单位"
PORTAL_CONTACT = "示例站点，不受理来信来电"
PORTAL_UTILITY_LINKS = [
    ["12380举报", "https://www.12380.gov.cn/"],
    ["共产党员网", "https://www.12371.cn/"],
]
