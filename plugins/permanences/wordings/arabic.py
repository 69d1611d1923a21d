"""Arabic: the rank follows its weekday and agrees with it; « و » is written with its word; two months are a dual."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_ARTICLE = "ال"
_MASCULINE = {1: "الأول", 2: "الثاني", 3: "الثالث", 4: "الرابع", 5: "الخامس", LAST: "الأخير"}
_FEMININE = {1: "الأولى", 2: "الثانية", 3: "الثالثة", 4: "الرابعة", 5: "الخامسة", LAST: "الأخيرة"}


class Arabic(Wording):
    """Of the weekdays Friday alone is feminine; each has the article but after « every »."""

    code = "ar"
    comma = "، "
    conjunction = " و"
    appointment = "بموعد مسبق"
    except_holidays = "ما عدا في العطل المدرسية"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("صباحًا", "صباحًا"),
        PartOfDay.AFTERNOON: PartWords("بعد الظهر", "بعد الظهر"),
        PartOfDay.EVENING: PartWords("مساءً", "مساءً"),
    }

    def listed(self, items: Sequence[str]) -> str:
        return self.conjunction.join(items)

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "كل يوم " + self.listed([self.weekday(day).removeprefix(_ARTICLE) for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"من {self.weekday(first)} إلى {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"{days} من كل شهر"

    def rank(self, day: NthWeekday) -> str:
        return (_FEMININE if day.weekday is Weekday.FRIDAY else _MASCULINE)[day.nth]

    def ranked(self, ranks: Sequence[int], weekday: Weekday) -> str:
        return f"{self.weekday(weekday)} {self.listed([self.rank(NthWeekday(nth, weekday)) for nth in ranks])}"

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"مرة كل أسبوعين يوم {self.weekday(weekday)}{part}، {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"من الساعة {self.hour(item.start)} إلى الساعة {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        noun = "شهر" if len(months) == 1 else "شهري" if len(months) == 2 else "أشهر"
        return f"ما عدا في {noun} {self.months(months)}"

    def since(self, day: date) -> str:
        return f"ابتداءً من {self.day_in_full(day)}"

    def until(self, day: date) -> str:
        return f"حتى {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"من {self.day_in_full(first)} إلى {self.day_in_full(last)}"
