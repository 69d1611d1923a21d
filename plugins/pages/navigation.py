"""The links of the menu, the footer and the site map, from the declared types and the content."""

from dataclasses import dataclass
from typing import Final

from plugins.model import TYPES, Office, Record
from plugins.model.facets import Lists
from plugins.model.section import SECTIONS, Section
from plugins.model.site import Site

SERVICE_PAGES: Final = ("contact", "recherche")
"""The slugs of the pages at the end of the menu."""
BESIDE_OFFICES: Final = "permanences"
ABOUT: Final = ("contact", "recherche", "donnees")
MOST_NAMED: Final = 30
"""The number of records of a section up to which the site map names each."""
LEGAL: Final = ("mentions-legales", "vie-privee")
SITE_MAP: Final = "plan-du-site"


@dataclass(frozen=True)
class Branch:
    """A section in the site map, with the records that are named there; ``folder`` is that of its lists."""

    section: Record
    records: tuple[Record, ...]
    folder: str = ""


def branches(site: Site, lists: Lists) -> tuple[Branch, ...]:
    """Every section with its records, then the home page with the records that have no section.

    A section with more than MOST_NAMED records names only those that are on no list of a year; if it has no lists, it
    names none, since its own page leads to them.
    """
    found = []
    for shape in SECTIONS.values():
        types = [cls for cls in TYPES if cls.section == shape or (not shape.folder and not cls.section)]
        records = tuple(record for cls in types for record in site.of(cls) if record.address != "/404.html")
        if shape.folder and len(records) > MOST_NAMED:
            years = ((record, lists.holding(record, "year")) for record in records if lists.offered(shape.folder, ""))
            records = tuple(record for record, pages in years if not any(page.is_made for page in pages))
        found.append(Branch(site.section(shape.folder), records, shape.folder))
    home, *others = found
    return (*others, home)


@dataclass(frozen=True)
class MenuEntry:
    """A link of the menu. The title of a section is a word of the program, which is translated.

    The search stands beside the menu, so that a phone shows it without opening the menu.
    """

    address: str
    title: str
    of_section: bool
    is_search: bool


def menu(site: Site) -> tuple[MenuEntry, ...]:
    """The entries of the menu: the sections that are not empty, then SERVICE_PAGES."""
    sections = (
        site.section(cls.section.folder) for cls in TYPES if cls.section and cls.section.in_menu and _holds(site, cls)
    )
    pages = (site.get("page", slug) for slug in SERVICE_PAGES)
    return tuple(map(_entry, dict.fromkeys(filter(None, (*sections, *pages)))))


def _entry(page: Record) -> MenuEntry:
    section = isinstance(page, Section)
    title = page.shape.title if isinstance(page, Section) else page.short_title
    return MenuEntry(page.address, title, section, is_search=page.template == "search")


def _holds(site: Site, cls: type[Record]) -> bool:
    """Whether the section of a type has a record, of this type or of another."""
    return site.has(cls) or bool(cls.in_section(site))


def sections(site: Site) -> tuple[Record, ...]:
    """The sections that are not empty, for the footer; the page of permanences comes after the offices."""
    entries: list[Record | None] = []
    for cls in TYPES:
        if cls.section and _holds(site, cls):
            entries.append(site.section(cls.section.folder))
            if cls is Office:
                entries.append(site.get("page", BESIDE_OFFICES))
    return tuple(dict.fromkeys(filter(None, entries)))


def about(site: Site) -> tuple[Record, ...]:
    """The pages about the organisation and about access to its content, for the footer."""
    return tuple(filter(None, (site.organisation, *(site.get("page", slug) for slug in ABOUT))))


def is_legal(page: Record) -> bool:
    """Whether the page is one that the law requires."""
    return page.slug in LEGAL


def legal(site: Site) -> tuple[Record, ...]:
    """The pages about the site itself, always visible at the foot of every page."""
    pages = (site.get("page", slug) for slug in LEGAL)
    return tuple(filter(None, (*pages, site.accessibility, site.get("page", SITE_MAP))))
