"""The channels of the site, their addresses and formats, and the feed of each, whatever its format."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from plugins.base.dates import local_moment
from plugins.base.partial_date import PartialDate
from plugins.files.feeds.items import TAG_URI, FeedItem, Write, event_items, news_items, position_items
from plugins.model.section import SECTIONS
from plugins.model.site import Site
from plugins.model.site_files import ATOM, FEED_NAMES, RSS, feed_address

ATOM_TYPE: Final = "application/atom+xml"
RSS_TYPE: Final = "application/rss+xml"
FEED_TYPES: Final = {ATOM: ATOM_TYPE, RSS: RSS_TYPE}
LANGUAGE: Final = "fr-BE"


@dataclass(frozen=True)
class Channel:
    """The feeds of one section: its content folder, and the function that makes its items."""

    folder: str
    items: Callable[[Site, str, Write], tuple[FeedItem, ...]]

    @property
    def address(self) -> str:
        """The address of the section."""
        return SECTIONS[self.folder].address

    @property
    def files(self) -> dict[str, str]:
        """The address of each feed by its media type."""
        return {FEED_TYPES[name]: feed_address(self.folder, name) for name in FEED_NAMES[self.folder]}


CHANNELS: Final = (
    Channel("actualites", news_items),
    Channel("positions", position_items),
    Channel("agenda", event_items),
)


@dataclass(frozen=True)
class Feed:
    """A channel with its items of today; all addresses are absolute."""

    id: str
    title: str
    subtitle: str
    page: str
    author: str
    icon: str
    updated: dt.datetime
    items: tuple[FeedItem, ...]


def feed(channel: Channel, site: Site, base_url: str, author: str, icon: str, write: Write) -> Feed:
    """Return the feed of a channel. ``author`` is the name to give where the content has no organisation."""
    section, organisation = site.section(channel.folder), site.organisation
    items = channel.items(site, base_url, write)
    return Feed(
        id=f"{TAG_URI}{channel.folder}",
        title=f"{section.title} · {organisation.short_name if organisation else author}",
        subtitle=section.summary or section.title,
        page=f"{base_url}{channel.address}",
        author=organisation.name if organisation else author,
        icon=f"{base_url}{icon}",
        # Without items, the day of the build.
        updated=max((item.updated for item in items), default=local_moment(PartialDate.of(site.today))),
        items=items,
    )


def channel_of(address: str) -> Channel | None:
    """The channel of the section that contains the page at ``address``; None in other sections."""
    return next((channel for channel in CHANNELS if address.startswith(channel.address)), None)
