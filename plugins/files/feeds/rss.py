"""A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), for the readers that know nothing else.

The full text is in ``content:encoded``. A guid is the id of the Atom entry, not an address: it does not change with
the host.
"""

from email.utils import format_datetime
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from plugins.files.feeds.atom import NAMESPACE as ATOM
from plugins.files.feeds.entries import Entry
from plugins.files.feeds.feed import LANGUAGE, RSS_TYPE, Feed
from plugins.files.feeds.writing import as_bytes, child

CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"


def rss(feed: Feed, address: str) -> bytes:
    """The file; ``address`` is the absolute one at which it is served."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT})
    channel = SubElement(root, "channel")
    child(channel, "title", feed.title)
    child(channel, "link", feed.page)
    child(channel, "description", escape(feed.subtitle, quote=False))
    child(channel, "language", LANGUAGE.lower())
    child(channel, "lastBuildDate", format_datetime(feed.updated))
    child(channel, "atom:link", rel="self", type=RSS_TYPE, href=address)
    for entry in feed.entries:
        _add(channel, entry)
    return as_bytes(root)


def _add(channel: Element, entry: Entry) -> None:
    item = SubElement(channel, "item")
    child(item, "title", entry.title)
    child(item, "link", entry.address)
    child(item, "guid", entry.id, isPermaLink="false")
    child(item, "pubDate", format_datetime(entry.published or entry.updated))
    for category in entry.categories:
        child(item, "category", category.label, domain=category.scheme_uri)
    # A description is HTML inside XML: its text is escaped once for each.
    child(item, "description", escape(entry.summary, quote=False))
    child(item, "content:encoded", entry.content)
