"""Writes a feed as Atom (RFC 4287)."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from plugins.files.feeds.feed import ATOM_TYPE, LANGUAGE, Feed
from plugins.files.feeds.items import FeedItem
from plugins.files.feeds.writing import as_bytes, child

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


def atom(feed: Feed, address: str) -> bytes:
    """Return the file; ``address`` is the absolute address at which it is served."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": LANGUAGE})
    child(root, "id", feed.id)
    child(root, "title", feed.title)
    child(root, "subtitle", feed.subtitle)
    child(root, "updated", feed.updated.isoformat())
    child(SubElement(root, "author"), "name", feed.author)
    child(root, "link", rel="self", type=ATOM_TYPE, href=address)
    child(root, "link", rel="alternate", type="text/html", hreflang=LANGUAGE, href=feed.page)
    child(root, "icon", feed.icon)
    for item in feed.items:
        _add(root, item)
    return as_bytes(root)


def _add(root: Element, item: FeedItem) -> None:
    element = SubElement(root, "entry")
    child(element, "id", item.id)
    child(element, "title", item.title)
    child(element, "link", rel="alternate", type="text/html", hreflang=LANGUAGE, href=item.address)
    if item.published:
        child(element, "published", item.published.isoformat())
    child(element, "updated", item.updated.isoformat())
    for category in item.categories:
        child(element, "category", scheme=category.scheme_uri, term=category.term, label=category.label)
    child(element, "summary", item.summary)
    child(element, "content", item.content, type="html")
