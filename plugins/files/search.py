"""The index of the search: two files, and on a large site an archive of more files (``search_archive.py``).

The first file has the directory and what is to come; the service worker keeps it for phones without network. The second
has the latest texts, as many as a phone takes at once. A small site needs no archive.
"""

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Final

from plugins.base import dates
from plugins.base.identity import IDENTITY
from plugins.base.typography import capital
from plugins.files.file import BuildContext, File, compact_json
from plugins.files.search_archive import NO_POSTINGS, SUMMARIES, WORDS_FILE, Archive, IndexedPage, Postings
from plugins.model import TYPES, Event, Office, Record, Task
from plugins.model.base import Fields
from plugins.model.fields import Phone, Ref
from plugins.model.office import Address
from plugins.model.site import Site
from plugins.model.synonyms import Synonyms
from plugins.pages.event_words import in_list
from plugins.pages.nearby import ELSEWHERE, NearbyPage, nearby_pages
from plugins.permanences.model import Rule
from plugins.permanences.wordings import wording
from plugins.places import elsewhere

ADDRESS: Final = "/recherche/index.json"
"""The address of the first file."""
RECENT: Final = "/recherche/recents.json"
"""The address of the second file."""
FIRST: Final = 240_000
"""The greatest number of bytes of pages in the first and second file together: at most 100 KB compressed."""
DATED: Final = frozenset(cls.kind for cls in TYPES if cls.grows_old)
"""The kinds whose records the search finds last once their date is past."""
WORDS: Final = 300
"""The number of words of a page that are indexed, besides its title and its summary."""
NOT_PAGES: Final = frozenset({"/404.html", "/recherche/"})
"""The addresses of pages that are not indexed."""
NOT_SAID: Final = frozenset(
    "status to_verify based_on free title summary first_name last_name holidays file picture formula "
    "waiting_list".split()
)
"""The fields of records whose values are not indexed as text."""
TO_COMPLETE: Final = "à compléter"

