"""Legal holidays have their usual Belgian names; a year that is not known is an error, never without holidays."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins.permanences.holiday_calendars import SCHOOL_CALENDARS_PUBLISHED_UNTIL, in_school_holidays, legal_holiday
from tests.tables import each_row

ROOT = Path(__file__).parents[3]
LEGAL_DAYS_OF_2026 = {
    date(2026, 1, 1): "Nouvel An",
    date(2026, 4, 6): "Lundi de Pâques",
    date(2026, 5, 1): "Fête du Travail",
    date(2026, 5, 14): "Ascension",
    date(2026, 5, 25): "Lundi de Pentecôte",
    date(2026, 7, 21): "Fête nationale",
    date(2026, 8, 15): "Assomption",
    date(2026, 11, 1): "Toussaint",
    date(2026, 11, 11): "Armistice",
    date(2026, 12, 25): "Noël",
}


def test_a_year_has_the_ten_legal_holidays_and_no_plain_sunday():
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert {day: legal_holiday(day) for day in year if legal_holiday(day)} == LEGAL_DAYS_OF_2026


def test_two_holidays_on_one_day_are_both_named():
    assert legal_holiday(date(2008, 5, 1)) == "Fête du Travail et Ascension"


@pytest.mark.parametrize("day", [date(1973, 12, 25), date(2101, 12, 25)])
def test_a_year_whose_holidays_are_not_known_is_an_error(day):
    with pytest.raises(ValueError, match=f"from 1974 to 2100, not in {day.year}"):
        legal_holiday(day)


@each_row(
    ("day", "closed"),
    [
        (date(2026, 2, 13), False),
        (date(2026, 2, 16), True),  # carnival
        (date(2026, 4, 27), True),  # spring
        (date(2027, 5, 6), True),  # Ascension within the spring holidays
        (date(2027, 2, 9), False),  # Shrove Tuesday is a single day off
        (date(2026, 7, 3), False),
        (date(2026, 7, 4), True),
        (date(2026, 8, 23), True),
        (date(2026, 8, 24), False),
        (date(2026, 10, 30), True),  # autumn
        (date(2026, 11, 2), False),
        (date(2026, 12, 31), True),
    ],
)
def test_school_holidays_are_those_of_the_french_community(day, closed):
    assert in_school_holidays(day) is closed


def test_school_holidays_before_2010_are_an_error():
    with pytest.raises(ValueError, match="known from 2010"):
        in_school_holidays(date(2009, 7, 14))


def test_the_first_and_the_last_known_years_are_known():
    assert legal_holiday(date(1974, 12, 25)) == legal_holiday(date(2100, 12, 25)) == "Noël"
    assert in_school_holidays(date(2010, 7, 14))
    assert in_school_holidays(date(2100, 12, 31))


def test_the_published_calendars_end_with_the_summer_of_2029():
    assert date(2029, 8, 26) == SCHOOL_CALENDARS_PUBLISHED_UNTIL
    assert in_school_holidays(SCHOOL_CALENDARS_PUBLISHED_UNTIL)
    assert not in_school_holidays(SCHOOL_CALENDARS_PUBLISHED_UNTIL + timedelta(days=1))


def test_no_other_country_is_imported():
    """The import of all 285 countries takes as long as a small build."""
    used = "from datetime import date; from plugins.permanences import holiday_calendars as used; import sys;"
    asked = "used.legal_holiday(date(2026, 1, 1)); used.in_school_holidays(date(2026, 1, 1));"
    told = "print(*(name for name in sys.modules if name.startswith('holidays.countries.')))"
    printed = subprocess.run([sys.executable, "-c", used + asked + told], cwd=ROOT, capture_output=True, text=True)
    assert printed.stdout.split() == ["holidays.countries.belgium"]
