"""The checks that a release must pass before it is published: each takes the release and yields its faults, in French.

To add a check, write a function and put its name into ``CHECKS``.
"""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from plugins.base.findings import PROGRAM, Finding
from plugins.base.progress import Progress, untold
from plugins.base.walk import paths_in
from tooling.hosting.policy import address
from tooling.hosting.precompression import ENCODINGS, sources, variants
from tooling.release import gate, leak_check, visibility
from tooling.release.budget import weights
from tooling.release.built_pages import STYLE_ADDRESS
from tooling.release.release import Release

MEGA: Final = 1024 * 1024
HEAVIEST_PAGE, HEAVIEST_FILE, HEAVIEST_SITE = 1 * MEGA, 20 * MEGA, 900 * MEGA  # GitHub Pages takes 1 GB
NEEDED: Final = ("index.html", "404.html", "sitemap.xml", "robots.txt")
ABSENT: Final = "/404.html"
_ASKED_BY_SCRIPT = re.compile(r"""(?:\bfrom|\bimport|\bimport\(|\bfetch\(|\bWorker\()\s*["'`]((?:https?:)?//[^"'`]+)""")
_LOC = re.compile(r"<loc>([^<]+)</loc>")


def links(release: Release) -> Iterator[Finding]:
    """Links to pages, fragments and files of the site that do not exist."""

    def fault(link: str, here: str) -> tuple[str, str] | None:
        """What is wrong with a link on the page ``here``, and the remedy."""
        path = release.own(link)
        if path is None:
            return None
        place, _, fragment = path.partition("#")
        target = here if link.startswith(("#", "?")) else place.partition("?")[0] or here
        if not target.startswith("/"):
            return f"le lien « {link} » est relatif", "commencez-le par /"
        if not release.answers(target):
            slash = " (une page finit par /)" if release.answers(f"{target}/") else ""
            return f"le lien « {link} » ne mène à rien", f"corrigez-le ou retirez-le{slash}"
        if fragment and target in release.pages and unquote(fragment) not in release.pages[target].ids:
            return f"le lien « {link} » vise une partie absente", "liez à la page entière"
        return None

    anywhere = cache(partial(fault, here="/"))  # most links are on many pages
    for page in release.pages.values():
        for link in dict.fromkeys((*page.linked, *page.requested)):
            if found := anywhere(link) if link.startswith("/") else fault(link, page.address):
                yield Finding(page.address, *found)


def links_of_files(release: Release) -> Iterator[Finding]:
    """Addresses in the site's calendars, contact cards, data, feeds and style sheets that do not exist."""
    typed = {link for _, link in gate.typed_addresses(release)}
    for path, text in release.texts.items():
        found = gate.own_addresses(text, release.website)
        if path.endswith(".css"):
            found += [a for a in STYLE_ADDRESS.findall(text) if a.startswith("/") and not a.startswith("//")]
        for link in dict.fromkeys(found):
            if not release.answers(link):
                remedy = gate.TYPED_REMEDY if link in typed else PROGRAM
                yield Finding(f"/{path}", f"l’adresse {link} ne mène à rien", remedy)


def foreign_hosts(release: Release) -> Iterator[Finding]:
    """Requests to other hosts, which would learn who reads the site."""
    asked = [(page.address, link) for page in release.pages.values() for link in page.requested]
    for path, text in release.texts.items():
        if path.endswith((".css", ".svg")):
            asked += [(f"/{path}", link) for link in STYLE_ADDRESS.findall(text)]
        if path.endswith((".js", ".mjs")):
            asked += [(f"/{path}", link) for link in _ASKED_BY_SCRIPT.findall(text)]
    for where, link in asked:
        if release.own(link) is None and not link.startswith(("data:", "blob:")):
            host = urlsplit(link).netloc or link
            yield Finding(where, f"demande quelque chose à {host}", "gardez une copie dans le site, ou mettez un lien")


def html(release: Release) -> Iterator[Finding]:
    """Pages with unbalanced elements or repeated ids, and the messages of the W3C's checker where it is installed."""
    for page in release.pages.values():
        for fault in page.faults:
            yield Finding(page.address, f"HTML : {fault}", PROGRAM)
    for where, message in release.html_check.result():
        yield Finding(address(where), f"HTML : {message}", PROGRAM)


def budgets(release: Release) -> Iterator[Finding]:
    """Pages too heavy for a cheap phone."""
    for weight in weights(release.folder, release.pages.values()):
        yield from weight.excesses()


