"""The words of the grammar of permanences, in lower case without accents."""

from typing import Final

from plugins.base.partial_date import MONTHS as MONTH_NAMES
from plugins.base.partial_date import WEEKDAYS as WEEKDAY_NAMES
from plugins.base.typography import fold
from plugins.permanences.model import LAST, PartOfDay, Weekday

WEEKDAY_WORDS: Final = {name + ending: Weekday(day) for day, name in enumerate(WEEKDAY_NAMES) for ending in ("", "s")}
MONTH_WORDS: Final = {fold(name): month for month, name in enumerate(MONTH_NAMES, 1)}
_ORDINALS: Final = {
    "premier": 1,
    "deuxieme": 2,
    "second": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
    "dernier": LAST,
}
RANK_WORDS: Final = {word + ending: rank for word, rank in _ORDINALS.items() for ending in ("", "s")}
PART_WORDS: Final = {
    "matin": PartOfDay.MORNING,
    "matins": PartOfDay.MORNING,
    "matinee": PartOfDay.MORNING,
    "apres-midi": PartOfDay.AFTERNOON,
    "apres-midis": PartOfDay.AFTERNOON,
    "soir": PartOfDay.EVENING,
    "soirs": PartOfDay.EVENING,
    "soiree": PartOfDay.EVENING,
}
EXCEPT: Final = frozenset({"sauf", "hors", "excepte", "hormis"})
APPOINTMENT: Final = frozenset({"rendez-vous", "rdv"})
MIDDAY: Final = "midi"

_OTHERS: Final = """
    tous les chaque le un sur deux du de au a mois partir jusqu' jusqu'au des depuis inclus entre et puis en l' d' au
    pendant durant vacances conges scolaires uniquement seulement
""".split()

# The words with which a misspelt word is compared.
KNOWN_WORDS: Final = frozenset({MIDDAY}).union(
    _OTHERS, WEEKDAY_WORDS, MONTH_WORDS, RANK_WORDS, PART_WORDS, EXCEPT, APPOINTMENT
)
