"""The sentence of every rule in every language, without a word of another language.

After an intended change: UPDATE_GOLDEN=1 python3 tasks.py test -- tests/unit/permanences/test_wordings.py; then read
the difference in git.
"""

import os
import re
from datetime import date, time
from itertools import pairwise
from pathlib import Path

from hypothesis import given

from plugins.permanences.grammar import parse
from plugins.permanences.model import LAST, MonthlyNth, NthWeekday, PartOfDay, Rule, TimeRange, Weekday, Weekly
from plugins.permanences.wordings import WORDINGS, wording
from plugins.permanences.wordings.turkish import ablative, dative
from tests.alphabets import foreign_letters
from tests.tables import each_row
from tests.unit.permanences.strategies import drawing, rules

GOLDEN = Path(__file__).with_name("wordings.txt")
EACH_WEEKDAY = [Rule(Weekly((day,))) for day in Weekday]
EACH_RANK = [Rule(MonthlyNth(tuple(NthWeekday(nth, day) for nth in (1, 2, 3, 4, 5, LAST)))) for day in Weekday]
RUNS = [Rule(Weekly(tuple(Weekday)[first : first + 3])) for first in range(5)]
MONTHS = [Rule(Weekly((Weekday.MONDAY,)), except_months=tuple(range(first, first + 6))) for first in (1, 7)]
SENTENCES = [
    "2e vendredi et 4e jeudi du mois",
    "1er et 3e lundi et dernier vendredi du mois, le matin",
    "dernier mercredi du mois, de 9h à 12h",
    "tous les lundis matin",
    "tous les lundis après-midi",
    "tous les lundis et jeudis soir",
    "tous les mardis, mercredis et samedis",
    "du lundi au vendredi, le soir",
    "du lundi au vendredi, de 9h à 12h et de 13h30 à 16h05",
    "tous les lundis, de 8h à 9h, de 10h à 11h et de 14h à 15h",
    "tous les lundis, sauf en mai",
    "tous les mardis, sauf en juillet et août",
    "tous les mardis, sauf pendant les vacances scolaires",
    "tous les mardis, sauf en juillet, sauf pendant les vacances scolaires",
    *(
        f"un {day} sur deux à partir du {date} janvier 2026"
        for day, date in (("lundi", 5), ("mardi", 6), ("mercredi", 7))
    ),
    "un jeudi matin sur deux à partir du 1er janvier 2026, jusqu’au 30 juin 2027",
    "un vendredi sur deux à partir du 2 janvier 2026, de 9h à 12h",
    "un samedi sur deux à partir du 3 janvier 2026",
    "un dimanche soir sur deux à partir du 4 janvier 2026",
    "tous les lundis, à partir du 2 mars 2026",
    "tous les lundis, jusqu’au 1er avril 2027",
    "tous les lundis, du 2 février 2026 au 31 décembre 2027",
    "sur rendez-vous",
    "sur rendez-vous, sauf en août, à partir du 3 septembre 2026",
]
RULES = [*EACH_WEEKDAY, *EACH_RANK, *RUNS, *MONTHS, *map(parse, SENTENCES)]

SPANISH_AND_FRENCH = {"de", "en", "partir"}


def test_every_kind_of_rule_is_told_as_it_was_read():
    told = "\n".join("".join(f"{code} {each.sentence(rule)}\n" for code, each in WORDINGS.items()) for rule in RULES)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(told, "utf-8", newline="\n")
    assert told == GOLDEN.read_text("utf-8")


@each_row("code", WORDINGS)
def test_two_rules_are_never_told_alike(code):
    told = sorted(wording(code).sentence(rule) for rule in RULES)
    assert [one for one, other in pairwise(told) if one == other] == []


@drawing(100)
@given(rules())
def test_a_sentence_is_in_its_language_alone(rule):
    french = set(re.findall(r"[^\W\d]{2,}", wording("fr").sentence(rule)))
    for code in sorted(set(WORDINGS) - {"fr"}):
        told = wording(code).sentence(rule)
        assert foreign_letters(told, code) == "", (code, told)
        common = french.intersection(re.findall(r"[^\W\d]{2,}", told))
        assert common <= (SPANISH_AND_FRENCH if code == "es" else set()), (code, told)
        assert told == " ".join(told.split()), code
        assert not re.search(r" [,،፣]|[,،፣](?! )|[,،፣ .]$|\.\.|[{}]|None", told), (code, told)
        assert len(re.findall(r"\d{1,2}:\d\d", told)) == 2 * len(rule.hours), (code, told)


@each_row("code", WORDINGS)
def test_digits_are_those_of_the_door(code):
    each = wording(code)
    words = [each.dates.with_weekday(date(2026, 11, 26)), each.hours(TimeRange(time(9), time(12, 30)))]
    assert all(digit in "0123456789" for digit in "".join(words) if digit.isdigit())


@each_row(
    ("code", "rank"),
    [
        ("fr", "4e"),
        ("en", "4th"),
        ("es", "cuarto"),
        ("tr", "dördüncü"),
        ("uk", "4-та"),
        ("ru", "4-я"),
        ("ar", "الرابعة"),
        ("fa", "چهارم"),
        ("ps", "څلورمه"),
        ("ti", "ራብዓይ"),
        ("so", "afraad"),
    ],
)
def test_a_rank_agrees_with_its_weekday(code, rank):
    assert wording(code).rank(NthWeekday(4, Weekday.FRIDAY)) == rank


def test_a_part_of_the_day_stands_alone():
    assert [each.part_of_day(PartOfDay.MORNING) for each in WORDINGS.values()] == [
        "le matin",
        "in the morning",
        "صباحًا",
        "вранці",
        "صبح",
        "öğleden önce",
        "утром",
        "por la mañana",
        "سهار",
        "ንግሆ",
        "subaxda",
    ]


def test_a_turkish_i_keeps_its_dot_as_a_capital():
    told = wording("tr").sentence(parse("un jeudi sur deux à partir du 2026-01-08"))
    assert wording("tr").capital(told[told.index("iki") :]).startswith("İki haftada")
    assert wording("en").capital("in the morning") == "In the morning"


@each_row(
    ("word", "ablative_case", "dative_case"),
    [
        ("pazartesi", "pazartesiden", "pazartesiye"),
        ("salı", "salıdan", "salıya"),
        ("çarşamba", "çarşambadan", "çarşambaya"),
        ("pazar", "pazardan", "pazara"),
        ("Mart", "Marttan", "Marta"),
        ("Eylül", "Eylülden", "Eylüle"),
    ],
)
def test_turkish_suffixes_follow_the_word(word, ablative_case, dative_case):
    assert (ablative(word), dative(word)) == (ablative_case, dative_case)
