"""The grammar accepts what is written on a door, in any spelling, and refuses what has two meanings."""

import unicodedata
from datetime import date, time
from random import Random

import pytest

from plugins.permanences.grammar import LONGEST_SENTENCE, parse
from plugins.permanences.grammar.nearest import EXAMPLES, closest_words
from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    NthWeekday,
    PartOfDay,
    PermanenceError,
    Rule,
    TimeRange,
    Weekday,
    Weekly,
)
from plugins.permanences.wording import sentence
from tests.unit.permanences.strategies import mutated

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = tuple(Weekday)[:5]


def hours(*clock: str) -> tuple[TimeRange, ...]:
    return tuple(TimeRange(*map(time.fromisoformat, item.split("-"))) for item in clock)


def weekly(*weekdays: Weekday, **fields) -> Rule:
    return Rule(Weekly(weekdays), **fields)


def monthly(*days: tuple[int, Weekday], **fields) -> Rule:
    return Rule(MonthlyNth(tuple(NthWeekday(*day) for day in days)), **fields)


MORNING = hours("09:00-12:00")
SECOND_AND_FOURTH_THURSDAY = monthly((2, THURSDAY), (4, THURSDAY))

ON_THE_DOOR = [
    ("4e vendredi du mois", monthly((4, FRIDAY))),
    ("3e jeudi du mois", monthly((3, THURSDAY))),
    ("1er et 3e jeudi du mois", monthly((1, THURSDAY), (3, THURSDAY))),
    ("2e et 4e jeudi du mois", SECOND_AND_FOURTH_THURSDAY),
    ("2e vendredi et 4e jeudi du mois", monthly((2, FRIDAY), (4, THURSDAY))),
    ("2e vendredi du mois et 4e jeudi du mois", monthly((2, FRIDAY), (4, THURSDAY))),
    ("le 1er lundi de chaque mois", monthly((1, MONDAY))),
    ("tous les 1ers lundis du mois", monthly((1, MONDAY))),
    ("le 1er et le 3e jeudi du mois", monthly((1, THURSDAY), (3, THURSDAY))),
    ("1er, 3e et 5e lundi du mois", monthly((1, MONDAY), (3, MONDAY), (5, MONDAY))),
    ("5e jeudi du mois", monthly((5, THURSDAY))),
    ("dernier mardi du mois", monthly((LAST, TUESDAY))),
    ("1er jeudi matin du mois", monthly((1, THURSDAY), part=PartOfDay.MORNING)),
    ("1er et 3e jeudi du mois, le matin", monthly((1, THURSDAY), (3, THURSDAY), part=PartOfDay.MORNING)),
    ("tous les lundis", weekly(MONDAY)),
    ("le lundi", weekly(MONDAY)),
    ("lundi", weekly(MONDAY)),
    ("chaque mardi", weekly(TUESDAY)),
    ("tous les lundis et tous les jeudis", weekly(MONDAY, THURSDAY)),
    ("jeudi, lundi et mardi", weekly(MONDAY, TUESDAY, THURSDAY)),
    ("du lundi au vendredi", weekly(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)),
    ("tous les lundis après-midi", weekly(MONDAY, part=PartOfDay.AFTERNOON)),
    ("tous les lundis, l'après-midi", weekly(MONDAY, part=PartOfDay.AFTERNOON)),
    ("le lundi soir", weekly(MONDAY, part=PartOfDay.EVENING)),
    ("tous les lundis et jeudis matin", weekly(MONDAY, THURSDAY, part=PartOfDay.MORNING)),
    ("lundi matin et jeudi matin", weekly(MONDAY, THURSDAY, part=PartOfDay.MORNING)),
    ("le mardi de 9h à 12h", weekly(TUESDAY, hours=MORNING)),
    ("le mardi matin de 9h à 12h", weekly(TUESDAY, hours=MORNING)),
    ("de 9h à 12h le mardi", weekly(TUESDAY, hours=MORNING)),
    ("lundi et mercredi, 13h30-16h", weekly(MONDAY, WEDNESDAY, hours=hours("13:30-16:00"))),
    ("lundi, 13h30-16h et 9h-12h", weekly(MONDAY, hours=hours("09:00-12:00", "13:30-16:00"))),
    ("un mardi sur deux à partir du 2026-01-06", Rule(EveryOther(date(2026, 1, 6)))),
    ("à partir du 2026-01-06, 1 mardi sur 2", Rule(EveryOther(date(2026, 1, 6)))),
    (
        "un mardi matin sur deux à partir du 6 janvier 2026",
        Rule(EveryOther(date(2026, 1, 6)), part=PartOfDay.MORNING),
    ),
    ("sur rendez-vous", Rule(ByAppointment())),
    ("uniquement sur RDV", Rule(ByAppointment())),
    ("sur rendez-vous, sauf en août", Rule(ByAppointment(), except_months=(8,))),
    ("tous les lundis sauf en juillet et août", weekly(MONDAY, except_months=(7, 8))),
    ("tous les lundis sauf juillet-août", weekly(MONDAY, except_months=(7, 8))),
    ("tous les lundis, sauf au mois d’août", weekly(MONDAY, except_months=(8,))),
    ("tous les lundis sauf de décembre à février", weekly(MONDAY, except_months=(1, 2, 12))),
    ("tous les lundis sauf vacances scolaires", weekly(MONDAY, except_school_holidays=True)),
    ("tous les lundis hors congés scolaires", weekly(MONDAY, except_school_holidays=True)),
    (
        "tous les lundis sauf en juillet, sauf pendant les vacances scolaires",
        weekly(MONDAY, except_months=(7,), except_school_holidays=True),
    ),
    ("tous les lundis à partir du 2026-01-05", weekly(MONDAY, since=date(2026, 1, 5))),
    ("tous les lundis jusqu'au 2026-06-30 inclus", weekly(MONDAY, until=date(2026, 6, 30))),
    ("tous les lundis dès le 1er mai 2026", weekly(MONDAY, since=date(2026, 5, 1))),
    (
        "tous les lundis du 2026-01-05 au 2026-06-30",
        weekly(MONDAY, since=date(2026, 1, 5), until=date(2026, 6, 30)),
    ),
    (
        "tous les lundis à partir du 2026-01-05 et jusqu’au 2026-06-30",
        weekly(MONDAY, since=date(2026, 1, 5), until=date(2026, 6, 30)),
    ),
    (
        "1er et 3e jeudi du mois, 9h-12h, sauf en juillet, à partir du 2026-01-01",
        monthly((1, THURSDAY), (3, THURSDAY), hours=MORNING, except_months=(7,), since=date(2026, 1, 1)),
    ),
]


