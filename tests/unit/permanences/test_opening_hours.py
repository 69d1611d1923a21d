"""Rules as ``opening_hours`` of OpenStreetMap, which contain no hour that is not known."""

import re
from datetime import date, datetime

from hypothesis import given
from opening_hours import OpeningHours

from plugins.permanences.grammar import parse
from plugins.permanences.opening_hours import opening_hours
from plugins.permanences.schedule import Schedule, held
from tests.tables import each_row
from tests.unit.permanences.strategies import drawing, rules


@each_row(
    ("text", "expected"),
    [
        ("4e vendredi du mois", 'Fr[4] unknown "heures non indiquées"; PH off'),
        ("2e et 4e jeudi du mois", 'Th[2,4] unknown "heures non indiquées"; PH off'),
        ("2e vendredi et 4e jeudi du mois", 'Fr[2],Th[4] unknown "heures non indiquées"; PH off'),
        ("dernier mardi du mois, 9h-12h", "Tu[-1] 09:00-12:00; PH off"),
        ("lundi et mercredi, 9h-12h et 13h30-16h", "Mo,We 09:00-12:00,13:30-16:00; PH off"),
        ("du lundi au vendredi, 9h-12h", "Mo-Fr 09:00-12:00; PH off"),
        ("tous les lundis après-midi", 'Mo unknown "après-midi"; PH off'),
        ("sur rendez-vous", 'unknown "sur rendez-vous"'),
        ("lundi 9h-12h sauf en juillet et août", "Mo 09:00-12:00; Jul,Aug off; PH off"),
        ("lundi 9h-12h sauf de janvier à juin", "Mo 09:00-12:00; Jan,Feb,Mar,Apr,May,Jun off; PH off"),
        ("lundi 9h-12h sauf de juillet à décembre", "Mo 09:00-12:00; Jul,Aug,Sep,Oct,Nov,Dec off; PH off"),
        ("lundi, mercredi, vendredi, 9h-12h", "Mo,We,Fr 09:00-12:00; PH off"),
        ("mardi, jeudi, samedi et dimanche, 9h-12h", "Tu,Th,Sa,Su 09:00-12:00; PH off"),
        ("lundi 9h-12h sauf vacances scolaires", "Mo 09:00-12:00; SH off; PH off"),
        (
            "lundi du 2026-01-05 au 2026-06-30",
            '2026 Jan 05+ Mo unknown "heures non indiquées"; 2026 Jul 01+ off; PH off',
        ),
        (
            "un mardi sur deux à partir du 2026-01-06, 9h-12h",
            '2026 Jan 06+ Tu 09:00-12:00 unknown "un mardi sur deux à partir du 2026-01-06"; PH off',
        ),
    ],
)
def test_a_rule_is_told_in_the_words_of_openstreetmap(text, expected):
    assert opening_hours(parse(text)) == expected


@each_row(
    "text",
    [
        "2e et 4e jeudi du mois",
        "2e vendredi et 4e jeudi du mois",
        "tous les lundis après-midi",
        "dernier mardi et 5e jeudi du mois, 9h-12h, sauf en juillet et août",
        "du lundi au vendredi, 9h-12h et 13h-16h30, sauf en août",
        "le mardi, 9h-12h, du 2026-02-03 au 2027-03-04",
    ],
)
def test_an_independent_reader_finds_the_days_that_are_held(text):
    rule = parse(text)
    value = OpeningHours(opening_hours(rule), country="BE")
    found = value.intervals(datetime(2026, 1, 1), datetime(2030, 1, 1))
    told = {start.date() for start, _, state, *_ in found if str(state) != "closed"}
    assert told == {occurrence.day for occurrence in held(Schedule(rule), date(2026, 1, 1), date(2029, 12, 31))}


def test_an_office_that_keeps_holidays_open_says_nothing_of_them():
    assert opening_hours(parse("lundi 9h-12h"), holidays_open=True) == "Mo 09:00-12:00"


@drawing(100)
@given(rules())
def test_hours_are_written_only_where_the_rule_has_some(rule):
    told = opening_hours(rule)
    assert len(re.findall(r"\d\d:\d\d-\d\d:\d\d", told)) == len(rule.hours)
    assert ("unknown" in told) is bool(not rule.hours or hasattr(rule.pattern, "anchor"))
    assert told.count('"') in {0, 2}


def test_the_last_day_is_still_open():
    assert "2027 Jan 01+ off" in opening_hours(parse(f"lundi jusqu'au {date(2026, 12, 31)}"))
