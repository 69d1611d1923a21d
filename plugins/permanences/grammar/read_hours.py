"""Parses the hours of a permanence: « de 9h à 12h », « 13h30-16h », « 9h-12h et 13h30-16h »."""

import re
from datetime import time
from itertools import pairwise
from typing import Final

from plugins.permanences.grammar.cursor import Cursor, Edit, Misread
from plugins.permanences.grammar.tokens import Token, TokenKind
from plugins.permanences.grammar.vocabulary import MIDDAY
from plugins.permanences.model import PartOfDay, TimeRange
from plugins.permanences.wordings import IN_FRENCH

_SEPARATORS: Final = frozenset({",", "et", "puis"})

# The hours that may stand beside a part of the day, « mardi matin de 9h à 12h30 »: others are a typing error.
_WIDEST: Final = {
    PartOfDay.MORNING: TimeRange(time(0), time(13)),
    PartOfDay.AFTERNOON: TimeRange(time(12), time(19)),
    PartOfDay.EVENING: TimeRange(time(17), time(23, 59)),
}


def hours_begin(cursor: Cursor, ahead: int = 0) -> bool:
    """Whether hours come next, or ``ahead`` tokens further on: a time, « de 9h », « entre 9h », « 9-12h »."""
    ahead += cursor.peek(ahead).text in {"de", "entre"}
    return _is_time(cursor.peek(ahead)) or _is_bare_hour(cursor, ahead)


def read_hours(cursor: Cursor) -> tuple[TimeRange, ...]:
    """The time ranges that come next, in order. Raises Misread where one ends before it starts or two overlap."""
    start = cursor.peek()
    ranges = [_read_range(cursor)]
    while cursor.peek().text in _SEPARATORS and hours_begin(cursor, ahead=1):
        cursor.take()
        ranges.append(_read_range(cursor))
    ranges.sort()
    for before, after in pairwise(ranges):
        if before.overlaps(after):
            reason = f"{IN_FRENCH.hours(before)} et {IN_FRENCH.hours(after)} se chevauchent"
            raise cursor.misread(reason, start, remedy="corrigez l’une des heures")
    return tuple(ranges)


def goes_with(part: PartOfDay, ranges: tuple[TimeRange, ...]) -> bool:
    """Whether all hours may stand beside the part of the day."""
    widest = _WIDEST[part]
    return all(widest.start <= item.start and item.end <= widest.end for item in ranges)


def _read_range(cursor: Cursor) -> TimeRange:
    between = cursor.accept("entre")
    if not between:
        cursor.accept("de")
    first = cursor.peek()
    start = _read_time(cursor)
    if not (cursor.accept("et") if between else cursor.accept("a") or cursor.accept("-")):
        raise _no_end(cursor, first, start)
    last = cursor.peek()
    if not _is_time(last):
        raise _no_end(cursor, first, start)
    end = _read_time(cursor)
    if end > start:
        return TimeRange(start, end)
    reason = f"l’heure de fin {cursor.quote(last)} n’est pas après l’heure de début {cursor.quote(first)}"
    if end == start:
        raise cursor.misread(reason, last, remedy="corrigez l’une des deux heures")
    raise cursor.misread(reason, last, edit=Edit(first.start, last.end, f"{end:%H:%M}-{start:%H:%M}"))


def _no_end(cursor: Cursor, first: Token, start: time) -> Misread:
    """The error for « lundi 9h »: the officer must give the end, or a part of the day."""
    before = re.sub(r"[\s,]*(?:\b(?:de|entre))?\s*$", "", cursor.sentence[: first.start])
    if re.search(r"\d ?h|\d:\d", before) and not before.endswith(" et"):
        before += " et"
    range_begun = f"{before} de {IN_FRENCH.hour(start)} à " if before else f"{IN_FRENCH.hour(start)}-"
    remedy = f"écrivez « {range_begun}… », avec l’heure de fin"
    if before and cursor.peek().kind is TokenKind.END and not re.search(r"\d|matin|midi|soir", before):
        part = "matin" if start.hour < 12 else "après-midi" if start.hour < 18 else "soir"
        remedy += f", ou « {before} {part} »"
    return cursor.misread(f"il manque l’heure de fin après {cursor.quote(first)}", first, remedy=remedy)


def _is_time(token: Token) -> bool:
    return token.kind is TokenKind.TIME or token.text == MIDDAY


def _is_bare_hour(cursor: Cursor, ahead: int) -> bool:
    """Whether « 9 » of « 9-12h » or « de 9 à 12h » comes: the second time shows that the number is an hour."""
    return (
        cursor.peek(ahead).kind is TokenKind.NUMBER
        and cursor.peek(ahead + 1).text in {"-", "a", "et"}
        and _is_time(cursor.peek(ahead + 2))
    )


def _read_time(cursor: Cursor) -> time:
    token = cursor.take()
    if token.text == MIDDAY:
        return time(12)
    hour, *minutes = (int(number) for number in re.findall("[0-9]+", token.text))
    minute = minutes[0] if minutes else 0
    if hour > 23 or minute > 59:
        raise cursor.misread(f"{cursor.quote(token)} n’est pas une heure (de 0h à 23h59)", token, remedy="corrigez-la")
    return time(hour, minute)
