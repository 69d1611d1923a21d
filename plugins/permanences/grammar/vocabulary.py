"""The words that a permanence may be written with, without accents and in lower case."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from plugins.permanences.model import LAST, PartOfDay, Weekday

WEEKDAYS: Final = MappingProxyType(
    {
        word + ending: weekday
        for word, weekday in (
            ("lundi", Weekday.MONDAY),
            ("mardi", Weekday.TUESDAY),
            ("mercredi", Weekday.WEDNESDAY),
            ("jeudi", Weekday.THURSDAY),
            ("vendredi", Weekday.FRIDAY),
            ("samedi", Weekday.SATURDAY),
            ("dimanche", Weekday.SUNDAY),
        )
        for ending in ("", "s")
    }
)
MONTHS: Final = MappingProxyType(
    {
        "janvier": 1,
        "fevrier": 2,
        "mars": 3,
        "avril": 4,
        "mai": 5,
        "juin": 6,
        "juillet": 7,
        "aout": 8,
        "septembre": 9,
        "octobre": 10,
        "novembre": 11,
        "decembre": 12,
    }
)
RANKS: Final = MappingProxyType(
    {
        word + ending: rank
        for word, rank in (
            ("premier", 1),
            ("deuxieme", 2),
            ("second", 2),
            ("troisieme", 3),
            ("quatrieme", 4),
            ("cinquieme", 5),
            ("sixieme", 6),
            ("dernier", LAST),
        )
        for ending in ("", "s")
    }
)
PARTS: Final = MappingProxyType(
    {
        "matin": PartOfDay.MORNING,
        "matins": PartOfDay.MORNING,
        "matinee": PartOfDay.MORNING,
        "apres-midi": PartOfDay.AFTERNOON,
        "apres-midis": PartOfDay.AFTERNOON,
        "soir": PartOfDay.EVENING,
        "soirs": PartOfDay.EVENING,
        "soiree": PartOfDay.EVENING,
    }
)
EXCEPT: Final = frozenset({"sauf", "hors", "excepte", "hormis"})
APPOINTMENT: Final = frozenset({"rendez-vous", "rdv"})
MIDDAY: Final = "midi"

_OTHERS: Final = """
    tous les chaque le un sur deux du de au a mois partir jusqu' jusqu'au des depuis inclus entre et puis en l' d' au
    pendant durant vacances conges scolaires uniquement seulement
""".split()

# What a misspelt word is compared with.
KNOWN_WORDS: Final = (
    frozenset(_OTHERS)
    | frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset(RANKS)
    | frozenset(PARTS)
    | EXCEPT
    | APPOINTMENT
    | {MIDDAY}
)
