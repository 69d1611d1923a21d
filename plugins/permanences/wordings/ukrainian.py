"""Ukrainian: ranks agree with the gender of their weekday; « що » and prepositions take the genitive."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_FEMININE = {Weekday.WEDNESDAY, Weekday.FRIDAY, Weekday.SATURDAY, Weekday.SUNDAY}
_GENITIVE = ("понеділка", "вівторка", "середи", "четверга", "п’ятниці", "суботи", "неділі")
_ACCUSATIVE = ("понеділок", "вівторок", "середу", "четвер", "п’ятницю", "суботу", "неділю")


class Ukrainian(Wording):
    """« 4-та п’ятниця кожного місяця », « щосереди »."""

    code = "uk"
    conjunction = " та "
    appointment = "за попереднім записом"
    except_holidays = "крім шкільних канікул"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("вранці", "вранці"),
        PartOfDay.AFTERNOON: PartWords("після обіду", "після обіду"),
        PartOfDay.EVENING: PartWords("увечері", "увечері"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return self.listed([f"що{_GENITIVE[day]}" for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        start = _GENITIVE[first]
        return f"{'із' if start.startswith('с') else 'з'} {start} до {_GENITIVE[last]}"

    def monthly(self, days: str) -> str:
        return f"{days} кожного місяця"

    def rank(self, day: NthWeekday) -> str:
        if day.weekday in _FEMININE:
            return {1: "1-ша", 2: "2-га", 3: "3-тя", LAST: "остання"}.get(day.nth, f"{day.nth}-та")
        return "останній" if day.nth == LAST else f"{day.nth}-й"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"раз на два тижні, у {_ACCUSATIVE[weekday]}{part}, {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"з {self.hour(item.start)} до {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"крім {self.months(months)}"

    def since(self, day: date) -> str:
        return f"починаючи з {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"до {self.day_in_full(day)} включно"

    def between(self, first: date, last: date) -> str:
        return f"з {self.day_in_full(first)} до {self.day_in_full(last)} включно"
