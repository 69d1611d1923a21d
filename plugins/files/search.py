"""The search index: the type, words and address of each page, in one JSON file that the search page asks for."""

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Final

from babel import Locale

from plugins.files.file import BuildContext, File
from plugins.model import Event, Record
from plugins.model.base import Fields
from plugins.model.fields import Phone, Ref
from plugins.model.office import Address
from plugins.model.site import Site
from plugins.pages.event_words import in_list
from plugins.pages.nearby import NearbyPage, nearby_pages
from plugins.permanences.model import Rule
from plugins.permanences.wording import sentence
from plugins.text import dates
from plugins.text.typography import capital

ADDRESS: Final = "/recherche/index.json"
WORDS: Final = 300
"""How many words of a page are searched, beside its title and its summary."""
NOT_PAGES: Final = frozenset({"/404.html", "/recherche/"})
NOT_SAID: Final = frozenset(
    {"status", "to_verify", "title", "summary", "first_name", "last_name", "holidays", "file", "picture"}
)
TO_COMPLETE: Final = "à compléter"

_BLOCK: Final = re.compile(r"</(?:p|li|h\d|dt|dd|td|th|blockquote)>|<br ?/?>")
_HEADING: Final = re.compile(r"<h\d[^>]*>.*?</h\d>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class IndexedPage:
    """A page that can be looked for; the names are those that search.js reads."""

    address: str
    title: str
    type: str
    summary: str
    headings: str
    text: str
    weight: float


def indexed_pages(site: Site, locale: Locale) -> tuple[IndexedPage, ...]:
    """Every page that is searched, by address."""
    pages = (_indexed(record, site, locale) for record in site.records if record.address not in NOT_PAGES)
    return tuple(sorted((*pages, *map(_near, nearby_pages(site))), key=lambda page: page.address))


def _near(page: NearbyPage) -> IndexedPage:
    """The page of a commune, found by its villages and postcodes too."""
    nearest = f"Le bureau d’accueil le plus proche : {page.distances[0].office.title}."
    commune = page.commune
    known_as = ", ".join((*commune.postcodes, *(locality.name for locality in commune.localities)))
    return IndexedPage(page.address, page.title, "Bureaux près de chez vous", nearest, "", known_as, 1.0)


def _indexed(record: Record, site: Site, locale: Locale) -> IndexedPage:
    said = dict.fromkeys((*_facts(record, site), *_served(record, site), _plain(record.html)))
    words = " · ".join(filter(None, said)).split()
    return IndexedPage(
        address=record.address,
        title=record.title,
        type=_type(record, site, locale),
        summary=record.summary or "",
        headings=" · ".join(map(_plain, _HEADING.findall(record.html))),
        text=" ".join(words[:WORDS]),
        weight=record.weight,
    )


def _type(record: Record, site: Site, locale: Locale) -> str:
    """« Forum · septembre 2020 · annulé »: its type, its date, and the status of an event."""
    word = getattr(record, "genre", None) or record.label
    date = getattr(record, "start", None) or getattr(record, "date", None)
    when = dates.partial(date, locale) if date else ""
    change = in_list(record, site.today) if isinstance(record, Event) else None
    return " · ".join(filter(None, (capital(word), when, change.words if change else "")))


def _facts(value: object, site: Site) -> Iterator[str]:
    """The texts of the fields of a record, and the titles of the records that they name."""
    if isinstance(value, Ref):
        named = site.get(value.kind, value)
        yield named.title if named else ""
    elif isinstance(value, str | Phone):
        text = str(value)
        yield "" if text.startswith("http") or text == TO_COMPLETE else text
    elif isinstance(value, Address):
        yield value.one_line
    elif isinstance(value, Rule):
        yield f"Permanence : {sentence(value)}"
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            if name not in NOT_SAID:
                yield from filter(None, _facts(getattr(value, name), site))
    elif isinstance(value, tuple):
        for item in value:
            yield from _facts(item, site)


def _served(record: Record, site: Site) -> Iterator[str]:
    """The offices of a person, who does not name them."""
    if record.kind == "person":
        yield from (office.title for office in site.citing(record, "office"))


def _plain(source: str) -> str:
    """The text of some HTML."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(" ", source))).strip()


@lru_cache(maxsize=1)  # called for its address while pages are made, then for the file
def index(site: Site, locale: Locale) -> bytes:
    """The file: the pages as JSON."""
    found = [asdict(page) for page in indexed_pages(site, locale)]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def index_address(site: Site, locale: Locale) -> str:
    """The address of the index, with a hash of its bytes."""
    return f"{ADDRESS}?{hashlib.sha256(index(site, locale)).hexdigest()[:10]}"


def search_index(site: Site, context: BuildContext) -> Iterator[File]:
    """The index, where the content has the search page."""
    if site.get("page", "recherche"):
        yield File(ADDRESS, index(site, context.locale))
