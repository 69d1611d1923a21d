"""Measures the transfer size of each page against limits for a cheap phone.

Sizes are in bytes, compressed with Brotli at its highest level; fonts are compressed already. Counted for each page:
what a browser requests without interaction. Fonts count where the page's text can use them; of a picture in several
widths and formats, the file that a cheap phone chooses.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import brotli

from plugins.base.findings import PROGRAM, Finding, as_text
from plugins.model.page import Page
from plugins.model.section import SECTIONS
from plugins.model.types import BY_KIND
from tooling.commands import building
from tooling.hosting.policy import file_at
from tooling.release.built_pages import BuiltPage, every_page

KILO: Final = 1024
FIRST_PAINT, FONTS, SCRIPTS, REQUESTS = 14 * KILO, 45 * KILO, 6 * KILO, 8
WHOLE: Final = {"home": 90 * KILO, "office": 60 * KILO}
PHONE_PIXELS: Final = 720
"""The width of a cheap phone's screen in device pixels: 360 CSS pixels, two device pixels each."""
FAMILY: Final = re.compile(r'--font-(\w+): "?([^",;]+)')
"""Finds a font family that a style sheet sets for titles or text; a later sheet may set another."""
PASSING: Final = re.compile(r"/banner\.\w+\.(?:css|js)$")
"""The files of a banner, which is shown for some hours. Its requests and its script are not counted, so that no limit
can stop an urgent word."""
ITALIC, BOLD = frozenset({"em", "i"}), frozenset({"strong", "b", "th", "dt"})


@dataclass(frozen=True)
class FontFace:
    """A font file as a style sheet declares it; ``characters`` is its unicode-range, "" for all characters."""

    address: str
    family: str
    characters: str
    italic: bool
    bold: bool

    def stands_for(self, earlier: "FontFace") -> bool:
        """Whether a browser uses this face instead of ``earlier``, which was declared before it.

        That is so for the same family and style, with at least the same characters.
        """
        same = (self.family, self.italic, self.bold) == (earlier.family, earlier.italic, earlier.bold)
        return same and earlier.characters in self.characters


@dataclass(frozen=True)
class Weight:
    """The weight of a page: its bytes by type, the number of its requests, and those to other hosts (``foreign``)."""

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

    def excesses(self) -> Iterator[Finding]:
        """Each limit that the page exceeds, with the share of the content in it and the remedy, in French."""
        text, pictures = f", dont {kilos(self.html)} de texte et de liens", f", dont {kilos(self.pictures)} d’images"
        limits = (
            ("texte et mise en forme", self.first_paint, FIRST_PAINT, text, _shorter(self.kind)),
            ("polices", self.fonts, FONTS, "", PROGRAM),
            ("JavaScript", self.scripts, SCRIPTS, "", PROGRAM),
            (
                "page entière",
                self.whole,
                WHOLE.get(self.kind),
                pictures,
                "retirez une image, ou prenez-en une plus simple",
            ),
        )
        for what, size, limit, part, remedy in limits:
            if limit and size > limit:
                yield Finding(self.address, f"{what} : {kilos(size)} au lieu de {kilos(limit)}{part}", remedy)
        if self.requests > REQUESTS:
            remedy = "retirez des images de cette page, ou mettez-les sur une autre"
            yield Finding(self.address, f"requêtes : {self.requests} au lieu de {REQUESTS}", remedy)
        for other in self.foreign:
            yield Finding(self.address, f"demandé ailleurs : {other}", PROGRAM)


def _shorter(kind: str) -> str:
    """The remedy for a heavy page of that kind: a shorter text or, for a generated page, a change of the program."""
    if kind in {*BY_KIND, *Page.OWN_TEMPLATES.values()} - {"search", "site_map", "not_found"}:
        return "partagez le texte en deux pages, ou mettez le détail dans un PDF à télécharger"
    if kind in {shape.template for shape in SECTIONS.values()}:
        return f"raccourcissez le texte du fichier index.md de la rubrique ; s’il est court, {PROGRAM}"
    return PROGRAM


def kilos(size: int) -> str:
    """A size in kilobytes, as the French write it: « 13,2 Ko »."""
    return f"{size / KILO:.1f} Ko".replace(".", ",")


