"""Parses a sentence such as « 2e et 4e jeudi du mois » into a rule, and refuses ambiguous ones."""

from dataclasses import dataclass
from typing import Final

from plugins.base.partial_date import WEEKDAYS as WEEKDAY_NAMES
from plugins.permanences.grammar.cursor import Cursor, Misread
from plugins.permanences.grammar.nearest import misspelt_as, nearest_form, nearest_remedy
from plugins.permanences.grammar.read_dates import Bounds, bounds_begin, every_other, every_other_remedy, read_bounds
from plugins.permanences.grammar.read_days import TWO_LINES, days_begin, read_days, read_part
from plugins.permanences.grammar.read_exceptions import Exceptions, exceptions_begin, read_exceptions
from plugins.permanences.grammar.read_hours import goes_with, hours_begin, read_hours
from plugins.permanences.grammar.tokens import Token, TokenKind, quote
from plugins.permanences.grammar.vocabulary import APPOINTMENT, WEEKDAY_WORDS
from plugins.permanences.model import (
    ByAppointment,
    PartOfDay,
    Pattern,
    PermanenceError,
    Rule,
    TimeRange,
    Weekday,
)
from plugins.permanences.wordings import IN_FRENCH

MOST_CHARACTERS: Final = 250
_AS_IN_THE_GUIDE: Final = "écrivez le jour, puis l’heure, comme dans « Écrire une permanence » du guide"
_TWO_HOURS: Final = "écrivez l’heure de début et l’heure de fin, avec « - » entre les deux"
_NO_EXCEPTIONS: Final = Exceptions()
_NO_BOUNDS: Final = Bounds()


def parse(text: str) -> Rule:
    """The rule that a sentence states.

    Clauses come in any order, with or without commas, each once: the days, the hours or the part of the day, « sauf … »
    (as often as needed), the first and the last date. Case, accents, kinds of apostrophes, dashes and spaces do not
    matter. Ambiguous sentences are refused: « 1er lundi » without « du mois », « 1er lundi et mardi du mois »,
    different hours on different days, « sur rendez-vous » together with a day or hours, dates in figures that are not
    ISO 8601. Raises PermanenceError, and nothing else.
    """
    try:
        return _read(text)
    except Misread as misread:
        nearest = None if misread.remedy else nearest_form(text, misread, _read)
        shown = nearest_remedy(text, nearest) if nearest else misspelt_as(misread.token)
        raise PermanenceError(
            quote(text), misread.reason, misread.remedy or shown or _AS_IN_THE_GUIDE, nearest
        ) from None


def parse_hours(text: str) -> tuple[TimeRange, ...]:
    """The time ranges of « 9h-12h et 13h30-16h », in order. Raises PermanenceError, and nothing else."""
    cursor = Cursor(text)
    try:
        if not hours_begin(cursor):
            raise cursor.misread("il manque les heures", remedy=_TWO_HOURS)
        hours = read_hours(cursor)
        if cursor.peek().kind is not TokenKind.END:
            raise cursor.not_understood()
    except Misread as misread:
        raise PermanenceError(quote(text), misread.reason, misread.remedy or _TWO_HOURS) from None
    return hours


_EITHER: Final = "gardez « sur rendez-vous » seul, ou les jours et les heures"
_FORTNIGHT: Final = (
    ("15", "jours"),
    ("quinze", "jours"),
    ("deux", "semaines"),
    ("2", "semaines"),
    ("semaine", "sur", "deux"),
    ("semaine", "sur", "2"),
)


@dataclass(slots=True)
class _Draft:
    """The clauses of a sentence that are read so far."""

    pattern: Pattern | None = None
    every_other: tuple[Weekday, Token] | None = None
    hours: tuple[TimeRange, ...] = ()
    part: PartOfDay | None = None
    exceptions: Exceptions = _NO_EXCEPTIONS
    bounds: Bounds = _NO_BOUNDS

    @property
    def has_days(self) -> bool:
        return self.pattern is not None or self.every_other is not None


def _read(text: str) -> Rule:
    cursor = Cursor(text)
    if len(text) > MOST_CHARACTERS:
        reason = f"la phrase est trop longue ({len(text)} caractères, au plus {MOST_CHARACTERS})"
        raise cursor.misread(reason, remedy="raccourcissez-la")
    if cursor.peek().kind is TokenKind.END:
        raise cursor.misread("la phrase est vide", remedy="écrivez les mots qui sont sur la porte")
    _refuse_appointment_with_days(cursor)
    _refuse_fortnight(cursor)
    draft = _Draft()
    _read_clause(cursor, draft)
    while not cursor.sees(".") and cursor.peek().kind is not TokenKind.END:
        cursor.accept_one_of(((",",), (";",)))
        _read_clause(cursor, draft)
    cursor.accept(".")
    if cursor.peek().kind is not TokenKind.END:
        raise cursor.not_understood()
    return _rule(cursor, draft)


def _refuse_appointment_with_days(cursor: Cursor) -> None:
    """Refuse « le mardi, sur rendez-vous », which may mean Tuesdays by appointment, or Tuesdays and appointments."""
    by_appointment = cursor.first(lambda token: token.text in APPOINTMENT)
    day = cursor.first(lambda token: token.text in WEEKDAY_WORDS or token.kind is TokenKind.TIME)
    if by_appointment and day:
        reason = f"« sur rendez-vous » et {cursor.quote(day)} ne vont pas ensemble"
        raise cursor.misread(reason, by_appointment, remedy=_EITHER)


