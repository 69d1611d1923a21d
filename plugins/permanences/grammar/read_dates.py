"""Parses clauses with a date: « à partir du 2026-01-06 », « jusqu'au 30 juin 2026 », « un mardi sur deux »."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plugins.base.partial_date import WEEKDAYS as WEEKDAY_NAMES
from plugins.permanences.grammar.cursor import Cursor, Edit, Misread
from plugins.permanences.grammar.tokens import Token, TokenKind
from plugins.permanences.grammar.vocabulary import MONTH_WORDS, RANK_WORDS, WEEKDAY_WORDS
from plugins.permanences.holiday_calendars import LAST_YEAR
from plugins.permanences.model import EveryOther, Weekday
from plugins.permanences.wordings import IN_FRENCH

FIRST_YEAR_READ: Final = 1990  # a date before it is a typing error, as is one after LAST_YEAR
_ISO: Final = "écrivez-la en chiffres : année-mois-jour"
_SINCE: Final = (("a", "partir", "du"), ("des", "le"), ("depuis", "le"))
_UNTIL: Final = (("jusqu'", "au"), ("et", "jusqu'", "au"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day, both included, where they are given."""

    since: date | None = None
    until: date | None = None


def bounds_begin(cursor: Cursor) -> bool:
    """Whether the next tokens announce a date."""
    announced = cursor.peek().text in {"a", "des", "depuis", "jusqu'"} or cursor.sees("et", "jusqu'")
    return announced or (cursor.sees("du") and _is_date(cursor.peek(1)))


def read_bounds(cursor: Cursor) -> Bounds:
    """The bounds that come next. Raises Misread for a date that does not exist or is not written as expected."""
    if cursor.accept_one_of(_SINCE):
        return Bounds(since=_read_date(cursor))
    if cursor.accept_one_of(_UNTIL):
        until = _read_date(cursor)
        cursor.accept("inclus")
        return Bounds(until=until)
    if cursor.sees("du"):
        cursor.take()
        since = _read_date(cursor)
        cursor.expect("au")
        return Bounds(since, _read_date(cursor))
    begun = next(phrase for phrase in (*_SINCE, *_UNTIL) if cursor.sees(phrase[0]))
    cursor.expect(*begun)
    raise cursor.not_understood()


def every_other(cursor: Cursor, weekday: Weekday, token: Token, anchor: date | None) -> EveryOther:
    """The pattern of « un mardi sur deux », with its weekday at ``token``. Raises Misread without the right anchor."""
    name = WEEKDAY_NAMES[weekday]
    if anchor is None:
        reason = f"« un {name} sur deux » ne dit pas par quel {name} on commence"
        raise cursor.misread(reason, token, remedy=every_other_remedy(name))
    if anchor.weekday() != weekday:
        before = anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
        reason = f"le {IN_FRENCH.day_in_full(anchor)} est un {WEEKDAY_NAMES[anchor.weekday()]}, pas un {name}"
        remedy = f"écrivez un {name} : {before} ou {before + timedelta(days=7)}"
        raise cursor.misread(reason, token, remedy=remedy)
    return EveryOther(anchor)


def every_other_remedy(weekday: str) -> str:
    """The remedy for « un jeudi sur deux » without a date: the officer must say which Thursday is the first."""
    return f"écrivez « un {weekday} sur deux à partir du … », avec la date du premier {weekday}"


def _is_date(token: Token) -> bool:
    return (
        token.kind in {TokenKind.DATE, TokenKind.WRONG_DATE, TokenKind.NUMBER, TokenKind.RANK}
        or token.text in RANK_WORDS
    )


def _read_date(cursor: Cursor) -> date:
    token = cursor.take()
    match token.kind:
        case TokenKind.DATE:
            return _date(cursor, token, *(int(number) for number in token.text.split("-")))
        case TokenKind.WRONG_DATE:
            raise _wrong_date(cursor, token)
        case TokenKind.NUMBER | TokenKind.RANK | TokenKind.WORD if cursor.peek().text in MONTH_WORDS:
            return _read_day_in_full(cursor, token)
    if token.text in WEEKDAY_WORDS:
        edit = Edit(token.start, token.end)
        raise cursor.misread(f"la date suffit, sans {cursor.quote(token)}", token, edit=edit)
    shown = "à la fin" if token.kind is TokenKind.END else f"à la place de {cursor.quote(token)}"
    raise cursor.misread(f"on attend une date {shown}", token, remedy=_ISO)


def _read_day_in_full(cursor: Cursor, token: Token) -> date:
    number = re.match("[0-9]+", token.text)
    first = token.text in {"1er", "premier"}
    if not first and (number is None or token.kind is TokenKind.RANK):
        raise cursor.misread(f"{cursor.quote(token)} n’est pas un jour du mois", token, remedy=_ISO)
    month = cursor.take()
    if cursor.peek().kind is not TokenKind.NUMBER:
        raise cursor.misread(f"il manque l’année après {cursor.quote(month)}", month, remedy="ajoutez-la")
    return _date(cursor, token, int(cursor.take().text), MONTH_WORDS[month.text], 1 if first else int(token.text))


def _date(cursor: Cursor, token: Token, year: int, month: int, day: int) -> date:
    if not FIRST_YEAR_READ <= year <= LAST_YEAR:
        reason = f"l’année {year} n’est pas possible ici"
        raise cursor.misread(reason, token, remedy=f"écrivez une année de {FIRST_YEAR_READ} à {LAST_YEAR}")
    found = _existing(year, month, day)
    if found is None:
        raise cursor.misread(f"la date {cursor.quote(token)} n’existe pas", token, remedy="corrigez le jour ou le mois")
    return found


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wrong_date(cursor: Cursor, token: Token) -> Misread:
    """The error for « 03/04/2026 », which is 3 April or 4 March: both are shown, none is chosen."""
    first, second, third = (int(number) for number in re.findall("[0-9]+", token.text))
    year, *others = (first, second, third) if first > 999 else (third, second, first)
    year += 2000 if year < 100 else 0
    readings = [_existing(year, *others), *([] if first > 999 else [_existing(year, *reversed(others))])]
    known = list(dict.fromkeys(day for day in readings if day and FIRST_YEAR_READ <= day.year <= LAST_YEAR))
    if not known:
        return cursor.misread(f"{cursor.quote(token)} n’est pas une date", token, remedy=_ISO)
    fault = "a deux sens" if len(known) > 1 else "ne s’écrit pas ainsi"
    remedy = f"écrivez {' ou '.join(day.isoformat() for day in known)}"
    return cursor.misread(f"la date {cursor.quote(token)} {fault}", token, remedy=remedy)
