"""The settings of plain Pelican: the same lists, feeds and addresses as this project, by Pelican's own means."""

SITENAME = "Centre"
SITEURL = ""
DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Brussels"
DATE_FORMATS = {"fr": "%d/%m/%Y"}
PATH = "content"
ARTICLE_PATHS = ["actualites"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
DELETE_OUTPUT_DIRECTORY = False
PLUGIN_PATHS = ["."]
THEME_TEMPLATES_OVERRIDES = ["templates"]

DIRECT_TEMPLATES = ["index", "sitemap"]
INDEX_SAVE_AS = "actualites/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
CATEGORY_URL = "actualites/rubrique/{slug}/"
CATEGORY_SAVE_AS = "actualites/rubrique/{slug}/index.html"
TAG_URL = "actualites/mot-cle/{slug}/"
TAG_SAVE_AS = "actualites/mot-cle/{slug}/index.html"
YEAR_ARCHIVE_URL = "actualites/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "actualites/{date:%Y}/index.html"
AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = 12
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_ATOM = "actualites/atom.xml"
FEED_ALL_RSS = "actualites/rss.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

DISPLAY_PAGES_ON_MENU = False
DISPLAY_CATEGORIES_ON_MENU = False
MENUITEMS = (
    ("Bureaux d’accueil", "/bureaux/"),
    ("Accompagnement", "/accompagnement/"),
    ("Agenda", "/agenda/"),
    ("Positions", "/positions/"),
    ("Actualités", "/actualites/"),
    ("Équipe", "/equipe/"),
    ("Contact", "/contact/"),
    ("Recherche", "/recherche/"),
)
# The footer of the theme « news ».
JINJA_GLOBALS = {
    "footer": (
        ("Nos missions", MENUITEMS[1:6]),
        ("Rubriques", (*MENUITEMS, ("Chiffres", "/chiffres/"))),
        ("Le site", MENUITEMS),
    ),
}
