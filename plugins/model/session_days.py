"""The days and hours of sessions in the words that people use: « 23, 25 et 30 septembre 2025, 9h-16h »."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, Self

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.partial_date import MONTHS, WEEKDAYS, YEARS, PartialDate
from plugins.base.typography import listed
from plugins.permanences.grammar.cursor import Cursor, Misread
from plugins.permanences.grammar.read_hours import hours_begin, read_hours
from plugins.permanences.grammar.tokens import Token, TokenKind, quote
from plugins.permanences.grammar.vocabulary import MONTH_WORDS, WEEKDAY_WORDS
from plugins.permanences.model import TimeRange

MOST_DAYS: Final = 60
"""Days of one line; a longer line is a typing error."""
LONGEST_RUN: Final = 5
"""Days of a range such as « du 3 au 7 juin »: a longer range may include days without a session."""
_AS_IN_THE_GUIDE: Final = "écrivez les jours, le mois, l’année, puis l’heure : « 23, 25 et 30 septembre 2025, 9h-16h »"
_LEAP_YEAR: Final = 2000
_SEPARATORS: Final = frozenset({",", ";", "et", "puis", "&", "+"})


@dataclass(frozen=True, slots=True)
class SessionHours:
    """The hours of a session: its time ranges, or only the hour at which it begins, or nothing."""

    ranges: tuple[TimeRange, ...] = ()
    begins: dt.time | None = None

    @classmethod
    def between(cls, start: dt.time, end: dt.time | None) -> Self:
        """One range, or only the beginning where the end is not known or does not come after it."""
        return cls((TimeRange(start, end),)) if end and end > start else cls(begins=start)

    @property
    def start(self) -> dt.time | None:
        return self.ranges[0].start if self.ranges else self.begins

    @property
    def end(self) -> dt.time | None:
        return self.ranges[-1].end if self.ranges else None

    @property
    def has_break(self) -> bool:
        """Whether there are several ranges, with a break between them."""
        return len(self.ranges) > 1

    def overlap(self, other: "SessionHours") -> bool:
        """Whether two sessions of one day with these hours may overlap; unknown hours overlap with all.

        Without an end, a session overlaps only with one that begins at the same hour.
        """
        if self.ranges and other.ranges:
            return any(one.overlaps(two) for one in self.ranges for two in other.ranges)
        return not (self.start and other.start) or self.start == other.start

    def __str__(self) -> str:
        """« 9h-12h et 13h-16h », « à 9h »; "" for unknown hours."""
        if self.begins:
            return f"à {dates.hour(self.begins, FRENCH)}"
        ranges = [f"{dates.hour(each.start, FRENCH)}-{dates.hour(each.end, FRENCH)}" for each in self.ranges]
        return listed(ranges, "et") if ranges else ""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day, a month or a year as it is written; the year is None where only the context gives it."""

    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    words: str = field(default="", compare=False)
    """« mardi 23 septembre »: what a message shows."""

    def date(self) -> PartialDate:
        """The date. Raises ValueError, in French, where there is no such day, or it falls on another weekday."""
        parts = (f"{part:02}" for part in (self.month, self.day) if part)
        found = PartialDate.parse("-".join((f"{self.year:04}", *parts)))
        if self.weekday is not None and found.first.weekday() != self.weekday:
            real, said = WEEKDAYS[found.first.weekday()], WEEKDAYS[self.weekday]
            right = re.sub(f"{said}s?", real, self.words, count=1, flags=re.I)
            raise ValueError(f"« {self.words} » : ce jour est un {real} → écrivez « {right} », ou corrigez la date")
        return found


