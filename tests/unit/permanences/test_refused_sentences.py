"""The messages for refused sentences: each quotes the sentence, gives the reason and, where possible, a correction."""

import re
import unicodedata
from difflib import SequenceMatcher
from random import Random

import pytest

from plugins.permanences.grammar import MOST_CHARACTERS, parse
from plugins.permanences.grammar.nearest import closest_words
from plugins.permanences.grammar.tokens import quote
from plugins.permanences.model import PermanenceError
from tests.tables import each_row
from tests.unit.permanences.on_the_door import ON_THE_DOOR
from tests.unit.permanences.strategies import DRAWS, mutated

EITHER = "gardez « sur rendez-vous » seul, ou les jours et les heures"
TWO_LINES = "écrivez deux lignes, chacune avec son « quand: »"
GUIDE = "écrivez le jour, puis l’heure, comme dans « Écrire une permanence » du guide"


def nearest(sentence: str) -> str:
    return f"forme acceptée la plus proche : « {sentence} »"


def dropped(word: str, sentence: str) -> str:
    return f"si « {word} » ne dit rien des jours, écrivez « {sentence} »"


REFUSED = [
    # The sentence, the reason of the refusal, the remedy.
    ("", "la phrase est vide", "écrivez les mots qui sont sur la porte"),
    ("tout les lundi", "« tout » n’est pas compris", nearest("tous les lundis")),
    ("2e et 4e judi du mois", "« judi » n’est pas compris", nearest("2e et 4e jeudi du mois")),
    ("tous les lundis svp", "« svp » n’est pas compris", dropped("svp", "tous les lundis")),
    ("mardis impairs", "« impairs » n’est pas compris", dropped("impairs", "tous les mardis")),
    (
        "le mardi toutes les deux semaines à partir du 2026-12-01",
        "le site n’attend pas cette tournure",
        "écrivez « un mardi sur deux à partir du 2026-12-01 »",
    ),
    (
        "le mardi 9h-12h, 14h",
        "il manque l’heure de fin après « 14h »",
        "écrivez « le mardi 9h-12h et de 14h à … », avec l’heure de fin",
    ),
    ("le mradi de 9h à 12h", "« mradi » n’est pas compris", nearest("tous les mardis, de 9h à 12h")),
    ("le mradi 9h", "« mradi » n’est pas compris", "vouliez-vous dire « mardi » ?"),
    (
        "un mardi sur deux",
        "« un mardi sur deux » ne dit pas par quel mardi on commence",
        "écrivez « un mardi sur deux à partir du … », avec la date du premier mardi",
    ),
    (
        "tous les 15 jours le jeudi",
        "on ne sait pas par quel jeudi on commence",
        "écrivez « un jeudi sur deux à partir du … », avec la date du premier jeudi",
    ),
    (
        "une semaine sur deux le mardi, 9h-12h",
        "on ne sait pas par quel mardi on commence",
        "écrivez « un mardi sur deux à partir du … », avec la date du premier mardi",
    ),
    (
        "une semaine sur deux",
        "il manque le jour de la semaine",
        "écrivez « un … sur deux à partir du … », avec le jour et sa première date",
    ),
    (
        "un mardi sur deux à partir du 2026-01-07",
        "le 7 janvier 2026 est un mercredi, pas un mardi",
        "écrivez un mardi : 2026-01-06 ou 2026-01-13",
    ),
    (
        "un mardi sur trois à partir du 2026-01-06",
        "le site ne compte que de deux en deux semaines",
        "écrivez « un mardi sur deux à partir du … », ou les rangs : « 1er et 3e mardi du mois »",
    ),
    ("tous les lundis,", "la phrase s’arrête trop tôt", nearest("tous les lundis")),
    ("tous les lundis et", "la phrase s’arrête trop tôt", nearest("tous les lundis")),
    ("tous les lundis. Merci", "« Merci » n’est pas compris", dropped("Merci", "tous les lundis")),
    ("Bonjour à tous", "« Bonjour » n’est pas compris", GUIDE),
    ("1er lundi", "on attend « du mois » à la fin", nearest("1er lundi du mois")),
    ("1er lundi, 9h-12h", "on attend « du mois » avant « , »", nearest("1er lundi du mois, de 9h à 12h")),
    (
        "lundi du mois",
        "il manque le rang avant « lundi »",
        "écrivez lequel : « 1er lundi du mois », « 2e lundi du mois »…",
    ),
    ("tous les lundis du mois", "« du mois » est de trop", nearest("tous les lundis")),
    ("6e lundi du mois", "aucun mois n’a de 6e lundi", "écrivez un rang de 1er à 5e, ou « dernier lundi du mois »"),
    ("0e lundi du mois", "aucun mois n’a de 0e lundi", "écrivez un rang de 1er à 5e, ou « dernier lundi du mois »"),
    ("1er lundi et mardi du mois", "il manque le rang avant « mardi »", nearest("1er lundi et 1er mardi du mois")),
    ("lundi et 1er mardi du mois", "des jours de chaque semaine et des jours du mois, cela fait deux permanences", TWO_LINES),
    ("lundi et lundi", "le même jour est écrit deux fois", "effacez l’un des deux"),
    (
        "tous les jours",
        "« jour » ne dit pas si le samedi et le dimanche en sont",
        "écrivez « du lundi au vendredi » ou « du lundi au dimanche »",
    ),
    (
        "du vendredi au lundi",
        "ces jours passent d’une semaine à l’autre",
        "nommez-les : « tous les lundis, vendredis, samedis et dimanches »",
    ),
    ("lundi matin et jeudi", "la partie de la journée n’est pas la même pour tous les jours : cela fait deux permanences", TWO_LINES),
    ("lundi matin et après-midi", "deux parties de la journée, cela fait deux permanences", TWO_LINES),
    ("lundi 9h-12h et mercredi 13h-16h", "un autre jour avec un autre horaire, cela fait une deuxième permanence", TWO_LINES),
    ("lundi 9h-12h, mercredi 13h-16h", "un autre jour avec un autre horaire, cela fait une deuxième permanence", TWO_LINES),
    ("mardi matin, 14h-16h", "les heures et la partie de la journée se contredisent", "écrivez « tous les mardis, de 14h à 16h » ou « tous les mardis matin »"),
    (
        "le jeudi 9h",
        "il manque l’heure de fin après « 9h »",
        "écrivez « le jeudi de 9h à … », avec l’heure de fin, ou « le jeudi matin »",
    ),
    (
        "le jeudi de 13h30",
        "il manque l’heure de fin après « 13h30 »",
        "écrivez « le jeudi de 13h30 à … », avec l’heure de fin, ou « le jeudi après-midi »",
    ),
    (
        "mardi matin, 9h",
        "il manque l’heure de fin après « 9h »",
        "écrivez « mardi matin de 9h à … », avec l’heure de fin",
    ),
    ("9h", "il manque l’heure de fin après « 9h »", "écrivez « 9h-… », avec l’heure de fin"),
    (
        "lundi 12h-9h",
        "l’heure de fin « 9h » n’est pas après l’heure de début « 12h »",
        nearest("tous les lundis, de 9h à 12h"),
    ),
    ("lundi 9h-9h", "l’heure de fin « 9h » n’est pas après l’heure de début « 9h »", "corrigez l’une des deux heures"),
    ("lundi 9h-25h", "« 25h » n’est pas une heure (de 0h à 23h59)", "corrigez-la"),
    ("lundi 9h-12h60", "« 12h60 » n’est pas une heure (de 0h à 23h59)", "corrigez-la"),
    ("lundi 9h-12h et 11h-13h", "de 9h à 12h et de 11h à 13h se chevauchent", "corrigez l’une des heures"),
    ("9h-12h", "il manque le jour de la semaine", "ajoutez-le, par son nom"),
    ("sauf en juillet", "il manque le jour de la semaine", "ajoutez-le, par son nom"),
    ("le mardi, sur rendez-vous", "« sur rendez-vous » et « mardi » ne vont pas ensemble", EITHER),
    ("sur rendez-vous, 9h-12h", "« sur rendez-vous » et « 9h » ne vont pas ensemble", EITHER),
    ("sur rendez-vous le matin", "« sur rendez-vous » et une partie de la journée ne vont pas ensemble", EITHER),
    ("tous les lundis à partir du 03/04/2026", "la date « 03/04/2026 » a deux sens", "écrivez 2026-04-03 ou 2026-03-04"),
    ("tous les lundis à partir du 25/12/2026", "la date « 25/12/2026 » ne s’écrit pas ainsi", "écrivez 2026-12-25"),
    ("tous les lundis à partir du 2026-1-5", "la date « 2026-1-5 » ne s’écrit pas ainsi", "écrivez 2026-01-05"),
    ("tous les lundis à partir du 2026-02-30", "la date « 2026-02-30 » n’existe pas", "corrigez le jour ou le mois"),
    (
        "tous les lundis à partir du 0206-01-01",
        "l’année 206 n’est pas possible ici",
        "écrivez une année de 1990 à 2100",
    ),
    ("tous les lundis à partir du 3 avril", "il manque l’année après « avril »", "ajoutez-la"),
    ("tous les lundis à partir du", "on attend une date à la fin", "écrivez-la en chiffres : année-mois-jour"),
    ("tous les lundis du 2026-06-30 au 2026-01-05", "la fin (5 janvier 2026) vient avant le début (30 juin 2026)", "corrigez l’une des deux dates"),
    (
        "un mardi sur deux à partir du 2026-01-06 jusqu'au 2025-01-01",
        "la fin (1er janvier 2025) vient avant le début (6 janvier 2026)",
        "corrigez l’une des deux dates",
    ),
    ("tous les lundis à partir du 2026-01-05 à partir du 2026-01-12", "la première date est écrite deux fois, la seconde à « à »", "gardez-en une seule"),
    ("tous les lundis sauf jours fériés", "les jours fériés sont déjà écartés, sans qu’on l’écrive", nearest("tous les lundis")),
    ("tous les lundis sauf le 2026-12-24", "une date qui n’a pas lieu s’écrit dans « annulations », pas ici", nearest("tous les lundis")),
    (
        "lundi et mardi sauf le mardi",
        "« sauf » ne va pas avec un jour de la semaine",
        "nommez les jours où la permanence a lieu, sans « sauf »",
    ),
    ("tous les lundis sauf de janvier à décembre", "il ne reste aucun mois dans l’année", "nommez moins de mois"),
    (
        "tous les lundis sauf juillet-septembre",
        "le tiret ne relie que deux mois qui se suivent",
        "écrivez « sauf de … à … », ou nommez les mois un à un",
    ),
    ("tous les lundis svp sauf de juillet à septembre", "« svp » n’est pas compris", dropped("svp", "tous les lundis, sauf en juillet, août et septembre")),
    ("tous les lundis sauf de novembre à octobre", "il ne reste aucun mois dans l’année", "nommez moins de mois"),
    (
        "lundi sauf novembre-janvier",
        "le tiret ne relie que deux mois qui se suivent",
        "écrivez « sauf de … à … », ou nommez les mois un à un",
    ),
    ("tous les lundis sauf de 9h à 12h", "« de » n’est pas compris", GUIDE),
    ("tous les lundis sauf de juillet", "on attend « a » à la fin", GUIDE),
    ("lundi sauf le 24", "une date qui n’a pas lieu s’écrit dans « annulations », pas ici", nearest("tous les lundis")),
    (
        "lundi sauf les jours fériés légaux",
        "les jours fériés sont déjà écartés, sans qu’on l’écrive",
        dropped("légaux", "tous les lundis"),
    ),
    ("1er lundi et mradi du mois", "« mradi » n’est pas compris", nearest("1er lundi et 1er mardi du mois")),
    ("1er et jeudi du mois", "« et » n’est pas compris", nearest("1er jeudi du mois")),
    ("tout les lundi 9h30-12h45", "« tout » n’est pas compris", nearest("tous les lundis, de 9h30 à 12h45")),
    ("tout les lundi de 9h à midi", "« tout » n’est pas compris", nearest("tous les lundis, de 9h à 12h")),
    (
        "tout les lundi à partir du 1er mai 2026",
        "« tout » n’est pas compris",
        nearest("tous les lundis, à partir du 1er mai 2026"),
    ),
    (
        "un mardi sur deux svp à partir du 6 janvier 2026",
        "« svp » n’est pas compris",
        dropped("svp", "un mardi sur deux à partir du 6 janvier 2026"),
    ),
    ("tous les jeudis svp sauf en mars", "« svp » n’est pas compris", dropped("svp", "tous les jeudis, sauf en mars")),
    ("vendrdi apres midi svp", "« vendrdi » n’est pas compris", dropped("svp", "tous les vendredis après-midi")),
    ("tous les lundis svp sauf de décembre à février", "« svp » n’est pas compris", GUIDE),  # it would name January
    ("le mard 9h", "« mard » n’est pas compris", "vouliez-vous dire « mardi » ?"),
    ("les jours ouvrables", "« jour » ne dit pas si le samedi et le dimanche en sont", "écrivez « du lundi au vendredi » ou « du lundi au dimanche »"),
    ("sixième lundi du mois", "aucun mois n’a de 6e lundi", "écrivez un rang de 1er à 5e, ou « dernier lundi du mois »"),
    ("du lundi mardi", "on attend « au » avant « mardi »", nearest("tous les lundis et mardis")),
    ("du lundi au 5", "« 5 » n’est pas compris", GUIDE),
    ("du lundi au lundi", "ces jours passent d’une semaine à l’autre", "nommez-les : « du lundi au dimanche »"),
    ("du dimanche au lundi", "ces jours passent d’une semaine à l’autre", "nommez-les : « tous les lundis et dimanches »"),
    ("le jeudi 11h59", "il manque l’heure de fin après « 11h59 »", "écrivez « le jeudi de 11h59 à … », avec l’heure de fin, ou « le jeudi matin »"),
    ("le jeudi 12h", "il manque l’heure de fin après « 12h »", "écrivez « le jeudi de 12h à … », avec l’heure de fin, ou « le jeudi après-midi »"),
    ("le jeudi 17h59", "il manque l’heure de fin après « 17h59 »", "écrivez « le jeudi de 17h59 à … », avec l’heure de fin, ou « le jeudi après-midi »"),
    ("le jeudi entre 18h", "il manque l’heure de fin après « 18h »", "écrivez « le jeudi de 18h à … », avec l’heure de fin, ou « le jeudi soir »"),
    ("lundi de 9h à 12", "il manque l’heure de fin après « 9h »", "écrivez « lundi de 9h à … », avec l’heure de fin"),
    ("lundi 9-12", "« 9 » n’est pas compris", GUIDE),
    ("lundi 23h-24h", "« 24h » n’est pas une heure (de 0h à 23h59)", "corrigez-la"),
    (
        "le lundi matin de 9h à 13h01",
        "les heures et la partie de la journée se contredisent",
        "écrivez « tous les lundis, de 9h à 13h01 » ou « tous les lundis matin »",
    ),
    (
        "le lundi après-midi de 11h59 à 14h",
        "les heures et la partie de la journée se contredisent",
        "écrivez « tous les lundis, de 11h59 à 14h » ou « tous les lundis après-midi »",
    ),
    (
        "le lundi après-midi de 14h à 19h01",
        "les heures et la partie de la journée se contredisent",
        "écrivez « tous les lundis, de 14h à 19h01 » ou « tous les lundis après-midi »",
    ),
    (
        "le lundi soir de 16h59 à 19h",
        "les heures et la partie de la journée se contredisent",
        "écrivez « tous les lundis, de 16h59 à 19h » ou « tous les lundis soir »",
    ),
    ("lundi à partir du 2026-01-05 et 9h-12h", "un autre jour avec un autre horaire, cela fait une deuxième permanence", TWO_LINES),
    ("lundi 9h-12h 14h-16h", "les heures sont écrites deux fois, la seconde à « 14h »", "gardez-en une seule"),
    ("lundi matin, le soir", "la partie de la journée est écrite deux fois, la seconde à « le »", "gardez-en une seule"),
    ("le matin, lundi soir", "la partie de la journée est écrite deux fois, la seconde à « lundi »", "gardez-en une seule"),
    ("sur RDV, sur RDV", "les jours sont écrits deux fois, la seconde à « sur »", "gardez-en une seule"),
    ("lundi, un mardi sur deux à partir du 2026-01-06", "les jours sont écrits deux fois, la seconde à « un »", "gardez-en une seule"),
    ("un lundi sur deux, un mardi sur deux", "les jours sont écrits deux fois, la seconde à « un »", "gardez-en une seule"),
    ("lundi jusqu'au 2026-06-30 jusqu'au 2026-07-31", "la dernière date est écrite deux fois, la seconde à « jusqu' »", "gardez-en une seule"),
    ("un lundi sur deux à partir du 2026-01-11", "le 11 janvier 2026 est un dimanche, pas un lundi", "écrivez un lundi : 2026-01-05 ou 2026-01-12"),
    ("toutes les 2 semaines le mardi", "on ne sait pas par quel mardi on commence", "écrivez « un mardi sur deux à partir du … », avec la date du premier mardi"),
    ("une semaine sur 2 le mardi", "on ne sait pas par quel mardi on commence", "écrivez « un mardi sur deux à partir du … », avec la date du premier mardi"),
    ("tous les quinze jours le mardi", "on ne sait pas par quel mardi on commence", "écrivez « un mardi sur deux à partir du … », avec la date du premier mardi"),
    ("lundi à partir de janvier", "on attend « du » avant « de »", GUIDE),
    ("lundi depuis janvier 2026", "on attend « le » avant « janvier »", GUIDE),
    ("lundi jusqu’en juin", "on attend « au » avant « en »", GUIDE),
    ("lundi du 5 janvier 2026", "on attend « au » à la fin", GUIDE),
    ("lundi du premier mai 2026", "on attend « au » à la fin", GUIDE),
    ("lundi jusqu’au bout", "on attend une date à la place de « bout »", "écrivez-la en chiffres : année-mois-jour"),
    ("lundi jusqu’au x mai 2026", "« x » n’est pas un jour du mois", "écrivez-la en chiffres : année-mois-jour"),
    ("lundi jusqu’au 2e mai 2026", "« 2e » n’est pas un jour du mois", "écrivez-la en chiffres : année-mois-jour"),
    ("lundi jusqu’au lundi 4 mai 2026", "la date suffit, sans « lundi »", nearest("tous les lundis, jusqu’au 4 mai 2026")),
    ("lundi à partir du 25/12/26", "la date « 25/12/26 » ne s’écrit pas ainsi", "écrivez 2026-12-25"),
    ("lundi à partir du 05/05/2026", "la date « 05/05/2026 » ne s’écrit pas ainsi", "écrivez 2026-05-05"),
    ("lundi à partir du 5.1.2026", "la date « 5.1.2026 » a deux sens", "écrivez 2026-01-05 ou 2026-05-01"),
    ("lundi à partir du 13/13/2026", "« 13/13/2026 » n’est pas une date", "écrivez-la en chiffres : année-mois-jour"),
    ("lundi à partir du 03/04/1989", "« 03/04/1989 » n’est pas une date", "écrivez-la en chiffres : année-mois-jour"),
    ("lundi à partir du 1989-12-31", "l’année 1989 n’est pas possible ici", "écrivez une année de 1990 à 2100"),
    ("lundi jusqu’au 2101-01-01", "l’année 2101 n’est pas possible ici", "écrivez une année de 1990 à 2100"),
    ("lundi svp svp svp svp svp", "« svp » n’est pas compris", dropped("svp", "tous les lundis")),
    ("lundi svp svp svp svp svp svp", "« svp » n’est pas compris", GUIDE),  # too many changes to be what was meant
    (", lundi", "« , » n’est pas compris", nearest("tous les lundis")),
    (
        "1er ou 3e jeudi du mois",
        "« ou » n’est pas compris",
        dropped("ou", "1er et 3e jeudi du mois"),
    ),
    (
        "chaque jour",
        "« jour » ne dit pas si le samedi et le dimanche en sont",
        "écrivez « du lundi au vendredi » ou « du lundi au dimanche »",
    ),
    ("lundi à partir du 25/12/100", "« 25/12/100 » n’est pas une date", "écrivez-la en chiffres : année-mois-jour"),
    (
        "un vendredi sur deux à partir du 2026-01-05",
        "le 5 janvier 2026 est un lundi, pas un vendredi",
        "écrivez un vendredi : 2026-01-02 ou 2026-01-09",
    ),
    (
        "lundi sauf en juillet et le mardi",
        "« sauf » ne va pas avec un jour de la semaine",
        "nommez les jours où la permanence a lieu, sans « sauf »",
    ),
    (
        "lundi sauf les jours de congé",
        "les jours fériés sont déjà écartés, sans qu’on l’écrive",
        dropped("congé", "tous les lundis"),
    ),
    ("lundi " * 60, "la phrase est trop longue (360 caractères, au plus 250)", "raccourcissez-la"),
]  # fmt: skip


