from plugins.desk.advice.readability import FEWEST_WORDS, countable_words, readability, syllables
from tests.tables import each_row

COUNTED = {
    "nuit": 1, "bien": 1, "lieu": 1, "oui": 1, "social": 2, "action": 2, "client": 2, "oublier": 3, "pays": 2,
    "royal": 2, "accueil": 2, "jour": 1, "réunion": 3, "création": 3, "européen": 4, "coopération": 5, "théâtre": 2,
    "quai": 1, "langue": 1, "parcours": 2, "intégration": 4, "citoyenneté": 5, "rue": 1, "idée": 2, "les": 1, "que": 1,
    "l’intégration": 4, "rendez-vous": 3, "parlaient": 2, "peuvent": 1, "souvent": 2, "accompagnement": 5,
    "interculturelle": 5, "permanence": 3, "bureau": 2, "pluie": 1, "œuvre": 1, "maïs": 2, "ÉTÉ": 2, "12": 0, "l’": 0,
}  # fmt: skip


@each_row(("word", "count"), COUNTED.items())
def test_the_syllables_of_french_words(word, count):
    assert syllables(word) == count


def test_words_are_what_stands_between_spaces():
    assert countable_words("« L’été : 20 °C » !") == ["L’été", "20", "°C"]


def test_the_figure_is_that_of_kandel_and_moles():
    """50 words of two syllables in 5 sentences: 207 − 1.015 × 10 words − 73.6 × 2 syllables = 49.65."""
    assert readability([" ".join(["bureau"] * 10)] * 5) == 50


def test_short_words_and_short_sentences_read_better():
    easy, hard = [["le jour vient"] * 20, ["l’accompagnement interculturel " * 20]]
    assert readability(easy) > readability(["le jour vient " * 20]) > readability(hard)
    assert (readability(easy), readability(hard)) == (100, 0)


def test_a_few_words_have_no_figure():
    assert readability(["mot"] * (FEWEST_WORDS - 1)) is None
    assert readability([]) is None
