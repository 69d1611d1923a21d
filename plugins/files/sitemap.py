"""The sitemap for search engines: one file, or beyond the limits of https://www.sitemaps.org an index and its parts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from plugins.files.file import BuildContext, File
from plugins.model.facets import lists_of
from plugins.model.site import Site
from plugins.model.site_files import SITEMAP_ADDRESS
from plugins.pages.event_json_ld import moment
from plugins.pages.indexing import is_indexed
from plugins.pages.nearby import nearby_pages

MOST_ADDRESSES: Final = 50_000
"""The greatest number of pages in a file."""
SITEMAP_BYTES: Final = 50 * 1024 * 1024
"""The greatest size of a file in bytes, uncompressed."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{1}>\n'
_OF_LINKS: Final = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
DEFAULT: Final = "x-default"
"""The ``hreflang`` for readers of any other language."""


@dataclass(frozen=True)
class Listed:
    """A page in the sitemap; ``changed`` is the date of its last change, as precise as it is known, or ""."""

    address: str
    changed: str = ""
    also: tuple[tuple[str, str], ...] = ()
    """The page in each language, itself included, as codes and addresses."""

    def entry(self, base_url: str) -> str:
        """The ``<url>`` element. « 2021 » and « 2021-05 » are valid dates there
        (https://www.w3.org/TR/NOTE-datetime)."""
        changed = f"<lastmod>{self.changed}</lastmod>" if self.changed else ""
        also = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(base_url + address)}"/>'
            for code, address in self.also
        )
        return f"  <url><loc>{escape(base_url + self.address)}</loc>{changed}{also}</url>\n"


def sitemaps(
    pages: Sequence[Listed], base_url: str, most: int = MOST_ADDRESSES, heaviest: int = SITEMAP_BYTES
) -> Iterator[File]:
    """The files that list these pages of ``base_url``; search engines begin with SITEMAP_ADDRESS."""
    links = _OF_LINKS if any(page.also for page in pages) else ""
    room = heaviest - len(_document("urlset", (), links))
    parts: list[list[str]] = [[]]
    left = room
    for page in pages:
        entry = page.entry(base_url)
        size = len(entry.encode())
        if parts[-1] and (len(parts[-1]) == most or size > left):
            parts.append([])
            left = room
        parts[-1].append(entry)
        left -= size
    if len(parts) == 1:
        yield File(SITEMAP_ADDRESS, _document("urlset", parts[0], links))
        return
    named = {f"/sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    index = (f"  <sitemap><loc>{escape(base_url + name)}</loc></sitemap>\n" for name in named)
    yield File(SITEMAP_ADDRESS, _document("sitemapindex", index))
    for name, part in named.items():
        yield File(name, _document("urlset", part, links))


def sitemap_files(site: Site, context: BuildContext) -> Iterator[File]:
    """The sitemap of the pages that are for search engines, by address; empty before the launch.

    Only the page of a record has a date of change: a generated page depends on many records.
    """
    if not context.launched:
        yield from sitemaps((), context.base_url)
        return
    made = (*nearby_pages(site), *lists_of(site).made)
    listed = [Listed(page.address) for page in made if is_indexed(page, site)]
    for record in site.with_pages:
        if is_indexed(record, site):
            changed = record.last_change(site.today)
            listed.extend(_in_each_language(record.address, moment(changed) if changed else "", site))
    yield from sitemaps(sorted(listed, key=lambda page: page.address), context.base_url)


def _in_each_language(address: str, changed: str, site: Site) -> Iterator[Listed]:
    """A page, and its versions in other languages: each of them names all, as search engines require."""
    there = [page for page in site.in_each_language(address) if page.is_there]
    if len(there) < 2:
        yield Listed(address, changed)
        return
    also = (*((page.language.code, page.address) for page in there), (DEFAULT, address))
    yield from (Listed(page.address, changed, also) for page in there)


def _document(root: str, entries: Iterable[str], links: str = "") -> bytes:
    return f"{_HEAD.format(root, links)}{''.join(entries)}</{root}>\n".encode()
