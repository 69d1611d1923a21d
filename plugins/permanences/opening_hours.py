"""A rule as the value of the ``opening_hours`` key of OpenStreetMap."""

from datetime import date, timedelta
from typing import Final

from plugins.base.partial_date import WEEKDAYS
from plugins.permanences.model import EveryOther, MonthlyNth, Rule, Weekly
from plugins.permanences.wordings import IN_FRENCH

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def opening_hours(rule: Rule, holidays_open: bool = False) -> str:
    """The value for a rule, for example ``Th[2,4] 09:00-12:00; Jul,Aug off; PH off``.

    Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. A rule that the notation cannot
    express exactly is ``unknown`` with a French comment, so that no program takes the office for open: unknown hours
    (days alone mean all 24 hours), a part of the day, an appointment, and every other week, since the notation counts
    odd and even weeks, which change places after a year of 53 weeks. ``SH`` are the school holidays of the region, as
    the reading program knows them.
    """
    if rule.by_appointment:
        selector, doubt = "", "sur rendez-vous"
    else:
        selector, doubt = _days(rule), _doubt(rule)
    since = f"{_day(rule.first_day)}+" if rule.first_day else ""
    hours = ",".join(f"{item.start:%H:%M}-{item.end:%H:%M}" for item in rule.hours)
    state = f'unknown "{doubt}"' if doubt else ""
    rules = [" ".join(filter(None, (since, selector, hours, state)))]
    if rule.except_months:
        rules.append(f"{','.join(_MONTHS[month - 1] for month in rule.except_months)} off")
    if rule.until:
        rules.append(f"{_day(rule.until + timedelta(days=1))}+ off")
    if rule.except_school_holidays:
        rules.append("SH off")
    if not holidays_open and not rule.by_appointment:
        rules.append("PH off")
    return "; ".join(rules)


def _days(rule: Rule) -> str:
    pattern = rule.pattern
    match pattern:
        case Weekly():
            if ends := pattern.run:
                return f"{_DAYS[ends[0]]}-{_DAYS[ends[1]]}"
            return ",".join(_DAYS[weekday] for weekday in pattern.weekdays)
        case MonthlyNth():
            groups = pattern.ranks_by_weekday
            return ",".join(f"{_DAYS[weekday]}[{','.join(map(str, ranks))}]" for ranks, weekday in groups)
        case EveryOther():
            return _DAYS[pattern.weekday]
    raise ValueError("a rule by appointment has no days")


def _doubt(rule: Rule) -> str:
    """The part of the rule that the notation cannot express, in French."""
    pattern = rule.pattern
    every_other = ""
    if isinstance(pattern, EveryOther):
        every_other = f"un {WEEKDAYS[pattern.weekday]} sur deux à partir du {pattern.anchor}"
    hours = IN_FRENCH.parts[rule.part] if rule.part else "" if rule.hours else "heures non indiquées"
    return ", ".join(filter(None, (every_other, hours)))


def _day(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}"
