"""Source files before their fields are validated: the address of each, the day on which it appears, and from these the
addresses to which other files may link and the records that they may name."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from plugins.base.mistakes import did_you_mean
from plugins.base.partial_date import PartialDate
from plugins.base.typography import slugify
from plugins.model import BY_KIND, Event, Office, Record
from plugins.model.base import AT_ONCE, NOT_PLANNED
from plugins.model.body import Body
from plugins.model.context import Source, ValidationContext
from plugins.model.section import DEFAULT_PAGES, SECTIONS, Section
from plugins.model.site_files import calendar_address
from plugins.source.folder import folder_of
from plugins.source.front_matter import ParsedFile
from plugins.source.links import NO_FILES, AddressBook


@dataclass(frozen=True)
class KnownNames:
    """The slugs of each kind, each with whether a record may name it: a published record must not name a draft."""

    may_be_named: Mapping[str, Mapping[str, bool]]

    def expect(self, kind: str, slug: str) -> None:
        """Raise ValueError, in French, when no record of that kind may be named by that slug."""
        cls, names = BY_KIND[kind], self.may_be_named.get(kind, {})
        if slug not in names:
            hint = did_you_mean(slug, names) or f" → créez {cls.folder}/{slugify(slug) or 'nom'}.md ou corrigez le nom"
            raise ValueError(f"{cls.french} « {slug} » n’existe pas{hint}")
        if not names[slug]:
            how = f"publiez d’abord {cls.folder}/{slug}.md"
            raise ValueError(f"{cls.french} « {slug} » n’est pas encore en ligne → {how}")


@dataclass(frozen=True)
class SourceFile:
    """One source file before validation; of an unreadable file only the name is known."""

    path: PurePosixPath
    cls: type[Record]
    parsed: ParsedFile
    address: str
    """Known even where fields are wrong, so that links to the page are not reported as broken too."""
    appears: date | None = None
    """AT_ONCE, a day to come or NOT_PLANNED; None where the file does not say it, which is a mistake."""
    readable: bool = True
    data: bytes = b""
    """The bytes of the file; empty where the record cache had the file."""

    @property
    def needed_on(self) -> date:
        """The day on which all that the file links to and names must be public; AT_ONCE where ``appears`` is None."""
        return self.appears or AT_ONCE

    def is_there(self, day: date) -> bool:
        """Whether a record that appears on ``day`` may link to this file and name it.

        A file that cannot be read counts as there: its own mistake is reported, and links to it need no second one.
        """
        return self.appears is None or self.appears <= day

    @property
    def is_draft(self) -> bool:
        return self.appears == NOT_PLANNED

    @property
    def own_address(self) -> str:
        """The address that the page of the file has or would have."""
        return own_address(self.path, self.cls, self.parsed)

    @property
    def calendar(self) -> str:
        """The address of the calendar of an office, or of an event that has or had a day; "" where there is none."""
        days = known_dates(str(self.parsed.values.get(key)) for key in ("debut", "fin", "initialement_le"))
        there = self.cls is Office or (self.cls is Event and any(day.exact for day in days))
        return calendar_address(self.own_address, self.path.stem) if there else ""


def own_address(path: PurePosixPath, cls: type[Record], parsed: ParsedFile) -> str:
    """The address that the page of a source file has or would have."""
    if cls is Section:
        return SECTIONS[folder_of(path)].address
    years = (re.match("[0-9]{4}", str(parsed.values.get(key))) for key in cls.year_from)
    return cls.address_of(path.stem, next((match[0] for match in years if match), None))


def address_of(path: PurePosixPath, cls: type[Record], parsed: ParsedFile) -> str:
    """The address of a source file on the site: that of its page, or its anchor in the page of another."""
    return cls.place_in_page(path.stem, parsed.values, parsed.body) or own_address(path, cls, parsed)


def address_book(entries: list[SourceFile], assets: list[str], day: date) -> AddressBook:
    """The addresses to which a record that appears on ``day`` may link."""
    default = {record.address: None for record in default_pages({})}
    return AddressBook(
        default | {entry.address: entry.path for entry in entries if entry.is_there(day)},
        {entry.address: entry.path for entry in entries if not entry.is_there(day)},
        frozenset(assets),
        frozenset(calendar for e in entries if e.is_there(day) and (calendar := e.calendar)),
        frozenset(e.address for e in entries if e.cls.year_from and not re.search(r"/\d{4}/", e.address)),
        {e.own_address: e.address for e in entries if e.address != e.own_address and e.is_there(day)},
    )


def known_names(entries: list[SourceFile], day: date) -> KnownNames:
    """The slugs of all files, each with whether a record that appears on ``day`` may name it."""
    names: dict[str, dict[str, bool]] = defaultdict(dict)
    for entry in entries:
        names[entry.cls.kind][entry.path.stem] = entry.is_there(day)
    return KnownNames(names)


def default_pages(written: Mapping[str, Record]) -> Iterator[Record]:
    """A record for each of DEFAULT_PAGES that the content has not ``written``, a mapping by address."""
    for path, cls, address, title in DEFAULT_PAGES:
        if address not in written:
            context = ValidationContext(Source(PurePosixPath(path), address, Body()), KnownNames({}), NO_FILES)
            yield cls.model_validate({"titre": title, "resume": title}, context=context)


def known_dates(texts: Iterable[str]) -> Iterator[PartialDate]:
    """The dates among some texts; a text that is no date is left out."""
    for text in texts:
        with contextlib.suppress(ValueError):
            yield PartialDate.parse(text)
