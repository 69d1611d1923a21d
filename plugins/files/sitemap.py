"""The sitemap for search engines: one file, or within the limits of https://www.sitemaps.org an index and its parts."""

from collections.abc import Iterable, Iterator
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
"""How many pages a part may list."""
SITEMAP_BYTES: Final = 50 * 1024 * 1024
"""How many bytes it may have, uncompressed."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@dataclass(frozen=True)
class Listed:
    """A page in the sitemap; ``changed`` is the day of its last change as precise as it is known, or nothing."""

    address: str
    changed: str = ""

    def entry(self, home: str) -> str:
        """Its line. « 2021 » and « 2021-05 » are dates too (https://www.w3.org/TR/NOTE-datetime)."""
        changed = f"<lastmod>{self.changed}</lastmod>" if self.changed else ""
        return f"  <url><loc>{escape(home + self.address)}</loc>{changed}</url>\n"


def sitemaps(
    pages: Iterable[Listed], home: str, most: int = MOST_ADDRESSES, heaviest: int = SITEMAP_BYTES
) -> Iterator[File]:
    """The files that list these pages of ``home``; the one to read first is SITEMAP_ADDRESS."""
    room = heaviest - len(_document("urlset", ()))
    parts: list[list[str]] = [[]]
    left = room
    for page in pages:
        entry = page.entry(home)
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
    """The sitemap of the pages that are for search engines, by address; one of many records has no day of its own."""
    made = (*nearby_pages(site), *lists_of(site).made)
    listed = [Listed(page.address) for page in made if is_indexed(page, site)]
    for record in site.with_pages:
        if is_indexed(record, site):
            changed = record.last_change(site.today)
            listed.append(Listed(record.address, moment(changed) if changed else ""))
    yield from sitemaps(sorted(listed, key=lambda page: page.address), context.base)


def _document(root: str, entries: Iterable[str]) -> bytes:
    return f"{_HEAD.format(root)}{''.join(entries)}</{root}>\n".encode()
