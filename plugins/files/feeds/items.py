"""The items of the feeds, with their ids, timestamps and categories, whatever the format of the feed.

An id is a ``tag:`` URI (RFC 4151) made from the name of the source file, so that it stays the same when the host, the
title or the year in the address changes.

RFC 4287 and RSS require whole timestamps, and a record often knows only a year. A timestamp is then the first possible
moment, in the time zone of the site; the text gives the date as vaguely as it is known. ``updated`` follows from the
record:

- of a news item or a position, the latest of its date, its last verification and its dated follow-ups, without those
  in the future;
- of an event, ``updated_on``, as in its calendar: its last verification, or the day on which a session changed, else
  1 January of the year before the one first announced. It has no ``published``: the content does not note the day on
  which it was announced.

The title of an event begins with its status: « Annulé : ». So a subscriber learns of a postponement by the title and
the text, under the same id; the item comes up as new once ``verifie_le`` is updated.
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
"""Gives the full text of a record, in HTML."""

TAG_URI: Final = f"tag:{IDENTITY.id_domain},{IDENTITY.id_since}:"
"""The beginning of every id."""
MOST_ITEMS: Final = 50
"""The number of items in a feed, of which a phone loads all; the agenda has all coming events in any case."""


@dataclass(frozen=True)
class Category:
    """A category of an item; ``scheme`` is the kind of category, by its name in the content: « etiquettes »."""

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
    """A news item, a position or an event; ``address`` and the addresses in ``content`` are absolute."""

    id: str
    title: str
    address: str
    published: dt.datetime | None
    updated: dt.datetime
    summary: str
    content: str
    categories: tuple[Category, ...]


def news_items(site: Site, base_url: str, write: Write) -> tuple[FeedItem, ...]:
    """The items of the news, the last updated first, after the banner of the day if it is urgent."""

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
    """The item of the banner of the day, if it is urgent."""
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
    """The items of the positions, the last updated first."""

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
    """The items of all coming events and of the latest past ones, the last updated first."""

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
    """The status of an event that changed, to begin its title: « Annulé : »."""
    change = in_list(event)
    return french(f"{change.words.capitalize()} : ") if change else ""


def _latest_first(records: Iterable[Told], updated: Callable[[Told], PartialDate]) -> list[Told]:
    """The last updated first; records updated at the same moment keep their order."""
    return sorted(records, key=lambda record: local_moment(updated(record)), reverse=True)