@pytest.mark.parametrize(("text", "rule"), ON_THE_DOOR)
def test_a_sentence_on_the_door_becomes_its_rule(text, rule):
    assert parse(text) == rule


@pytest.mark.parametrize(("text", "rule"), ON_THE_DOOR)
def test_case_accents_and_their_composition_do_not_matter(text, rule):
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for spelling in (text.upper(), bare, unicodedata.normalize("NFD", text), f"  {text}. "):
        assert parse(spelling) == rule


@pytest.mark.parametrize(("text", "rule"), ON_THE_DOOR)
def test_apostrophes_and_no_break_spaces_do_not_matter(text, rule):
    assert parse(text.replace("'", "’").replace(" ", "\u00a0")) == rule
    assert parse(text.replace("’", "'").replace(" ", "\u202f")) == rule


@pytest.mark.parametrize("second", ["2e", "2ème", "2è", "2 eme", "2EME", "2ᵉ", "2nd", "deuxième", "Second", "2ième"])
@pytest.mark.parametrize("first", ["1er", "1 er", "1ᵉʳ", "premier", "PREMIER"])
def test_a_rank_is_written_in_many_ways(first, second):
    assert parse(f"{first} et {second} jeudi du mois") == monthly((1, THURSDAY), (2, THURSDAY))


@pytest.mark.parametrize(
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
    ],
)
def test_hours_are_written_in_many_ways(clock):
    assert parse(f"le mardi {clock}") == weekly(TUESDAY, hours=MORNING)