def refusal(text):
    """Return whether the message quotes the text, the reason and the remedy; None where the text is accepted."""
    try:
        assert parse(text)
    except PermanenceError as error:
        message, reason, remedy = (said.replace("\u00a0", " ") for said in (str(error), error.reason, error.remedy))
        return message.startswith(f"« {' '.join(text.split())[:70]}"), reason, remedy
    return None


def test_what_is_not_understood_is_quoted_told_and_mended():
    told = [(text, refusal(text), (True, reason, remedy)) for text, reason, remedy in REFUSED]
    wrong = [case for case in told if case[1] != case[2]]
    assert not wrong, wrong


def test_a_sentence_that_is_shown_whole_is_accepted():
    shown = {shown for _, _, remedy in REFUSED for shown in re.findall("« ([^»]+) »", remedy)}
    whole = {one for one in shown - {"Écrire une permanence"} if "…" not in one and " " in one}
    wrong = [(one, refusal(one)) for one in sorted(whole) if refusal(one)]
    assert whole
    assert not wrong, wrong


@each_row(
    ("slip", "word"),
    [
        ("judi", "jeudi"),
        ("mar", "mars"),
        ("vnedredi", "vendredi"),
        ("mecredi", "mercredi"),
        ("dernnier", "dernier"),
        ("vacanses", "vacances"),
        ("mecrdi", "mercredi"),
        ("vndrdi", "vendredi"),
    ],
)
def test_a_slip_of_the_pen_finds_its_word(slip, word):
    assert closest_words(slip)[0] == word


