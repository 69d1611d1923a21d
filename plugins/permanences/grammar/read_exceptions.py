"""Parses the exceptions of a permanence: « sauf en juillet et août », « sauf vacances scolaires »."""

from dataclasses import dataclass
from typing import Final

from plugins.permanences.grammar.cursor import Cursor, Edit
from plugins.permanences.grammar.tokens import Token, TokenKind
from plugins.permanences.grammar.vocabulary import EXCEPT, MONTH_WORDS, WEEKDAY_WORDS

_MONTH_OPENINGS: Final = (
    ("en",),
    ("au", "mois", "de"),
    ("au", "mois", "d'"),
    ("aux", "mois", "de"),
    ("aux", "mois", "d'"),
)
_HOLIDAY_OPENINGS: Final = (
    ("pendant", "les"),
    ("durant", "les"),
    ("pendant",),
    ("durant",),
    ("les",),
)
_OTHER_OPENINGS: Final = (*_HOLIDAY_OPENINGS, ("le",), ("aux",))
_SCHOOL_HOLIDAYS: Final = (("vacances", "scolaires"), ("conges", "scolaires"))
_SEPARATORS: Final = frozenset({",", "et"})
_ALL_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The months that are left out (1 to 12, in order), and whether the school holidays are."""

    months: tuple[int, ...] = ()
    school_holidays: bool = False


def exceptions_begin(cursor: Cursor) -> bool:
    """Whether the next token is « sauf » or a word like it."""
    return cursor.peek().text in EXCEPT


def read_exceptions(cursor: Cursor, already: Exceptions) -> Exceptions:
    """The exceptions that come next, added to those that were read ``already``. Raises Misread."""
    start = cursor.take()
    months = set(already.months)
    school_holidays = already.school_holidays
    while True:
        if cursor.length_of(_SCHOOL_HOLIDAYS, cursor.length_of(_HOLIDAY_OPENINGS)):
            cursor.accept_one_of(_HOLIDAY_OPENINGS)
            cursor.accept_one_of(_SCHOOL_HOLIDAYS)
            school_holidays = True
        else:
            months |= _read_months(cursor, start)
        if cursor.peek().text not in _SEPARATORS or not _goes_on(cursor):
            break
        cursor.take()
    if len(months) == _ALL_MONTHS:
        raise cursor.misread("il ne reste aucun mois dans l’année", start, remedy="nommez moins de mois")
    return Exceptions(tuple(sorted(months)), school_holidays)


def _goes_on(cursor: Cursor) -> bool:
    """Whether another month or the school holidays follow the separator."""
    if cursor.sees("et"):
        return not cursor.sees("et", "jusqu'")
    month = cursor.peek(1 + (cursor.length_of(_MONTH_OPENINGS, ahead=1) or cursor.sees("de", ahead=1)))
    school_holidays = 1 + cursor.length_of(_HOLIDAY_OPENINGS, ahead=1)
    return month.text in MONTH_WORDS or cursor.length_of(_SCHOOL_HOLIDAYS, school_holidays) > 0


def _read_months(cursor: Cursor, start: Token) -> set[int]:
    """One month, or « de juillet à septembre », which may pass over the new year."""
    if cursor.sees("de") and cursor.peek(1).text in MONTH_WORDS:
        cursor.take()
        first = MONTH_WORDS[cursor.take().text]
        cursor.expect("a")
        last = _read_month(cursor, start)
        return {(first - 1 + offset) % 12 + 1 for offset in range((last - first) % 12 + 1)}
    cursor.accept_one_of(_MONTH_OPENINGS)
    first = _read_month(cursor, start)
    if cursor.sees("-") and cursor.peek(1).text in MONTH_WORDS:  # « sauf juillet-août »
        cursor.take()
        token = cursor.peek()
        last = _read_month(cursor, start)
        if last != first % 12 + 1:
            remedy = "écrivez « sauf de … à … », ou nommez les mois un à un"
            raise cursor.misread("le tiret ne relie que deux mois qui se suivent", token, remedy=remedy)
        return {first, last}
    return {first}


def _read_month(cursor: Cursor, start: Token) -> int:
    token = cursor.peek()
    if token.text in MONTH_WORDS:
        return MONTH_WORDS[cursor.take().text]
    after = cursor.peek(cursor.length_of(_OTHER_OPENINGS))
    if after.text in {"jour", "jours", "feries", "ferie"}:
        end = cursor.first(lambda token: token.text in {"ferie", "feries"}) or after
        reason = "les jours fériés sont déjà écartés, sans qu’on l’écrive"
    elif after.kind in {TokenKind.DATE, TokenKind.WRONG_DATE, TokenKind.NUMBER, TokenKind.RANK}:
        end, reason = after, "une date qui n’a pas lieu s’écrit dans « annulations », pas ici"
    elif after.text in WEEKDAY_WORDS:
        remedy = "nommez les jours où la permanence a lieu, sans « sauf »"
        raise cursor.misread("« sauf » ne va pas avec un jour de la semaine", token, remedy=remedy)
    else:
        raise cursor.not_understood()
    raise cursor.misread(reason, token, edit=Edit(start.start, end.end))
