"""Writes a feed as RSS 2.0 (https://www.rssboard.org/rss-specification), for readers that do not know Atom.

The full text is in ``content:encoded``. The guid is the id of the Atom entry, no address: it stays when the host
changes.
"""

from email.utils import format_datetime
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from plugins.files.feeds.atom import NAMESPACE as ATOM
from plugins.files.feeds.feed import LANGUAGE, RSS_TYPE, Feed
from plugins.files.feeds.items import FeedItem
from plugins.files.feeds.writing import as_bytes, child

CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"


def rss(feed: Feed, address: str) -> bytes:
    """Return the file; ``address`` is the absolute address at which it is served."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT})
    channel = SubElement(root, "channel")
    child(channel, "title", feed.title)
    child(channel, "link", feed.page)
    child(channel, "description", escape(feed.subtitle, quote=False))
    child(channel, "language", LANGUAGE.lower())
    child(channel, "lastBuildDate", format_datetime(feed.updated))
    child(channel, "atom:link", rel="self", type=RSS_TYPE, href=address)
    for item in feed.items:
        _add(channel, item)
    return as_bytes(root)


def _add(channel: Element, item: FeedItem) -> None:
    element = SubElement(channel, "item")
    child(element, "title", item.title)
    child(element, "link", item.address)
    child(element, "guid", item.id, isPermaLink="false")
    child(element, "pubDate", format_datetime(item.published or item.updated))
    for category in item.categories:
        child(element, "category", category.label, domain=category.scheme_uri)
    # A description is HTML in XML: its text is escaped for HTML here, and for XML when it is written.
    child(element, "description", escape(item.summary, quote=False))
    child(element, "content:encoded", item.content)
