"""French: the canonical form, which ``grammar.parse`` reads back to the same rule."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording


class French(Wording):
    """« 2e et 4e jeudi du mois, de 9h à 12h »."""

    code = "fr"
    conjunction = " et "
    appointment = "sur rendez-vous"
    except_holidays = "sauf pendant les vacances scolaires"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("matin", "le matin"),
        PartOfDay.AFTERNOON: PartWords("après-midi", "l’après-midi"),
        PartOfDay.EVENING: PartWords("soir", "le soir"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "tous les " + self.listed([f"{self.weekday(day)}s" for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"du {self.weekday(first)} au {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"{days} du mois"

    def rank(self, day: NthWeekday) -> str:
        return "dernier" if day.nth == LAST else "1er" if day.nth == 1 else f"{day.nth}e"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"un {self.weekday(weekday)}{part} sur deux {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"de {self.hour(item.start)} à {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"sauf en {self.months(months)}"

    def since(self, day: date) -> str:
        return f"à partir du {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"jusqu’au {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"du {self.day_in_full(first)} au {self.day_in_full(last)}"
