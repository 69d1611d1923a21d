"""Reads the export of a WordPress site (WXR, an extension of RSS): its texts, its media, its terms, its authors.

Such a file comes by mail and is not trusted: no document type, no entity, nothing from the network, bounded sizes.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from plugins.base.grouping import grouped
from plugins.base.hosts import host
from plugins.source.limits import read_bounded

MOST_BYTES: Final = 500_000_000
"""The largest size of one file, once decompressed: fifty times the export of a large association."""
_NAMESPACE = re.compile(rb"""xmlns:wp=["'](http://wordpress\.org/export/1\.\d)/["']""")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""The control characters that XML forbids, and that WordPress writes all the same."""
_SERIALIZED_FILE = re.compile(r's:(?:4:"file"|14:"original_image");s:\d+:"([^"]+)"')
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_TERMS: Final = (
    ("category", "", "category_nicename", "cat_name", "category_parent"),
    ("tag", "", "tag_slug", "tag_name", ""),
    ("term", "term_taxonomy", "term_slug", "term_name", "term_parent"),
)
"""The element of each kind of term, then those in it for the taxonomy, the slug, the name, the slug of the parent."""
_TAXONOMIES: Final = {"category": "category", "tag": "post_tag"}

TextOf = Callable[[etree._Element, str], str]
"""A function that gives the text of an element's child, "" where there is no such child."""


class UnreadableExport(Exception):
    """The file is no export, or a dangerous one; the message is a French sentence."""


@dataclass(frozen=True)
class Term:
    """A category, a keyword or the like; ``parent`` is the slug of the term above it."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Item:
    """A post of WordPress: a text, a medium, a place…"""

    id: int
    type: str
    title: str
    status: str = "publish"
    slug: str = ""
    link: str = ""
    date: str = ""
    """« 2023-05-12 09:30:00 », in the site's time."""
    content: str = ""
    excerpt: str = ""
    parent: int = 0
    protected: bool = False
    terms: tuple[Term, ...] = ()
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    comments: int = 0

    def one(self, key: str) -> str:
        """The first value of the meta data ``key``; "" without one."""
        return next(iter(self.meta.get(key, ())), "").strip()

    @property
    def path(self) -> str:
        """The path of its address, decoded; "" where the address is only a query with its id."""
        parts = urlsplit(self.link)
        return "" if parts.query else unquote(parts.path)

    @property
    def files(self) -> tuple[str, ...]:
        """Of a medium: the paths below « uploads/ » of its main file, which comes first, and of its other sizes."""
        main = self.one("_wp_attached_file")
        folder = main.rpartition("/")[0]
        others = _SERIALIZED_FILE.findall(self.one("_wp_attachment_metadata"))
        paths = (other if "/" in other else f"{folder}/{other}".lstrip("/") for other in others)
        return tuple(dict.fromkeys((main, *paths))) if main else ()


@dataclass
class Export:
    """The export files of one site as one; of an item that is in two files, the last one counts."""

    base: str = ""
    items: dict[int, Item] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    """The display name of each author, by login, which stands in the address of the author's texts."""

    @property
    def host(self) -> str:
        return host(self.base)

    def original_of(self, item: Item) -> Item | None:
        """The event of which ``item`` is a later date, for which The Events Calendar makes an event of its own."""
        above = self.items.get(item.parent)
        both = above and above.type == item.type == "tribe_events" and above.title == item.title
        return above if both and above and above.status == "publish" and not above.protected else None

    @cached_property
    def repetitions(self) -> dict[int, list[Item]]:
        """The public later dates of each event, by the id of that event."""
        public = (it for it in self.of_type("tribe_events") if it.status == "publish" and not it.protected)
        return grouped((original.id, item) for item in public if (original := self.original_of(item)))

    def lineage(self, term: Term) -> list[str]:
        """The slugs of the terms above a term, the outermost first, then its own slug."""
        slugs, above = [term.slug], term.parent
        while above and above not in slugs:
            slugs.insert(0, above)
            outer = self.terms.get((term.taxonomy, above))
            above = outer.parent if outer else ""
        return slugs

    def of_type(self, *types: str) -> Iterator[Item]:
        """The items of these types, sorted by id."""
        return (item for _, item in sorted(self.items.items()) if item.type in types)


def read_exports(files: list[Path]) -> Export:
    """Read the export of one site from its files. Raises UnreadableExport."""
    export = Export()
    for file in files:
        _read_into(export, file.name, _bytes_of(file))
    return export


def _bytes_of(file: Path) -> bytes:
    try:
        if file.suffix == ".gz":
            with gzip.open(file) as opened:
                data = opened.read(MOST_BYTES + 1)
        else:
            data = read_bounded(file, MOST_BYTES)
    except FileNotFoundError:
        raise UnreadableExport(f"« {file} » n’existe pas → vérifiez le nom du fichier") from None
    except (OSError, EOFError, zlib.error):
        raise UnreadableExport(f"« {file} » ne s’ouvre pas → exportez-le de nouveau de WordPress") from None
    if len(data) > MOST_BYTES:
        raise UnreadableExport(
            f"« {file} » dépasse {MOST_BYTES // 1_000_000} Mo → exportez de WordPress une année à la fois"
        )
    return data


def _read_into(export: Export, name: str, data: bytes) -> None:
    channel, wp = _channel_of(name, data)
    names = {"content": _CONTENT, "wp": f"{wp}/", "excerpt": f"{wp}/excerpt/"}

    def text(element: etree._Element, path: str) -> str:
        return (element.findtext(path, "", names) or "").strip()

    export.base = export.base or text(channel, "wp:base_blog_url") or text(channel, "link")
    for author in channel.findall("wp:author", names):
        login = text(author, "wp:author_login")
        export.authors[login] = text(author, "wp:author_display_name") or login
    for kind, *parts in _TERMS:
        for found in channel.findall(f"wp:{kind}", names):
            taxonomy, slug, name, parent = (text(found, f"wp:{part}") if part else "" for part in parts)
            term = Term(_TAXONOMIES.get(kind, taxonomy), unquote(slug), unescape(name), unquote(parent))
            export.terms[term.taxonomy, term.slug] = term
    for element in channel.findall("item"):
        item = _item(element, export, names, text)
        export.items[item.id] = item


def _channel_of(name: str, data: bytes) -> tuple[etree._Element, str]:
    """The <channel> of a file, which holds everything, and its WordPress namespace. Raises UnreadableExport."""
    start = re.search(rb"<rss[\s>]", data)
    namespace = _NAMESPACE.search(data)
    if not start or not namespace:
        raise UnreadableExport(
            f"« {name} » n’est pas un export de WordPress → dans WordPress : Outils, Exporter, Tout le contenu"
        )
    if b"\0" in data[:4] or re.search(rb"<!(?:DOCTYPE|ENTITY)", data[: start.start()], re.IGNORECASE):
        raise UnreadableExport(
            f"« {name} » contient un code dangereux (DOCTYPE), que WordPress n’écrit jamais → ne l’utilisez pas"
        )
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        channel = etree.fromstring(_FORBIDDEN.sub(b"", data), parser).find("channel")
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise UnreadableExport(
            f"« {name} », ligne {line} : le fichier est abîmé ou coupé → exportez-le de nouveau de WordPress"
        ) from None
    if channel is None:
        raise UnreadableExport(f"« {name} » est vide → exportez-le de nouveau de WordPress")
    return channel, namespace[1].decode()


def _item(element: etree._Element, export: Export, names: Mapping[str, str], text: TextOf) -> Item:
    terms = []
    for category in element.findall("category"):
        taxonomy, slug = category.get("domain", ""), unquote(category.get("nicename", ""))
        named = Term(taxonomy, slug, unescape(category.text or slug))
        terms.append(export.terms.setdefault((taxonomy, slug), named))
    meta: dict[str, tuple[str, ...]] = {}
    for pair in element.findall("wp:postmeta", names):
        key = text(pair, "wp:meta_key")
        meta[key] = (*meta.get(key, ()), text(pair, "wp:meta_value"))
    number = text(element, "wp:post_id")
    return Item(
        id=int(number) if number.isdecimal() else 0,
        type=text(element, "wp:post_type"),
        status=text(element, "wp:status"),
        title=text(element, "title"),
        slug=unquote(text(element, "wp:post_name")),
        link=text(element, "link"),
        date=text(element, "wp:post_date"),
        content=element.findtext("content:encoded", "", names) or "",
        excerpt=text(element, "excerpt:encoded"),
        parent=int(text(element, "wp:post_parent") or 0),
        protected=bool(text(element, "wp:post_password")),
        terms=tuple(terms),
        meta=meta,
        comments=len(element.findall("wp:comment", names)),
    )