class Scales:
    """Weighs the pages of the built site in the folder ``site``; a file that many pages request is measured once."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._size = cache(lambda address: compressed_size(self._file(address)))
        self._font = cache(lambda address: self._file(address).stat().st_size)
        self._style = cache(lambda address: self._file(address).read_text("utf-8"))
        self._faces = cache(lambda address: tuple(_faces(self._style(address))))
        self._is_there = cache(lambda address: _is_local(address) and self._file(address).is_file())

    def weigh(self, page: BuiltPage) -> Weight:
        pictures = tuple(dict.fromkeys(_chosen(offered) if offered else plain for plain, offered in page.pictures))
        styles, scripts, shown = (
            [address for address in addresses if self._is_there(address)]  # the check of links reports the others
            for addresses in (page.styles, page.scripts, pictures)
        )
        families = {name: family for style in styles for name, family in FAMILY.findall(self._style(style))}
        known: list[FontFace] = []
        for style in styles:
            for face in self._faces(style):
                known = [*(other for other in known if not face.stands_for(other)), face]
        faces = {face.address for face in known if _used(face, page.elements, set(families.values()))}
        fonts = set(filter(self._is_there, faces))
        return Weight(
            page.address,
            page.kind,
            compressed_size(file_at(self.site, page.address)),
            sum(map(self._size, styles)),
            sum(self._size(address) for address in scripts if not PASSING.search(address)),
            sum(map(self._font, fonts)),
            sum(map(self._size, shown)),
            1 + sum(not PASSING.search(each) for each in (*styles, *scripts)) + len(shown) + len(faces),
            tuple(a for a in (*page.styles, *page.scripts, *pictures) if not _is_local(a)),
        )

    def _file(self, address: str) -> Path:
        return self.site / address.lstrip("/").partition("?")[0]


def compressed_size(file: Path) -> int:
    """The compressed size of a file in bytes, from its .br file where there is one."""
    beside = file.with_name(f"{file.name}.br")
    return beside.stat().st_size if beside.is_file() else len(brotli.compress(file.read_bytes()))


def main(settings: Path, folder: Path) -> int:
    """Build with ``settings`` into ``folder``, and print what the pages weigh; return the exit code."""
    if code := building.build(settings, folder):
        return code
    weighed = weights(folder, every_page(folder))
    excesses = [finding for weight in weighed for finding in weight.excesses()]
    print(table(weighed))
    print(as_text(excesses) or "Toutes les pages tiennent dans les limites.")
    return bool(excesses)


def weights(site: Path, pages: Iterable[BuiltPage]) -> list[Weight]:
    return list(map(Scales(site).weigh, pages))


def table(weighed: Iterable[Weight]) -> str:
    """The heaviest page of each kind, as a table."""
    heaviest: dict[str, Weight] = {}
    for weight in weighed:
        if weight.kind not in heaviest or weight.whole > heaviest[weight.kind].whole:
            heaviest[weight.kind] = weight
    titles = "".join(f"{title:>10}" for title in ("HTML+CSS", "polices", "JS", "images", "en tout", "requêtes"))
    rows = [f"{'type':14}{titles}  la plus lourde"]
    for kind, weight in sorted(heaviest.items()):
        sizes = (weight.first_paint, weight.fonts, weight.scripts, weight.pictures, weight.whole)
        rows.append(
            f"{kind:14}{''.join(f'{kilos(size):>10}' for size in sizes)}{weight.requests:>10}  {weight.address}"
        )
    return "\n".join(rows)


def _chosen(source_set: str) -> str:
    """The address that a cheap phone chooses from a srcset: the narrowest that fills its screen, or the widest."""
    offers = [offer.split() for offer in source_set.split(",")]
    widths = {int(width.removesuffix("w")): address for address, width in offers}
    return widths[min((width for width in widths if width >= PHONE_PIXELS), default=max(widths))]


def _is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _faces(style: str) -> Iterator[FontFace]:
    """Each font file of a style sheet."""
    for face in re.findall(r"@font-face\s*{([^}]*)}", style):
        if source := re.search(r'url\("([^"]+)"\)', face):
            family, characters = (
                found[1] if (found := re.search(pattern, face)) else ""
                for pattern in (r'font-family: "([^"]+)"', r"unicode-range: ([^;]+)")
            )
            italic, bold = "font-style: italic" in face, "font-weight: 700" in face
            yield FontFace(source[1], family, characters, italic=italic, bold=bold)


def _used(face: FontFace, elements: Set[str], families: Set[str]) -> bool:
    if families and face.family not in families:
        return False
    return bool(ITALIC & elements) if face.italic else bool(BOLD & elements) if face.bold else True
