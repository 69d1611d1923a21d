"""Spanish: « cuarto viernes de cada mes »."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_RANKS = {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", LAST: "último"}


class Spanish(Wording):
    """All days are masculine; those in -s have no other plural."""

    code = "es"
    conjunction = " y "
    appointment = "con cita previa"
    except_holidays = "excepto en las vacaciones escolares"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("por la mañana", "por la mañana"),
        PartOfDay.AFTERNOON: PartWords("por la tarde", "por la tarde"),
        PartOfDay.EVENING: PartWords("por la noche", "por la noche"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "todos los " + self.listed([_plural(self.weekday(day)) for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"de {self.weekday(first)} a {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"{days} de cada mes"

    def rank(self, day: NthWeekday) -> str:
        return _RANKS[day.nth]

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"cada dos semanas, el {self.weekday(weekday)}{part}, {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"de {self.hour(item.start)} a {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"excepto en {self.months(months)}"

    def since(self, day: date) -> str:
        return f"a partir del {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"hasta el {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"del {self.day_in_full(first)} al {self.day_in_full(last)}"


def _plural(weekday: str) -> str:
    return weekday if weekday.endswith("s") else f"{weekday}s"
