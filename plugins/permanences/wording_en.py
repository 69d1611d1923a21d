"""A rule told in English."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    PartOfDay,
    Pattern,
    Rule,
    Weekly,
)
from plugins.permanences.wording_parts import listed, ranks_by_weekday, run

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_RANKS: Final = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", LAST: "last"}
_PARTS: Final = {PartOfDay.MORNING: "morning", PartOfDay.AFTERNOON: "afternoon", PartOfDay.EVENING: "evening"}


def sentence(rule: Rule) -> str:
    """The sentence, for example "2nd and 4th Thursday of the month, 9:00 to 12:00, except in July and August"."""
    every_week = isinstance(rule.pattern, Weekly) and not run(rule.pattern)
    clauses = [_days(rule.pattern)]
    if rule.part and every_week:
        clauses[0] += f" {_PARTS[rule.part]}"
    elif rule.part:
        clauses.append(f"in the {_PARTS[rule.part]}")
    if rule.hours:
        clauses.append(listed([f"{_hour(item.start)} to {_hour(item.end)}" for item in rule.hours], "and"))
    if rule.except_months:
        clauses.append("except in " + listed([_MONTHS[month - 1] for month in rule.except_months], "and"))
    if rule.except_school_holidays:
        clauses.append("except during school holidays")
    if rule.since:
        clauses.append(f"from {_day(rule.since)}")
    if rule.until:
        clauses.append(f"until {_day(rule.until)}")
    return ", ".join(clauses)


def _days(pattern: Pattern) -> str:
    match pattern:
        case Weekly():
            if ends := run(pattern):
                return f"{_WEEKDAYS[ends[0]]} to {_WEEKDAYS[ends[1]]}"
            return "every " + listed([_WEEKDAYS[day] for day in pattern.weekdays], "and")
        case MonthlyNth():
            groups = [
                f"{listed([_RANKS[nth] for nth in ranks], 'and')} {_WEEKDAYS[weekday]}"
                for ranks, weekday in ranks_by_weekday(pattern)
            ]
            return f"{listed(groups, 'and')} of the month"
        case EveryOther():
            return f"every other {_WEEKDAYS[pattern.weekday]} from {_day(pattern.anchor)}"
        case ByAppointment():
            return "by appointment"


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
