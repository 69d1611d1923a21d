"""Pashto: weekdays are feminine; « له … څخه », « تر … پورې » put what stands between them in the oblique.

A date with such a preposition has its own order, which the CLDR does not know: year, month, preposition, day.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_RANKS = {1: "لومړۍ", 2: "دویمه", 3: "درېیمه", 4: "څلورمه", 5: "پنځمه", LAST: "وروستۍ"}


class Pashto(Wording):
    """« د هرې میاشتې څلورمه جمعه », « د 2026 کال د جنوري له 8مې نېټې څخه »."""

    code = "ps"
    comma = "، "
    conjunction = " او "
    appointment = "د ملاقات د وخت په اخیستلو سره"
    except_holidays = "د ښوونځیو له رخصتیو پرته"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("سهار", "سهار"),
        PartOfDay.AFTERNOON: PartWords("له غرمې وروسته", "له غرمې وروسته"),
        PartOfDay.EVENING: PartWords("ماښام", "ماښام"),
    }

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "هره " + self.listed([self.weekday(day) for day in weekdays])

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"له {self._oblique(first)} څخه تر {self._oblique(last)} پورې"

    def monthly(self, days: str) -> str:
        return f"د هرې میاشتې {days}"

    def rank(self, day: NthWeekday) -> str:
        return _RANKS[day.nth]

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"په دوو اونیو کې یو ځل، {self.weekday(weekday)}{part}، {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"له {self.hour(item.start)} څخه تر {self.hour(item.end)} بجو پورې"

    def except_months(self, months: Sequence[int]) -> str:
        return f"د {self.months(months)} له {'میاشتې' if len(months) == 1 else 'میاشتو'} پرته"

    def since(self, day: date) -> str:
        return f"{self._year_and_month(day)} له {_oblique_day(day)} نېټې څخه"

    def until(self, day: date) -> str:
        return f"{self._year_and_month(day)} تر {_oblique_day(day)} نېټې پورې"

    def between(self, first: date, last: date) -> str:
        return f"{self.since(first)} {self.until(last)}"

    def _year_and_month(self, day: date) -> str:
        return f"د {day.year} کال د {self.dates.months[day.month - 1]}"

    def _oblique(self, weekday: Weekday) -> str:
        """The final -a becomes -e."""
        return self.weekday(weekday).removesuffix("ه") + "ې"


def _oblique_day(day: date) -> str:
    """« 8مې »; the first has no other form."""
    return _RANKS[1] if day.day == 1 else f"{day.day}مې"
