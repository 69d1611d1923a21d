"""The whole content as typed records that know each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import TypeVar

from plugins.model import (
    Accessibility,
    Event,
    Figures,
    Mission,
    News,
    Office,
    Organisation,
    Page,
    Person,
    Platform,
    Position,
    Record,
    Resource,
    Team,
)
from plugins.model.fields import Phone
from plugins.model.office_dates import OfficeDate, certain_days, dates_of, year_ahead
from plugins.model.page import SECTIONS, Section
from plugins.model.position import LEVELS
from plugins.model.redirection import Redirection
from plugins.pictures.media import NO_MEDIA, Media
from plugins.text.typography import fold

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Reception:
    """Who answers for an office, and how."""

    name: str
    phone: Phone | None
    email: str | None


@dataclass(frozen=True)
class Withheld:
    """A source that is kept out of the site: a draft, or a text whose day has not come. A draft may have no title.

    ``until`` is the day on which it appears by itself; ``lacks`` says, in French, why even the preview cannot show it.
    """

    path: PurePosixPath
    address: str
    title: str
    tags: tuple[str, ...]
    until: date | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Site:
    """Every published record. Each list comes in the order in which a page shows it."""

    records: tuple[Record, ...]
    today: date
    withheld: tuple[Withheld, ...] = ()
    media: Media = NO_MEDIA
    redirections: tuple[Redirection, ...] = ()

    def get(self, kind: str, slug: str) -> Record | None:
        """The record of that kind and slug, or None."""
        return self._by_key.get((kind, slug))

    def all(self, kind: str, slugs: tuple[str, ...]) -> tuple[Record, ...]:
        """The records of those slugs, in their order."""
        return tuple(self._by_key[kind, slug] for slug in slugs)

    def citing(self, record: Record, kind: str) -> tuple[Record, ...]:
        """The records of ``kind`` that name ``record``: the offices of a person, the events of a platform."""
        citing = self._citations.get((record.kind, record.slug), {})
        return tuple(other for other in self._in_order if other.kind == kind and other.address in citing)

    def reception(self, office: Office) -> Reception:
        """Whom to call or write to: the office itself, else the one person who receives, else the organisation."""
        receivers = self.all("person", office.receivers)
        services = self.organisation.contacts if self.organisation else ()
        candidates = (
            Reception(office.title, office.phone, office.email),
            *(Reception(person.title, person.phone, person.email) for person in receivers if len(receivers) == 1),
            *(Reception(service.service, service.phone, service.email) for service in services[:1]),
        )
        return _first_reachable(candidates)

    @property
    def press_reception(self) -> Reception | None:
        """Whom a journalist calls or writes to: the press contact, else the organisation; None without contact."""
        if not self.organisation or not self.organisation.press:
            return None
        person = self._by_key["person", self.organisation.press]
        services = (Reception(of.service, of.phone, of.email) for of in self.organisation.contacts[:1])
        return _first_reachable((Reception(person.title, person.phone, person.email), *services))

    def dates_of(self, office: Office) -> tuple[OfficeDate, ...]:
        """The dates of an office's permanences for twelve months, held and struck out."""
        if office.address not in self._dates:
            self._dates[office.address] = dates_of(office, self.today, self.dates_until)
        return self._dates[office.address]

    @cached_property
    def _dates(self) -> dict[str, tuple[OfficeDate, ...]]:
        """What ``dates_of`` found, by the address of the office: many pages ask for the same."""
        return {}

    @cached_property
    def permanence_dates(self) -> tuple[OfficeDate, ...]:
        """The dates of all offices for twelve months, by day, then by hour, then by office."""
        dates = [date for office in self.offices for date in self.dates_of(office)]
        return tuple(sorted(dates, key=lambda date: date.occurrence.slot.sort_key))

    @cached_property
    def next_permanences(self) -> tuple[OfficeDate, ...]:
        """As ``permanence_dates``, only those that are held."""
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
        """The last day for which dates are told: twelve months ahead, or as far as the school calendars are known."""
        return certain_days(self.offices, year_ahead(self.today))

    def section(self, folder: str) -> Section:
        """The page that opens a section, by its content folder."""
        return self._sections[SECTIONS[folder].address]

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {record.address: record for record in self.records if isinstance(record, Section)}

    @cached_property
    def by_path(self) -> dict[str, Record]:
        """Each record by its file, below the content folder."""
        return {record.source.path.as_posix(): record for record in self.records}

    @cached_property
    def organisation(self) -> Organisation | None:
        return next(iter(self._sorted(Organisation, lambda o: o.slug)), None)

    @cached_property
    def accessibility(self) -> Accessibility | None:
        return next(iter(self._sorted(Accessibility, lambda statement: statement.slug)), None)

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return self._sorted(Office, lambda office: fold(office.title))

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        return self._sorted(Team, lambda team: team.rank)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return self._sorted(Person, lambda person: (fold(person.last_name), fold(person.first_name)))

    @cached_property
    def missions(self) -> tuple[Mission, ...]:
        return self._sorted(Mission, lambda mission: mission.rank)

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        return self._sorted(Platform, lambda platform: fold(platform.title))

    @cached_property
    def coming_events(self) -> tuple[Event, ...]:
        """Events that may still take place, the next one first."""
        return self._sorted(Event, lambda event: event.start, lambda event: event.last_day >= self.today)

    @cached_property
    def past_events(self) -> tuple[Event, ...]:
        """Events whose last possible day is over, the latest first."""
        return self._sorted(Event, lambda event: event.start, lambda event: event.last_day < self.today)[::-1]

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """From the nearest level of power to the farthest, the latest first in each."""
        latest_first = self._sorted(Position, lambda position: position.date)[::-1]
        return tuple(sorted(latest_first, key=lambda position: LEVELS.index(position.level)))

    @cached_property
    def news(self) -> tuple[News, ...]:
        """The latest first."""
        return self._sorted(News, lambda item: item.date)[::-1]

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        return self._sorted(Resource, lambda resource: fold(resource.title))

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        """The latest year first."""
        return self._sorted(Figures, lambda figures: -figures.of_year)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return self._sorted(Page, lambda page: fold(page.title))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """In the order of the menu."""
        return tuple(self.section(folder) for folder in SECTIONS)

    @cached_property
    def _in_order(self) -> tuple[Record, ...]:
        lists = (
            self.offices,
            self.people,
            self.teams,
            self.missions,
            self.platforms,
            self.coming_events,
            self.past_events,
        )
        return tuple(
            record
            for records in (*lists, self.positions, self.news, self.resources, self.figures)
            for record in records
        )

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Record]:
        return {(record.kind, record.slug): record for record in self.records if not isinstance(record, Section)}

    @cached_property
    def _citations(self) -> dict[tuple[str, str], dict[str, Record]]:
        found: dict[tuple[str, str], dict[str, Record]] = {}
        for record in self.records:
            for ref in record.references():
                found.setdefault((ref.kind, str(ref)), {})[record.address] = record
        return found

    def _sorted(
        self, kind: type[Kind], key: Callable[[Kind], object], keep: Callable[[Kind], bool] = lambda _: True
    ) -> tuple[Kind, ...]:
        """Records of one type; the slug settles ties, so that two builds agree."""
        chosen = sorted((r for r in self.records if isinstance(r, kind) and keep(r)), key=lambda r: r.slug)
        return tuple(sorted(chosen, key=key))


def _first_reachable(candidates: tuple[Reception, ...]) -> Reception:
    """The first that has a number or an e-mail address, else the first."""
    return next((candidate for candidate in candidates if candidate.phone or candidate.email), candidates[0])