REFUSED = [
    # text, what was not understood, nearest accepted form
    ("", "la phrase est vide", "tous les lundis"),
    ("tout les lundi", "« tout » n’est pas compris", "tous les lundis"),
    ("2e et 4e judi du mois", "« judi » n’est pas compris", "2e et 4e jeudi du mois"),
    ("tous les lundis svp", "« svp » n’est pas compris", "tous les lundis"),
    ("le mradi de 9h à 12h", "« mradi » n’est pas compris", "tous les mardis, de 9h à 12h"),
    ("un mardi sur deux", "ne dit pas par quel mardi on commence", "un mardi sur deux à partir du 2026-01-06"),
    (
        "un mardi sur deux à partir du 2026-01-07",
        "le 7 janvier 2026 est un mercredi, pas un mardi",
        "un mardi sur deux à partir du 2026-01-06",
    ),
    ("un mardi sur trois à partir du 2026-01-06", "on attend « deux »", "un mardi sur deux à partir du 6 janvier 2026"),
    ("tous les lundis,", "la phrase s’arrête trop tôt", "tous les lundis"),
    ("tous les lundis et", "la phrase s’arrête trop tôt", "tous les lundis"),
    ("tous les lundis. Merci", "« Merci » n’est pas compris", "tous les lundis"),
    ("une semaine sur deux", "« une » n’est pas compris", "un mardi sur deux à partir du 2026-01-06"),
    ("1er lundi", "on attend « du mois » à la fin", "1er lundi du mois"),
    ("1er lundi, 9h-12h", "on attend « du mois » avant « , »", "1er lundi du mois, de 9h à 12h"),
    ("lundi du mois", "il manque le rang avant « lundi »", "1er lundi du mois"),
    ("tous les lundis du mois", "« du mois » est de trop", "tous les lundis"),
    ("6e lundi du mois", "aucun mois n’a de 6e lundi", "dernier lundi du mois"),
    ("0e lundi du mois", "aucun mois n’a de 0e lundi", "dernier lundi du mois"),
    ("1er lundi et mardi du mois", "il manque le rang avant « mardi »", "1er lundi et 1er mardi du mois"),
    ("lundi et 1er mardi du mois", "cela fait deux permanences", "tous les lundis"),
    ("lundi et lundi", "le même jour est écrit deux fois", None),
    ("tous les jours", "ne dit pas si le samedi et le dimanche en sont", "du lundi au vendredi"),
    ("du vendredi au lundi", "passent d’une semaine à l’autre", "tous les lundis et vendredis"),
    ("lundi matin et jeudi", "cela fait deux permanences", "tous les lundis matin"),
    ("lundi matin et après-midi", "cela fait deux permanences", None),
    ("lundi 9h-12h et mercredi 13h-16h", "cela fait une deuxième permanence", "tous les lundis, de 9h à 12h"),
    ("lundi 9h-12h, mercredi 13h-16h", "cela fait une deuxième permanence", "tous les lundis, de 9h à 12h"),
    ("mardi matin, 14h-16h", "se contredisent", "tous les mardis, de 14h à 16h"),
    ("lundi 9h", "il manque l’heure de fin après « 9h »", "tous les lundis, de 9h à 12h"),
    ("lundi 12h-9h", "l’heure de fin « 9h » n’est pas après l’heure de début « 12h »", "tous les lundis, de 9h à 12h"),
    ("lundi 9h-9h", "l’heure de fin « 9h » n’est pas après", None),
    ("lundi 9h-25h", "« 25h » n’est pas une heure", None),
    ("lundi 9h-12h60", "« 12h60 » n’est pas une heure", None),
    ("lundi 9h-12h et 11h-13h", "se chevauchent", None),
    ("9h-12h", "il manque le jour de la semaine", None),
    ("sauf en juillet", "il manque le jour de la semaine", None),
    ("le mardi, sur rendez-vous", "ne vont pas ensemble", "sur rendez-vous"),
    ("sur rendez-vous, 9h-12h", "ne vont pas ensemble", "sur rendez-vous"),
    ("sur rendez-vous le matin", "ne vont pas ensemble", "sur rendez-vous"),
    (
        "tous les lundis à partir du 03/04/2026",
        "écrivez 2026-04-03 ou 2026-03-04",
        "tous les lundis, à partir du 3 avril 2026",
    ),
    ("tous les lundis à partir du 25/12/2026", "écrivez 2026-12-25", "tous les lundis, à partir du 25 décembre 2026"),
    ("tous les lundis à partir du 2026-1-5", "écrivez 2026-01-05", "tous les lundis, à partir du 5 janvier 2026"),
    (
        "tous les lundis à partir du 2026-02-30",
        "« 2026-02-30 » n’existe pas",
        "tous les lundis, à partir du 28 février 2026",
    ),
    ("tous les lundis à partir du 0206-01-01", "l’année doit être entre 1990 et 2100", None),
    (
        "tous les lundis à partir du 3 avril",
        "il manque l’année après « avril »",
        "tous les lundis, à partir du 3 avril 2026",
    ),
    ("tous les lundis du 2026-06-30 au 2026-01-05", "vient avant le début", None),
    ("un mardi sur deux à partir du 2026-01-06 jusqu'au 2025-01-01", "vient avant le début", None),
    ("tous les lundis à partir du 2026-01-05 à partir du 2026-01-12", "deux fois", None),
    ("tous les lundis sauf jours fériés", "les jours fériés sont déjà écartés", "tous les lundis"),
    ("tous les lundis sauf le 2026-12-24", "« annulations »", "tous les lundis"),
    ("lundi et mardi sauf le mardi", "nommez les jours où la permanence a lieu", "tous les lundis et mardis"),
    ("tous les lundis sauf de janvier à décembre", "il ne reste aucun mois", None),
    ("lundi " * 60, "la phrase est trop longue", None),
]


