"""Finds permanences that need the same person in two places at the same time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.permanences.occurrences import Slot, overlap
from plugins.permanences.schedule import Schedule, held
from plugins.permanences.wordings import IN_FRENCH


@dataclass(frozen=True, slots=True)
class Duty:
    """A person who holds a permanence; ``file`` identifies the place (« content/bureaux/dinant.md »)."""

    file: str
    person: str
    schedule: Schedule
    number: int = 0
    """The index, from 0, of the permanence in the file."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two duties of one person in two files, and the days when they overlap (at least one, in order)."""

    one: Duty
    other: Duty
    days: tuple[date, ...]

    @property
    def message(self) -> str:
        """The mistake in French; it names both files and the first day."""
        rules = " et ".join(
            f"{duty.file} (« {IN_FRENCH.sentence(duty.schedule.rule)} »)" for duty in (self.one, self.other)
        )
        more = len(self.days) - 1
        others = f", et {more} autre{'s' if more > 1 else ''} fois" if more else ""
        when = f"{dates.day(self.days[0], FRENCH)}{others}"
        found = f"{self.one.person} est à deux endroits à la fois le {when} : {rules}"
        return f"{found} → changez l’une des deux, ou annulez les dates en double"


def conflicts(duties: Iterable[Duty], first: date, last: date) -> tuple[Conflict, ...]:
    """The conflicts from ``first`` to ``last``, both included, in the order of the duties.

    Only dates that are held count: a cancelled date frees the person. Unknown hours take the whole day; the morning,
    the afternoon and the evening do not overlap. Two permanences of one file are at one place, and never in conflict.
    The time to travel between two places is not considered.
    """
    by_person: dict[str, list[tuple[Duty, dict[date, list[Slot]]]]] = defaultdict(list)
    for duty in duties:
        by_day: dict[date, list[Slot]] = defaultdict(list)
        for occurrence in held(duty.schedule, first, last):
            by_day[occurrence.day].append(occurrence.slot)
        by_person[duty.person].append((duty, by_day))
    found = []
    for calendars in by_person.values():
        for (one, there), (other, elsewhere) in combinations(calendars, 2):
            days = sorted(day for day in there.keys() & elsewhere.keys() if overlap(there[day], elsewhere[day]))
            if one.file != other.file and days:
                found.append(Conflict(one, other, tuple(days)))
    return tuple(found)
