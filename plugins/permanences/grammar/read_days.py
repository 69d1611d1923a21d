"""Parses a list of days: « 1er et 3e jeudi du mois », « tous les lundis et jeudis matin », « du lundi au vendredi »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plugins.base.partial_date import WEEKDAYS as WEEKDAY_NAMES
from plugins.permanences.grammar.cursor import Cursor
from plugins.permanences.grammar.tokens import Token, TokenKind
from plugins.permanences.grammar.vocabulary import PART_WORDS, RANK_WORDS, WEEKDAY_WORDS
from plugins.permanences.model import (
    HIGHEST_RANK,
    LAST,
    MonthlyNth,
    NthWeekday,
    PartOfDay,
    Rule,
    Weekday,
    Weekly,
)
from plugins.permanences.wordings import IN_FRENCH

TWO_LINES: Final = "écrivez deux lignes, chacune avec son « quand: »"
_DETERMINERS: Final = (("tous", "les"), ("les",), ("le",), ("chaque",))
_OF_THE_MONTH: Final = (("du", "mois"), ("de", "chaque", "mois"), ("de", "tous", "les", "mois"))
_PART_OPENINGS: Final = (("le",), ("l'",), ("en",))
_SEPARATORS: Final = frozenset({",", "et"})


@dataclass(frozen=True, slots=True)
class _Item:
    """One weekday of the list, with its ranks (without any: every week) and its part of the day."""

    ranks: tuple[int, ...]
    weekday: Weekday
    part: PartOfDay | None
    of_the_month: bool
    token: Token


def read_part(cursor: Cursor) -> PartOfDay | None:
    """Read a part of the day, such as « matin » or « l’après-midi », if one comes next; else None."""
    opening = cursor.length_of(_PART_OPENINGS)
    if cursor.peek(opening).text not in PART_WORDS:
        return None
    for _ in range(opening):
        cursor.take()
    return PART_WORDS[cursor.take().text]


def days_begin(cursor: Cursor, ahead: int = 0) -> bool:
    """Whether a list of days comes next, or ``ahead`` tokens further on."""
    if cursor.sees("du", ahead=ahead):
        return cursor.peek(ahead + 1).text in WEEKDAY_WORDS
    token = cursor.peek(ahead + cursor.length_of(_DETERMINERS, ahead))
    return token.text in WEEKDAY_WORDS or _is_rank(token) or cursor.peek(ahead).text in {"tous", "chaque", "les"}


def read_days(cursor: Cursor) -> tuple[Weekly | MonthlyNth, PartOfDay | None]:
    """The days that come next, and the part of the day given with them. Raises Misread."""
    if cursor.sees("du"):
        return _read_range(cursor)
    items = [_read_item(cursor)]
    while cursor.peek().text in _SEPARATORS and days_begin(cursor, ahead=1):
        cursor.take()
        items.append(_read_item(cursor))
    if cursor.sees("et"):
        cursor.take()
        if cursor.peek(cursor.length_of(_PART_OPENINGS)).text in PART_WORDS:
            raise cursor.misread("deux parties de la journée, cela fait deux permanences", remedy=TWO_LINES)
        raise cursor.not_understood()
    part = _common_part(cursor, items)
    return (_monthly if any(item.ranks for item in items) else _weekly)(cursor, items), part


def _read_range(cursor: Cursor) -> tuple[Weekly, PartOfDay | None]:
    cursor.expect("du")
    first = WEEKDAY_WORDS[cursor.take().text]
    cursor.expect("au")
    if cursor.peek().text not in WEEKDAY_WORDS:
        raise cursor.not_understood()
    token = cursor.take()
    last = WEEKDAY_WORDS[token.text]
    if last <= first:
        days = sorted({Weekday(day % 7) for day in range(first, last + 8)})
        reason = "ces jours passent d’une semaine à l’autre"
        raise cursor.misread(reason, token, remedy=f"nommez-les : « {IN_FRENCH.sentence(Rule(Weekly(tuple(days))))} »")
    return Weekly(tuple(Weekday(day) for day in range(first, last + 1))), read_part(cursor)


def _read_item(cursor: Cursor) -> _Item:
    cursor.accept_one_of(_DETERMINERS)
    rank_tokens = []
    while _is_rank(cursor.peek()):
        rank_tokens.append(cursor.take())
        ahead = 1 + cursor.length_of(_DETERMINERS, ahead=1)
        if cursor.peek().text in _SEPARATORS and _is_rank(cursor.peek(ahead)):
            for _ in range(ahead):
                cursor.take()
    token = cursor.peek()
    if token.text in {"jour", "jours"}:
        reason = "« jour » ne dit pas si le samedi et le dimanche en sont"
        raise cursor.misread(reason, token, remedy="écrivez « du lundi au vendredi » ou « du lundi au dimanche »")
    if token.text not in WEEKDAY_WORDS:
        raise cursor.not_understood()
    weekday = WEEKDAY_WORDS[cursor.take().text]
    ranks = tuple(_rank(cursor, rank_token, weekday) for rank_token in rank_tokens)
    part = read_part(cursor)
    of_the_month = cursor.accept_one_of(_OF_THE_MONTH)
    return _Item(ranks, weekday, part or (read_part(cursor) if of_the_month else None), of_the_month, token)


def _is_rank(token: Token) -> bool:
    return token.kind is TokenKind.RANK or token.text in RANK_WORDS


def _rank(cursor: Cursor, token: Token, weekday: Weekday) -> int:
    rank = RANK_WORDS.get(token.text) or int(re.sub("[^0-9]", "", token.text))
    if rank != LAST and not 1 <= rank <= HIGHEST_RANK:
        name = WEEKDAY_NAMES[weekday]
        remedy = f"écrivez un rang de 1er à {HIGHEST_RANK}e, ou « dernier {name} du mois »"
        raise cursor.misread(f"aucun mois n’a de {rank}e {name}", token, remedy=remedy)
    return rank


def _common_part(cursor: Cursor, items: Sequence[_Item]) -> PartOfDay | None:
    """The part of the day for the whole list: that of the last day, which earlier days may only repeat."""
    last = items[-1].part
    for item in items[:-1]:
        if item.part and item.part is not last:
            reason = "la partie de la journée n’est pas la même pour tous les jours : cela fait deux permanences"
            raise cursor.misread(reason, item.token, remedy=TWO_LINES)
    return last


def _weekly(cursor: Cursor, items: Sequence[_Item]) -> Weekly:
    for item in items:
        if item.of_the_month and item.token.text.endswith("s"):
            raise cursor.misread(
                "« du mois » est de trop", item.token, IN_FRENCH.sentence(Rule(Weekly((item.weekday,))))
            )
        if item.of_the_month:
            name = WEEKDAY_NAMES[item.weekday]
            remedy = f"écrivez lequel : « 1er {name} du mois », « 2e {name} du mois »…"
            raise cursor.misread(f"il manque le rang avant {cursor.quote(item.token)}", item.token, remedy=remedy)
    weekdays = tuple(item.weekday for item in items)
    _refuse_twice(cursor, items, weekdays)
    return Weekly(tuple(sorted(weekdays)))


def _monthly(cursor: Cursor, items: Sequence[_Item]) -> MonthlyNth:
    without = next((item for item in items if not item.ranks), None)
    ranks = next(item.ranks for item in items if item.ranks)
    days = tuple(NthWeekday(rank, item.weekday) for item in items for rank in item.ranks or ranks)
    pattern = MonthlyNth(tuple(sorted(set(days), key=lambda day: day.sort_key)))
    if without and not items[0].ranks:
        reason = "des jours de chaque semaine et des jours du mois, cela fait deux permanences"
        raise cursor.misread(reason, without.token, remedy=TWO_LINES)
    if without:
        reason = f"il manque le rang avant {cursor.quote(without.token)}"
        raise cursor.misread(reason, without.token, IN_FRENCH.sentence(Rule(pattern)))
    if not items[-1].of_the_month:
        raise cursor.missing("du mois")
    _refuse_twice(cursor, items, days)
    return pattern


def _refuse_twice(cursor: Cursor, items: Sequence[_Item], days: Sequence[Weekday] | Sequence[NthWeekday]) -> None:
    if len(set(days)) < len(days):
        raise cursor.misread("le même jour est écrit deux fois", items[-1].token, remedy="effacez l’un des deux")
