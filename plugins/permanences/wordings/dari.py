"""Persian as it is written in Afghanistan (Dari), which readers from Iran take too but for the names of months."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_RANKS = {1: "اول", 2: "دوم", 3: "سوم", 4: "چهارم", 5: "پنجم", LAST: "آخر"}
_EZAFE = "\u0654"  # written above the final h of every weekday


class Dari(Wording):
    """The rank follows its weekday, joined by the ezafe: « جمعهٔ چهارم هر ماه »."""

    code = "fa"
    comma = "، "
    conjunction = " و "
    appointment = "با گرفتن وقت قبلی"
    except_holidays = "به جز رخصتی‌های مکاتب"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("صبح", "صبح"),
        PartOfDay.AFTERNOON: PartWords("بعد از ظهر", "بعد از ظهر"),
        PartOfDay.EVENING: PartWords("شام", "شام"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "هر " + self.listed([self.weekday(day) for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"از {self.weekday(first)} تا {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"{days} هر ماه"

    def rank(self, day: NthWeekday) -> str:
        return _RANKS[day.nth]

    def ranked(self, ranks: Sequence[int], weekday: Weekday) -> str:
        told = self.listed([self.rank(NthWeekday(nth, weekday)) for nth in ranks])
        return f"{self.weekday(weekday)}{_EZAFE} {told}"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"هر دو هفته یک بار، {self.weekday(weekday)}{part}، {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"از ساعت {self.hour(item.start)} تا {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"به جز {'ماه' if len(months) == 1 else 'ماه‌های'} {self.months(months)}"

    def since(self, day: date) -> str:
        return f"از {self.day_in_full(day)} به بعد"

    def until(self, day: date) -> str:
        return f"تا {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"از {self.day_in_full(first)} تا {self.day_in_full(last)}"
