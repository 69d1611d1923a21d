"""Contradictions in a schedule, in French: a cancellation of no date, an addition on a holiday …"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.permanences.holiday_calendars import FIRST_SCHOOL_YEAR, LAST_YEAR
from plugins.permanences.model import Rule
from plugins.permanences.occurrences import Slot, overlap, recurrence, slots
from plugins.permanences.schedule import Closure, Occurrence, OccurrenceStatus, Schedule, closed_day
from plugins.permanences.wordings import IN_FRENCH

_FAR: Final = f"ne peut pas être voulu → écrivez une année de {FIRST_SCHOOL_YEAR} à {LAST_YEAR}"
_CHECK_DATE: Final = "vérifiez la date, ou effacez cette ligne"
_TWICE: Final = "est écrit deux fois → effacez l’une des deux lignes"


@dataclass(frozen=True, slots=True)
class ScheduleMistake:
    """A mistake in item ``place`` (from 0) of the field ``field`` of the front matter, in French."""

    field: str
    place: int
    message: str


def schedule_mistakes(schedule: Schedule) -> tuple[ScheduleMistake, ...]:
    """One mistake for each contradiction; none for a sound schedule.

    Mistakes: a rule between two dates that gives no date; a cancellation on a day that is no permanence, or that a
    holiday strikes out already (a closure may well be written after a cancellation); an addition on a holiday, in a
    closure, or at a time that is already a permanence; a line written twice; a year that cannot be meant.
    """
    checks: tuple[tuple[str, Sequence[object], Callable[[int], Iterator[str]]], ...] = (
        ("quand", (schedule.rule,), lambda _: _rule(schedule.rule)),
        ("annulations", schedule.cancellations, lambda place: _cancellation(schedule, place)),
        ("ajouts", schedule.additions, lambda place: _addition(schedule, place)),
        ("fermetures", schedule.closures, lambda place: closure_mistakes(schedule.closures[place])),
    )
    return tuple(
        ScheduleMistake(field, place, message)
        for field, items, check in checks
        for place in range(len(items))
        for message in check(place)
    )


def _rule(rule: Rule) -> Iterator[str]:
    if not rule.first_day or not rule.until or rule.by_appointment:
        return
    if next(recurrence(rule, rule.first_day, rule.until), None) is None:
        yield f"« {IN_FRENCH.sentence(rule)} » ne donne aucune date → corrigez l’une des deux dates, ou les jours"


def _cancellation(schedule: Schedule, place: int) -> Iterator[str]:
    item = schedule.cancellations[place]
    opening = f"le {dates.day(item.day, FRENCH)}"
    if _is_far(item.day):
        yield f"{opening} {_FAR}"
    elif next(slots(schedule.rule, item.day, item.day), None) is None:
        yield f"{opening} n’est pas un jour de permanence (« {IN_FRENCH.sentence(schedule.rule)} ») → {_CHECK_DATE}"
    elif (closed := closed_day(schedule, item.day)) and closed.status is OccurrenceStatus.HOLIDAY:
        yield f"{opening} est déjà supprimé ({_why(closed)}) → effacez cette ligne"
    elif any(item.day == other.day for other in schedule.cancellations[:place]):
        yield f"{opening} {_TWICE}"


def _addition(schedule: Schedule, place: int) -> Iterator[str]:
    item = schedule.additions[place]
    opening = f"le {dates.day(item.day, FRENCH)}"
    if _is_far(item.day):
        yield f"{opening} {_FAR}"
    elif closed := closed_day(schedule, item.day):
        yield f"{opening} est fermé ({_why(closed)}) → choisissez un autre jour, ou effacez cette ligne"
    elif overlap(item.slots, _held_slots(schedule, item.day)):
        yield f"{opening} est déjà un jour de permanence (« {IN_FRENCH.sentence(schedule.rule)} ») → {_CHECK_DATE}"
    elif any(overlap(item.slots, other.slots) for other in schedule.additions[:place]):
        yield f"{opening} {_TWICE}"


def closure_mistakes(item: Closure) -> Iterator[str]:
    """A message for each end of a closure whose year cannot be meant."""
    for day in (item.first, item.last):
        if _is_far(day):
            yield f"le {dates.day(day, FRENCH)} {_FAR}"


def _is_far(day: date) -> bool:
    return not FIRST_SCHOOL_YEAR <= day.year <= LAST_YEAR


def _why(closed: Occurrence) -> str:
    return f"{'jour férié' if closed.status is OccurrenceStatus.HOLIDAY else 'fermeture'} : {closed.reason}"


def _held_slots(schedule: Schedule, day: date) -> tuple[Slot, ...]:
    if any(cancellation.day == day for cancellation in schedule.cancellations):
        return ()
    return tuple(slots(schedule.rule, day, day))
