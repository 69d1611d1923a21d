"""What the wording of a rule needs in any language: lists, runs of weekdays, ranks by weekday."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.permanences.model import MonthlyNth, Weekday, Weekly

_SHORTEST_RUN = 3  # « lundi et mardi », but « du lundi au mercredi »


def listed(items: Sequence[str], conjunction: str) -> str:
    """The items with commas, and the conjunction before the last one; at least one item."""
    *others, last = items
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def run(pattern: Weekly) -> tuple[Weekday, Weekday] | None:
    """The first and the last day where three days or more follow each other without a gap, otherwise nothing."""
    first, last = pattern.weekdays[0], pattern.weekdays[-1]
    whole = last - first + 1 == len(pattern.weekdays)
    return (first, last) if whole and len(pattern.weekdays) >= _SHORTEST_RUN else None


def ranks_by_weekday(pattern: MonthlyNth) -> tuple[tuple[tuple[int, ...], Weekday], ...]:
    """The ranks of each weekday, the weekdays in the order of their first rank."""
    weekdays = dict.fromkeys(day.weekday for day in pattern.days)
    return tuple((tuple(day.nth for day in pattern.days if day.weekday is weekday), weekday) for weekday in weekdays)
