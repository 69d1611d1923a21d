"""The items of the feeds, with their ids, moments and categories, whatever the format.

An id is a ``tag:`` URI (RFC 4151) made of the name of the source file: it outlives another host, another title and
another year in the address.

RFC 4287 and RSS want whole timestamps where a record often knows a year only. A moment is then the first possible one,
at the site's clock; the text says the date as vaguely as it is known. ``updated`` follows from the record:

- of a news item or a position, the latest of its date, its last verification and its dated follow-ups, as far as they
  are not in the future;
- of an event, ``updated_on``, as in its calendar: its last verification, or the day on which a session changed, else
  1 January of the year before the one first announced. It has no ``published``: the content does not note the day on
  which it was announced.

The title of an event begins with its status: « Annulé : ». So a postponement reaches a subscriber by its title and its
text, under the same id, and comes up as new with its ``verifie_le``.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final, TypeVar

from plugins.base import dates
from plugins.base.dates import FRENCH, local_moment
from plugins.base.identity import IDENTITY
from plugins.base.partial_date import PartialDate
from plugins.base.typography import capital, french, slugify
from plugins.model import Event, News, Position
from plugins.model.banner import Banner
from plugins.model.site import Site
from plugins.pages.banner import banner_of
from plugins.pages.event_words import in_list

FeedRecord = News | Position | Event
Told = TypeVar("Told", News, Position, Event)
Write = Callable[[FeedRecord], str]
"""From a record to its full text, in HTML."""

TAG_URI: Final = f"tag:{IDENTITY.id_domain},{IDENTITY.id_since}:"
"""Begins every id."""
MOST_ITEMS: Final = 50
"""How many items a feed holds, since a phone loads all of it; the agenda holds every coming event all the same."""


@dataclass(frozen=True)
class Category:
    """A category of an item; ``scheme`` is the kind of category, named as in the content: « etiquettes »."""

    scheme: str
    label: str

    @property
    def scheme_uri(self) -> str:
        return f"{TAG_URI}{self.scheme}"

    @property
    def term(self) -> str:
        return slugify(self.label)


@dataclass(frozen=True)
class FeedItem:
    """One news item, position or event; ``address`` and all addresses in ``content`` are absolute."""

    id: str
    title: str
    address: str
    published: dt.datetime | None
    updated: dt.datetime
    summary: str
    content: str
    categories: tuple[Category, ...]


def news_items(site: Site, base_url: str, write: Write) -> tuple[FeedItem, ...]:
    """The news."""

    def updated(item: News) -> PartialDate:
        return item.last_change(site.today) or item.date

    news = tuple(
        _item(
            item,
            base_url,
            write,
            published=item.date,
            updated=updated(item),
            categories=(("rubriques", item.category), *(("etiquettes", tag) for tag in item.tags)),
        )
        for item in _latest_first(site.news, updated)[:MOST_ITEMS]
    )
    return (*_of_banner(site, base_url), *news)


def _of_banner(site: Site, base_url: str) -> Iterator[FeedItem]:
    """The banner of the day, where it is urgent."""
    shown = banner_of(site)
    if not shown or not shown.banner.is_urgent:
        return
    moment, link = local_moment(shown.banner.start), shown.link or "/"
    when = " ".join(dates.span(shown.banner, FRENCH))
    yield FeedItem(
        id=f"{TAG_URI}{Banner.word()}/{moment.isoformat()}",
        title=french(f"Important : {shown.banner.text}"),
        address=f"{base_url}{link}" if link.startswith("/") else link if "://" in link else f"{base_url}/",
        published=moment,
        updated=moment,
        summary=f"{shown.banner.text} {capital(when)}.",
        content=f"<p>{escape(shown.banner.text)}</p><p>{escape(capital(when))}.</p>",
        categories=(),
    )


def position_items(site: Site, base_url: str, write: Write) -> tuple[FeedItem, ...]:
    """As ``news_items``, the positions of every level of power."""

    def updated(position: Position) -> PartialDate:
        return position.last_change(site.today) or position.date

    return tuple(
        _item(
            position,
            base_url,
            write,
            published=position.date,
            updated=updated(position),
            categories=(("niveaux", position.level), ("genres", position.genre)),
        )
        for position in _latest_first(site.positions, updated)[:MOST_ITEMS]
    )


def event_items(site: Site, base_url: str, write: Write) -> tuple[FeedItem, ...]:
    """As ``news_items``, all events to come and the latest past ones."""

    def updated(event: Event) -> PartialDate:
        return PartialDate.of(event.updated_on)

    events = (site.coming_events + site.past_events)[: max(MOST_ITEMS, len(site.coming_events))]
    return tuple(
        _item(
            event,
            base_url,
            write,
            prefix=_status_prefix(event),
            updated=updated(event),
            categories=(("genres", event.genre), ("etats", event.state)),
        )
        for event in _latest_first(events, updated)
    )


def _item(
    record: FeedRecord,
    base_url: str,
    write: Write,
    *,
    updated: PartialDate,
    categories: tuple[tuple[str, str], ...],
    published: PartialDate | None = None,
    prefix: str = "",
) -> FeedItem:
    return FeedItem(
        id=f"{TAG_URI}{record.folder}/{record.slug}",
        title=f"{prefix}{record.title}",
        address=f"{base_url}{record.address}",
        published=local_moment(published) if published else None,
        updated=local_moment(updated),
        summary=record.summary,
        content=write(record),
        categories=tuple(Category(scheme, label) for scheme, label in dict.fromkeys(categories)),
    )


def _status_prefix(event: Event) -> str:
    """What comes before the title of an event that changed: « Annulé : »."""
    change = in_list(event)
    return french(f"{change.words.capitalize()} : ") if change else ""


def _latest_first(records: Iterable[Told], updated: Callable[[Told], PartialDate]) -> list[Told]:
    """The last updated first; those of the same moment keep their order."""
    return sorted(records, key=lambda record: local_moment(updated(record)), reverse=True)
