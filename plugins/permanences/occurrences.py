"""The dates of a rule between two days, in order."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from plugins.permanences.holiday_calendars import SCHOOL_CALENDARS_PUBLISHED_UNTIL, in_school_holidays
from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    PartOfDay,
    Rule,
    TimeRange,
    Weekly,
)

_WEEK: Final = 7
_PARTS_IN_ORDER: Final = tuple(PartOfDay)
# The hours that a part of the day takes for sure. The hour after noon belongs to none: some call 12h30 « le matin ».
_SURELY: Final = {
    PartOfDay.MORNING: TimeRange(time(0), time(12)),
    PartOfDay.AFTERNOON: TimeRange(time(13), time(18)),
    PartOfDay.EVENING: TimeRange(time(18), time(23, 59)),
    None: TimeRange(time(0), time(23, 59)),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, with its hours or its part of the day where one of them is known (never both)."""

    day: date
    hours: TimeRange | None = None
    part: PartOfDay | None = None

    @property
    def sort_key(self) -> tuple[date, time, time, int]:
        """The sort key by day, then by hour; without hours: the whole day, the morning, the afternoon, the evening."""
        hours = self.hours
        part = _PARTS_IN_ORDER.index(self.part) + 1 if self.part else 0
        return (self.day, hours.start if hours else time.min, hours.end if hours else time.min, part)


def overlap(slots: Sequence[Slot], others: Sequence[Slot]) -> bool:
    """Whether a slot and another share time: unknown hours take the whole day, parts of the day do not overlap."""
    return any(one.day == other.day and _time(one).overlaps(_time(other)) for one in slots for other in others)


def _time(slot: Slot) -> TimeRange:
    return slot.hours or _SURELY[slot.part]


def days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of the rule from ``first`` to ``last``, both included, in order, each once; a lazy generator.

    Legal holidays are not left out here: see ``schedule.occurrences``. A rule by appointment has no day. Where the rule
    leaves out school holidays, raises ValueError at a year whose school holidays are unknown (``holiday_calendars``).
    """
    return (
        day for day in recurrence(rule, first, last) if not (rule.except_school_holidays and in_school_holidays(day))
    )


def slots(rule: Rule, first: date, last: date) -> Iterator[Slot]:
    """As ``days``, with one slot for each time range of the day."""
    for day in days(rule, first, last):
        if rule.hours:
            yield from (Slot(day, hours) for hours in rule.hours)
        else:
            yield Slot(day, part=rule.part)


def certain_until(rules: Iterable[Rule], last: date) -> date:
    """The day until which the dates of the rules are certain, at most ``last``.

    After the published school calendars, the school holidays follow a decree, which a new decree may change.
    """
    needs_school_calendar = any(rule.except_school_holidays for rule in rules)
    return min(last, SCHOOL_CALENDARS_PUBLISHED_UNTIL) if needs_school_calendar else last


def recurrence(rule: Rule, first: date, last: date) -> Iterator[date]:
    """As ``days``, but with the days in school holidays: exactly the days that an RRULE (RFC 5545) can express."""
    start = max(first, rule.first_day or first)
    end = min(last, rule.until or last)
    if start > end:
        return
    pattern = rule.pattern
    match pattern:
        case Weekly():
            found = _every_week(pattern, start, end)
        case MonthlyNth():
            found = _every_month(pattern, start, end)
        case EveryOther():
            found = _every_other_week(pattern, start, end)
        case ByAppointment():
            return
    yield from (day for day in found if day.month not in rule.except_months)


def _every_week(pattern: Weekly, start: date, end: date) -> Iterator[date]:
    for number in range(start.toordinal(), end.toordinal() + 1):
        if (number - 1) % _WEEK in pattern.weekdays:  # 1 January of the year 1, day 1, is a Monday
            yield date.fromordinal(number)


def _every_other_week(pattern: EveryOther, start: date, end: date) -> Iterator[date]:
    late = (start - pattern.anchor).days % (2 * _WEEK)
    begin = start.toordinal() + (2 * _WEEK - late if late else 0)
    return (date.fromordinal(number) for number in range(begin, end.toordinal() + 1, 2 * _WEEK))


def _every_month(pattern: MonthlyNth, start: date, end: date) -> Iterator[date]:
    for month in range(12 * start.year + start.month - 1, 12 * end.year + end.month):
        yield from (day for day in _days_of_month(pattern, month // 12, month % 12 + 1) if start <= day <= end)


def _days_of_month(pattern: MonthlyNth, year: int, month: int) -> list[date]:
    weekday_of_first, length = monthrange(year, month)
    numbers = set()
    for day in pattern.days:
        first = 1 + (day.weekday - weekday_of_first) % _WEEK
        number = first + _WEEK * ((length - first) // _WEEK if day.nth == LAST else day.nth - 1)
        if number <= length:
            numbers.add(number)
    return [date(year, month, number) for number in sorted(numbers)]
