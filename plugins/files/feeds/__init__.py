"""The feeds of the news, the positions and the agenda: Atom (RFC 4287), and RSS 2.0 for the news."""

from collections.abc import Iterator
from typing import Final

from plugins.files.feeds.absolute import absolute
from plugins.files.feeds.atom import atom
from plugins.files.feeds.feed import ATOM_TYPE, CHANNELS, RSS_TYPE, feed
from plugins.files.feeds.items import FeedRecord
from plugins.files.feeds.rss import rss
from plugins.files.file import BuildContext, File
from plugins.model.site import Site

FEED_FORMATS: Final = {ATOM_TYPE: atom, RSS_TYPE: rss}
ICON: Final = "images/touch-icon.png"


def feeds(site: Site, context: BuildContext) -> Iterator[File]:
    """The feeds of each channel, at addresses below its section."""

    def text(record: FeedRecord) -> str:
        """The full text of a record in HTML that can be read outside of its page."""
        html = context.render("feed_item.html", record=record)
        return absolute(html.strip(), f"{context.base_url}{record.address}")

    icon = context.assets.address(ICON)
    for channel in CHANNELS:
        told = feed(channel, site, context.base_url, context.site_name, icon, text)
        for media_type, address in channel.files.items():
            yield File(address, FEED_FORMATS[media_type](told, f"{context.base_url}{address}"))
