"""The wording tells a rule in a sentence; the French one is read back to the same rule."""

import pytest
from hypothesis import given, settings

from plugins.permanences.grammar import parse
from plugins.permanences.wording import SENTENCES, wording
from tests.unit.permanences.strategies import rules

SENTENCES_BY_LANGUAGE = [
    ("4e vendredi du mois", "4e vendredi du mois", "4th Friday of the month"),
    ("1er et 3e jeudi du mois", "1er et 3e jeudi du mois", "1st and 3rd Thursday of the month"),
    ("2e vendredi et 4e jeudi du mois", "2e vendredi et 4e jeudi du mois", "2nd Friday and 4th Thursday of the month"),
    ("dernier mardi du mois", "dernier mardi du mois", "last Tuesday of the month"),
    (
        "5e lundi et 1er, 2e lundi et 4e mardi du mois",
        "1er, 2e et 5e lundi et 4e mardi du mois",
        "1st, 2nd and 5th Monday and 4th Tuesday of the month",
    ),
    ("lundi", "tous les lundis", "every Monday"),
    ("lundi après-midi", "tous les lundis après-midi", "every Monday afternoon"),
    ("lundi et jeudi matin", "tous les lundis et jeudis matin", "every Monday and Thursday morning"),
    ("lundi, mardi, mercredi", "du lundi au mercredi", "Monday to Wednesday"),
    ("du lundi au vendredi soir", "du lundi au vendredi, le soir", "Monday to Friday, in the evening"),
    (
        "3e jeudi après-midi du mois",
        "3e jeudi du mois, l’après-midi",
        "3rd Thursday of the month, in the afternoon",
    ),
    ("mardi 9h-12h", "tous les mardis, de 9h à 12h", "every Tuesday, 9:00 to 12:00"),
    (
        "mardi 13h30-16h05, 9h-12h",
        "tous les mardis, de 9h à 12h et de 13h30 à 16h05",
        "every Tuesday, 9:00 to 12:00 and 13:30 to 16:05",
    ),
    (
        "un mardi sur deux à partir du 2026-01-06",
        "un mardi sur deux à partir du 6 janvier 2026",
        "every other Tuesday from 6 January 2026",
    ),
    ("sur RDV", "sur rendez-vous", "by appointment"),
    (
        "lundi sauf août et vacances scolaires",
        "tous les lundis, sauf en août, sauf pendant les vacances scolaires",
        "every Monday, except in August, except during school holidays",
    ),
    (
        "lundi du 2026-01-01 au 2026-06-30",
        "tous les lundis, du 1er janvier 2026 au 30 juin 2026",
        "every Monday, from 1 January 2026, until 30 June 2026",
    ),
    ("lundi jusqu'au 2026-06-30", "tous les lundis, jusqu’au 30 juin 2026", "every Monday, until 30 June 2026"),
]


@pytest.mark.parametrize(("text", "french", "english"), SENTENCES_BY_LANGUAGE)
def test_a_rule_is_told_in_french_and_in_english(text, french, english):
    assert wording(parse(text), "fr") == french
    assert wording(parse(text), "en") == english


@settings(max_examples=1_000, derandomize=True, deadline=None, database=None)
@given(rules())
def test_sentence_to_rule_to_sentence_is_stable(rule):
    sentence = wording(rule, "fr")
    assert parse(sentence) == rule
    assert wording(parse(sentence), "fr") == sentence


@pytest.mark.parametrize("language", SENTENCES)
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(rule=rules())
def test_the_wording_is_never_empty(language, rule):
    assert wording(rule, language).strip()


def test_a_language_without_wording_is_an_error_and_not_french():
    with pytest.raises(ValueError, match="no wording of permanences in 'nl'; known: fr, en"):
        wording(parse("lundi"), "nl")
