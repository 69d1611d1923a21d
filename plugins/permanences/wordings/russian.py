"""Russian: ranks agree with the gender of their weekday; « по » takes the dative plural, « с » the genitive."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_FEMININE = {Weekday.WEDNESDAY, Weekday.FRIDAY, Weekday.SATURDAY}
_NEUTER = {Weekday.SUNDAY}
_DATIVE_PLURAL = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_GENITIVE = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_ACCUSATIVE = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")


class Russian(Wording):
    """« 4-я пятница каждого месяца », « по средам », « со вторника »."""

    code = "ru"
    conjunction = " и "
    appointment = "по предварительной записи"
    except_holidays = "кроме школьных каникул"
    parts: ClassVar = of_day("утром", "после обеда", "вечером")
    of_the_month = "{days} каждого месяца"
    from_to = "с {start} до {end}"
    but_in = "кроме {months}"
    until_day = "по {day} включительно"

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "по " + self.listed([_DATIVE_PLURAL[day] for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        start = _GENITIVE[first]
        # « со » in place of « с » before two consonants of which the first is в or с.
        return f"{'со' if start.startswith(('вт', 'ср')) else 'с'} {start} по {_ACCUSATIVE[last]}"

    def rank(self, day: NthWeekday) -> str:
        gender = 1 if day.weekday in _FEMININE else 2 if day.weekday in _NEUTER else 0
        if day.nth == LAST:
            return ("последний", "последняя", "последнее")[gender]
        return f"{day.nth}-{'йяе'[gender]}"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        to = "во" if weekday is Weekday.TUESDAY else "в"
        return f"раз в две недели, {to} {_ACCUSATIVE[weekday]}{part}, {self.since(anchor)}"

    def since(self, day: date) -> str:
        return f"начиная {self._from(day)}"

    def between(self, first: date, last: date) -> str:
        return f"{self._from(first)} по {self.day_in_full(last)} включительно"

    def _from(self, day: date) -> str:
        """« с 5 января », but « со 2 января », as that number is read « второго »."""
        return f"{'со' if day.day == 2 else 'с'} {self.day_in_full(day)}"