def heads(release: Release) -> Iterator[Finding]:
    """Pages without a title, a description or a canonical address, or with the canonical address of another page."""
    for page in release.pages.values():
        if not page.title:
            yield Finding(page.address, "la page n’a pas de titre", "remplissez « titre »")
        if not page.meta.get("description", "").strip() and not page.redirects:
            yield Finding(page.address, "la page n’a pas de description", "remplissez « resume »")
        target = release.own(page.canonical) if page.canonical.startswith(release.website) else None
        if not target:
            yield Finding(page.address, "la page ne dit pas son adresse officielle (canonical)", PROGRAM)
        elif page.listed and target != page.address and page.address != ABSENT:
            yield Finding(page.address, f"la page donne {target} pour son adresse officielle", PROGRAM)


def sitemap_entries(release: Release) -> Iterator[Finding]:
    """Pages missing from the sitemap, and addresses in it that are not pages for search engines."""
    found = _listed(release, "/sitemap.xml")
    parts = [where for where in found if where.endswith(".xml")]
    listed = {*found, *(where for part in parts for where in _listed(release, part))} - {*parts}
    wanted = {page.address for page in release.pages.values() if page.listed and page.address != ABSENT}
    for where in sorted(wanted - listed):
        yield Finding(where, "la page manque dans sitemap.xml", PROGRAM)
    for where in sorted(listed - wanted):
        yield Finding("/sitemap.xml", f"annonce {where}, qui n’est pas une page à montrer", PROGRAM)


def _listed(release: Release, name: str) -> list[str]:
    """The addresses in a sitemap, or in an index of sitemaps."""
    found = _LOC.findall(release.texts.get(name.removeprefix("/"), ""))
    return [release.own(location) or location for location in found]


def sizes(release: Release) -> Iterator[Finding]:
    """Files that are missing, empty or far too big."""
    for name in NEEDED:
        if not (release.folder / name).is_file():
            yield Finding(f"/{name}", "le fichier manque", PROGRAM)
    whole = 0
    for path in paths_in(release.folder):
        file, where = release.folder / path, address(path)
        size = file.stat().st_size
        whole += size
        limit = HEAVIEST_PAGE if file.suffix == ".html" else HEAVIEST_FILE
        if not size:
            yield Finding(where, "le fichier est vide", "remplacez-le ou retirez-le")
        elif size > limit:
            yield Finding(where, f"pèse {size / MEGA:.0f} Mo", f"restez sous {limit // MEGA} Mo")
    if whole > HEAVIEST_SITE:
        yield Finding("le site", f"pèse {whole // MEGA} Mo en tout", f"restez sous {HEAVIEST_SITE // MEGA} Mo")


def compressed(release: Release) -> Iterator[Finding]:
    """Files whose compressed forms are missing or differ from them."""

    def faults(file: Path) -> list[Finding]:
        data, where, found = file.read_bytes(), address(file.relative_to(release.folder).as_posix()), list[Finding]()
        for variant, encoding in variants(file):
            _, read = ENCODINGS[encoding]
            if not variant.is_file():
                found.append(Finding(where, f"la forme compressée {encoding} manque", PROGRAM))
            elif read(variant.read_bytes()) != data:
                what = f"la forme compressée {encoding} est celle d’un autre fichier"
                found.append(Finding(where, what, PROGRAM))
        return found

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # decompressors release Python's global lock
        for found in pool.map(faults, sources(release.folder)):
            yield from found


def published_addresses(release: Release) -> Iterator[Finding]:
    """Published addresses that the site no longer answers."""
    yield from gate.lost(release, release.addresses)


Check = Callable[[Release], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    *gate.OF_SOURCES,
    leak_check.placeholders_on_pages,
    leak_check.withheld,
    leak_check.of_a_language_alone,
    leak_check.notes,
    published_addresses,
    links,
    links_of_files,
    foreign_hosts,
    html,
    heads,
    sitemap_entries,
    budgets,
    sizes,
    compressed,
)
WAITING: Final = frozenset({*gate.WAITING, leak_check.placeholders_on_pages})
"""The checks whose findings are only questions until the launch."""
OF_COMPRESSED: Final = frozenset({budgets, sizes, compressed})
"""The checks that need the compressed forms."""


def read_all(release: Release) -> None:
    """Read every text and page on all cores, before any thread starts: to copy a process with threads is not safe."""
    visibility.public_texts(release)
    _ = leak_check.words_of(release).found


def check(
    release: Release,
    checks: tuple[Check, ...] = CHECKS,
    finish_compressing: Callable[[], None] = lambda: None,
    progress: Progress = untold,
) -> list[Finding]:
    """The findings of all ``checks``, in this order; the W3C's checker, a program of its own, runs beside them."""
    read_all(release)
    _ = release.html_check  # starts the W3C's checker, which runs beside the first checks
    found: list[Finding] = []
    for each in progress("Vérifications", checks, len(checks)):
        if each in OF_COMPRESSED:
            finish_compressing()
        found += each(release)
    return found
