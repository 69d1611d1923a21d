"""Everything that the built site consists of, from top to bottom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from plugins.files.assets import assets
from plugins.files.contact_cards import contact_cards
from plugins.files.drafts import drafts
from plugins.files.event_calendars import event_calendars
from plugins.files.feeds import feeds
from plugins.files.file import BuildContext, File, Maker
from plugins.files.finder import finder_data
from plugins.files.icons import icons
from plugins.files.old_addresses import old_addresses
from plugins.files.open_data import open_data
from plugins.files.permanence_calendars import permanence_calendars
from plugins.files.pictures import documents, pictures
from plugins.files.search import search_index
from plugins.files.service_worker import service_worker, withdrawn_workers
from plugins.files.sitemap import sitemap_files
from plugins.files.social_cards import social_cards
from plugins.model.site import Site
from plugins.model.site_files import ROBOTS_ADDRESS


def pages(site: Site, context: BuildContext) -> Iterator[File]:
    """A page for each record, and those that follow from records."""
    yield from context.page_files()


def robots(site: Site, context: BuildContext) -> Iterator[File]:
    """What robots are told."""
    yield File(ROBOTS_ADDRESS, context.render("robots.txt").encode())


IN_EACH_LANGUAGE: Final[tuple[Maker, ...]] = (
    pages,
    permanence_calendars,
    contact_cards,
    search_index,
)
"""The makers whose files a visitor reads: a language has them for the pages that it has."""
MAKERS: Final[tuple[Maker, ...]] = (
    social_cards,
    pages,
    robots,
    sitemap_files,
    assets,
    pictures,
    documents,
    finder_data,
    permanence_calendars,
    event_calendars,
    contact_cards,
    feeds,
    open_data,
    search_index,
    icons,
    drafts,
)
OF_FEW_TEXTS: Final[tuple[Maker, ...]] = (sitemap_files, pictures, feeds, social_cards)
"""The makers that take long on a large site, and read the texts of few records or of none: see Recorder.files."""
LAST_MAKERS: Final = (service_worker, withdrawn_workers, old_addresses)
"""Makers that need the files of all others: what a phone keeps, and what answers at old addresses."""
LAST_IN_EACH_LANGUAGE: Final = (service_worker,)


class TwoFilesAtOneAddress(Exception):
    """A fault of the program: it must not be chance which of two files an address answers with."""


Made = tuple[Site, BuildContext]
"""The site in a language, with what its makers need."""


def files_in(site: Site, context: BuildContext) -> Iterator[File]:
    """The files of another language than that of the content, but for the last ones."""
    for maker in IN_EACH_LANGUAGE:
        yield from maker(site, context)


def in_turn(editions: Sequence[Made]) -> Iterator[File]:
    """The files of some other languages."""
    for edition in editions:
        yield from files_in(*edition)


def files_of(
    editions: Sequence[Made],
    in_languages: Callable[[Sequence[Made]], Iterable[File]] = in_turn,
    still: Iterable[File] = (),
    run: Callable[[Maker, Site, BuildContext], Iterable[File]] = lambda maker, site, context: maker(site, context),
) -> dict[str, File]:
    """Every file of the built site, by its path: of each language, that of the content first.

    ``run`` gives the files of a maker in that one. Those of languages that are ``still`` the same are there already.
    Raises ContentMistakes for mistakes that only the whole site shows.
    """
    made: dict[str, File] = {}

    def add(files: Iterable[File]) -> None:
        for file in files:
            if file.path in made:
                raise TwoFilesAtOneAddress(file.address)
            made[file.path] = file

    (site, context), *others = editions
    for maker in MAKERS:
        add(run(maker, site, context))
    add(in_languages(others))
    add(still)
    for other in others:
        for last_maker in LAST_IN_EACH_LANGUAGE:
            add(last_maker(*other, made))
    for last_maker in LAST_MAKERS:
        add(last_maker(site, context, made))
    return made