@pytest.mark.parametrize(("text", "reason", "nearest"), REFUSED)
def test_what_is_not_understood_is_quoted_told_and_mended(text, reason, nearest):
    with pytest.raises(PermanenceError) as caught:
        parse(text)
    message = str(caught.value).replace("\u00a0", " ")
    assert message.startswith(f"« {' '.join(text.split())[:70]}")
    assert reason in message
    assert message.endswith(f"→ forme acceptée la plus proche : « {nearest or caught.value.nearest} »")
    assert sentence(parse(caught.value.nearest))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_that_is_shown_is_accepted(example):
    assert parse(example)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("judi", "jeudi"),
        ("mar", "mars"),
        ("vnedredi", "vendredi"),
        ("mecredi", "mercredi"),
        ("dernnier", "dernier"),
        ("vacanses", "vacances"),
    ],
)
def test_a_slip_of_the_pen_finds_its_word(slip, word):
    assert closest_words(slip)[0] == word


def test_a_word_like_no_other_finds_nothing():
    assert closest_words("interpellation") == ()


def test_ten_thousand_malformed_sentences_have_one_french_message_each():
    random = Random(3)
    sound = [text for text, _ in ON_THE_DOOR]
    alphabet = "aeilmnrstuv éèàç'’,;.-–:/0123456789hHÉ\n\t\u0301\u202f\ud800ß№ЖعX🌞()«»"
    refused = []
    while len(refused) < 10_000:
        if random.random() < 0.8:
            text = mutated(random.choice(sound), random, alphabet)
        else:
            text = "".join(chr(random.randrange(1, 0x2FFF)) for _ in range(random.randrange(60)))
        try:
            parse(text)
        except PermanenceError as error:
            refused.append(error)
    for error in refused:
        message = str(error)
        assert message.startswith("« ")
        assert message.replace("\u00a0", " ").isprintable()
        assert message.count("→ forme acceptée la plus proche") == 1
        assert parse(error.nearest)


def test_the_longest_accepted_sentence_is_longer_than_any_real_one():
    assert max(len(text) for text, _ in ON_THE_DOOR) < LONGEST_SENTENCE
