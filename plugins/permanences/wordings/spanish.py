"""Spanish: « cuarto viernes de cada mes »."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST, Weekday
from plugins.permanences.wordings.words import Wording, of_day


class Spanish(Wording):
    """All weekdays are masculine; those that end in -s do not change in the plural."""

    code = "es"
    conjunction = " y "
    appointment = "con cita previa"
    except_holidays = "excepto en las vacaciones escolares"
    parts: ClassVar = of_day("por la mañana", "por la tarde", "por la noche")
    ranks: ClassVar = {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", LAST: "último"}
    days_in_a_row = "de {first} a {last}"
    of_the_month = "{days} de cada mes"
    every_other_week = "cada dos semanas, el {weekday}{part}, {since}"
    from_to = "de {start} a {end}"
    but_in = "excepto en {months}"
    since_day = "a partir del {day}"
    until_day = "hasta el {day}"
    between_days = "del {first} al {last}"

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "todos los " + self.listed([_plural(self.weekday(day)) for day in weekdays])


def _plural(weekday: str) -> str:
    return weekday if weekday.endswith("s") else f"{weekday}s"
