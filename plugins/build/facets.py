"""The lists of plugins/model/facets.py as pages: of the agenda and the positions, of the news and its archive.

They are not in the index of the search: they hold nothing but titles and summaries of pages that are, and would come
before these for every year, kind and keyword.
"""

from pelican import signals
from pelican.generators import Generator, PagesGenerator

from plugins.build.content import add_made
from plugins.model.facets import lists_of
from plugins.pages.related import neighbours, related


def equip(generator: Generator) -> None:
    """Give the templates the lists, and what stands beside a text and near to it."""
    site = generator.settings["SITE"]
    generator.env.globals["lists"] = lists_of(site)
    generator.env.filters.update(neighbours=neighbours, related=lambda record: related(record, site))


def add_pages(generator: PagesGenerator) -> None:
    """Add the page of each list."""
    add_made(generator, lists_of(generator.settings["SITE"]).made)


def register() -> None:
    signals.generator_init.connect(equip)
    signals.page_generator_finalized.connect(add_pages)