_BLOCK: Final = re.compile(r"</(?:p|li|h\d|dt|dd|td|th|blockquote)>|<br ?/?>")
_HEADING: Final = re.compile(r"<h\d[^>]*>.*?</h\d>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def indexed_pages(site: Site, context: BuildContext) -> tuple[tuple[IndexedPage, ...], tuple[IndexedPage, ...]]:
    """Every page in the index: the directory and what is to come, tasks first; then past texts, the latest first.

    The index of a language other than the content's has only pages in that language.
    """
    found = (record for record in site.own if record.source.address not in NOT_PAGES)
    records = sorted(found, key=lambda record: record.address)
    dated = [record for record in records if record.kind in DATED and not _is_coming(record, site)]
    past = {record.address for record in dated}
    lasting = [record for record in records if record.address not in past]

    def indexed(record: Record) -> IndexedPage:
        return context.made_once("search", record, lambda site: _indexed(record, site))

    near = map(_near, nearby_pages(site)) if site.language.is_of_content else ()
    directory = (*map(indexed, lasting), *near, *_far(site))
    latest_first = map(indexed, sorted(dated, key=_day, reverse=True))
    return tuple(sorted(directory, key=lambda page: (not page.call, page.address))), tuple(latest_first)


def _is_coming(record: Record, site: Site) -> bool:
    return isinstance(record, Event) and not record.is_past(site.today)


def _day(record: Record) -> date:
    assert record.when
    return record.when.first


def _near(page: NearbyPage) -> IndexedPage:
    """The page of a commune, to be found by its localities and postcodes too."""
    nearest = f"Le bureau d’accueil le plus proche : {page.distances[0].office.title}."  # in French alone
    commune = page.commune
    known_as = ", ".join((*commune.postcodes, *(locality.name for locality in commune.localities)))
    return IndexedPage(page.address, page.title, "Bureaux près de chez vous", nearest, "", known_as, 1.0)


def _far(site: Site) -> Iterator[IndexedPage]:
    """The page for queries of a place elsewhere: what the page of the offices says to people from there."""
    if site.offices:
        _, province = site.language.gettext, IDENTITY.province.name
        title = _("Vous habitez hors de la province de %(province)s ?", province=province)
        summary = _(
            "Nos bureaux d’accueil reçoivent les personnes qui habitent la province de %(province)s.", province=province
        )
        section = site.section(Office.folder)
        yield IndexedPage(f"{section.address}#{ELSEWHERE}", title, section.title, summary, "", "", 1.0)


def _indexed(record: Record, site: Site) -> IndexedPage:
    """The page of a record, with the texts that are indexed."""
    said = dict.fromkeys((*_facts(record, site), *_served(record, site), _plain(record.html)))
    words = " · ".join(filter(None, said)).split()
    return IndexedPage(
        address=record.address,
        title=record.title,
        type=_type(record, site),
        summary=record.summary or "",
        headings=" · ".join(map(_plain, _HEADING.findall(record.html))),
        text=" ".join(words[:WORDS]),
        weight=record.weight,
        call=_call(record, site),
    )


def _call(record: Record, site: Site) -> tuple[str, ...]:
    """Whom the reader of a task calls or writes to, as on its page: name, link, and number or e-mail address."""
    reception = site.task_reception(record) if isinstance(record, Task) else None
    if reception and reception.phone:
        return reception.name, f"tel:{reception.phone.e164}", reception.phone.text
    return (reception.name, f"mailto:{reception.email}", reception.email) if reception and reception.email else ()


def _type(record: Record, site: Site) -> str:
    """The line under the title of a result: « Forum · septembre 2020 · annulé »."""
    word = getattr(record, "genre", None) or site.language.gettext(record.label)
    shown = record.shown_on(site.today).start if isinstance(record, Event) else record.when
    when = dates.partial(shown, site.language.locale) if shown else ""
    change = in_list(record, site.today) if isinstance(record, Event) else None
    return " · ".join(filter(None, (capital(word), when, change.words if change else "")))


def _facts(value: object, site: Site) -> Iterator[str]:
    """The texts in the fields of a record, and the titles of the records that it names."""
    if isinstance(value, Ref):
        named = site.get(value.kind, value)
        yield named.title if named else ""
    elif isinstance(value, str | Phone):
        text = str(value)
        yield "" if text.startswith("http") or text == TO_COMPLETE else text
    elif isinstance(value, Address):
        yield value.one_line
    elif isinstance(value, Rule):
        yield site.language.gettext("Permanence : %(sentence)s", sentence=wording(site.language.code).sentence(value))
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            if name not in NOT_SAID:
                yield from filter(None, _facts(getattr(value, name), site))
    elif isinstance(value, tuple):
        for item in value:
            yield from _facts(item, site)


def _served(record: Record, site: Site) -> Iterator[str]:
    """The titles of the offices that name a person, whose record does not name them."""
    if record.kind == "person":
        yield from (office.title for office in site.citing(record, "office"))


def _plain(source: str) -> str:
    """The text of HTML."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(" ", source))).strip()


def search_files(
    directory: Sequence[IndexedPage],
    past: Sequence[IndexedPage],
    synonyms: Sequence[Synonyms] = (),
    places: Sequence[str] = (),
    first: int = FIRST,
    shard: int = WORDS_FILE,
    shown: int = SUMMARIES,
    postings_of: Callable[[Sequence[IndexedPage]], Postings] = NO_POSTINGS.of,
) -> Iterator[File]:
    """The files of the search: ADDRESS, RECENT, then the archive, with the pages that are beyond ``first`` bytes.

    ``synonyms`` are in the first file, with the directory to which they lead; so are ``places``: the address of the
    answer for places elsewhere, then their names.
    """
    pages = (*directory, *past)
    texts: list[str] = []
    room = first
    for page in pages:
        text = compact_json({name: value for name, value in vars(page).items() if value or name == "title"})
        room -= len(text.encode())
        if room < 0:
            break
        texts.append(text)
    count = len(texts)
    older = pages[count:][::-1]
    archive = Archive(older, postings_of(older), shard, shown) if older else None
    meant = {"synonyms": [[group.target, *group.phrases] for group in synonyms], "elsewhere": places}
    for address, told, some in (
        (ADDRESS, meant, texts[: len(directory)]),
        (RECENT, {"archive": archive and archive.summary}, texts[len(directory) :]),
    ):
        yield File(address, f'{compact_json(told)[:-1]},"pages":[{",".join(some)}]}}'.encode())
    if archive:
        yield from archive.files


@lru_cache(maxsize=16)  # called by the pages for addresses, then by the maker
def _files(site: Site, context: BuildContext) -> tuple[File, ...]:
    """All files of the search of a site."""
    far = [page.address for page in _far(site)]
    meant = [replace(group, target=site.at(group.target)) for group in site.synonyms]
    made = search_files(
        *indexed_pages(site, context),
        meant,
        [*far, *elsewhere()] if far else (),
        postings_of=partial(_postings, context),
    )
    return tuple(replace(file, address=f"{site.language.prefix}{file.address}") for file in made)


def _postings(context: BuildContext, pages: Sequence[IndexedPage]) -> Postings:
    """The postings of the pages of the archive, made from those of the last build."""
    return context.made_from_last("postings", lambda last: (last or NO_POSTINGS).of(pages))


def first_addresses(site: Site, context: BuildContext) -> tuple[str, ...]:
    """The addresses of the first and second file, each with a hash of its bytes."""
    return tuple(f"{file.address}?{hashlib.sha256(file.read()).hexdigest()[:10]}" for file in _files(site, context)[:2])


def search_index(site: Site, context: BuildContext) -> Iterator[File]:
    """The files of the search; nothing without the search page."""
    page = site.get("page", "recherche")
    if page and site.is_own(page):
        yield from _files(site, context)
