"""The sitemap for search engines: one file, or within the limits of https://www.sitemaps.org an index and its parts."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

from plugins.files.file import BuildContext, File
from plugins.model.facets import facets_of
from plugins.model.site import Site
from plugins.model.site_files import SITEMAP_ADDRESS
from plugins.pages.nearby import nearby_pages

MOST_ADDRESSES: Final = 50_000
"""How many pages a part may list."""
SITEMAP_BYTES: Final = 50 * 1024 * 1024
"""How many bytes it may have, uncompressed."""
NOT_LISTED: Final = "/404.html"

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemaps(
    addresses: Iterable[str], home: str, most: int = MOST_ADDRESSES, heaviest: int = SITEMAP_BYTES
) -> Iterator[File]:
    """The files that list the pages at these addresses of ``home``; the one to read first is SITEMAP_ADDRESS."""
    room = heaviest - len(_document("urlset", ()))
    parts: list[list[str]] = [[]]
    left = room
    for address in addresses:
        entry = f"  <url><loc>{escape(home + address)}</loc></url>\n"
        size = len(entry.encode())
        if parts[-1] and (len(parts[-1]) == most or size > left):
            parts.append([])
            left = room
        parts[-1].append(entry)
        left -= size
    if len(parts) == 1:
        yield File(SITEMAP_ADDRESS, _document("urlset", parts[0]))
        return
    named = {f"/sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    index = (f"  <sitemap><loc>{escape(home + name)}</loc></sitemap>\n" for name in named)
    yield File(SITEMAP_ADDRESS, _document("sitemapindex", index))
    for name, part in named.items():
        yield File(name, _document("urlset", part))


def sitemap_files(site: Site, context: BuildContext) -> Iterator[File]:
    """The sitemap of every page that is for search engines, by address."""
    pages = (*site.records, *nearby_pages(site), *facets_of(site).made)
    yield from sitemaps(sorted(page.address for page in pages if page.address != NOT_LISTED), context.base)


def _document(root: str, entries: Iterable[str]) -> bytes:
    return f"{_HEAD.format(root)}{''.join(entries)}</{root}>\n".encode()
