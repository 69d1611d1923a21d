"""Somali: the definite weekday comes first, and its rank follows; « Khamiista labaad ee bisha »."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_DEFINITE = ("Isniinta", "Talaadada", "Arbacada", "Khamiista", "Jimcaha", "Sabtida", "Axadda")
_RANKS = {1: "koowaad", 2: "labaad", 3: "saddexaad", 4: "afraad", 5: "shanaad"}


class Somali(Wording):
    """Friday is the only masculine weekday."""

    code = "so"
    conjunction = " iyo "
    appointment = "ballan oo keliya"
    except_holidays = "marka laga reebo fasaxyada dugsiyada"
    parts: ClassVar = of_day("subaxda", "galabta", "fiidka")
    days_in_a_row = "{first} ilaa {last}"
    ranked_days = "{weekday} {ranks}"
    of_the_month = "{days} ee bil kasta"
    every_other_week = "labadii toddobaadba mar, {weekday}{part}, {since}"
    from_to = "saacadda {start} ilaa {end}"
    but_in = "marka laga reebo {months}"
    since_day = "laga bilaabo {day}"
    until_day = "ilaa {day}"
    between_days = "laga bilaabo {first} ilaa {last}"

    def weekday(self, weekday: Weekday) -> str:
        return _DEFINITE[weekday]

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return f"{self.listed([self.dates.weekdays[day] for day in weekdays])} kasta"

    def rank(self, day: NthWeekday) -> str:
        if day.nth == LAST:
            return "ugu dambeeya" if day.weekday is Weekday.FRIDAY else "ugu dambaysa"
        return _RANKS[day.nth]
