"""The whole content as typed records, with the references between them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final, Self, TypeVar, cast

from plugins.base.partial_date import PartialDate
from plugins.languages.language import OF_CONTENT, Language
from plugins.model import (
    Accessibility,
    Event,
    News,
    Office,
    Organisation,
    Person,
    Position,
    Record,
    Task,
)
from plugins.model.banner import Banner
from plugins.model.declarations import SectionShape
from plugins.model.office_dates import OfficeDate, year_ahead
from plugins.model.redirection import Redirection
from plugins.model.section import SECTIONS, Section
from plugins.model.synonyms import Synonyms
from plugins.model.types import BY_KIND
from plugins.model.visit import Reception, Visit, reception_by, task_reception, visit_of
from plugins.permanences.occurrences import certain_until
from plugins.pictures.media import NO_MEDIA, Media

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Withheld:
    """A source that is kept out of the site: a draft, or a text whose day has not come. A draft may have no title.

    ``until`` is the day on which the text appears by itself, None for a draft; ``lacks`` says, in French, why even the
    preview cannot show it.
    """

    path: PurePosixPath
    address: str
    title: str
    tags: tuple[str, ...]
    until: date | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageIn:
    """A page as a language offers it: the address of its translation, or of the home page where there is none."""

    language: Language
    address: str
    is_there: bool


def in_each(languages: Iterable[Language], having: Collection[Language], address: str) -> tuple[PageIn, ...]:
    """A page in each of the ``languages``, of which those in ``having`` have it; ``address`` has no language prefix."""
    return tuple(
        PageIn(each, f"{each.prefix}{address if each in having else '/'}", each in having) for each in languages
    )


@dataclass(frozen=True, eq=False)
class Site:
    """The published content of one day in one language. Each list comes in the order in which a page shows it."""

    records: tuple[Record, ...]
    today: date
    withheld: tuple[Withheld, ...] = ()
    media: Media = NO_MEDIA
    redirections: tuple[Redirection, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()
    versions: Mapping[str, bytes] = field(default_factory=dict)
    """A digest of each record by its address, for the records that the record cache keeps."""
    banner: Banner | None = None
    """The banner of the content, be it shown today or not."""
    language: Language = OF_CONTENT
    translate: "Callable[[Site, Language], Site] | None" = field(default=None, repr=False)
    """Makes the same site in another language; None where the Markdown of the texts is not at hand."""
    surroundings: bytes = b""
    """A digest of all that texts may link to or show: pages, pictures, documents; empty without a record cache."""
    original: "Site | None" = None
    """The site in the language of the content; None where this is that site."""
    old_addresses: tuple[str, ...] = ()
    """The addresses of an earlier site that are listed one by one, as a browser sends them."""
    other_hosts: tuple[Redirection, ...] = ()
    """Redirections from an earlier site on other hosts: only a server that answers for these hosts can apply them."""
    pages_in: Mapping[Language, frozenset[str]] = field(default_factory=dict)
    """The pages that each language has, by their addresses without a language prefix; empty for one language alone.

    The language of the content has every page, and an empty set here.
    """
    outlines: Mapping[str, bytes] = field(default_factory=dict)
    """As ``versions``, but of each record without its text."""

    def changed(self, **changes: object) -> Self:
        """A copy of the site with other values in some fields."""
        return type(self)(**({each.name: vars(self)[each.name] for each in fields(self)} | changes))

    def in_language(self, language: Language) -> "Site":
        """The same site in another language than that of the content."""
        assert self.translate
        return self.translate(self, language)

    def noted(self, *part: str) -> None:
        """A hook for ``NotedSite``: called with each ``Part`` that is read, where that is less than a whole field."""

    @property
    def unread(self) -> tuple[Record, ...]:
        """Every record, without a note that it is read: use only file, type and address, and ``read`` for the rest."""
        return cast("tuple[Record, ...]", vars(self)["records"])

    def read(self, record: Record) -> Record:
        """A record of ``unread``, noted as read."""
        self.noted("record", record.source.path.as_posix())
        return record

    @cached_property
    def with_pages(self) -> tuple[Record, ...]:
        """The records that have a page of their own."""
        return tuple(record for record in self.records if record.has_page)

    @cached_property
    def own(self) -> tuple[Record, ...]:
        """The records in the language of the site."""
        return tuple(self.read(record) for record in self.unread if self.is_own(record))

    @property
    def first(self) -> "Site":
        """The site in the language of the content."""
        return self.original or self

    def is_own(self, record: Record) -> bool:
        """Whether a record is in the language of the site, not only in that of the content."""
        return record.source.prefix == self.language.prefix

    def at(self, address: str) -> str:
        """The address in the language of the site for one in that of the content; the same where it lacks the page."""
        return f"{self.language.prefix}{address}" if address in self.pages_in.get(self.language, ()) else address

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that have pages, that of the site first; empty for a site in one language."""
        return tuple(sorted(self.pages_in, key=lambda language: language != self.language))

    def languages_with(self, address: str) -> tuple[Language, ...]:
        """The languages that have the page of an address."""
        here = address.removeprefix(self.language.prefix)
        return tuple(each for each, pages in self.pages_in.items() if here in pages or each.is_of_content)

    def in_each_language(self, address: str) -> tuple[PageIn, ...]:
        """The page of an address in each language, that of the site first; empty for a site in one language."""
        return in_each(self.languages, self.languages_with(address), address.removeprefix(self.language.prefix))

    def get(self, kind: str, slug: str) -> Record | None:
        """The record of that kind and slug, or None."""
        found = self._by_key.get((kind, slug))
        return found and self.read(found)

    def named(self, cls: type[AnyRecord], slug: str) -> AnyRecord:
        """The record of a type that a reference names: validation has checked that it exists."""
        record = self.read(self._by_key[cls.kind, slug])
        assert isinstance(record, cls)
        return record

    def all(self, kind: str, slugs: tuple[str, ...]) -> tuple[Record, ...]:
        """The records of a kind with these slugs, in the order of the slugs."""
        return tuple(self.read(self._by_key[kind, slug]) for slug in slugs)

    def citing(self, record: Record, kind: str) -> tuple[Record, ...]:
        """The records of ``kind`` that name ``record``: the offices of a person, the events of a platform."""
        if kind not in self._citing:
            citing: dict[tuple[str, str], dict[str, Record]] = {}
            for other in self.listed(kind):
                for ref in other.references():
                    citing.setdefault((ref.kind, str(ref)), {})[other.address] = other
            self._citing[kind] = {cited: tuple(others.values()) for cited, others in citing.items()}
        return self._citing[kind].get((record.kind, record.slug), ())

    @cached_property
    def _citing(self) -> dict[str, dict[tuple[str, str], tuple[Record, ...]]]:
        return {}

    def visit(self, office: Office) -> Visit:
        """The office as a visitor needs it: reception, permanences, people, dates."""
        return self._visits[office.address]

    @cached_property
    def _visits(self) -> dict[str, Visit]:
        return {office.address: visit_of(self, office) for office in self.offices}

    def reception_by(self, slug: str | None) -> Reception | None:
        """Whom to call to reach the person of that slug: the person, else the organisation, or None."""
        return reception_by(self, slug)

    def task_reception(self, task: Task) -> Reception | None:
        """Whom the reader of a task calls or writes to: the contact of the task, else the organisation, or None."""
        return task_reception(self, task)

    @property
    def oldest_office(self) -> Office | None:
        """The office whose data are the oldest, those of unknown date first; None without offices."""
        return min(self.offices, key=lambda office: office.known_on or PartialDate(date.min.year), default=None)

    def is_dated(self, record: Record) -> bool:
        """Whether the data of a record may be out of date on the day of the site."""
        return record.is_dated(self.today)

    @cached_property
    def permanence_dates(self) -> tuple[OfficeDate, ...]:
        """The dates of all offices until ``dates_until``, by day, then by hour, then by office."""
        dates = [date for office in self.offices for date in self.visit(office).dates]
        return tuple(sorted(dates, key=lambda date: date.occurrence.slot.sort_key))

    @cached_property
    def next_permanences(self) -> tuple[OfficeDate, ...]:
        """As ``permanence_dates``, but only the dates that are held."""
        return tuple(date for date in self.permanence_dates if date.held)

    @cached_property
    def dates_of_coming_month(self) -> tuple[OfficeDate, ...]:
        """The dates of all offices from today to the end of the next month."""
        return tuple(date for date in self.permanence_dates if date.month <= self._next_month)

    @cached_property
    def dates_of_later_months(self) -> tuple[tuple[date, tuple[OfficeDate, ...]], ...]:
        """The dates after ``dates_of_coming_month``, with the first day of each month."""
        later = (date for date in self.permanence_dates if date.month > self._next_month)
        return tuple((month, tuple(dates)) for month, dates in groupby(later, key=lambda date: date.month))

    @property
    def _next_month(self) -> date:
        year, month = divmod(self.today.year * 12 + self.today.month, 12)
        return date(year, month + 1, 1)

    @cached_property
    def dates_until(self) -> date:
        """The last day of the dates that the site shows: the end of a month, at least twelve months ahead.

        It is earlier where a rule depends on school calendars that are not published as far.
        """
        rules = (permanence.rule for office in self.offices for permanence in office.permanences)
        return certain_until(rules, year_ahead(self.today))

    def section(self, folder: str) -> Section:
        """The page that opens a section, by its content folder."""
        section = self._sections[SECTIONS[folder].address]
        self.read(section)
        return section

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {record.source.address: record for record in self.unread if isinstance(record, Section)}

    def page_at(self, address: str) -> Record | None:
        """The record that has this address in the language of the content."""
        found = self._by_address.get(address)
        return found and self.read(found)

    @cached_property
    def _by_address(self) -> dict[str, Record]:
        return {record.source.address: record for record in self.unread}

    def count_in(self, section: SectionShape) -> int:
        """How many records a section has."""
        return sum(record.section == section for record in self.unread)

    @cached_property
    def by_path(self) -> dict[str, Record]:
        """Each record by its file, below the content folder."""
        return {record.source.path.as_posix(): record for record in self.records}

    def of(self, cls: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Every record of a type, in the order in which a page lists them."""
        # ``listed`` returns records of the class of its kind, which its annotation cannot say.
        return cast("tuple[AnyRecord, ...]", self.listed(cls.kind) if cls.kind in BY_KIND else ())

    def has(self, cls: type[Record]) -> bool:
        """Whether there is a record of a type."""
        return cls.kind in self._kinds

    def listed(self, kind: str) -> tuple[Record, ...]:
        """As ``of``, by the kind of the type."""
        if kind not in self._listed:
            self.noted("kind", kind)
            found = sorted(self._kinds.get(kind, ()), key=lambda record: record.slug)  # the slug settles ties
            self._listed[kind] = BY_KIND[kind].in_order(found, self.today)
        return self._listed[kind]

    @cached_property
    def _listed(self) -> dict[str, tuple[Record, ...]]:
        return {}

    @cached_property
    def _kinds(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.unread:
            found.setdefault(record.kind, []).append(record)
        return found

    def place(self, record: Record) -> int:
        """The index, from 0, of a record among those of its kind."""
        if record.kind not in self._places:
            self._places[record.kind] = {each.address: place for place, each in enumerate(self.listed(record.kind))}
        return self._places[record.kind][record.address]

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {}

    @property
    def organisation(self) -> Organisation | None:
        return next(iter(self.of(Organisation)), None)

    @property
    def accessibility(self) -> Accessibility | None:
        return next(iter(self.of(Accessibility)), None)

    @property
    def offices(self) -> tuple[Office, ...]:
        return self.of(Office)

    @property
    def people(self) -> tuple[Person, ...]:
        return self.of(Person)

    @cached_property
    def coming_events(self) -> tuple[Event, ...]:
        """Events that may still take place, the next one first."""
        return tuple(event for event in self.of(Event) if not event.is_past(self.today))

    @cached_property
    def past_events(self) -> tuple[Event, ...]:
        """Events whose last possible day is over, the latest first."""
        return tuple(event for event in self.of(Event) if event.is_past(self.today))

    @property
    def positions(self) -> tuple[Position, ...]:
        return self.of(Position)

    @property
    def news(self) -> tuple[News, ...]:
        return self.of(News)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Record]:
        return {(record.kind, record.slug): record for record in self.unread if not isinstance(record, Section)}


Part = tuple[str, ...]
"""A part of a site that may be read: ``(field,)``, ``("kind", kind)`` or ``("record", path)``."""


@dataclass(frozen=True, eq=False)
class NotedSite(Site):
    """A site that notes in ``parts`` which parts of the site in the language of the content are read.

    While these parts and the names of all records stay as they are, a language need not be read again
    (plugins/build/editions.py). Access to a field notes the whole field, unless a method notes a smaller part: a method
    that forgets to do so makes builds slower, never wrong.
    """

    parts: set[Part] = field(default_factory=set)

    def noted(self, *part: str) -> None:
        """Note a part."""
        self.parts.add(part)

    def __getattribute__(self, name: str) -> object:
        if name in _NOTED_WHOLE:
            object.__getattribute__(self, "parts").add((name,))
        return object.__getattribute__(self, name)


_NOTED_WHOLE: Final = frozenset(each.name for each in fields(Site)) - {
    "language",
    "original",
    "outlines",
    "translate",
    "versions",
}
"""The fields that are noted whole. The excluded ones need no note: ``language`` and ``translate`` do not come from the
content, ``original`` is a NotedSite too, ``versions`` and ``outlines`` are digests of the records."""
