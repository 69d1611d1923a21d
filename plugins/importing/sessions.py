"""The dates of an event with several sessions: from a rule of repetition, or from the words of a text."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, TypeVar, cast

from dateutil.rrule import rrulestr

from plugins.base.partial_date import MONTHS, WEEKDAYS
from plugins.model.session_days import MOST_DAYS, SessionDays, SessionHours, WrittenDay, read_session_days

LONGEST: Final = dt.timedelta(days=2 * 366)
"""The longest time from the first to the last date of an event."""
MOST_SESSIONS: Final = 120
BY_HAND: Final = "→ écrivez-le à la main"
Day = TypeVar("Day", bound=dt.date)
Span = tuple[dt.date, dt.date | None]
"""The beginning and the end of a session: days, or naive moments in the site's time zone."""

_FREQUENCIES: Final = {"day": "DAILY", "dai": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_DAYS: Final = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_RANKS: Final = {"First": 1, "Second": 2, "Third": 3, "Fourth": 4, "Fifth": 5, "Last": -1}
_WORD: Final = (
    rf"\d{{1,2}}er|\d{{1,2}} ?h(?:\d\d)?|\d{{1,4}}|{'|'.join((*MONTHS, *WEEKDAYS))}|ainsi|que|et|puis|de|du|au|à"
)
_DAY_WORDS: Final = re.compile(
    rf"(?<!\w)(?:{_WORD})(?!\w)(?:[\s\u00a0,;–-]+(?:le[\s\u00a0]+)?(?:{_WORD})(?!\w))+", re.I
)


def lines(dates: Iterable[Span]) -> list[str]:
    """The lines of « seances », one for each year and hours: « 18 et 25 avril 2027, 9h-15h30 »."""
    rows = []
    for (hours, year), some in groupby(sorted(dates), key=lambda span: (_hours(*span), span[0].year)):
        days = [WrittenDay(year, start.month, start.day) for start, _ in some]
        rows += [str(SessionDays(tuple(days[at : at + MOST_DAYS]), hours)) for at in range(0, len(days), MOST_DAYS)]
    return rows


def _hours(start: dt.date, end: dt.date | None) -> SessionHours:
    if not isinstance(start, dt.datetime):
        return SessionHours()
    same_day = isinstance(end, dt.datetime) and end.date() == start.date()
    return SessionHours.between(start.time(), cast("dt.datetime", end).time() if same_day else None)


def countable(dates: Iterable[Day]) -> list[Day]:
    """The sorted ``dates`` as a list. Raises ValueError in French where they are too many or too far apart."""
    found = list[Day]()
    for each in dates:
        if found and each - found[0] > LONGEST:
            raise ValueError(f"il se répète pendant plus de deux ans {BY_HAND}")
        if len(found) == MOST_SESSIONS:  # checked in the loop, since a rule may give a date each second
            raise ValueError(f"il a plus de {MOST_SESSIONS} dates {BY_HAND}")
        found.append(each)
    return found


def of_rule(rule: str, start: Day) -> list[Day]:
    """The dates of a rule (RFC 5545, RRULE), which must end within two years. Raises ValueError in French."""
    first = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    bounded = re.sub(r"UNTIL=(\d{8})(T\d{6})?Z?", r"UNTIL=\1T235959", rule)
    try:
        found = iter(rrulestr(bounded, dtstart=first))
    except (TypeError, AttributeError):
        raise ValueError(f"sa répétition est illisible {BY_HAND}") from None
    return countable(cast("Day", each if isinstance(start, dt.datetime) else each.date()) for each in found)


def of_the_events_calendar(serialized: str, start: dt.datetime) -> list[dt.datetime]:
    """The dates of a repetition as The Events Calendar keeps it, serialized by PHP.

    Raises ValueError where a rule is not understood.
    """
    data = serialized.encode()
    kept = _unserialized(data, [0])
    found = {start}
    for rule in _values(kept, "rules"):
        found |= set(_of_one(rule, start))
    for rule in _values(kept, "exclusions"):
        found -= set(_of_one(rule, start))
    return countable(sorted(found))


def _of_one(rule: object, start: dt.datetime) -> list[dt.datetime]:
    """The dates of one rule of The Events Calendar. Raises ValueError."""
    own = _at(rule, "custom")
    kind = str(_at(own, "type") or "") if _at(rule, "type") == "Custom" else str(_at(rule, "type") or "")
    if _at(own, "same-time") == "no":
        raise ValueError("other hours")
    if kind in ("Date", "Single"):
        day = dt.date.fromisoformat(str(_at(_at(own, "date"), "date"))[:10])
        return [dt.datetime.combine(day, start.time())]
    end, last, count = (str(_at(rule, key) or "") for key in ("end-type", "end", "end-count"))
    bound = f";COUNT={int(count)}" if end == "After" else f";UNTIL={last[:10].replace('-', '')}" if end == "On" else ""
    frequency = next((_FREQUENCIES[name] for name in _FREQUENCIES if name in kind.lower()), "")
    if not frequency or not bound:
        raise ValueError("no end, or an unknown kind")
    text = f"FREQ={frequency};INTERVAL={int(str(_at(own, 'interval') or 1))}{_days_of(frequency, own)}{bound}"
    return of_rule(text, start)


def _days_of(frequency: str, own: object) -> str:
    """The days of a rule as RRULE has them, « ;BYDAY=MO,WE », « ;BYDAY=2TU »; "" for the day of the first date.

    Raises ValueError.
    """
    month = _at(own, "month")
    if frequency == "WEEKLY" and (days := [_DAYS[int(str(day)) % 7] for day in _values(_at(own, "week"), "day")]):
        return f";BYDAY={','.join(days)}"
    if frequency == "MONTHLY" and (rank := str(_at(month, "number") or "")) and _at(month, "same-day") != "yes":
        day = int(str(_at(month, "day") or 0) or 0) if rank in _RANKS else 0
        if rank.lstrip("-").isdecimal() or day < 0:
            return f";BYMONTHDAY={_RANKS.get(rank, rank)}"
        return f";BYDAY={_RANKS[rank]}{_DAYS[day % 7]}"
    if frequency == "YEARLY" and _at(_at(own, "year"), "filter"):
        raise ValueError("a rule for months")
    return ""


def _at(kept: object, key: str) -> object:
    return kept.get(key) if isinstance(kept, dict) else None


def _values(kept: object, key: str) -> list[object]:
    found = _at(kept, key)
    return list(found.values()) if isinstance(found, dict) else []


def _unserialized(data: bytes, at: list[int]) -> object:
    """Parse the value of PHP's serialize() that begins at ``at[0]``, which moves to its end; an array becomes a dict.

    Raises ValueError.
    """
    kind, start = data[at[0] : at[0] + 1], at[0] + 2
    if kind == b"N":
        at[0] = start
        return None
    end = data.index(b":" if kind in b"sa" else b";", start)
    at[0] = end + 1
    if kind in b"ibd":
        return data[start:end].decode()
    length = int(data[start:end])
    if kind == b"s":
        at[0] = end + length + 4
        return data[end + 2 : end + 2 + length].decode()
    if kind != b"a" or length > len(data):
        raise ValueError("an object")
    at[0] += 1
    found = {str(_unserialized(data, at)): _unserialized(data, at) for _ in range(length)}
    at[0] += 1
    return found


def stated(words: str) -> Iterator[SessionDays]:
    """The lists of several days in a text, as people write them: « 23, 25 et 30 septembre 2025, 9h-16h »."""
    for found in _DAY_WORDS.finditer(words):
        parts = re.split(r"(?=[\s\u00a0])", found[0])
        for end in range(len(parts), 1, -1):
            try:
                days = read_session_days("".join(parts[:end]).strip(" ,;–-\u00a0"))
            except ValueError:
                continue
            if len(days.days) > 1 and all(day.day for day in days.days):
                yield days
            break


def days_of(said: SessionDays, year: int) -> list[dt.date]:
    """The days of a line, in ``year`` where it has none. Raises ValueError where a day does not exist."""
    return [day.date().first for day in said.in_year(year).days]
