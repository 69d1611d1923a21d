"""Parses the pages of a built site for the release checks: requests, links, metadata, HTML faults."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from tooling.targets.manifest import address

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


@dataclass
class BuiltPage(HTMLParser):
    """One page. ``requested``: what a browser fetches by itself; ``linked``: the other addresses in it."""

    address: str
    html: str
    ids: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    title: str = ""
    texts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, int]] = []
        if not self.html.lstrip().lower().startswith("<!doctype html>"):
            self.faults.append("ne commence pas par <!doctype html>")
        self.feed(self.html)
        self.close()
        self.faults += [_unclosed(*element) for element in self._open if element[0] not in OPTIONAL_END]
        self.faults += [f"deux éléments ont l’identifiant « {one} »" for one in _repeated(self.ids)]

    __hash__ = object.__hash__

    @property
    def redirects(self) -> bool:
        """Whether the page only redirects to another one."""
        return "refresh" in self.meta

    @property
    def listed(self) -> bool:
        """Whether search engines may show it."""
        return "noindex" not in self.meta.get("robots", "") and not self.redirects

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID:
            self._open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in (name for name, _ in self._open):
            self.faults.append(f"ligne {self.getpos()[0]} : </{tag}> ne ferme rien")
            return
        while (element := self._open.pop())[0] != tag:
            if element[0] not in OPTIONAL_END:
                self.faults.append(_unclosed(*element))

    def handle_data(self, data: str) -> None:
        inside = self._open[-1][0] if self._open else ""
        if inside == "title" and not any(name == "svg" for name, _ in self._open):
            self.title += data.strip()
        elif inside == "style":
            self.requested += STYLE_ADDRESS.findall(data)
        elif inside != "script" and data.strip():
            self.texts.append(" ".join(data.split()))

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"ligne {self.getpos()[0]} : <{tag}> a deux fois « {one} »" for one in _repeated(names)]
        given = {name: (value or "").strip() for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "meta":
            name = given.get("name") or given.get("property") or given.get("http-equiv", "").lower()
            self.meta[name] = given.get("content", "")
            if re.match(r"https?://", given.get("content", "")):
                self.linked.append(given["content"])
        if tag == "link":
            relations = set(given.get("rel", "").lower().split())
            if "canonical" in relations:
                self.canonical = given.get("href", "")
            (self.requested if relations & FETCHED else self.linked).append(given.get("href", ""))
        elif "href" in given:
            follows = tag in {"use", "image", "feimage"}
            (self.requested if follows else self.linked).append(given["href"])
        self.requested += [given[name] for name in ("src", "poster", "data", "xlink:href") if given.get(name)]
        self.requested += [part.split()[0] for part in given.get("srcset", "").split(", ") if part.strip()]
        self.requested += [part.split()[0] for part in given.get("imagesrcset", "").split(", ") if part.strip()]
        self.requested += STYLE_ADDRESS.findall(given.get("style", ""))
        self.linked += [given[name] for name in ("action", "formaction", "cite") if given.get(name)]


def pages_of(folder: Path) -> Iterator[BuiltPage]:
    """Every page of a built site, in the order of their files."""
    for file in sorted(folder.rglob("*.html")):
        yield BuiltPage(address(file.relative_to(folder).as_posix()), file.read_text("utf-8"))


def _unclosed(tag: str, line: int) -> str:
    return f"ligne {line} : <{tag}> n’est pas fermé"


def _repeated(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1}) if len(set(words)) < len(words) else []
