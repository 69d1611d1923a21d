"""Dates of any precision: a year, a month, a day, or a day and an hour (EDTF level 0, ISO 8601-2)."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import total_ordering

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

YEARS = range(1800, 2200)
"""The years that a date may have; another one is a typing error."""
EXAMPLE_YEAR = 2026
"""The year of the example dates in messages: a constant, since no clock is read here."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d):(\d\d))?)?)?", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_WORDS = re.compile(
    rf"(?:le\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:(\d{{1,2}})(?:er)?\s+)?({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?", re.I
)
_DAY_IN_WORDS = re.compile(rf"(\d{{1,2}})(?:er)?\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?", re.I)
YEAR_LEFT_OPEN = re.compile(r"…-\d\d-\d\d")
"""How ``dates_in`` writes a day without its year."""
_DAY_AND_TIME = re.compile(r"([^:]*\d{4}),?\s+(?:à\s+)?(\d{1,2}) ?[h:] ?(\d\d)?")
_LOOSE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ ,T]+(?:à )?(\d{1,2}) ?[h:] ?(\d\d)?")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date whose month, day or hour may be unknown.

    Dates sort by their last possible day: « mai 2021 » comes after every day of that May.
    """

    year: int
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2020``, ``2021-05``, ``2020-11-27`` or ``2020-11-27 09:30``.

        Raises ValueError with a French sentence that says what to write.
        """
        text = " ".join(text.split())
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(_how_to_write(text))
        parts = [int(part) for part in match.groups() if part]  # each part is known only where those before it are
        year, known = parts[0], len(parts)
        if year not in YEARS:
            raise ValueError(f"« {text} » : l’année {year:04} n’est pas possible ici → vérifiez l’année")
        if known == 1:
            return cls(year)
        month = parts[1]
        if not 1 <= month <= 12:
            raise ValueError(f"« {text} » : il n’y a pas de mois {month:02} → écrivez un mois de 01 à 12")
        if known == 2:
            return cls(year, month)
        day = parts[2]
        if not 1 <= day <= monthrange(year, month)[1]:
            raise ValueError(f"« {text} » : {_length(year, month)}")
        if known == 3:
            return cls(year, month, day)
        hour, minute = parts[3:]
        if hour > 23 or minute > 59:
            raise ValueError(
                f"« {text} » : il n’y a pas d’heure {hour:02}:{minute:02} → écrivez une heure de 00:00 à 23:59"
            )
        return cls(year, month, day, dt.time(hour, minute))

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The date of a day, with the hour where ``day`` is a datetime."""
        return cls(day.year, day.month, day.day, day.time() if isinstance(day, dt.datetime) else None)

    @property
    def exact(self) -> bool:
        return self.day is not None

    @property
    def first(self) -> dt.date:
        """The first day that the date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that the date may mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def datetime(self) -> dt.datetime:
        """The first possible day with the hour, or midnight where this is unknown; without a time zone."""
        return dt.datetime.combine(self.first, self.time or dt.time())

    def __lt__(self, other: "PartialDate") -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[dt.date, int, dt.time]:
        """The sort key of the date, which is faster than ``<`` where many dates are sorted."""
        return (self.last, -self.first.toordinal(), self.time or dt.time())

    def __str__(self) -> str:
        """The date in ISO 8601, as it is written in the content and in ``<time datetime>``."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text + (f" {self.time:%H:%M}" if self.time else "")


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of the month, ``count`` months later, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def readings(text: str) -> tuple[str, ...]:
    """The days that « 03/04/2026 » may mean, in ISO 8601: first the one with the day before the month."""
    if not (match := _SLASHES.fullmatch(text)):
        return ()
    first, second, year = map(int, match.groups())
    days = ((first, second), (second, first))
    return tuple(dict.fromkeys(f"{year}-{month:02}-{day:02}" for day, month in days if exists(year, month, day)))


def dates_in(text: str) -> tuple[str, ...]:
    """The days in a text that can be read in one way only, in ISO 8601; « … » stands for a missing year."""
    found: dict[int, str] = {match.start(): match[0] for match in re.finditer(r"\b\d{4}-\d\d-\d\d\b", text)}
    for match in re.finditer(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b", text):
        if len(days := readings(match[0])) == 1:
            found[match.start()] = days[0]
    for match in _DAY_IN_WORDS.finditer(text):
        day, month, year = int(match[1]), MONTHS.index(match[2].lower()) + 1, match[3]
        if exists(int(year or 2000), month, day):
            found[match.start()] = f"{year or '…'}-{month:02}-{day:02}"
    return tuple(found[at] for at in sorted(found))


def _length(year: int, month: int) -> str:
    """The end of a message about a day that the month does not have: its length and what to write."""
    days = monthrange(year, month)[1]
    return f"{MONTHS[month - 1]} {year} a {days} jours → écrivez un jour de 01 à {days}"


def _how_to_write(text: str) -> str:
    """The message for a date that is not in ISO 8601: what to write instead."""
    if days := readings(text):
        return f"« {text} » → écrivez {' ou '.join(days)}"
    if (match := _YEAR_FIRST.fullmatch(text)) and exists(*map(int, match.groups())):
        return "« {} » → écrivez {}-{:02}-{:02}".format(text, *map(int, match.groups()))
    if match := _WORDS.fullmatch(text):
        day, month, year = match[1], MONTHS.index(match[2].lower()) + 1, match[3]
        if not year:
            which = f"{month:02}" + (f"-{int(day):02}" if day else "")
            return f"« {text} » : il manque l’année → écrivez par exemple {EXAMPLE_YEAR}-{which}"
        if day and not exists(int(year), month, int(day)):
            return f"« {text} » : {_length(int(year), month)}"
        named = next((name for name in WEEKDAYS if name in text.lower()), None)
        if day and named and named != (real := WEEKDAYS[dt.date(int(year), month, int(day)).weekday()]):
            told = dt.date(int(year), month, int(day))
            meant = told + dt.timedelta((WEEKDAYS.index(named) - told.weekday() + 3) % 7 - 3)  # the nearest one
            return f"« {text} » : ce jour est un {real} → écrivez {told}, ou corrigez la date : {named} est le {meant}"
        return f"« {text} » → écrivez {year}-{month:02}" + (f"-{int(day):02}" if day else "")
    if (match := _LOOSE_TIME.fullmatch(text)) and int(match[2]) < 24 and int(match[3] or 0) < 60:
        return f"« {text} » → écrivez {match[1]} {int(match[2]):02}:{match[3] or '00'}"
    if (match := _DAY_AND_TIME.fullmatch(text)) and int(match[2]) < 24 and int(match[3] or 0) < 60:
        days = dates_in(match[1])
        if len(days) == 1 and not YEAR_LEFT_OPEN.fullmatch(days[0]):
            return f"« {text} » → écrivez {days[0]} {int(match[2]):02}:{match[3] or '00'}"
    year = EXAMPLE_YEAR
    return f"« {text} » n’est pas une date → écrivez {year}, {year}-11, {year}-11-27 ou {year}-11-27 09:30"


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
