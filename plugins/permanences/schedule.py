"""The dates of a permanence, held or struck out: from its rule, the holidays, and the changes for single days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from heapq import merge
from itertools import groupby

from plugins.permanences.holiday_calendars import legal_holiday
from plugins.permanences.model import PartOfDay, Rule, TimeRange
from plugins.permanences.occurrences import Slot, slots


class OccurrenceStatus(StrEnum):
    """Whether a date is held (by the rule, or as an addition) or struck out, and by what."""

    HELD = "held"
    ADDED = "added"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A line of ``annulations``: a date of the rule that is not held, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A line of ``ajouts``: an exceptional date. Without ``hours``, they are unknown, even if the rule has some."""

    day: date
    hours: tuple[TimeRange, ...] = ()
    reason: str = ""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """One slot for each time range, or a single slot where the hours are unknown."""
        return tuple(Slot(self.day, hours) for hours in self.hours) or (Slot(self.day),)


@dataclass(frozen=True, slots=True)
class Closure:
    """A line of ``fermetures``: nothing is held from ``first`` to ``last``, both included."""

    first: date
    last: date
    reason: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule with its changes for single days.

    With ``holidays_open`` (``jours_feries: ouvert``), permanences are held on legal holidays too.
    """

    rule: Rule
    holidays_open: bool = False
    cancellations: tuple[Cancellation, ...] = ()
    additions: tuple[Addition, ...] = ()
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A slot and its status; ``reason`` is the holiday's name or the officer's words, which may be empty."""

    slot: Slot
    status: OccurrenceStatus
    reason: str = ""

    @property
    def day(self) -> date:
        return self.slot.day

    @property
    def hours(self) -> TimeRange | None:
        """The hours of the slot, where they are known."""
        return self.slot.hours

    @property
    def part(self) -> PartOfDay | None:
        """The part of the day of the slot, where only that is known."""
        return self.slot.part

    @property
    def held(self) -> bool:
        return self.status in {OccurrenceStatus.HELD, OccurrenceStatus.ADDED}


def occurrences(schedule: Schedule, first: date, last: date) -> Iterator[Occurrence]:
    """The occurrences from ``first`` to ``last``, both included, held and struck out, in order, each slot once.

    The status of a date that is struck out is that of a legal holiday first, then of a closure, then of a cancellation.
    An addition replaces a cancelled date with the same slot. Raises ValueError on the way, at the first year whose
    holidays are unknown (see ``holiday_calendars``).
    """
    of_rule = (_of_rule(schedule, slot) for slot in slots(schedule.rule, first, last))
    additions = (
        Occurrence(slot, OccurrenceStatus.ADDED, item.reason)
        for item in schedule.additions
        if first <= item.day <= last
        for slot in item.slots
    )
    added = sorted((_unless_closed(schedule, item) for item in additions), key=_key)
    for _, same in groupby(merge(of_rule, added, key=_key), key=lambda occurrence: occurrence.slot):
        first_of_slot, *others = same
        yield others[0] if others and first_of_slot.status is OccurrenceStatus.CANCELLED else first_of_slot


def held(schedule: Schedule, first: date, last: date) -> Iterator[Occurrence]:
    return (occurrence for occurrence in occurrences(schedule, first, last) if occurrence.held)


def closed_day(schedule: Schedule, day: date) -> Occurrence | None:
    """An occurrence for a whole day that a legal holiday or a closure strikes out; None for any other day."""
    name = None if schedule.holidays_open else legal_holiday(day)
    if name:
        return Occurrence(Slot(day), OccurrenceStatus.HOLIDAY, name)
    closure = next((closure for closure in schedule.closures if closure.covers(day)), None)
    return Occurrence(Slot(day), OccurrenceStatus.CLOSED, closure.reason) if closure else None


def _of_rule(schedule: Schedule, slot: Slot) -> Occurrence:
    cancelled = next((item for item in schedule.cancellations if item.day == slot.day), None)
    by_rule = (
        Occurrence(slot, OccurrenceStatus.CANCELLED, cancelled.reason)
        if cancelled
        else Occurrence(slot, OccurrenceStatus.HELD)
    )
    return _unless_closed(schedule, by_rule)


def _unless_closed(schedule: Schedule, occurrence: Occurrence) -> Occurrence:
    closed = closed_day(schedule, occurrence.day)
    return replace(closed, slot=occurrence.slot) if closed else occurrence


def _key(occurrence: Occurrence) -> tuple[date, time, time, int]:
    return occurrence.slot.sort_key
