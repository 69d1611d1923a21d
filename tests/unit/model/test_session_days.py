"""The lines of sessions (« 10, 12 et 17 novembre, 9h-16h »): how they are read and written."""

import calendar
import datetime as dt
import random
import re

import pytest

from plugins.model.session_days import (
    SessionDays,
    SessionHours,
    WrittenDay,
    read_session_days,
    read_session_hours,
)
from tests.tables import each_row
from tests.unit.permanences.strategies import DRAWS, mutated, random_hours


@each_row(
    ("line", "said"),
    [
        ("23, 25 et 30 septembre 2025, 9h-16h", "23, 25 et 30 septembre 2025, 9h-16h"),
        (
            "23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre, 9h-16h",
            "23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre, 9h-16h",
        ),
        ("Les 23, 25 ; le 30 Septembre 2025 de 9 h à 16 h", "23, 25 et 30 septembre 2025, 9h-16h"),
        ("Mardi 23 et jeudi 25 septembre 2025", "mardi 23 et jeudi 25 septembre 2025"),
        ("du 3 au 5 juin 2026, 9h", "3, 4 et 5 juin 2026, à 9h"),
        ("1er aout 2026 à partir de 18h30", "1er août 2026, à 18h30"),
        ("2025-10-02, 9h-12h et 13h30-16h", "2 octobre 2025, 9h-12h et 13h30-16h"),
        ("2025-10-02 09:30", "2 octobre 2025, à 9h30"),
        ("octobre et novembre 2025", "octobre ainsi que novembre 2025"),
        ("2025-10", "octobre 2025"),
        ("2025", "2025"),
        ("18 décembre 2025 et 8 janvier 2026", "18 décembre 2025 ainsi que 8 janvier 2026"),
    ],
)
def test_a_line_is_understood_and_written_in_one_way(line, said):
    assert str(read_session_days(line)) == said


def test_a_year_counts_for_the_whole_line():
    found = read_session_days("23 septembre ainsi que 2 octobre 2025, 3 novembre")
    assert [str(day.date()) for day in found.days] == ["2025-09-23", "2025-10-02", "2025-11-03"]


@each_row(
    ("line", "fault"),
    [
        ("", "il manque le jour"),
        ("9h-16h", "il manque le jour"),
        ("bonjour", "« bonjour » n’est pas compris"),
        ("23, 25", "il manque le mois à la fin"),
        ("mardi septembre 2025", "il manque le jour du mois après « mardi »"),
        ("31 septembre", "septembre a 30 jours → écrivez un jour de 1 à 30"),
        ("29 février 2025", "février a 28 jours"),
        ("12e octobre 2025", "« 12e » n’est pas un jour du mois"),
        ("23/09/2025", "→ écrivez 2025-09-23"),
        ("03/04/2026", "→ écrivez 2026-04-03 ou 2026-03-04"),
        ("2025-13", "il n’y a pas de mois 13"),
        ("2025-13-01", "il n’y a pas de mois 13"),
        ("3 octobre 3025", "l’année 3025 n’est pas possible ici"),
        ("23-25 septembre 2025", "écrivez « du 23 au 25 » ou « 23 et 25 »"),
        ("du 29 juin au 3 juillet 2026", "des jours de deux mois"),
        ("du 3 au 14 juin 2026", "« 14 » est trop loin de « 3 »"),
        ("du 5 au 3 juin 2026", "« 3 » ne vient pas après « 5 »"),
        ("18 décembre et 8 janvier 2026", "« 18 décembre » : de quelle année ?"),
        ("18 décembre 2025 et 8 janvier", "« 8 janvier » : de quelle année ?"),
        ("18 décembre et 8 janvier", "« 18 décembre » : de quelle année ?"),
        ("2025 et 2026", "une année seule"),
        ("23 septembre 2025, 16h-9h", "l’heure de fin « 9h » n’est pas après l’heure de début « 16h »"),
        ("23 septembre 2025, 9h-12h et 11h-16h", "se chevauchent"),
        ("23 septembre 2025, à 25h", "« 25h » n’est pas une heure"),
        ("23 septembre 2025, 9h-16h, 25 septembre", "« , » vient après les heures"),
        ("23 septembre 2025,", "la phrase s’arrête trop tôt"),
    ],
)
def test_what_is_not_sure_is_refused_in_french(line, fault):
    with pytest.raises(ValueError, match=re.escape(fault)):
        read_session_days(line)


@each_row(("text", "said"), [("9h-16h", "9h-16h"), ("09:00-12:00, 13-16h", "9h-12h et 13h-16h"), ("à 9h", "à 9h")])
def test_hours_are_understood_alone(text, said):
    assert str(read_session_hours(text)) == said


def test_hours_alone_are_only_hours():
    with pytest.raises(ValueError, match="il manque les heures"):
        read_session_hours("le matin")


def random_group(drawn, year):
    """Return random days of one month, or the month without a day."""
    month = drawn.randint(1, 12)
    if drawn.randrange(8) == 0:
        return [WrittenDay(year, month)]
    longest, weekdays = calendar.monthrange(year or 2000, month)[1], (None, *range(7))
    return [
        WrittenDay(year, month, drawn.randint(1, longest), drawn.choice(weekdays)) for _ in range(drawn.randint(1, 4))
    ]


def random_line(drawn):
    """Return a random line that can be written; its days need not be in order."""
    begins = dt.time(drawn.randrange(24), drawn.randrange(60))
    hours = drawn.choice((SessionHours(), SessionHours(begins=begins), SessionHours(random_hours(drawn))))
    if drawn.randrange(10) == 0:
        return SessionDays((WrittenDay(drawn.randint(1900, 2150)),), hours)
    dated = drawn.randrange(2)
    found = [
        day
        for _ in range(drawn.randint(1, 4))
        for day in random_group(drawn, drawn.randint(2020, 2030) if dated else None)
    ]
    if not dated:
        found.sort(key=lambda day: day.month)
    return SessionDays(tuple(found), hours)


def test_a_line_reads_back_as_it_was_written():
    drawn = random.Random(17)
    for _ in range(600 * DRAWS):
        line = random_line(drawn)
        assert read_session_days(str(line)) == line


def test_a_malformed_line_is_never_more_than_a_french_sentence():
    drawn = random.Random(17)
    usual = (
        "23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre 2025, 9h-16h",
        "du 3 au 5 juin 2026, à 9h",
        "2025-10",
    )
    alphabet = "aeinorst éè’,;.-–:/0123456789hH\n\ud800ßع🌞«»"
    refused = set()
    while len(refused) < 400 * DRAWS:
        line = mutated(drawn.choice(usual), drawn, alphabet)
        try:
            read_session_days(line)
        except ValueError as error:
            refused.add((line, str(error)))
    for line, message in refused:
        assert "→" in message, line
        assert not re.search(r"\b(?:the|out of range|invalid|must|not)\b", message), line


def test_hours_that_are_not_known_may_overlap_any():
    nine, two = read_session_hours("9h-12h"), read_session_hours("14h-16h")
    assert nine.overlap(SessionHours())
    assert not nine.overlap(two)
