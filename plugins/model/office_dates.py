"""The dates of the offices' permanences, with the office and the people of each."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.model import Office, Person
from plugins.model.office import Permanence
from plugins.permanences.conflicts import Conflict, Duty, conflicts
from plugins.permanences.schedule import Occurrence, occurrences


@dataclass(frozen=True)
class OfficeDate:
    """One date of a permanence, held or struck out."""

    office: Office
    permanence: Permanence
    occurrence: Occurrence
    people: tuple[Person, ...] = ()
    """The people who receive on that date."""

    @property
    def named(self) -> tuple[Person, ...]:
        """The people to name beside the date: those who receive, where the office has several permanences."""
        return self.people if len(self.office.permanences) > 1 else ()

    @property
    def day(self) -> dt.date:
        return self.occurrence.day

    @property
    def month(self) -> dt.date:
        """The first day of the month of the date."""
        return self.day.replace(day=1)

    @property
    def held(self) -> bool:
        return self.occurrence.held


def year_ahead(day: dt.date) -> dt.date:
    """The last day of the same month in the next year: a limit that moves once a month, not every day."""
    return dt.date(day.year + 1, day.month, monthrange(day.year + 1, day.month)[1])


def dates_of(office: Office, first: dt.date, last: dt.date) -> tuple[OfficeDate, ...]:
    """The dates of all permanences of an office from ``first`` to ``last``, both included, in order."""
    found = (
        OfficeDate(office, permanence, occurrence)
        for permanence, schedule in zip(office.permanences, office.schedules, strict=True)
        for occurrence in occurrences(schedule, first, last)
    )
    return tuple(sorted(found, key=lambda date: date.occurrence.slot.sort_key))


def booking_conflicts(
    offices: Iterable[Office], first: dt.date, last: dt.date, names: Mapping[PurePosixPath, str]
) -> tuple[Conflict, ...]:
    """People in two offices at once from ``first`` to ``last``; ``names`` has the path of each file for messages."""
    duties = (
        Duty(names[office.source.path], person, schedule, number)
        for office in offices
        for number, (permanence, schedule) in enumerate(zip(office.permanences, office.schedules, strict=True))
        for person in permanence.who
    )
    return conflicts(duties, first, last)
