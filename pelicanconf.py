"""The settings of the site. ``publishconf.py`` adds those of the public one."""

import datetime as dt
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import StrictUndefined

SITENAME = "Centre d’Action Interculturelle de la province de Namur"
SITEURL = ""
DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Brussels"


def _build_date() -> dt.date:
    """The day that the build takes for today: the same content and day give the same bytes."""
    text = os.environ.get("BUILD_DATE")
    if not text:
        return dt.datetime.now(ZoneInfo(TIMEZONE)).date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        sys.exit(f"BUILD_DATE : « {text} » n’est pas une date → écrivez par exemple 2026-11-23")


BUILD_DATE = _build_date()

# Every file of the content is a page; the folder it lies in says of which type (plugins/records).
PATH = "content"
PAGE_PATHS = [""]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS = ["images", "documents"]
PAGE_EXCLUDES = STATIC_PATHS
PAGE_TRANSLATION_ID = "address"
OUTPUT_PATH = "output"
DELETE_OUTPUT_DIRECTORY = True

# Not PLUGIN_PATHS: Pelican would look for the last word of « plugins.theme » there, and take the folder theme/ for it.
sys.path.insert(0, str(Path(__file__).parent))
PLUGINS = ["plugins.site", "plugins.theme", "plugins.calendars", "plugins.staging"]

THEME = "theme"
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
DIRECT_TEMPLATES = ["sitemap", "robots"]
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]

# What Pelican would write besides the pages.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
