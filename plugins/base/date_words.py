"""How each language names days and months and writes dates and hours; digits are Western everywhere.

The names are those of the CLDR (through Babel) in the variant that the public reads. Pashto, Somali and Tigrinya have
names of their own here: the CLDR's are coined or misspelt there, and Babel gives days of Pashto to both others.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from babel import Locale
from babel.dates import get_day_names, get_month_names

from plugins.base.partial_date import MONTHS, WEEKDAYS
from plugins.base.typography import NO_BREAK_SPACE


@dataclass(frozen=True)
class DateWords:
    """The names of a language, Monday and January first, and the patterns of its dates and hours (``str.format``).

    ``dated_weekday``, ``day_and_month`` and ``month`` are the patterns of a date with its weekday, of one without its
    year, and of a month with its year.
    """

    weekdays: Sequence[str]
    months: Sequence[str]
    """The months as they stand in a date; in Slavic languages, in the genitive."""
    months_alone: Sequence[str] = ()
    """The months without a day, where these names differ."""
    months_large: Sequence[str] = ()
    """The months in large letters, where ``months`` are too long for these."""
    date: str = "{day} {month} {year}"
    dated_weekday: str = "{weekday} {date}"
    day_and_month: str = f"{{weekday}} {{day}}{NO_BREAK_SPACE}{{month}}"
    """For large letters: on a narrow screen the line breaks after the weekday."""
    month: str = "{month} {year}"
    hour: str = "{hour}:{minute:02}"
    full_hour: str = ""
    """The pattern of an hour without minutes, where it differs from ``hour``."""
    comma: str = ","
    hours: str = "{start}–{end}"
    until_hour: str = "– {end}"
    first_of_month: str = "1"
    day_of_month: str = "{day}"

    def in_full(self, day: dt.date) -> str:
        """« 26 novembre 2026 »."""
        return self.date.format(day=self._number(day), month=self.months[day.month - 1], year=day.year)

    def with_weekday(self, day: dt.date) -> str:
        """« jeudi 26 novembre 2026 »."""
        return self.dated_weekday.format(weekday=self.weekdays[day.weekday()], date=self.in_full(day))

    def without_year(self, day: dt.date) -> str:
        """« jeudi 26 novembre »."""
        weekday, month = self.weekdays[day.weekday()], (self.months_large or self.months)[day.month - 1]
        return self.day_and_month.format(weekday=weekday, day=self._number(day), month=month)

    def in_large(self, day: dt.date) -> str:
        """As ``with_weekday``, with the month for large letters; lines break as in ``without_year``."""
        date = self.date.replace(" ", NO_BREAK_SPACE, 1) if NO_BREAK_SPACE in self.day_and_month else self.date
        return replace(self, months=self.months_large or self.months, date=date).with_weekday(day)

    def month_in_date(self, number: int) -> str:
        """« novembre », where it stands beside the number of a day."""
        return (self.months_large or self.months)[number - 1].replace(NO_BREAK_SPACE, " ")

    def month_name(self, number: int) -> str:
        """« novembre », where it stands alone."""
        return (self.months_large or self.months_alone or self.months)[number - 1].replace(NO_BREAK_SPACE, " ")

    def month_of_year(self, day: dt.date) -> str:
        """« novembre 2026 »."""
        return self.month.format(month=(self.months_alone or self.months)[day.month - 1], year=day.year)

    def clock(self, time: dt.time) -> str:
        """« 9h30 », « 14h », on a clock of 24 hours."""
        pattern = (not time.minute and self.full_hour) or self.hour
        return pattern.format(hour=time.hour, minute=time.minute)

    def _number(self, day: dt.date) -> str:
        return self.first_of_month if day.day == 1 else self.day_of_month.format(day=day.day)


def _weekdays(locale: Locale) -> tuple[str, ...]:
    # Not the context "stand-alone": for it Babel 2.18 returns the names of the last locale that has some.
    names = get_day_names("wide", "format", locale)
    return tuple(names[day] for day in range(7))


def _months(locale: Locale, context: Literal["format", "stand-alone"] = "format") -> tuple[str, ...]:
    names = get_month_names("wide", context, locale)
    return tuple(names[month] for month in range(1, 13))


LOCALES: Final[Mapping[str, str]] = MappingProxyType({"ar": "ar_SY", "fa": "fa_AF"})
"""The locale of a language whose months the public knows: those of the Levant for Arabic, of Dari for Persian."""


def locale_of(language: str) -> Locale:
    """The locale of a language, by its code (BCP 47)."""
    return Locale.parse(LOCALES.get(language, language))


@lru_cache(maxsize=64)
def date_words(language: str) -> DateWords:
    """The date words of a language, by its code (BCP 47); without an entry here, they are those of the CLDR."""
    locale = locale_of(language)
    weekdays, months = _NAMES.get(language) or (_weekdays(locale), _months(locale))
    words = DateWords(weekdays, months, **_PATTERNS.get(language, {}))
    match language:
        case "uk" | "ru":
            weekdays = tuple(name.replace("ʼ", "’") for name in weekdays)
            return replace(words, weekdays=weekdays, months_alone=_months(locale, "stand-alone"))
        case "ar":
            # Both names of a month, as the United Nations write them: that of the Levant, then that of Egypt and the
            # Gulf. In large letters only the first one, whose two words stay on one line.
            both = tuple(map("/".join, zip(months, _months(Locale("ar")), strict=True)))
            return replace(words, months=both, months_large=[name.replace(" ", NO_BREAK_SPACE) for name in months])
    return words


_NAMES: Final[Mapping[str, tuple[Sequence[str], Sequence[str]]]] = MappingProxyType(
    {
        "fr": (WEEKDAYS, MONTHS),
        "ps": (
            ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
            "جنوري فبروري مارچ اپریل مې جون جولای اګست سپتمبر اکتوبر نومبر دسمبر".split(),
        ),
        "ti": (
            ("ሰኑይ", "ሰሉስ", "ረቡዕ", "ሓሙስ", "ዓርቢ", "ቀዳም", "ሰንበት"),
            "ጥሪ ለካቲት መጋቢት ሚያዝያ ግንቦት ሰነ ሓምለ ነሓሰ መስከረም ጥቅምቲ ሕዳር ታሕሳስ".split(),
        ),
        "so": (
            ("Isniin", "Talaado", "Arbaco", "Khamiis", "Jimce", "Sabti", "Axad"),
            "Janaayo Febraayo Maarso Abriil Maajo Juun Luulyo Agoosto Sebtembar Oktoobar Nofembar Disembar".split(),
        ),
    }
)
"""The weekdays and months of a language whose names are not those of the CLDR."""


def _slavic(year: str) -> dict[str, str]:
    """The patterns of a Slavic language, with its word for « year » in full.

    An abbreviation would end a sentence with two full stops.
    """
    return {
        "date": f"{{day}} {{month}} {{year}} {year}",
        "dated_weekday": "{weekday}, {date}",
        "day_and_month": f"{{weekday}}, {{day}}{NO_BREAK_SPACE}{{month}}",
        "month": f"{{month}} {{year}} {year}",
        "until_hour": "до {end}",
    }


_PATTERNS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "fr": {
            "day_and_month": "{weekday} {day} {month}",
            "hour": "{hour}h{minute:02}",
            "full_hour": "{hour}h",
            "until_hour": "jusqu’à {end}",
            "first_of_month": "1er",
        },
        "en": {"until_hour": "until {end}"},
        "es": {
            "date": "{day} de {month} de {year}",
            "dated_weekday": "{weekday}, {date}",
            "day_and_month": f"{{weekday}}, {{day}}{NO_BREAK_SPACE}de{NO_BREAK_SPACE}{{month}}",
            "month": "{month} de {year}",
            "until_hour": "hasta las {end}",
        },
        "uk": _slavic("року"),
        "ru": _slavic("года"),
        "tr": {
            "dated_weekday": "{date} {weekday}",
            "day_and_month": f"{{day}}{NO_BREAK_SPACE}{{month}} {{weekday}}",
            "hour": "{hour:02}:{minute:02}",
            "until_hour": "bitiş saati: {end}",
        },
        "ar": {
            "dated_weekday": "{weekday}، {date}",
            "day_and_month": f"{{weekday}}، {{day}}{NO_BREAK_SPACE}{{month}}",
            "comma": "،",
            "hours": "من {start} إلى {end}",
            "until_hour": "حتى {end}",
        },
        "fa": {"comma": "،", "hours": "از {start} تا {end}", "until_hour": "تا {end}"},
        "ps": {
            "date": "د {year} کال د {month} {day}",
            "dated_weekday": "{weekday}، {date}",
            "day_and_month": f"{{weekday}}، د{NO_BREAK_SPACE}{{month}}{NO_BREAK_SPACE}{{day}}",
            "month": "د {year} کال {month}",
            "first_of_month": "لومړۍ",
            "day_of_month": "{day}مه",
            "comma": "،",
            "hours": "له {start} څخه تر {end} پورې",
            "until_hour": "تر {end} پورې",
        },
        "ti": {
            "dated_weekday": "{weekday}፣ {date}",
            "day_and_month": f"{{weekday}}፣ {{day}}{NO_BREAK_SPACE}{{month}}",
            "comma": "፣",
            "hours": "ካብ {start} ክሳብ {end}",
            "until_hour": "ክሳብ {end}",
        },
        "so": {
            "dated_weekday": "{weekday}, {date}",
            "day_and_month": f"{{weekday}}, {{day}}{NO_BREAK_SPACE}{{month}}",
            "hours": "{start} ilaa {end}",
            "until_hour": "ilaa {end}",
        },
    }
)
"""The patterns of a language that differ from the defaults of DateWords."""
