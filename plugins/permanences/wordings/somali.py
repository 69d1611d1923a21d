"""Somali: the definite weekday comes first, and its rank follows; « Khamiista labaad ee bisha »."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_DEFINITE = ("Isniinta", "Talaadada", "Arbacada", "Khamiista", "Jimcaha", "Sabtida", "Axadda")
_RANKS = {1: "koowaad", 2: "labaad", 3: "saddexaad", 4: "afraad", 5: "shanaad"}


class Somali(Wording):
    """Of the weekdays Friday alone is masculine."""

    code = "so"
    conjunction = " iyo "
    appointment = "ballan oo keliya"
    except_holidays = "marka laga reebo fasaxyada dugsiyada"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("subaxda", "subaxda"),
        PartOfDay.AFTERNOON: PartWords("galabta", "galabta"),
        PartOfDay.EVENING: PartWords("fiidka", "fiidka"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return f"{self.listed([self.weekday(day) for day in weekdays])} kasta"

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"{_DEFINITE[first]} ilaa {_DEFINITE[last]}"

    def monthly(self, days: str) -> str:
        return f"{days} ee bil kasta"

    def rank(self, day: NthWeekday) -> str:
        if day.nth == LAST:
            return "ugu dambeeya" if day.weekday is Weekday.FRIDAY else "ugu dambaysa"
        return _RANKS[day.nth]

    def ranked(self, ranks: Sequence[int], weekday: Weekday) -> str:
        return f"{_DEFINITE[weekday]} {self.listed([self.rank(NthWeekday(nth, weekday)) for nth in ranks])}"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"labadii toddobaadba mar, {_DEFINITE[weekday]}{part}, {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"saacadda {self.hour(item.start)} ilaa {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"marka laga reebo {self.months(months)}"

    def since(self, day: date) -> str:
        return f"laga bilaabo {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"ilaa {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"laga bilaabo {self.day_in_full(first)} ilaa {self.day_in_full(last)}"
