"""Which pages are for search engines: not those that only sort or find what others say."""

from plugins.model import Page, Record, Team
from plugins.model.facets import ListPage, ValuesPage
from plugins.model.generated_page import GeneratedPage
from plugins.model.section import Section
from plugins.model.site import Site

TOOLS = frozenset({"404", "recherche", "hors-ligne"})
"""The pages that answer, and say nothing themselves."""


def is_indexed(page: Record | GeneratedPage, site: Site) -> bool:
    """Whether search engines may list a page that is for visitors; of one item, its own page says more than a list."""
    match page:
        case ListPage() | ValuesPage():
            return False
        case Section():
            return sum(record.section == page.shape for record in site.records) != 1
        case Team():
            return len(site.citing(page, "person")) != 1
        case Page():
            return page.slug not in TOOLS
    return True
