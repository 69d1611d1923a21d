"""The addresses of files that are no pages, to which the content may link; the makers of plugins/files/ make them."""

from typing import Final

from plugins.model.section import SECTIONS

SITEMAP_ADDRESS: Final = "/sitemap.xml"
ROBOTS_ADDRESS: Final = "/robots.txt"
ALL_PERMANENCES: Final = "/permanences/permanences.ics"
ALL_EVENTS: Final = "/agenda/agenda.ics"
ATOM, RSS = "atom.xml", "rss.xml"
FEED_NAMES: Final = {"actualites": (ATOM, RSS), "positions": (ATOM,), "agenda": (ATOM,)}
"""The names of the feeds of each section that has some, by its folder."""


def feed_address(folder: str, name: str) -> str:
    """The address of a feed of a section."""
    return f"{SECTIONS[folder].address}{name}"


def calendar_address(page: str, slug: str) -> str:
    """The address of the calendar of an office or an event, from the address of its page and its slug."""
    return f"{page}{slug}.ics"


SITE_FILES: Final = frozenset(
    {SITEMAP_ADDRESS, ROBOTS_ADDRESS, ALL_PERMANENCES, ALL_EVENTS}
    | {feed_address(folder, name) for folder, names in FEED_NAMES.items() for name in names}
)
"""The addresses of the files that every site has once."""