@dataclass(frozen=True, slots=True)
class SessionDays:
    """The days of one line, in the order in which they are written, and the hours of each day.

    ``read_session_days`` reads what ``str`` writes. Either all days have their year, or none has.
    """

    days: tuple[WrittenDay, ...]
    hours: SessionHours = SessionHours()

    @property
    def is_dated(self) -> bool:
        """Whether the line says the year of its days."""
        return self.days[-1].year is not None

    def in_year(self, year: int) -> "SessionDays":
        """The same days with ``year``, where they have none."""
        return self if self.is_dated else replace(self, days=tuple(replace(day, year=year) for day in self.days))

    def __str__(self) -> str:
        groups = [(key, tuple(group)) for key, group in groupby(self.days, _month_of)]
        words = []
        for number, ((year, month, _), days) in enumerate(groups):
            after = groups[number + 1][0] if number + 1 < len(groups) else None
            carried = bool(after and month and after[0] == year and after[1] and after[1] >= month)
            words.append(_group_words(days, month, None if carried else year))
        *others, last = words
        said = f"{', '.join(others)} ainsi que {last}" if others else last
        return ", ".join(filter(None, (said, str(self.hours))))


def _month_of(day: WrittenDay) -> tuple[int | None, int | None, bool]:
    return day.year, day.month, day.day is not None


def _group_words(days: Sequence[WrittenDay], month: int | None, year: int | None) -> str:
    """« 23, 25 et 30 septembre 2025 », « octobre 2025, octobre 2025 »."""
    end = " ".join(filter(None, (MONTHS[month - 1] if month else "", str(year) if year else "")))
    if not days[0].day:
        return ", ".join([end] * len(days))
    numbers = [
        f"{WEEKDAYS[day.weekday] + ' ' if day.weekday is not None else ''}{'1er' if day.day == 1 else day.day}"
        for day in days
    ]
    return f"{listed(numbers, 'et')} {end}"


def read_session_days(text: str) -> SessionDays:
    """Read the days and hours of a line. Raises ValueError, in French.

    « 23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre 2025, 9h-16h », « mardi 23 septembre », « du 3 au 5 juin
    2026, 9h », « octobre 2025 », « 2025-10-02, 9h30-12h30 ». A year counts for the whole line.
    """
    cursor = Cursor(text)
    try:
        days: list[WrittenDay] = []
        hours = SessionHours()
        while cursor.peek().kind is not TokenKind.END:
            if days and _separator(cursor) and cursor.peek().kind is TokenKind.END:
                raise cursor.not_understood()
            if _hours_come(cursor):
                hours = _read_hours(cursor)
                if cursor.peek().kind is not TokenKind.END:
                    raise cursor.misread(f"{cursor.quote(cursor.peek())} vient après les heures")
                break
            days += _read_group(cursor)
        if not days:
            raise cursor.misread("il manque le jour")
        if len(days) > MOST_DAYS:
            raise cursor.misread(f"plus de {MOST_DAYS} séances", remedy="écrivez plusieurs lignes")
        return SessionDays(_with_years(days), hours)
    except Misread as misread:
        raise ValueError(f"{quote(text)} : {misread.reason} → {misread.remedy or _AS_IN_THE_GUIDE}") from None


def read_session_hours(text: str) -> SessionHours:
    """Read « 9h-16h », « 9h-12h et 13h-16h » or « à 9h ». Raises ValueError, in French."""
    cursor = Cursor(text)
    try:
        if not _hours_come(cursor):
            raise cursor.misread("il manque les heures")
        hours = _read_hours(cursor)
        if cursor.peek().kind is not TokenKind.END:
            raise cursor.not_understood()
        return hours
    except Misread as misread:
        remedy = misread.remedy or "écrivez par exemple 9h-16h, ou à 9h"
        raise ValueError(f"{quote(text)} : {misread.reason} → {remedy}") from None


def _separator(cursor: Cursor) -> bool:
    """Take the separators between two days; whether there was one."""
    found = False
    while cursor.peek().text in _SEPARATORS or cursor.sees("ainsi", "que"):
        cursor.take()
        cursor.accept("que")
        found = True
    return found


def _hours_come(cursor: Cursor) -> bool:
    alone = cursor.sees("a") or cursor.sees("des") or cursor.sees("a", "partir", "de")
    return alone or hours_begin(cursor)


