"""Which pages search engines may list: not those that only sort or find what other pages say."""

from plugins.model import Office, Page, Person, Record, Team
from plugins.model.facets import ListPage, ValuesPage
from plugins.model.generated_page import GeneratedPage
from plugins.model.section import Section
from plugins.model.site import Site

TOOLS = frozenset({"404", "recherche", "hors-ligne"})
"""Pages without content of their own: they list or find other pages."""

SHOWN_OF_A_TITLE = 65
"""The number of characters of a page's title that search engines show."""
TELLING = 30
"""The number of words from which the page of a person is worth listing."""


def is_indexed(page: Record | GeneratedPage, site: Site) -> bool:
    """Whether search engines may list a page; not a list with a single item, whose own page says more."""
    match page:
        case ListPage() | ValuesPage():
            return False
        case Section():
            return site.count_in(page.shape) != 1
        case Team():
            return len(site.citing(page, "person")) != 1
        case Person():  # with a line of text and no permanence, the page of the team says as much
            offices = (office for office in site.citing(page, Office.kind) if isinstance(office, Office))
            return len(page.html.split()) >= TELLING or any(page.slug in office.receivers for office in offices)
        case Page():
            return page.slug not in TOOLS
    return True
