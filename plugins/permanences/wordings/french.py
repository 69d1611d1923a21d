"""French: the canonical form, which ``grammar.parse`` reads back to the same rule."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, Weekday
from plugins.permanences.wordings.words import Wording, of_day


class French(Wording):
    """« 2e et 4e jeudi du mois, de 9h à 12h »."""

    code = "fr"
    conjunction = " et "
    appointment = "sur rendez-vous"
    except_holidays = "sauf pendant les vacances scolaires"
    parts: ClassVar = of_day("matin", "après-midi", "soir")
    parts_alone: ClassVar = of_day("le matin", "l’après-midi", "le soir")
    days_in_a_row = "du {first} au {last}"
    of_the_month = "{days} du mois"
    every_other_week = "un {weekday}{part} sur deux {since}"
    from_to = "de {start} à {end}"
    but_in = "sauf en {months}"
    since_day = "à partir du {day}"
    until_day = "jusqu’au {day}"
    between_days = "du {first} au {last}"

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "tous les " + self.listed([f"{self.weekday(day)}s" for day in weekdays])

    def rank(self, day: NthWeekday) -> str:
        return "dernier" if day.nth == LAST else "1er" if day.nth == 1 else f"{day.nth}e"