def _read_hours(cursor: Cursor) -> SessionHours:
    alone = cursor.accept("a", "partir", "de") or cursor.accept("a") or cursor.accept("des")
    if alone or (cursor.peek().kind is TokenKind.TIME and cursor.peek(1).kind is TokenKind.END):
        token = cursor.take()
        numbers = [int(number) for number in re.findall("[0-9]+", token.text)]
        hour, minute = (*numbers, 0)[:2] if token.kind is TokenKind.TIME else (24, 0)
        if hour > 23 or minute > 59:
            remedy = "écrivez une heure de 0h à 23h59, par exemple 9h30"
            raise cursor.misread(f"{cursor.quote(token)} n’est pas une heure", token, remedy=remedy)
        return SessionHours(begins=dt.time(hour, minute))
    return SessionHours(read_hours(cursor))


def _read_group(cursor: Cursor) -> Iterator[WrittenDay]:
    """Read the days of one month, or a month or a year without a day."""
    in_a_row = cursor.accept("du")
    if not in_a_row and not cursor.accept("les"):
        cursor.accept("le")
    token = cursor.peek()
    if in_a_row:
        yield from _read_run(cursor)
    elif token.kind in {TokenKind.DATE, TokenKind.WRONG_DATE}:
        cursor.take()
        found = PartialDate.parse(cursor.sentence[token.start : token.end])
        yield WrittenDay(found.year, found.month, found.day, words=token.text)
    elif token.text in MONTH_WORDS:
        month, year, words = _read_month(cursor)
        yield WrittenDay(year, month, words=words)
    elif _is_year(token):
        yield WrittenDay(_read_year(cursor), _read_month_in_figures(cursor), words=token.text)
    else:
        numbers = [_read_number(cursor)]
        while _another_number(cursor):
            _separator(cursor)
            cursor.accept("le")
            numbers.append(_read_number(cursor))
        yield from _days(cursor, numbers, *_read_month(cursor))


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of a day with its weekday, if it is written: « mardi 23 »."""

    day: int
    weekday: int | None
    first: Token
    last: Token


def _read_run(cursor: Cursor) -> Iterator[WrittenDay]:
    """Read « 3 au 5 juin 2026 », after « du », as each of these days."""
    first = _read_number(cursor)
    if cursor.peek().text in MONTH_WORDS:
        remedy = "écrivez chaque jour : « 29 et 30 juin ainsi que 1er juillet 2026 »"
        raise cursor.misread("des jours de deux mois", remedy=remedy)
    cursor.expect("au")
    last = _read_number(cursor)
    if not first.day < last.day < first.day + LONGEST_RUN:
        fault = "ne vient pas après" if last.day <= first.day else "est trop loin de"
        reason = f"{cursor.quote(last.last)} {fault} {cursor.quote(first.last)}"
        raise cursor.misread(reason, remedy="écrivez chaque jour : « 3, 4 et 5 juin 2026 »")
    between = [_Number(day, None, first.last, first.last) for day in range(first.day + 1, last.day)]
    yield from _days(cursor, [first, *between, last], *_read_month(cursor))


def _days(cursor: Cursor, numbers: list[_Number], month: int, year: int | None, words: str) -> Iterator[WrittenDay]:
    longest = monthrange(year or _LEAP_YEAR, month)[1]
    for number in numbers:
        if not 1 <= number.day <= longest:
            reason = f"{MONTHS[month - 1]} a {longest} jours"
            raise cursor.misread(reason, number.last, remedy=f"écrivez un jour de 1 à {longest}")
        said = cursor.sentence[number.first.start : number.last.end]
        yield WrittenDay(year, month, number.day, number.weekday, " ".join(f"{said} {words}".split()))


def _is_year(token: Token) -> bool:
    return token.kind is TokenKind.NUMBER and len(token.text) == 4


def _read_year(cursor: Cursor) -> int:
    token = cursor.take()
    if int(token.text) not in YEARS:
        raise cursor.misread(f"l’année {token.text} n’est pas possible ici", token, remedy="vérifiez l’année")
    return int(token.text)


def _another_number(cursor: Cursor) -> bool:
    """Whether a separator and another day come next, and no hours."""
    ahead = 2 if cursor.sees("ainsi", "que") else int(cursor.peek().text in _SEPARATORS)
    if cursor.peek(ahead).text in _SEPARATORS:  # two separators: « 23, et 25 »
        ahead += 1
    ahead += cursor.sees("le", ahead=ahead)
    token = cursor.peek(ahead)
    is_day = token.kind in {TokenKind.NUMBER, TokenKind.RANK} and not _is_year(token)
    return ahead > 0 and (is_day or token.text in WEEKDAY_WORDS) and not hours_begin(cursor, ahead)


def _read_number(cursor: Cursor) -> _Number:
    first = token = cursor.peek()
    weekday = WEEKDAY_WORDS.get(token.text)
    if weekday is not None:
        cursor.take()
        token = cursor.peek()
    if token.kind is TokenKind.RANK and token.text != "1er":
        raise cursor.misread(f"{cursor.quote(token)} n’est pas un jour du mois")
    if token.kind not in {TokenKind.NUMBER, TokenKind.RANK} or len(token.text) > len("1er"):
        if weekday is not None:
            raise cursor.misread(f"il manque le jour du mois après {cursor.quote(first)}")
        raise cursor.not_understood()
    cursor.take()
    if cursor.sees("-"):
        between = f"« du {token.text} au {cursor.peek(1).text} » ou « {token.text} et {cursor.peek(1).text} »"
        raise cursor.misread("un tiret entre deux jours a deux sens", remedy=f"écrivez {between}")
    return _Number(int(re.sub("[^0-9]", "", token.text)), None if weekday is None else int(weekday), first, token)


def _read_month(cursor: Cursor) -> tuple[int, int | None, str]:
    """Read « septembre 2025 » as the month, the year where it is written, and the words themselves."""
    cursor.accept("d'") or cursor.accept("de")
    first = last = cursor.take()
    if first.text not in MONTH_WORDS:
        place = "à la fin" if first.kind is TokenKind.END else f"avant {cursor.quote(first)}"
        raise cursor.misread(f"il manque le mois {place}", first)
    year = None
    if cursor.peek().kind is TokenKind.NUMBER and not hours_begin(cursor):
        if not _is_year(cursor.peek()):
            raise cursor.not_understood()
        last = cursor.peek()
        year = _read_year(cursor)
    return MONTH_WORDS[first.text], year, cursor.sentence[first.start : last.end]


def _read_month_in_figures(cursor: Cursor) -> int | None:
    """Read the month of « 2025-10 », after the year."""
    month = cursor.peek(1)
    if not cursor.sees("-") or month.kind is not TokenKind.NUMBER or hours_begin(cursor, ahead=1):
        return None
    cursor.take()
    cursor.take()
    if not 1 <= int(month.text) <= 12 or len(month.text) != 2:
        raise cursor.misread(f"il n’y a pas de mois {month.text}", month, remedy="écrivez un mois de 01 à 12")
    return int(month.text)


def _with_years(days: Sequence[WrittenDay]) -> tuple[WrittenDay, ...]:
    """Each day with its year: that of the next date in the line that has one, else that of the previous one.

    Without any year in the line, all stay without one. A year is taken over only where the months are in calendar
    order: in « 18 décembre et 8 janvier 2026 », that of the first date would be a guess. Raises ValueError, in French.
    """
    if any(day.month is None for day in days) and len(days) > 1:
        raise ValueError("une année seule parmi plusieurs dates → écrivez l’année après le mois : « octobre 2025 »")
    found = list(days)
    for number in reversed(range(len(days) - 1)):
        found[number] = _dated(found[number], found[number + 1], -1)
    for number in range(1, len(days)):
        found[number] = _dated(found[number], found[number - 1], 1)
    months = [day.month for day in found if day.month and not day.year]
    if months != sorted(months):
        raise ValueError(f"« {found[0].words} » : de quelle année ? → écrivez l’année après chaque mois")
    return tuple(found)


def _dated(day: WrittenDay, other: WrittenDay, direction: int) -> WrittenDay:
    if day.year or not other.year:
        return day
    if ((other.month or 0) - (day.month or 0)) * direction > 0:
        raise ValueError(f"« {day.words} » : de quelle année ? → écrivez l’année après le mois")
    return replace(day, year=other.year)
