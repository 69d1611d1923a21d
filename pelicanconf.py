"""Pelican's settings for a build on this computer; ``publishconf.py`` adds those of the public site."""

import sys
from pathlib import Path

from jinja2 import StrictUndefined

# Not PLUGIN_PATHS: Pelican would look there for the last part of each plugin's name, and could find the folder theme/.
sys.path.insert(0, str(Path(__file__).parent))
from plugins.base.cache import CACHE_FOLDER
from plugins.base.identity import IDENTITY
from tooling.commands.build_date import BuildDateMistake, build_date
from tooling.hosting import policy

SITENAME = IDENTITY.name
SITEURL = ""
LANGUAGES = IDENTITY.languages
LANGUAGES_IN_PREVIEW = IDENTITY.languages_in_preview
DEFAULT_LANG = LANGUAGES[0]
TIMEZONE = IDENTITY.time_zone

# The day is a setting, so that the same content and the same day give the same bytes.
try:
    BUILD_DATE = build_date()
except BuildDateMistake as mistake:
    sys.exit(str(mistake))

# The folder of a content file is its type (plugins/model).
PATH = "content"
PAGE_PATHS: list[str] = []
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
OUTPUT_PATH = "output"
DELETE_OUTPUT_DIRECTORY = False
BUILD_CACHE = ""  # the folder in which a build keeps its work for the next one; "": everything is made anew
CACHE_PATH = CACHE_FOLDER.as_posix()
PUBLISHED_LIST = str(Path(__file__).parent / "publication/addresses.txt")  # for plugins.files.old_addresses

PLUGINS = ["plugins.build"]  # makes the whole site; Pelican's own output is switched off

THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,  # a build reads each template once
    "extensions": ["jinja2.ext.i18n", "plugins.build.templates.Unindented"],
}
DIRECT_TEMPLATES: list[str] = []

# The policy that each page states in its <head>, for hosts that send no headers.
CSP_OF_PAGES = policy.CSP_OF_PAGES
REFERRER_POLICY = policy.EVERYWHERE["Referrer-Policy"]

# Whether /sw.js is a service worker: only on the public site (publishconf.py). Elsewhere /sw.js removes the worker that
# a browser may still have.
SERVICE_WORKER = False

# False before the launch, at a trial address: no page is for search engines (tooling/release/launch.py).
LAUNCHED = True

# Whether drafts and future texts are pages too: only in the preview, which sets it (tooling/preview/worker.py).
DRAFTS = False

# A function that is called with the ``Site`` once it is read: a publication sets it, for its checks
# (tooling/release/site_publication.py).
TELL_SITE = None
# A function that is called with the states of all files of the built site, by path, once they are written
# (tooling/commands/building.py).
TELL_WRITTEN = None

# Pelican makes no feeds and lists of its own.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