@each_row("word", ["interpellation", "di", "lun", "jd", "septembre" * 2])
def test_a_word_like_no_other_finds_nothing(word):
    assert closest_words(word) == ()


def test_the_nearest_words_come_first_and_three_are_enough():
    assert closest_words("mard") == ("mardi", "mars")
    assert closest_words("jusqua") == ("jusqu'", "jusqu'au")  # the word with one slip before that with two
    assert closest_words("mecrdis") == ("mercredis", "mardis", "mercredi")  # not « samedis »


@each_row(
    ("text", "quoted"),
    [
        ("x" * 80, f"« {'x' * 80} »"),
        ("x" * 81, f"« {'x' * 79}… »"),
        (" deux\n\tmots ", "« deux mots »"),
        ("a\x07b", "« a\ufffdb »"),
        ("e\u0301t\u00e9", "« été »"),
    ],
)
def test_what_is_quoted_fits_on_a_line(text, quoted):
    assert quote(text).replace("\u00a0", " ") == quoted


def test_hundreds_of_malformed_sentences_have_one_french_message_each():
    random = Random(3)
    sound = [text for text, _ in ON_THE_DOOR]
    alphabet = "aeilmnrstuv éèàç'’,;.-–:/0123456789hHÉ\n\t\u0301\u202f\ud800ß№ЖعX🌞()«»"
    refused = []
    while len(refused) < 800 * DRAWS:
        if random.random() < 0.8:
            text = mutated(random.choice(sound), random, alphabet)
        else:
            text = "".join(chr(random.randrange(1, 0x2FFF)) for _ in range(random.randrange(60)))
        try:
            parse(text)
        except PermanenceError as error:
            refused.append((text, error))
    for text, error in refused:
        message = str(error)
        assert message.startswith("« ")
        assert message.replace("\u00a0", " ").isprintable()
        assert message.removeprefix(error.read).count(" → ") == 1
        if error.nearest:
            assert parse(error.nearest)
            assert_invents_nothing(text, error.nearest)


