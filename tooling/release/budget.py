"""Measures the transfer size of each page against limits for a cheap phone.

Sizes are in bytes, compressed with Brotli at its highest level; fonts are compressed already. Counted for each page:
what a browser requests without interaction. Fonts count where the page's text can use them; of a picture in several
widths and formats, the file that a cheap phone chooses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import brotli

from tooling.targets.manifest import address

KILO: Final = 1024
FIRST_PAINT, FONTS, SCRIPTS, REQUESTS = 14 * KILO, 45 * KILO, 6 * KILO, 8
WHOLE: Final = {"home": 90 * KILO, "office": 60 * KILO}
PHONE_PIXELS: Final = 720
"""The width of a cheap phone's screen: 360 CSS pixels, twice as many of its own."""
KIND = re.compile(r'<body[^>]* data-page="([^"]+)"')
ITALIC, BOLD = re.compile(r"<(?:em|i)\b"), re.compile(r"<(?:strong|b|th|dt)\b")


@dataclass(frozen=True)
class Weight:
    """One page: bytes of each type, the number of requests, and the addresses of other hosts."""

    address: str
    kind: str
    html: int
    styles: int
    scripts: int
    fonts: int
    pictures: int
    requests: int
    foreign: tuple[str, ...]

    @property
    def first_paint(self) -> int:
        """The bytes needed before anything is shown."""
        return self.html + self.styles

    @property
    def whole(self) -> int:
        return self.first_paint + self.scripts + self.fonts + self.pictures

    def excesses(self) -> Iterator[str]:
        """Each limit that the page breaks, in French."""
        limits = (
            ("HTML et CSS", self.first_paint, FIRST_PAINT),
            ("polices", self.fonts, FONTS),
            ("JavaScript", self.scripts, SCRIPTS),
            ("page entière", self.whole, WHOLE.get(self.kind)),
        )
        for what, size, limit in limits:
            if limit and size > limit:
                yield f"{what} : {kilos(size)} au lieu de {kilos(limit)}"
        if self.requests > REQUESTS:
            yield f"requêtes : {self.requests} au lieu de {REQUESTS}"
        for other in self.foreign:
            yield f"demandé ailleurs : {other}"


def kilos(size: int) -> str:
    """« 13,2 Ko »."""
    return f"{size / KILO:.1f} Ko".replace(".", ",")


def weigh(site: Path, file: Path) -> Weight:
    """The weight of one built page of the folder ``site``."""
    html = file.read_text("utf-8")
    page = _Requests(html)
    styles = _files(site, page.styles)
    fonts = {face for sheet in styles for face in _faces(sheet.read_text("utf-8")) if _used(face, html)}
    scripts = _files(site, page.scripts)
    pictures = _files(site, page.pictures)
    return Weight(
        address(file.relative_to(site).as_posix()),
        kind[1] if (kind := KIND.search(html)) else "?",
        compressed_size(file),
        sum(map(compressed_size, styles)),
        sum(map(compressed_size, scripts)),
        sum(file.stat().st_size for file in _files(site, [font for font, *_ in fonts])),
        sum(map(compressed_size, pictures)),
        1 + len(styles) + len(scripts) + len(pictures) + len(fonts),
        tuple(a for a in (*page.styles, *page.scripts, *page.pictures) if not _is_local(a)),
    )


def compressed_size(file: Path) -> int:
    """The compressed size of a file in bytes, from its .br file where there is one."""
    beside = file.with_name(f"{file.name}.br")
    return beside.stat().st_size if beside.is_file() else len(brotli.compress(file.read_bytes()))


def table(site: Path) -> tuple[str, list[str]]:
    """The heaviest page of each kind, as a table, and the limits broken by any page."""
    heaviest: dict[str, Weight] = {}
    broken = []
    for file in sorted(site.rglob("*.html")):
        weight = weigh(site, file)
        broken += [f"{weight.address} : {excess}" for excess in weight.excesses()]
        if weight.kind not in heaviest or weight.whole > heaviest[weight.kind].whole:
            heaviest[weight.kind] = weight
    titles = "".join(f"{title:>10}" for title in ("HTML+CSS", "polices", "JS", "images", "en tout", "requêtes"))
    rows = [f"{'type':14}{titles}  la plus lourde"]
    for kind, weight in sorted(heaviest.items()):
        sizes = (weight.first_paint, weight.fonts, weight.scripts, weight.pictures, weight.whole)
        rows.append(
            f"{kind:14}{''.join(f'{kilos(size):>10}' for size in sizes)}{weight.requests:>10}  {weight.address}"
        )
    return "\n".join(rows), broken


@dataclass
class _Requests(HTMLParser):
    """The requests that a page makes by itself."""

    html: str
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)  # the sources of a <picture> before its <img>

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {name: value or "" for name, value in attrs}
        if tag == "link" and wanted.get("rel") == "stylesheet":
            self.styles.append(wanted["href"])
        elif tag == "link" and wanted.get("rel") == "icon":
            self.pictures.append(wanted["href"])
        elif tag == "script" and "src" in wanted:
            self.scripts.append(wanted["src"])
        elif tag == "picture":
            self.better = []
        elif tag == "source" and "srcset" in wanted:
            self.better.append(wanted["srcset"])
        elif "src" in wanted and wanted.get("loading") != "lazy":
            offered = [*self.better, *filter(None, [wanted.get("srcset")])]
            chosen = _chosen(offered[0]) if offered else wanted["src"]
            if chosen not in self.pictures:
                self.pictures.append(chosen)

    def handle_endtag(self, tag: str) -> None:
        if tag == "picture":
            self.better = []


def _chosen(source_set: str) -> str:
    """The address that a cheap phone chooses: the narrowest that fills its screen, or the widest."""
    offers = [offer.split() for offer in source_set.split(",")]
    widths = {int(width.removesuffix("w")): address for address, width in offers}
    return widths[min((width for width in widths if width >= PHONE_PIXELS), default=max(widths))]


def _is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _files(site: Path, addresses: list[str]) -> list[Path]:
    """The files at those addresses; a missing one is left out (the check of links reports it)."""
    files = [site / address.lstrip("/").partition("?")[0] for address in addresses if _is_local(address)]
    return [file for file in files if file.is_file()]


def _faces(style: str) -> Iterator[tuple[str, bool, bool]]:
    """Each font file of a style sheet: its address, whether it is italic, whether it is bold."""
    for face in re.findall(r"@font-face\s*{([^}]*)}", style):
        if source := re.search(r'url\("([^"]+)"\)', face):
            yield source[1], "font-style: italic" in face, "font-weight: 700" in face


def _used(face: tuple[str, bool, bool], html: str) -> bool:
    _, italic, bold = face
    return bool(ITALIC.search(html)) if italic else bool(BOLD.search(html)) if bold else True
