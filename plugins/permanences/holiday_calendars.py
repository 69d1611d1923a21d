"""The legal holidays of Belgium and the school holidays of the French Community, from the ``holidays`` package.

The ten legal days are those of the royal decree of 18 April 1974, article 1. The package also has the Sundays of Easter
and Pentecost; they are not legal holidays, and are left out here. The school holidays follow the calendars that the
French Community has published, until ``SCHOOL_CALENDARS_PUBLISHED_UNTIL``; after that day they follow the rule of its
decree of 31 March 2022, which may still be changed. Single days off (27 September, Shrove Tuesday) do not count.
"""

import sys
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import holidays
from holidays import country_holidays

FIRST_YEAR: Final = 1974
FIRST_SCHOOL_YEAR: Final = 2010
LAST_YEAR: Final = 2100  # beyond it the package returns nothing, without an error
SCHOOL_CALENDARS_PUBLISHED_UNTIL: Final = date(2029, 8, 26)

# The package's own ``holidays.countries`` imports every country. With this empty module in its place, the package
# imports only the country for which it is asked.
_countries = ModuleType("holidays.countries")
_countries.__path__ = [str(Path(holidays.__file__).parent / "countries")]
sys.modules.setdefault(_countries.__name__, _countries)

_SUNDAYS: Final = frozenset({"Pâques", "Pentecôte", "Dimanche"})
_USUAL_NAMES: Final = {"Jour de l'Armistice": "Armistice"}
_SCHOOL_HOLIDAYS: Final = "Vacances"


def legal_holiday(day: date) -> str | None:
    """The French name of the legal holiday, with a capital (« Noël », « Fête du Travail et Ascension »), or None.

    Raises ValueError outside ``FIRST_YEAR`` to ``LAST_YEAR``: an unknown holiday must not look like a working day.
    """
    _check_year(day, FIRST_YEAR)
    return _legal_holidays(day.year).get(day)


def in_school_holidays(day: date) -> bool:
    """Whether the day lies in school holidays. Raises ValueError outside ``FIRST_SCHOOL_YEAR`` to ``LAST_YEAR``."""
    _check_year(day, FIRST_SCHOOL_YEAR)
    return day in _school_holidays(day.year)


def _check_year(day: date, first: int) -> None:
    if not first <= day.year <= LAST_YEAR:
        raise ValueError(f"holidays are known from {first} to {LAST_YEAR}, not in {day.year}")


@cache
def _legal_holidays(year: int) -> dict[date, str]:
    found = {}
    for day, joined in country_holidays("BE", years=year, language="fr", expand=False).items():
        names = [_USUAL_NAMES.get(name, name) for name in joined.split("; ") if name not in _SUNDAYS]
        if names:
            found[day] = " et ".join(sorted(names, reverse=True))
    return found


@cache
def _school_holidays(year: int) -> frozenset[date]:
    known = country_holidays("BE", "French", years=year, language="fr", categories=("school",), expand=False)
    return frozenset(
        day for day, names in known.items() if any(n.startswith(_SCHOOL_HOLIDAYS) for n in names.split("; "))
    )
