"""The grammar accepts the sentences that stand on doors, in any spelling, and refuses ambiguous ones."""

import unicodedata

from plugins.permanences.grammar import parse
from plugins.permanences.model import (
    LAST,
    PartOfDay,
    Weekday,
)
from tests.tables import each_row
from tests.unit.permanences.on_the_door import (
    MONDAY,
    MORNING,
    ON_THE_DOOR,
    THURSDAY,
    TUESDAY,
    hours,
    monthly,
    weekly,
)


def test_a_sentence_on_the_door_becomes_its_rule():
    wrong = [(text, parse(text)) for text, rule in ON_THE_DOOR if parse(text) != rule]
    assert not wrong, wrong


def test_case_accents_and_their_composition_do_not_matter():
    for text, rule in ON_THE_DOOR:
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        for spelling in (text.upper(), bare, unicodedata.normalize("NFD", text), f"  {text}. "):
            assert parse(spelling) == rule, spelling


def test_apostrophes_and_no_break_spaces_do_not_matter():
    for text, rule in ON_THE_DOOR:
        assert parse(text.replace("'", "’").replace(" ", "\u00a0")) == rule, text
        assert parse(text.replace("’", "'").replace(" ", "\u202f")) == rule, text


def test_a_rank_is_written_in_many_ways():
    for first in ("1er", "1 er", "1ᵉʳ", "premier", "PREMIER"):
        for second in ("2e", "2ème", "2è", "2 eme", "2EME", "2ᵉ", "2nd", "deuxième", "Second", "2ième"):
            text = f"{first} et {second} jeudi du mois"
            assert parse(text) == monthly((1, THURSDAY), (2, THURSDAY)), text


@each_row(
    "clock",
    [
        "9h-12h",
        "9h – 12h",
        "9 h à 12 h",
        "de 9h00 à 12h00",
        "09:00-12:00",
        "09h00 - 12h",
        "9 heures à 12 heures",
        "entre 9h et 12h",
        "9-12h",
        "de 9 à 12h",
        "de 9h à midi",
        "entre 9h et midi",
        "9  h  –  12  h",
    ],
)
def test_hours_are_written_in_many_ways(clock):
    assert parse(f"le mardi {clock}") == weekly(TUESDAY, hours=MORNING)


@each_row("clock", ["9h30-12h", "9 h 30 – 12 h 00", "9 heures 30 à 12 heures", "9 : 30 - 12 : 00"])
def test_minutes_are_written_in_many_ways(clock):
    assert parse(f"le mardi {clock}") == weekly(TUESDAY, hours=hours("09:30-12:00"))


@each_row(
    ("word", "rank"),
    [
        ("premier", 1),
        ("deuxième", 2),
        ("second", 2),
        ("troisième", 3),
        ("quatrième", 4),
        ("cinquième", 5),
        ("dernier", LAST),
    ],
)
def test_a_rank_may_be_a_word(word, rank):
    assert parse(f"{word} lundi du mois") == parse(f"tous les {word}s lundis du mois") == monthly((rank, MONDAY))


@each_row("number", range(7))
def test_each_day_of_the_week_has_its_name(number):
    name = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()[number]
    assert parse(name) == parse(f"tous les {name}s") == weekly(Weekday(number))


@each_row("number", range(1, 13))
def test_each_month_has_its_name(number):
    names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    assert parse(f"lundi sauf en {names[number - 1]}") == weekly(MONDAY, except_months=(number,))


@each_row(
    ("part", "spellings"),
    [
        (PartOfDay.MORNING, ["matin", "matins", ", le matin", ", en matinée"]),
        (PartOfDay.AFTERNOON, ["après-midi", "après-midis", "apres midi", "aprèsmidi", ", l’après-midi"]),
        (PartOfDay.EVENING, ["soir", "soirs", ", le soir", ", en soirée"]),
    ],
)
def test_a_part_of_the_day_is_written_in_many_ways(part, spellings):
    for spelling in spellings:
        assert parse(f"tous les lundis {spelling}") == weekly(MONDAY, part=part)


@each_row("word", ["sauf", "hors", "excepté", "hormis"])
def test_what_is_left_out_is_written_in_many_ways(word):
    for months in (
        "juillet et août",
        "en juillet et en août",
        "au mois de juillet et au mois d’août",
        "aux mois de juillet et août",
    ):
        assert parse(f"lundi {word} {months}") == weekly(MONDAY, except_months=(7, 8))
    assert parse(f"lundi {word} aux mois d’avril et mai") == weekly(MONDAY, except_months=(4, 5))
    for opening in ("", "les ", "pendant ", "pendant les ", "durant ", "durant les "):
        for holidays in ("vacances scolaires", "congés scolaires"):
            assert parse(f"lundi {word} {opening}{holidays}") == weekly(MONDAY, except_school_holidays=True)
