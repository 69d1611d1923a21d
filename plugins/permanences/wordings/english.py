"""English, British: « 4th Friday of the month »."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording


class English(Wording):
    """A part of the day follows the weekday without « in the »."""

    code = "en"
    conjunction = " and "
    appointment = "by appointment"
    except_holidays = "except during school holidays"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("morning", "in the morning"),
        PartOfDay.AFTERNOON: PartWords("afternoon", "in the afternoon"),
        PartOfDay.EVENING: PartWords("evening", "in the evening"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "every " + self.listed([self.weekday(day) for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"{self.weekday(first)} to {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"{days} of the month"

    def rank(self, day: NthWeekday) -> str:
        return "last" if day.nth == LAST else f"{day.nth}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day.nth, 'th') }"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"every other {self.weekday(weekday)}{part}, {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"from {self.hour(item.start)} to {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"except in {self.months(months)}"

    def since(self, day: date) -> str:
        return f"starting on {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"until {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"from {self.day_in_full(first)} to {self.day_in_full(last)}"
