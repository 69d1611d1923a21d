"""The generated lists, in pages: all records of a section, and those of a year, a kind, a level, a tag.

They follow from the published records: a list has a page from two records on, since a list of one record adds nothing
to it. Spellings that fold to one slug (« sans papiers », « Sans-papiers ») are one list, under the most frequent
spelling.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

from plugins.base.typography import capital, slugify
from plugins.model.base import Record
from plugins.model.declarations import Facet, SectionShape
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.model.types import TYPES

OFFERED: Final = 12
"""How many lists of a facet other pages offer; if there are more, a ``ValuesPage`` has them all."""
VALUES_SHOWN: Final = 60
"""How many lists a ``ValuesPage`` shows."""
FACETS: Final = tuple(facet for cls in TYPES for facet in cls.facets)
LISTED: Final = {cls.section.folder: cls for cls in TYPES if cls.section and (cls.facets or cls.in_pages)}
"""The types whose section is shown in several pages where it is long, by the folder of the section."""
SHAPES: Final = {folder: cls.section for folder, cls in LISTED.items() if cls.section}
_ABOVE: Final = {facet.prefix: facet.section.address for facet in FACETS} | {
    shape.address: shape.address for shape in SHAPES.values()
}
_PREFIXES: Final = frozenset(facet.prefix for facet in FACETS)
_PREFIXES_OF_A_WORD: Final = frozenset(facet.prefix for facet in FACETS if facet.word)
_SECTION_ADDRESSES: Final = frozenset(shape.address for shape in SHAPES.values())
_PAGE: Final = re.compile(r"(?P<first>/.+/)page/(?P<number>[1-9]\d*)/")


Shown = TypeVar("Shown")


@dataclass(frozen=True, eq=False)
class Paginated(GeneratedPage, Generic[Shown]):
    """One page of a long list: ``number`` counts from 1, ``size`` is how many items of the ``whole`` a page shows.

    A template reads the items ``shown``, never the ``whole``: a page then changes only with the items on it.
    """

    number: int
    size: int
    whole: tuple[Shown, ...]

    if TYPE_CHECKING:  # an attribute of some subclasses, a property of others

        @property
        def title(self) -> str:
            """The title of the page."""

    @property
    def count(self) -> int:
        """The number of items on all pages."""
        return len(self.whole)

    @property
    def root(self) -> str:
        """The address of the first page."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        return self._address_of(self.number)

    @property
    def last(self) -> int:
        return max(-(-self.count // self.size), 1)

    @property
    def span(self) -> slice:
        """The slice of the ``whole`` that this page shows."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The items on this page."""
        return self.whole[self.span]

    @property
    def previous(self) -> str | None:
        """The address of the page before this one."""
        return self._address_of(self.number - 1) if self.number > 1 else None

    @property
    def following(self) -> str | None:
        """The address of the page after this one."""
        return self._address_of(self.number + 1) if self.number < self.last else None

    @property
    def pager(self) -> tuple[tuple[int, str | None], ...]:
        """The first page, this one with its neighbours, the last: numbers and addresses; no address for a gap.

        It is as short for a thousand pages as for eight.
        """
        near = range(max(self.number - 1, 1), min(self.number + 1, self.last) + 1)
        shown = sorted({1, *near, self.last})
        found: list[tuple[int, str | None]] = []
        for before, number in zip((0, *shown), shown, strict=False):
            if number - before == 2:  # a gap of one page is no shorter than the page
                found.append((number - 1, self._address_of(number - 1)))
            elif number - before > 2:
                found.append((number - 1, None))
            found.append((number, self._address_of(number)))
        return tuple(found)

    @property
    def pages(self) -> Iterator[Self]:
        """Every page of the list, this one included."""
        return (replace(self, number=number) for number in range(1, self.last + 1))

    def _address_of(self, number: int) -> str:
        return f"{self.root}page/{number}/" if number > 1 else self.root


@dataclass(frozen=True)
class ListLink:
    """What other pages show of a list: a link that does not depend on the records in it."""

    facet: Facet
    slug: str
    value: str
    address: str
    is_made: bool
    nearest: str
    """The address of the list, or of its only record where it has no page."""

    @property
    def title(self) -> str:
        """« Vie du centre »."""
        return capital(self.value)

    @property
    def choice(self) -> str:
        """The list as a part of a query, for theme/static/js/filters.js: « niveau=region »."""
        return f"{self.facet.word}={self.slug}"


@dataclass(frozen=True, eq=False)
class ListPage(Paginated[Record]):
    """A page of the records that share a value of a facet, in the order of their section."""

    facet: Facet
    slug: str
    value: str

    kind = template = "list"

    @property
    def title(self) -> str:
        return capital(self.value)

    @property
    def root(self) -> str:
        return f"{self.facet.prefix}{self.slug}/"

    @property
    def is_made(self) -> bool:
        """Whether the list has a page: a list of one record has none, and its value is shown without a link."""
        return self.count > 1

    @property
    def link(self) -> "ListLink":
        """The list as other pages show it."""
        return ListLink(self.facet, self.slug, self.value, self.root, self.is_made, self.nearest)

    @property
    def nearest(self) -> str:
        """The address of the list, or of its only record where it has no page."""
        return self.root if self.is_made else self.whole[0].address


@dataclass(frozen=True, eq=False)
class ArchivePage(Paginated[Record]):
    """A page of all records of a section; page 1 is the section's own page, which the content may introduce."""

    section: SectionShape

    kind = template = "archive"

    @property
    def title(self) -> str:
        return f"Page {self.number}"

    @property
    def slug(self) -> str:
        return str(self.number)

    @property
    def root(self) -> str:
        return self.section.address


@dataclass(frozen=True, eq=False)
class ValuesPage(Paginated[ListLink]):
    """A page of all lists of a facet that has more of them than other pages can offer."""

    facet: Facet

    kind = template = "values"

    @property
    def title(self) -> str:
        return self.facet.all_title

    @property
    def slug(self) -> str:
        return self.facet.word

    @property
    def root(self) -> str:
        return self.facet.prefix


@dataclass(frozen=True)
class Offer:
    """The lists of a facet that a page offers, and the ``ValuesPage`` of all lists where these are only some."""

    facet: Facet
    lists: tuple[ListLink, ...]
    rest: str | None
    """The address of the ``ValuesPage``; None where ``lists`` has every list."""


@dataclass(frozen=True)
class _Values:
    """The lists of a facet that have a page, in the order of the facet."""

    facet: Facet
    pages: tuple[ListPage, ...]

    @cached_property
    def links(self) -> tuple[ListLink, ...]:
        return tuple(page.link for page in self.pages)

    @property
    def is_long(self) -> bool:
        """Whether there are too many lists for other pages to offer them all."""
        return bool(self.facet.all_title) and len(self.pages) > OFFERED

    @property
    def values(self) -> ValuesPage:
        """The first page of all lists."""
        return ValuesPage(1, VALUES_SHOWN, self.links, self.facet)

    def offer(self, root: str) -> Offer:
        """All lists; of too many, those with most records, and the one whose first page is at ``root``."""
        if not self.is_long:
            return Offer(self.facet, self.links, None)
        shown = {*self._longest, root}
        return Offer(self.facet, tuple(link for link in self.links if link.address in shown), self.values.address)

    @cached_property
    def _longest(self) -> frozenset[str]:
        longest = sorted(self.pages, key=lambda page: -page.count)[:OFFERED]
        return frozenset(page.root for page in longest)


@dataclass(frozen=True)
class Lists:
    """The generated lists of a site: ``every`` list, facet by facet, and the first archive page of each section.

    ``every`` has the first page of each list, lists of one record included; ``archives`` is by content folder.
    """

    every: tuple[ListPage, ...]
    archives: Mapping[str, ArchivePage]

    @cached_property
    def made(self) -> tuple[ListPage | ArchivePage | ValuesPage, ...]:
        """Every page of the lists, but for the first page of each archive, which is the section's own."""
        return (
            *(page for found in self.every if found.is_made for page in found.pages),
            *(page for archive in self.archives.values() for page in archive.pages if page.number > 1),
            *(page for found in self._of.values() for facet in found if facet.is_long for page in facet.values.pages),
        )

    def archive(self, folder: str) -> ArchivePage:
        """The first page of all records of a section."""
        return self.archives[folder]

    def choices(self, folder: str) -> tuple[tuple[Facet, tuple[ListLink, ...]], ...]:
        """The facets by which a visitor can filter the page of a section: those with more than one value.

        Empty where the records of the section take several pages, since a page filters only the records on it.
        """
        if self.archives[folder].last > 1:
            return ()
        values = groupby((page.link for page in self.every if page.facet.folder == folder), key=lambda link: link.facet)
        return tuple((facet, found) for facet, links in values if len(found := tuple(links)) > 1)

    def offered(self, folder: str, root: str) -> tuple[Offer, ...]:
        """The lists of each facet that a page of a section offers; ``root`` is the address of the list on that page."""
        return tuple(found.offer(root) for found in self._of.get(folder, ()))

    def holding(self, record: Record, *names: str) -> tuple[ListLink, ...]:
        """The lists that hold a record, in the order of its values: of the facets with these names, or of all."""
        return self.holding_in(record.folder, record, *names)

    def holding_in(self, folder: str, record: Record, *names: str) -> tuple[ListLink, ...]:
        """As ``holding``, in the section of a folder: the section of the trainings lists events too."""
        return tuple(
            self._by_root[address].link
            for facet in FACETS
            if facet.folder == folder and (facet.name in names or not names)
            for address in dict.fromkeys(f"{facet.prefix}{slugify(value)}/" for value in facet.values(record))
            if address in self._by_root
        )

    def nearest_to(self, address: str) -> str | None:
        """The nearest page to the address of a list, or of one of its pages, that may not exist any more.

        For a list of one record that is this record, for a page beyond the last the first page, for a page of all lists
        the section. None for an address that is no list's, and for a list that has lost all its records: it may have
        another name now, which only people know.
        """
        found = _PAGE.fullmatch(address)
        root = found["first"] if found else address
        if of := self._by_root.get(root):
            return of.nearest
        return _ABOVE.get(root)

    @cached_property
    def _of(self) -> dict[str, tuple[_Values, ...]]:
        made = (page for page in self.every if page.is_made)
        found = [_Values(facet, tuple(pages)) for facet, pages in groupby(made, key=lambda page: page.facet)]
        return {folder: tuple(values for values in found if values.facet.folder == folder) for folder in SHAPES}

    @cached_property
    def _by_root(self) -> dict[str, ListPage]:
        return {page.root: page for page in self.every}


@lru_cache(maxsize=16)  # called by several makers, in each language
def lists_of(site: Site, size: int | None = None) -> Lists:
    """The lists of a site; ``size`` is how many records a page shows, by default as each section declares."""
    shown = {folder: cls.in_section(site) for folder, cls in LISTED.items()}
    every = tuple(page for facet in FACETS for page in _lists(facet, shown[facet.folder], size))
    archives = {
        folder: ArchivePage(1, size or SHAPES[folder].size, records, SHAPES[folder])
        for folder, records in shown.items()
    }
    return Lists(every, archives)


def may_be_list(address: str) -> bool:
    """Whether an address has the form of a list's; which lists exist is known only once all records are read."""
    found = _PAGE.fullmatch(address)
    root = found["first"] if found else address
    above = root[: root.rstrip("/").rfind("/") + 1]
    return root.endswith("/") and (
        above in _PREFIXES or root in _PREFIXES_OF_A_WORD or (found is not None and root in _SECTION_ADDRESSES)
    )


def _lists(facet: Facet, records: tuple[Record, ...], size: int | None) -> Iterator[ListPage]:
    spellings: dict[str, Counter[str]] = {}
    held: dict[str, list[Record]] = {}
    for record in records:
        by_slug = {slugify(value): value for value in facet.values(record)}
        for slug, value in by_slug.items():
            spellings.setdefault(slug, Counter())[value] += 1
            held.setdefault(slug, []).append(record)
    values = {slug: counts.most_common(1)[0][0] for slug, counts in spellings.items()}
    for slug, value in sorted(values.items(), key=lambda item: (facet.order(item[1]), item[0])):
        yield ListPage(1, size or facet.section.size, tuple(held[slug]), facet, slug, value)
