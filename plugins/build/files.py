"""The makers, in the order in which they run, and all files of the built site that they make."""

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
    """The page of each record, and the generated pages."""
    yield from context.page_files()


def robots(site: Site, context: BuildContext) -> Iterator[File]:
    """``robots.txt``."""
    yield File(ROBOTS_ADDRESS, context.render("robots.txt").encode())


IN_EACH_LANGUAGE: Final[tuple[Maker, ...]] = (
    pages,
    permanence_calendars,
    contact_cards,
    search_index,
)
"""The makers that run for each other language too, for the pages that it has."""
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
"""The makers of the content's language, in their order."""
OF_FEW_TEXTS: Final[tuple[Maker, ...]] = (sitemap_files, pictures, feeds, social_cards)
"""The makers that take long on a large site and read the text of few records: ``Recorder.files`` may skip them."""
LAST_MAKERS: Final = (service_worker, withdrawn_workers, old_addresses)
"""The makers that need the files of all other makers, to hold their digests or to lead to them."""
LAST_IN_EACH_LANGUAGE: Final = (service_worker,)
"""Those of LAST_MAKERS that run for each other language too."""


class TwoFilesAtOneAddress(Exception):
    """Two makers made a file for the same address: a fault of the program, which ends the build."""


Made = tuple[Site, BuildContext]
"""The site in a language, with the context of its makers."""


def files_in(site: Site, context: BuildContext) -> Iterator[File]:
    """The files of a language other than the content's, without those of LAST_IN_EACH_LANGUAGE."""
    for maker in IN_EACH_LANGUAGE:
        yield from maker(site, context)


def in_turn(editions: Sequence[Made]) -> Iterator[File]:
    """The files of several languages other than the content's, one language after another."""
    for edition in editions:
        yield from files_in(*edition)


def files_of(
    editions: Sequence[Made],
    in_languages: Callable[[Sequence[Made]], Iterable[File]] = in_turn,
    still: Iterable[File] = (),
    run: Callable[[Maker, Site, BuildContext], Iterable[File]] = lambda maker, site, context: maker(site, context),
) -> dict[str, File]:
    """Return every file of the built site, by its path. The first of the ``editions`` is in the content's language.

    ``in_languages`` makes the files of the other editions, ``run`` runs a maker for the first. The files that are
    ``still`` valid belong to languages that are not made again. Raises TwoFilesAtOneAddress, and ContentMistakes for
    mistakes that only the whole site shows.
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
