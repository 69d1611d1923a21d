"""The French sentence of a rule, which is read back to the same rule."""

from hypothesis import given

from plugins.permanences.grammar import parse
from plugins.permanences.wordings import IN_FRENCH
from tests.tables import each_row
from tests.unit.permanences.strategies import drawing, rules

SENTENCES = [
    ("4e vendredi du mois", "4e vendredi du mois"),
    ("1er et 3e jeudi du mois", "1er et 3e jeudi du mois"),
    ("2e vendredi et 4e jeudi du mois", "2e vendredi et 4e jeudi du mois"),
    ("dernier mardi du mois", "dernier mardi du mois"),
    ("5e lundi et 1er, 2e lundi et 4e mardi du mois", "1er, 2e et 5e lundi et 4e mardi du mois"),
    ("lundi", "tous les lundis"),
    ("lundi après-midi", "tous les lundis après-midi"),
    ("lundi et jeudi matin", "tous les lundis et jeudis matin"),
    ("lundi, mardi, mercredi", "du lundi au mercredi"),
    ("mardi, mercredi, jeudi", "du mardi au jeudi"),
    ("lundi, mardi, jeudi", "tous les lundis, mardis et jeudis"),
    ("lundi à partir du 2026-01-05", "tous les lundis, à partir du 5 janvier 2026"),
    ("du lundi au vendredi soir", "du lundi au vendredi, le soir"),
    ("3e jeudi après-midi du mois", "3e jeudi du mois, l’après-midi"),
    ("mardi 9h-12h", "tous les mardis, de 9h à 12h"),
    ("mardi 13h30-16h05, 9h-12h", "tous les mardis, de 9h à 12h et de 13h30 à 16h05"),
    ("un mardi sur deux à partir du 2026-01-06", "un mardi sur deux à partir du 6 janvier 2026"),
    ("sur RDV", "sur rendez-vous"),
    ("lundi sauf août et vacances scolaires", "tous les lundis, sauf en août, sauf pendant les vacances scolaires"),
    ("lundi du 2026-01-01 au 2026-06-30", "tous les lundis, du 1er janvier 2026 au 30 juin 2026"),
    ("lundi jusqu'au 2026-06-30", "tous les lundis, jusqu’au 30 juin 2026"),
]


@each_row(("typed", "told"), SENTENCES)
def test_a_rule_is_told_in_french(typed, told):
    assert IN_FRENCH.sentence(parse(typed)) == told


@drawing(200)
@given(rules())
def test_sentence_to_rule_to_sentence_is_stable(rule):
    told = IN_FRENCH.sentence(rule)
    assert told.strip()
    assert parse(told) == rule
    assert IN_FRENCH.sentence(parse(told)) == told
