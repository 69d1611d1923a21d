"""The generated lists: the records of a section by year, by kind, by level, by tag; the news in parts.

They follow from the records that are published: a list without one does not exist. Spellings that fold to one slug
(« sans papiers », « Sans-papiers ») are one list, under the most frequent of them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from plugins.model.base import Record
from plugins.model.declarations import Facet
from plugins.model.generated_page import GeneratedPage
from plugins.model.news import News
from plugins.model.site import Site
from plugins.model.types import TYPES
from plugins.text.typography import capital, slugify

PART: Final = 12
"""How many news items a page of the archive shows."""
ARCHIVE: Final = f"{News.prefix}page/"


FACETS: Final = tuple(facet for cls in TYPES for facet in cls.facets)


@dataclass(frozen=True)
class ListPage(GeneratedPage):
    """A generated list: the records that share a value of a facet, in the order of their section."""

    facet: Facet
    slug: str
    value: str
    records: tuple[Record, ...]

    kind = template = "list"

    @property
    def title(self) -> str:
        return capital(self.value)

    @property
    def address(self) -> str:
        return f"{self.facet.prefix}{self.slug}/"

    @property
    def choice(self) -> str:
        """The list as a part of a query, for theme/static/js/filters.js: « niveau=region »."""
        return f"{self.facet.word}={self.slug}"


@dataclass(frozen=True)
class ArchivePage(GeneratedPage):
    """A part of the news, the latest first; the first is the section's own page, where the content may say more."""

    number: int
    last: int
    records: tuple[News, ...]

    kind = "archive"
    template = "news_list"

    @property
    def title(self) -> str:
        return f"Page {self.number}"

    @property
    def slug(self) -> str:
        return str(self.number)

    @property
    def address(self) -> str:
        return _address_of_part(self.number)

    @property
    def newer(self) -> str | None:
        """The address of the part before this one."""
        return _address_of_part(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """The address of the part after this one."""
        return _address_of_part(self.number + 1) if self.number < self.last else None


@dataclass(frozen=True)
class Lists:
    """Every list of a site, by facet, and every part of the archive of the news: one at least."""

    pages: tuple[ListPage, ...]
    archive: tuple[ArchivePage, ...]

    @property
    def made(self) -> tuple[ListPage | ArchivePage, ...]:
        """The pages that nothing else makes."""
        return (*self.pages, *self.archive[1:])

    def of(self, folder: str) -> tuple[tuple[Facet, tuple[ListPage, ...]], ...]:
        """The lists of a section, below their facets."""
        pages = (page for page in self.pages if page.facet.folder == folder)
        return tuple((facet, tuple(found)) for facet, found in groupby(pages, key=lambda page: page.facet))

    def choices(self, folder: str) -> tuple[tuple[Facet, tuple[ListPage, ...]], ...]:
        """The facets of a section with more than one list."""
        return tuple((facet, pages) for facet, pages in self.of(folder) if len(pages) > 1)

    def holding(self, record: Record, *kinds: str) -> tuple[ListPage, ...]:
        """The lists that hold a record: of these kinds of facets, or of all; in the order of its own values."""
        return tuple(
            self._by_address[address]
            for facet in FACETS
            if facet.folder == record.folder and (facet.kind in kinds or not kinds)
            for address in dict.fromkeys(f"{facet.prefix}{slugify(value)}/" for value in facet.values(record))
            if address in self._by_address
        )

    @cached_property
    def _by_address(self) -> dict[str, ListPage]:
        return {page.address: page for page in self.pages}


def facets_of(site: Site, part: int = PART) -> Lists:
    """The lists of a site; ``part`` is how many news items stand on a page of the archive."""
    shown = {cls.section.folder: site.of(cls) for cls in TYPES if cls.section and cls.facets}
    pages = tuple(page for facet in FACETS for page in _pages(facet, shown[facet.folder]))
    parts = tuple(site.news[first : first + part] for first in range(0, len(site.news), part)) or ((),)
    archive = tuple(ArchivePage(number, len(parts), records) for number, records in enumerate(parts, 1))
    return Lists(pages, archive)


def may_be_list(address: str) -> bool:
    """Whether a list may have that address; which lists exist is known once all records are read."""
    above = address[: address.rstrip("/").rfind("/") + 1]
    return address.endswith("/") and above in {ARCHIVE, *(facet.prefix for facet in FACETS)}


def _pages(facet: Facet, records: tuple[Record, ...]) -> Iterator[ListPage]:
    spellings: dict[str, Counter[str]] = {}
    held: dict[str, list[Record]] = {}
    for record in records:
        by_slug = {slugify(value): value for value in facet.values(record)}
        for slug, value in by_slug.items():
            spellings.setdefault(slug, Counter())[value] += 1
            held.setdefault(slug, []).append(record)
    values = {slug: counts.most_common(1)[0][0] for slug, counts in spellings.items()}
    for slug, value in sorted(values.items(), key=lambda item: (facet.order(item[1]), item[0])):
        yield ListPage(facet, slug, value, tuple(held[slug]))


def _address_of_part(number: int) -> str:
    return f"{ARCHIVE}{number}/" if number > 1 else News.section.address
