"""Ukrainian: ranks agree with the gender of their weekday; « що » and prepositions take the genitive."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_FEMININE = {Weekday.WEDNESDAY, Weekday.FRIDAY, Weekday.SATURDAY, Weekday.SUNDAY}
_GENITIVE = ("понеділка", "вівторка", "середи", "четверга", "п’ятниці", "суботи", "неділі")
_ACCUSATIVE = ("понеділок", "вівторок", "середу", "четвер", "п’ятницю", "суботу", "неділю")


class Ukrainian(Wording):
    """« 4-та п’ятниця кожного місяця », « щосереди »."""

    code = "uk"
    conjunction = " та "
    appointment = "за попереднім записом"
    except_holidays = "крім шкільних канікул"
    parts: ClassVar = of_day("вранці", "після обіду", "увечері")
    of_the_month = "{days} кожного місяця"
    from_to = "з {start} до {end}"
    but_in = "крім {months}"
    since_day = "починаючи з {day}"
    until_day = "до {day} включно"
    between_days = "з {first} до {last} включно"

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return self.listed([f"що{_GENITIVE[day]}" for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        start = _GENITIVE[first]
        return f"{'із' if start.startswith('с') else 'з'} {start} до {_GENITIVE[last]}"

    def rank(self, day: NthWeekday) -> str:
        if day.weekday in _FEMININE:
            return {1: "1-ша", 2: "2-га", 3: "3-тя", LAST: "остання"}.get(day.nth, f"{day.nth}-та")
        return "останній" if day.nth == LAST else f"{day.nth}-й"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"раз на два тижні, у {_ACCUSATIVE[weekday]}{part}, {self.since(anchor)}"
