"""A rule in French, in the canonical form that ``grammar.parse`` reads back to the same rule."""

from datetime import date, time
from typing import Final

from plugins.base.partial_date import MONTHS, WEEKDAYS
from plugins.base.typography import listed
from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    NthWeekday,
    PartOfDay,
    Pattern,
    Rule,
    TimeRange,
    Weekly,
)

PART_NAMES: Final = {
    PartOfDay.MORNING: ("matin", "le matin"),
    PartOfDay.AFTERNOON: ("après-midi", "l’après-midi"),
    PartOfDay.EVENING: ("soir", "le soir"),
}


def sentence(rule: Rule) -> str:
    """The sentence, for example « 2e et 4e jeudi du mois, de 9h à 12h, sauf en juillet et août »."""
    clauses = [_days(rule)]
    if rule.part and not _carries_part(rule.pattern):
        clauses.append(PART_NAMES[rule.part][1])
    if rule.hours:
        clauses.append(listed([hours(item) for item in rule.hours], "et"))
    if rule.except_months:
        clauses.append("sauf en " + listed([MONTHS[month - 1] for month in rule.except_months], "et"))
    if rule.except_school_holidays:
        clauses.append("sauf pendant les vacances scolaires")
    if rule.since and rule.until:
        clauses.append(f"du {day_in_full(rule.since)} au {day_in_full(rule.until)}")
    elif rule.since:
        clauses.append(f"à partir du {day_in_full(rule.since)}")
    elif rule.until:
        clauses.append(f"jusqu’au {day_in_full(rule.until)}")
    return ", ".join(clauses)


def hours(item: TimeRange) -> str:
    """« de 9h à 12h30 »."""
    return f"de {short_hour(item.start)} à {short_hour(item.end)}"


def day_in_full(day: date) -> str:
    """« 1er janvier 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def dated_weekday(day: date) -> str:
    """« vendredi 25 décembre 2026 »."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_full(day)}"


def short_hour(moment: time) -> str:
    """« 9h », « 12h30 »."""
    return f"{moment.hour}h{moment.minute:02d}" if moment.minute else f"{moment.hour}h"


def _days(rule: Rule) -> str:
    pattern = rule.pattern
    match pattern:
        case Weekly():
            return _weekly(pattern) + _part_after(rule)
        case MonthlyNth():
            return _monthly(pattern)
        case EveryOther():
            part = _part_after(rule)
            return f"un {WEEKDAYS[pattern.weekday]}{part} sur deux à partir du {day_in_full(pattern.anchor)}"
        case ByAppointment():
            return "sur rendez-vous"


def _carries_part(pattern: Pattern) -> bool:
    """Whether the part of the day follows the weekday: « tous les lundis après-midi »."""
    return isinstance(pattern, EveryOther) or (isinstance(pattern, Weekly) and not pattern.run)


def _part_after(rule: Rule) -> str:
    return f" {PART_NAMES[rule.part][0]}" if rule.part and _carries_part(rule.pattern) else ""


def _weekly(pattern: Weekly) -> str:
    if ends := pattern.run:
        return f"du {WEEKDAYS[ends[0]]} au {WEEKDAYS[ends[1]]}"
    return "tous les " + listed([f"{WEEKDAYS[day]}s" for day in pattern.weekdays], "et")


def _monthly(pattern: MonthlyNth) -> str:
    groups = [
        f"{listed([rank(NthWeekday(nth, weekday)) for nth in ranks], 'et')} {WEEKDAYS[weekday]}"
        for ranks, weekday in pattern.ranks_by_weekday
    ]
    return f"{listed(groups, 'et')} du mois"


def rank(day: NthWeekday) -> str:
    """« 1er », « 2e », « dernier »."""
    return "dernier" if day.nth == LAST else "1er" if day.nth == 1 else f"{day.nth}e"