def assert_invents_nothing(text, shown):
    """Assert that each number in the proposed sentence was in the text, and something like each weekday."""
    written = unicodedata.normalize("NFKD", text).lower()
    words = re.findall(r"[^\W\d_]+", "".join(c for c in written if not unicodedata.combining(c)))

    def nearly(name):
        return any(SequenceMatcher(None, name, word.rstrip("s")).ratio() > 0.6 for word in words)

    numbers = {int(number) for number in re.findall(r"[0-9]+", written)} | ({12} if nearly("midi") else set())
    ranks = {1} if {"premier", "premiers"} & set(words) else set()
    if not re.search("premier|deuxi|second|trois|quatr|cinqu", " ".join(words)):
        shown_numbers = {int(number) for number in re.findall(r"[0-9]+", shown)} - {0}
        assert shown_numbers <= numbers | ranks, (text, shown)
    for weekday in re.findall("lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche", shown):
        assert nearly(weekday), (text, shown)


def test_the_longest_accepted_sentence_is_longer_than_any_real_one():
    assert max(len(text) for text, _ in ON_THE_DOOR) < MOST_CHARACTERS
    assert parse("lundi".ljust(MOST_CHARACTERS))
    with pytest.raises(PermanenceError, match="trop longue"):
        parse("lundi".ljust(MOST_CHARACTERS + 1))
