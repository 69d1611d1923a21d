"""Dates as vague as what is known: a year, a month, a day, or a day and an hour (EDTF level 0, ISO 8601-2)."""

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
"""Beyond, a date of this site is a slip of the finger."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d):(\d\d))?)?)?", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_WORDS = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:(\d{{1,2}})(?:er)?\s+)?({'|'.join(MONTHS)})\s+(\d{{4}})", re.I
)
_LOOSE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ ,T]+(?:à )?(\d{1,2}) ?[h:] ?(\d\d)?")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date whose month, day or hour may be unknown; sorts by its last possible moment, so « mai 2021 » ends May."""

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
        year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
        if year not in YEARS:
            raise ValueError(f"« {text} » : l’année {year:04} n’est pas possible ici → vérifiez l’année")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"« {text} » : il n’y a pas de mois {month:02}")
        if day is not None and not 1 <= day <= monthrange(year, month)[1]:
            raise ValueError(f"« {text} » : {MONTHS[month - 1]} {year} a {monthrange(year, month)[1]} jours")
        if hour is not None and (hour > 23 or minute > 59):
            raise ValueError(f"« {text} » : l’heure va de 00:00 à 23:59")
        return cls(year, month, day, None if hour is None else dt.time(hour, minute))

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The same day, with its hour when ``day`` is a datetime."""
        return cls(day.year, day.month, day.day, day.time() if isinstance(day, dt.datetime) else None)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def first(self) -> dt.date:
        """The first day that it may be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it may be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def datetime(self) -> dt.datetime:
        """First possible day, and the hour or midnight, without time zone."""
        return dt.datetime.combine(self.first, self.time or dt.time())

    def __lt__(self, other: "PartialDate") -> bool:
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[dt.date, int, dt.time]:
        return (self.last, -self.first.toordinal(), self.time or dt.time())

    def __str__(self) -> str:
        """ISO 8601, as written in the content and in ``<time datetime>``."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text + (f" {self.time:%H:%M}" if self.time else "")


def _how_to_write(text: str) -> str:
    """What to write instead of a date that is not ISO."""
    if match := _SLASHES.fullmatch(text):
        first, second, year = map(int, match.groups())
        readings = dict.fromkeys(
            f"{year}-{month:02}-{day:02}"
            for day, month in ((first, second), (second, first))
            if _exists(year, month, day)
        )
        if readings:
            return f"« {text} » : écrivez {' ou '.join(readings)}"
    if (match := _YEAR_FIRST.fullmatch(text)) and _exists(*map(int, match.groups())):
        year, month, day = map(int, match.groups())
        return f"« {text} » : écrivez {year}-{month:02}-{day:02}"
    if match := _WORDS.fullmatch(text):
        day, month, year = match.groups()
        iso = f"{year}-{MONTHS.index(month.lower()) + 1:02}" + (f"-{int(day):02}" if day else "")
        return f"« {text} » : écrivez {iso}"
    if (match := _LOOSE_TIME.fullmatch(text)) and int(match[2]) < 24:
        return f"« {text} » : écrivez {match[1]} {int(match[2]):02}:{match[3] or '00'}"
    return f"« {text} » n’est pas une date → écrivez 2020, 2020-11, 2020-11-27 ou 2020-11-27 09:30"


def _exists(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
