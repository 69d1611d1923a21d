"""Reads the words on the door, « 2e et 4e jeudi du mois », into a rule, and refuses what has two meanings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugins.permanences.grammar.cursor import Cursor, Edit, Misread
from plugins.permanences.grammar.nearest import nearest_form
from plugins.permanences.grammar.read_dates import Bounds, bounds_begin, every_other, read_bounds
from plugins.permanences.grammar.read_days import days_begin, read_days, read_part
from plugins.permanences.grammar.read_exceptions import Exceptions, exceptions_begin, read_exceptions
from plugins.permanences.grammar.read_hours import goes_with, hours_begin, read_hours
from plugins.permanences.grammar.tokens import Kind, Token, quote
from plugins.permanences.grammar.vocabulary import APPOINTMENT, WEEKDAYS
from plugins.permanences.model import (
    ByAppointment,
    PartOfDay,
    Pattern,
    PermanenceError,
    Rule,
    TimeRange,
    Weekday,
)
from plugins.permanences.wording import day_in_full, sentence

LONGEST_SENTENCE: Final = 250
_NO_EXCEPTIONS: Final = Exceptions()
_NO_BOUNDS: Final = Bounds()


def parse(text: str) -> Rule:
    """The rule that a sentence tells.

    Clauses come in any order, with or without commas, each once: the days, the hours or the part of the day, « sauf … »
    (as often as needed), the first and the last date. Case, accents, kinds of apostrophes, dashes and spaces do not
    matter. Refused because they have two meanings: « 1er lundi » without « du mois », « 1er lundi et mardi du mois »,
    different hours on different days, « sur rendez-vous » together with a day or hours, dates in figures that are not
    ISO 8601. Raises PermanenceError, and nothing else.
    """
    try:
        return _read(text)
    except Misread as misread:
        raise PermanenceError(quote(text), misread.reason, nearest_form(text, misread, _read)) from None


def parse_hours(text: str) -> tuple[TimeRange, ...]:
    """The time ranges that « 9h-12h et 13h30-16h » tells, in order. Raises PermanenceError, and nothing else."""
    cursor = Cursor(text)
    try:
        if not hours_begin(cursor):
            raise cursor.misread("il manque les heures")
        hours = read_hours(cursor)
        if cursor.peek().kind is not Kind.END:
            raise cursor.not_understood()
    except Misread as misread:
        raise PermanenceError(quote(text), misread.reason, "9h-12h") from None
    return hours


@dataclass(slots=True)
class _Draft:
    """What was read so far of one sentence."""

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
    if len(text) > LONGEST_SENTENCE:
        raise cursor.misread(f"la phrase est trop longue ({len(text)} caractères, au plus {LONGEST_SENTENCE})")
    if cursor.peek().kind is Kind.END:
        raise cursor.misread("la phrase est vide")
    _refuse_appointment_with_days(cursor)
    draft = _Draft()
    _read_clause(cursor, draft)
    while not cursor.sees(".") and cursor.peek().kind is not Kind.END:
        cursor.accept_one_of(((",",), (";",)))
        _read_clause(cursor, draft)
    cursor.accept(".")
    if cursor.peek().kind is not Kind.END:
        raise cursor.not_understood()
    return _rule(cursor, draft)


def _refuse_appointment_with_days(cursor: Cursor) -> None:
    """« le mardi, sur rendez-vous »: on Tuesdays by appointment, or on Tuesdays and otherwise by appointment?"""
    by_appointment = cursor.first(lambda token: token.text in APPOINTMENT)
    day = cursor.first(lambda token: token.text in WEEKDAYS or token.kind is Kind.TIME)
    if by_appointment and day:
        reason = f"« sur rendez-vous » et {cursor.quote(day)} ne vont pas ensemble : il faut choisir"
        raise cursor.misread(reason, by_appointment, "sur rendez-vous")


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
    elif cursor.peek().text in {"un", "1"} and cursor.peek(1).text in WEEKDAYS:
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
        cursor.accept("le")  # « le mradi »: the word that follows is the one to show
        raise cursor.not_understood()


def _second_permanence(cursor: Cursor) -> Misread:
    reason = "un autre jour avec un autre horaire, cela fait une deuxième permanence, sur sa ligne"
    return cursor.misread(reason, edit=Edit(cursor.peek().start, len(cursor.sentence)))


def _once(cursor: Cursor, first_time: bool, what: str, token: Token) -> None:
    if not first_time:
        raise cursor.misread(f"{what} deux fois, la seconde à {cursor.quote(token)}", token)


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
        raise cursor.missing("deux")
    draft.every_other = (WEEKDAYS[token.text], token)
    draft.part = draft.part or part


def _read_bounds(cursor: Cursor, draft: _Draft) -> None:
    start = cursor.peek()
    bounds = read_bounds(cursor)
    _once(cursor, not (bounds.since and draft.bounds.since), "la première date est écrite", start)
    _once(cursor, not (bounds.until and draft.bounds.until), "la dernière date est écrite", start)
    since, until = bounds.since or draft.bounds.since, bounds.until or draft.bounds.until
    if since and until and until < since:
        reason = f"la fin ({day_in_full(until)}) vient avant le début ({day_in_full(since)})"
        raise cursor.misread(reason, start)
    draft.bounds = Bounds(since, until)


def _rule(cursor: Cursor, draft: _Draft) -> Rule:
    """The rule, once the whole sentence is read. Raises Misread where its clauses contradict each other."""
    since, part, pattern = draft.bounds.since, draft.part, draft.pattern
    if draft.every_other:
        pattern, since = every_other(cursor, *draft.every_other, since), None
    if pattern is None:
        raise cursor.misread("il manque le jour de la semaine")
    if part and draft.hours:
        if not goes_with(part, draft.hours):
            rule = Rule(pattern, draft.hours)
            raise cursor.misread("les heures et la partie de la journée se contredisent", nearest=sentence(rule))
        part = None
    if isinstance(pattern, ByAppointment) and part:
        raise cursor.misread(
            "« sur rendez-vous » et une partie de la journée ne vont pas ensemble", nearest="sur rendez-vous"
        )
    exceptions = draft.exceptions
    return Rule(pattern, draft.hours, part, exceptions.months, exceptions.school_holidays, since, draft.bounds.until)
