"""Which pages are for search engines: not those that only sort or find what others say."""

from plugins.model import Office, Page, Person, Record, Team
from plugins.model.facets import ListPage, ValuesPage
from plugins.model.generated_page import GeneratedPage
from plugins.model.section import Section
from plugins.model.site import Site

TOOLS = frozenset({"404", "recherche", "hors-ligne"})
"""Pages that list or find other pages, and tell nothing themselves."""

TELLING = 30
"""How many words of a person are worth a page among the results of a search engine."""


def is_indexed(page: Record | GeneratedPage, site: Site) -> bool:
    """Whether search engines may list a page that is for visitors; of one item, its own page says more than a list."""
    match page:
        case ListPage() | ValuesPage():
            return False
        case Section():
            return site.count_in(page.shape) != 1
        case Team():
            return len(site.citing(page, "person")) != 1
        case Person():  # of one who receives nowhere and has a line of text, the page of the team says as much
            offices = (office for office in site.citing(page, Office.kind) if isinstance(office, Office))
            return len(page.html.split()) >= TELLING or any(page.slug in office.receivers for office in offices)
        case Page():
            return page.slug not in TOOLS
    return True
