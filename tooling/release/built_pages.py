"""Reads each page of a built site once for all release checks: requests, links, metadata, elements, HTML faults.

A page in the plain form that the templates write is read by one regular expression; any other page, and any with a
fault, by Python's HTMLParser, which takes several times as long.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from tooling.hosting.policy import address

VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Elements whose end tag is optional (HTML Living Standard, 13.1.2.4).
OPTIONAL_END: Final = frozenset(
    "li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th body html head".split()
)
# Relations of <link> that a browser fetches by itself; the others (canonical, alternate, license…) are links.
FETCHED: Final = frozenset(
    "stylesheet icon apple-touch-icon mask-icon preload modulepreload prefetch dns-prefetch preconnect manifest".split()
)
STYLE_ADDRESS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
DOCTYPE: Final = "<!doctype html>"
_OPENING: Final = re.compile(rf"{DOCTYPE}\s*")
_NAME = r"[A-Za-z_:][-\w:.]*"
_ATTRIBUTES: Final = re.compile(rf'\s+({_NAME})(?:="([^"<]*)")?')
_TOKEN: Final = re.compile(
    r"((?:<"
    rf"(?:((script|style)\b|[a-z][a-z0-9]*)((?:\s+{_NAME}(?:=\"[^\"<]*\")?)*)\s*(/?)>(?(3)([^<]*)</\3>)"
    r"|/([a-z][a-z0-9]*)>"
    r"|!--[^<>]*-->"
    r"))([^<]*))"
)
"""A tag with the text after it. Groups: all of this; the name of a start tag, the same if it is script or style, its
attributes, its slash, the content of a script or style; the name of an end tag; the text after the tag."""
_REMEMBERED: Final = 2**13
"""How many different start tags are cached: most occur on every page."""


@dataclass(frozen=True)
class StartTag:
    """One start tag; the values of its attributes are unescaped and stripped."""

    name: str
    given: Mapping[str, str]
    requested: tuple[str, ...]
    linked: tuple[str, ...]
    telling: bool  # whether the checks need more of it than its name


@dataclass
class BuiltPage:
    """One page. ``requested``: the addresses that a browser fetches by itself; ``linked``: the other addresses in it.

    ``styles``, ``scripts`` and ``pictures`` are the requests before any interaction.
    """

    address: str
    html: str
    ids: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)  # the address, and the srcset of alternatives or ""
    elements: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    kind: str = "?"
    canonical: str = ""
    title: str = ""
    faults: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)  # while parsing: the srcsets of the <source>s before an <img>
    _data: list[str] = field(default_factory=list)

    def without_texts(self) -> "BuiltPage":
        """The same page after its texts are dropped: they take the most memory, and few are asked for again."""
        self._data.clear()
        return self

    @property
    def redirects(self) -> bool:
        """Whether the page only redirects to another one."""
        return "refresh" in self.meta

    @property
    def listed(self) -> bool:
        """Whether search engines may list the page."""
        return "noindex" not in self.meta.get("robots", "") and not self.redirects

    @property
    def texts(self) -> Iterator[str]:
        """The texts between any two tags, with single spaces, without scripts and styles."""
        return (" ".join(text.split()) for text in self._data)

    def take(self, tag: StartTag) -> None:
        """Add what a start tag tells."""
        name, given = tag.name, tag.given
        self.elements.add(name)
        self.requested += tag.requested
        self.linked += tag.linked
        if "id" in given:
            self.ids.append(given["id"])
        match name:
            case "meta":
                key = given.get("name") or given.get("property") or given.get("http-equiv", "").lower()
                self.meta[key] = given.get("content", "")
            case "link":
                self._link(given)
            case "script" if "src" in given:
                self.scripts.append(given["src"])
            case "picture":
                self.better = []
            case "source":
                self.better += [given["srcset"]] if "srcset" in given else []
            case "body":
                self.kind = given.get("data-page", self.kind)
            case _ if "src" in given and given.get("loading") != "lazy":
                self.pictures.append((given["src"], [*self.better, given.get("srcset", "")][0]))

    def text(self, data: str, around: Sequence[str]) -> None:
        """Add the unescaped text between two tags; ``around``: the elements that are open, outermost first."""
        inside = around[-1] if around else ""
        if inside == "title" and "svg" not in around:
            self.title += data.strip()
        elif inside == "style":
            self.requested += STYLE_ADDRESS.findall(data)
        elif inside != "script":
            self._data.append(data)

    def finish(self) -> "BuiltPage":
        """Add the faults that only the whole page shows; return the page."""
        if not self.html.lstrip().lower().startswith(DOCTYPE):
            self.faults.insert(0, "ne commence pas par <!doctype html>")
        self.faults += [f"deux éléments ont l’identifiant « {one} »" for one in _repeated(self.ids)]
        return self

    def _link(self, given: Mapping[str, str]) -> None:
        relations, target = given.get("rel", "").lower(), given.get("href", "")
        if "canonical" in relations.split():
            self.canonical = target
        if relations == "stylesheet" and given.get("media") != "print":  # a screen does not wait for a print style
            self.styles.append(target)
        elif relations == "icon":
            self.pictures.append((target, ""))


_TAKEN_IN: Final = frozenset("meta link script picture source body".split())
"""The elements of which ``BuiltPage.take`` uses more than their addresses."""


def every_page(folder: Path) -> Iterator[BuiltPage]:
    """Every page of a built site, in the order of their files."""
    for file in sorted(folder.rglob("*.html")):
        yield read_page(address(file.relative_to(folder).as_posix()), file.read_text("utf-8"))


def read_page(address: str, html: str) -> BuiltPage:
    """Parse a page into what the checks ask of it."""
    return _quickly(BuiltPage(address, html)) or _carefully(BuiltPage(address, html))


def _quickly(page: BuiltPage) -> BuiltPage | None:
    """The parsed page where it is in the plain form, balanced and without a fault, so that no line need be known."""
    opening = _OPENING.match(page.html)
    size = opening.end() if opening else 0
    around: list[str] = []
    for whole, name, raw, attributes, slash, inner, end, text in _TOKEN.findall(page.html, size):
        size += len(whole)
        if name:
            tag = _tag(name, attributes)
            if not tag:
                return None
            if tag.telling:
                page.take(tag)
            else:
                page.elements.add(name)
            if raw:
                page.text(inner, [raw])
            elif not slash and name not in VOID:
                around.append(name)
        elif end:
            if not around or around.pop() != end:
                return None
            if end == "picture":
                page.better = []
        if text and not text.isspace():
            page.text(unescape(text) if "&" in text else text, around)
    return page if size == len(page.html) and not around and not page.finish().faults else None


def _carefully(page: BuiltPage) -> BuiltPage:
    """The parsed page, in any form and with any fault."""
    parser = _Parser(page)
    parser.feed(page.html)
    parser.close()
    for element in parser.open:
        parser.unclosed(element)
    return page.finish()


class _Parser(HTMLParser):
    """Reads a page with HTMLParser, which knows the line of each fault."""

    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page = page
        self.open: list[tuple[str, int]] = []

    @property
    def line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append((tag, self.line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        repeated = _repeated([name for name, _ in attrs])
        self.page.faults += [f"ligne {self.line} : <{tag}> a deux fois « {one} »" for one in repeated]
        self.page.take(_told(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "picture":
            self.page.better = []
        if tag in VOID:
            return
        if tag not in (name for name, _ in self.open):
            self.page.faults.append(f"ligne {self.line} : </{tag}> ne ferme rien")
            return
        while (element := self.open.pop())[0] != tag:
            self.unclosed(element)

    def handle_data(self, data: str) -> None:
        if not data.isspace():
            self.page.text(data, [name for name, _ in self.open])

    def unclosed(self, element: tuple[str, int]) -> None:
        name, line = element
        if name not in OPTIONAL_END:
            self.page.faults.append(f"ligne {line} : <{name}> n’est pas fermé")


@lru_cache(_REMEMBERED)
def _tag(name: str, attributes: str) -> StartTag | None:
    """A start tag of the plain form, from its name and the text of its attributes; None where one comes twice."""
    given = [(key.lower(), unescape(value)) for key, value in _ATTRIBUTES.findall(attributes)]
    return None if _repeated([key for key, _ in given]) else _told(name, given)


def _told(name: str, attributes: Sequence[tuple[str, str | None]]) -> StartTag:
    given = {key: (value or "").strip() for key, value in attributes}
    requested: list[str] = []
    linked: list[str] = []
    if name == "meta" and re.match(r"https?://", given.get("content", "")):
        linked.append(given["content"])
    if name == "link":
        (requested if FETCHED & set(given.get("rel", "").lower().split()) else linked).append(given.get("href", ""))
    elif "href" in given:
        (requested if name in {"use", "image", "feimage"} else linked).append(given["href"])
    requested += [given[key] for key in ("src", "poster", "data", "xlink:href") if given.get(key)]
    requested += [part.split()[0] for part in given.get("srcset", "").split(", ") if part.strip()]
    requested += [part.split()[0] for part in given.get("imagesrcset", "").split(", ") if part.strip()]
    requested += STYLE_ADDRESS.findall(given.get("style", ""))
    linked += [given[key] for key in ("action", "formaction", "cite") if given.get(key)]
    telling = bool(requested or linked or name in _TAKEN_IN or {"id", "src"} & given.keys())
    return StartTag(name, given, tuple(requested), tuple(linked), telling)


def _repeated(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1}) if len(set(words)) < len(words) else []
