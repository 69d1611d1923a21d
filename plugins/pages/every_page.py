"""The list of all pages of the site, which the build makes."""

from plugins.model.base import Record
from plugins.model.facets import lists_of
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.pages.nearby import nearby_pages
from plugins.pages.sheets import sheets

AnyPage = Record | GeneratedPage


def pages_of(site: Site, base_url: str) -> tuple[AnyPage, ...]:
    """Every page of the site: those of records in its language, and generated pages.

    Pages that only sort others (lists, offices near a commune) are in the content's language alone.
    """
    own = tuple(record for record in site.own if record.has_page)
    sorting = (*nearby_pages(site), *lists_of(site).made) if site.language.is_of_content else ()
    return (*own, *sorting, *sheets(site, base_url))