def _refuse_fortnight(cursor: Cursor) -> None:
    """Refuse « tous les 15 jours le jeudi », which does not say from which Thursday on."""
    if not any(cursor.holds(*phrase) for phrase in _FORTNIGHT):
        return
    day = cursor.first(lambda token: token.text in WEEKDAY_WORDS)
    if day is None:
        remedy = "écrivez « un … sur deux à partir du … », avec le jour et sa première date"
        raise cursor.misread("il manque le jour de la semaine", remedy=remedy)
    name = WEEKDAY_NAMES[WEEKDAY_WORDS[day.text]]
    if since := cursor.first(lambda token: token.kind is TokenKind.DATE):
        remedy = f"écrivez « un {name} sur deux à partir du {since.text} »"
        raise cursor.misread("le site n’attend pas cette tournure", day, remedy=remedy)
    raise cursor.misread(f"on ne sait pas par quel {name} on commence", day, remedy=every_other_remedy(name))


def _read_clause(cursor: Cursor, draft: _Draft) -> None:
    start = cursor.peek()
    if exceptions_begin(cursor):
        draft.exceptions = read_exceptions(cursor, draft.exceptions)
    elif hours_begin(cursor):
        _once(cursor, not draft.hours, "les heures sont écrites", start)
        draft.hours = read_hours(cursor)
    elif part := read_part(cursor):
        _once(cursor, draft.part is None, "la partie de la journée est écrite", start)
        draft.part = part
    elif bounds_begin(cursor):
        _read_bounds(cursor, draft)
    elif _accept_appointment(cursor):
        _once(cursor, not draft.has_days, "les jours sont écrits", start)
        draft.pattern = ByAppointment()
    elif cursor.peek().text in {"un", "1"} and cursor.peek(1).text in WEEKDAY_WORDS:
        _once(cursor, not draft.has_days, "les jours sont écrits", start)
        _read_every_other(cursor, draft)
    elif days_begin(cursor):
        if draft.has_days:
            raise _second_permanence(cursor)
        draft.pattern, part = read_days(cursor)
        _once(cursor, not (part and draft.part), "la partie de la journée est écrite", start)
        draft.part = part or draft.part
    elif cursor.sees("et") and (days_begin(cursor, ahead=1) or hours_begin(cursor, ahead=1)):
        raise _second_permanence(cursor)
    else:
        cursor.accept("le")  # of « le mradi », the message shows the second word
        raise cursor.not_understood()


def _second_permanence(cursor: Cursor) -> Misread:
    reason = "un autre jour avec un autre horaire, cela fait une deuxième permanence"
    return cursor.misread(reason, remedy=TWO_LINES)


def _once(cursor: Cursor, first_time: bool, what: str, token: Token) -> None:
    if not first_time:
        reason = f"{what} deux fois, la seconde à {cursor.quote(token)}"
        raise cursor.misread(reason, token, remedy="gardez-en une seule")


def _accept_appointment(cursor: Cursor) -> bool:
    only = cursor.peek().text in {"uniquement", "seulement"}
    if cursor.peek(only).text != "sur" or cursor.peek(only + 1).text not in APPOINTMENT:
        return False
    for _ in range(only + 2):
        cursor.take()
    return True


def _read_every_other(cursor: Cursor, draft: _Draft) -> None:
    cursor.take()
    token = cursor.take()
    part = read_part(cursor)
    cursor.expect("sur")
    if not (cursor.accept("deux") or cursor.accept("2")):
        name = WEEKDAY_NAMES[WEEKDAY_WORDS[token.text]]
        remedy = f"écrivez « un {name} sur deux à partir du … », ou les rangs : « 1er et 3e {name} du mois »"
        raise cursor.misread("le site ne compte que de deux en deux semaines", remedy=remedy)
    draft.every_other = (WEEKDAY_WORDS[token.text], token)
    draft.part = draft.part or part


def _read_bounds(cursor: Cursor, draft: _Draft) -> None:
    start = cursor.peek()
    bounds = read_bounds(cursor)
    _once(cursor, not (bounds.since and draft.bounds.since), "la première date est écrite", start)
    _once(cursor, not (bounds.until and draft.bounds.until), "la dernière date est écrite", start)
    since, until = bounds.since or draft.bounds.since, bounds.until or draft.bounds.until
    if since and until and until < since:
        reason = f"la fin ({IN_FRENCH.day_in_full(until)}) vient avant le début ({IN_FRENCH.day_in_full(since)})"
        raise cursor.misread(reason, start, remedy="corrigez l’une des deux dates")
    draft.bounds = Bounds(since, until)


def _rule(cursor: Cursor, draft: _Draft) -> Rule:
    """The rule, once the whole sentence is read. Raises Misread where its clauses contradict each other."""
    since, part, pattern = draft.bounds.since, draft.part, draft.pattern
    if draft.every_other:
        pattern, since = every_other(cursor, *draft.every_other, since), None
    if pattern is None:
        raise cursor.misread("il manque le jour de la semaine", remedy="ajoutez-le, par son nom")
    if part and draft.hours:
        if not goes_with(part, draft.hours):
            hours, half_day = (
                IN_FRENCH.sentence(Rule(pattern, draft.hours)),
                IN_FRENCH.sentence(Rule(pattern, part=part)),
            )
            raise cursor.misread(
                "les heures et la partie de la journée se contredisent",
                remedy=f"écrivez « {hours} » ou « {half_day} »",
            )
        part = None
    if isinstance(pattern, ByAppointment) and part:
        raise cursor.misread("« sur rendez-vous » et une partie de la journée ne vont pas ensemble", remedy=_EITHER)
    exceptions = draft.exceptions
    return Rule(pattern, draft.hours, part, exceptions.months, exceptions.school_holidays, since, draft.bounds.until)
