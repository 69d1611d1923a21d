"""A rule as RFC 5545 recurrences, to be written into a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from plugins.permanences.holiday_calendars import LAST_YEAR, in_school_holidays
from plugins.permanences.model import EveryOther, MonthlyNth, PartOfDay, Rule, TimeRange, Weekly
from plugins.permanences.occurrences import days, recurrence

BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_WAIT: Final = 40  # years: the fifth Monday of a February comes after 28 years, or after 40 around 2100


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One recurring calendar entry: the day of its DTSTART, its hours (None: all day), and the value of its RRULE."""

    start: date
    hours: TimeRange | None
    part: PartOfDay | None
    rrule: str


def recurrences(rule: Rule, first: date) -> tuple[Recurrence, ...]:
    """One recurrence for each time range of the rule, from its first day on or after ``first``; none if no day is left.

    The start is a day of the rule, as RFC 5545, 3.8.5.3 asks of DTSTART; a holiday may strike it out. An RRULE cannot
    leave out the school holidays: ``exceptions`` gives the days for EXDATE.
    """
    horizon = date(min(max(first, rule.first_day or first).year + _LONGEST_WAIT, LAST_YEAR), 12, 31)
    start = next(days(rule, first, horizon), None)
    if start is None:
        return ()
    slots = rule.hours or (None,)
    return tuple(Recurrence(start, hours, rule.part, _rrule(rule, hours)) for hours in slots)


def exceptions(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last`` that the RRULE has but the rule leaves out, in order: school holidays."""
    if rule.except_school_holidays:
        yield from (day for day in recurrence(rule, first, last) if in_school_holidays(day))


def _rrule(rule: Rule, hours: TimeRange | None) -> str:
    parts = [_frequency(rule)]
    if rule.except_months:
        kept = (str(month) for month in range(1, 13) if month not in rule.except_months)
        parts.append(f"BYMONTH={','.join(kept)}")
    if rule.until:
        parts.append(f"UNTIL={_until(rule.until, hours)}")
    return ";".join(parts)


def _frequency(rule: Rule) -> str:
    pattern = rule.pattern
    match pattern:
        case Weekly():
            return f"FREQ=WEEKLY;BYDAY={','.join(BYDAY[weekday] for weekday in pattern.weekdays)}"
        case MonthlyNth():
            return f"FREQ=MONTHLY;BYDAY={','.join(f'{day.nth}{BYDAY[day.weekday]}' for day in pattern.days)}"
        case EveryOther():
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={BYDAY[pattern.weekday]}"
    raise ValueError("a rule by appointment does not recur")


def _until(day: date, hours: TimeRange | None) -> str:
    """UNTIL: a date for an all-day event, otherwise a UTC time, as RFC 5545, 3.3.10 asks where DTSTART has a zone.

    The local hour of the start is written as UTC: since Belgium is one or two hours ahead, that moment comes after the
    last start and before the one of the next day.
    """
    return f"{day:%Y%m%d}T{hours.start:%H%M%S}Z" if hours else f"{day:%Y%m%d}"
