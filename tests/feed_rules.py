"""Checks a feed against RFC 4287 (Atom) or RSS 2.0, and for what feed readers need besides."""

import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# RFC 4287, 4.1: how often, at least and at most (None: without limit), a feed or an entry may hold each Atom element.
OF_A_FEED = {
    **dict.fromkeys(("id", "title", "updated"), (1, 1)),
    **dict.fromkeys(("generator", "icon", "logo", "rights", "subtitle"), (0, 1)),
    **dict.fromkeys(("category", "contributor", "entry"), (0, None)),
    "author": (1, None),
    "link": (1, None),
}
OF_AN_ENTRY = {
    **dict.fromkeys(("id", "title", "updated"), (1, 1)),
    **dict.fromkeys(("content", "published", "rights", "source", "summary"), (0, 1)),
    **dict.fromkeys(("author", "category", "contributor"), (0, None)),
    "link": (1, None),
}
OF_A_CHANNEL = {
    **dict.fromkeys(("title", "link", "description", "language", "lastBuildDate"), (1, 1)),
    f"{ATOM}link": (1, 1),
    "item": (0, None),
}
OF_AN_ITEM = {
    **dict.fromkeys(("title", "link", "guid", "pubDate", "description", CONTENT), (1, 1)),
    "category": (0, None),
}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w/.~-]+", re.ASCII)  # RFC 4151


def atom_faults(data, served_at):
    """Everything that is wrong with an Atom feed whose own address is ``served_at``."""
    feed = ElementTree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        return ["not a feed"]
    entries = feed.findall(f"{ATOM}entry")
    return [
        *_counts(feed, OF_A_FEED, ATOM),
        *(fault for entry in entries for fault in _counts(entry, OF_AN_ENTRY, ATOM)),
        *_self(feed.findall(f"{ATOM}link"), served_at),
        *(fault for element in (feed, *entries) for fault in _alternate(element)),
        *_ids([element.text for element in feed.iter(f"{ATOM}id")]),
        *(f"no name: {author}" for author in feed.iter(f"{ATOM}author") if not author.findtext(f"{ATOM}name")),
        *(f"no term: {c.attrib}" for c in feed.iter(f"{ATOM}category") if not c.get("term") or not c.get("scheme")),
        *(f"not RFC 3339: {text}" for text in _texts(feed, "published", "updated") if not _is_rfc_3339(text)),
        *(f"updated before published: {e.findtext(f'{ATOM}id')}" for e in entries if _goes_back(e)),
        *(f"not whole: {text}" for text in _texts(feed, "icon") if not _is_absolute(text)),
        *(fault for content in feed.iter(f"{ATOM}content") for fault in _content(content)),
        *([] if feed.get("{http://www.w3.org/XML/1998/namespace}lang") else ["no language"]),
    ]


def rss_faults(data, served_at):
    """Everything that is wrong with an RSS feed whose own address is ``served_at``."""
    rss = ElementTree.fromstring(data)
    if (rss.tag, rss.get("version"), len(rss)) != ("rss", "2.0", 1):
        return ["not RSS 2.0"]
    channel, items = rss[0], rss[0].findall("item")
    guids = [guid for item in items for guid in item.findall("guid")]
    return [
        *_counts(channel, OF_A_CHANNEL),
        *(fault for item in items for fault in _counts(item, OF_AN_ITEM)),
        *_self(channel.findall(f"{ATOM}link"), served_at),
        *_ids([guid.text for guid in guids]),
        *(f"said to be an address: {guid.text}" for guid in guids if guid.get("isPermaLink") != "false"),
        *(f"not RFC 822: {e.text}" for e in rss.iter() if e.tag in {"pubDate", "lastBuildDate"} and not _is_rfc_822(e)),
        *(f"not whole: {e.text}" for e in rss.iter("link") if not _is_absolute(e.text)),
        *(fault for e in rss.iter(CONTENT) for fault in _addresses(e.text)),
    ]


def _counts(element, allowed, namespace=""):
    found = Counter(child.tag.removeprefix(namespace) for child in element)
    for name in found.keys() - allowed.keys():
        yield f"{name} in {element.tag}"
    for name, (least, most) in allowed.items():
        if found[name] < least or (most is not None and found[name] > most):
            yield f"{name}: {found[name]} in {element.tag}"
    for child in element:
        if namespace and len(child) == 0 and not child.attrib and not (child.text or "").strip():
            yield f"{child.tag} is empty"


def _self(links, served_at):
    found = [link.get("href") for link in links if link.get("rel") == "self"]
    if found != [served_at]:
        yield f"self: {found}, served at {served_at}"


def _alternate(element):
    links = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if len(links) != 1 or not _is_absolute(links[0].get("href")):
        yield f"alternate: {[link.get('href') for link in links]}"


def _ids(ids):
    yield from (f"not a tag URI: {text}" for text in ids if not TAG_URI.fullmatch(text or ""))
    yield from (f"twice: {text}" for text, count in Counter(ids).items() if count > 1)


def _content(content):
    if content.get("type") != "html" or len(content):
        yield f"content: {content.attrib}"
    yield from _addresses(content.text)


def _addresses(html):
    """The elements, attributes and addresses in the HTML of an item that only work on the site's own pages."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag in {"picture", "source", "script", "style", "iframe", "form"}:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name in {"class", "id", "style", "srcset"} or name.startswith("on"):
                yield f"{name}={value}"
            if name in {"href", "src", "cite", "poster"} and not _is_absolute(value):
                yield f"relative: {value}"


def _is_absolute(address):
    parts = urlsplit(address or "")
    return bool(parts.scheme in {"mailto", "tel", "geo", "sms"} or (parts.scheme in {"http", "https"} and parts.netloc))


def _is_rfc_3339(text):
    return bool(RFC_3339.fullmatch(text)) and datetime.fromisoformat(text) is not None


def _is_rfc_822(element):
    # parsedate_to_datetime does not look at the name of the day.
    text = element.text
    return bool(RFC_822.fullmatch(text)) and f"{parsedate_to_datetime(text):%a}" == text[:3]


def _goes_back(entry):
    published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
    whole = RFC_3339.fullmatch(published or "") and RFC_3339.fullmatch(updated or "")
    return bool(whole) and datetime.fromisoformat(updated) < datetime.fromisoformat(published)


def _texts(feed, *names):
    return [element.text or "" for name in names for element in feed.iter(f"{ATOM}{name}")]
