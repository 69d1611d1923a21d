"""Pashto: weekdays are feminine; « له … څخه », « تر … پورې » put what stands between them in the oblique.

A date with such a preposition has its own order, which the CLDR does not know: year, month, preposition, day.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_RANKS = {1: "لومړۍ", 2: "دویمه", 3: "درېیمه", 4: "څلورمه", 5: "پنځمه", LAST: "وروستۍ"}


class Pashto(Wording):
    """« د هرې میاشتې څلورمه جمعه », « د 2026 کال د جنوري له 8مې نېټې څخه »."""

    code = "ps"
    comma = "، "
    conjunction = " او "
    appointment = "د ملاقات د وخت په اخیستلو سره"
    except_holidays = "د ښوونځیو له رخصتیو پرته"
    parts: ClassVar = of_day("سهار", "له غرمې وروسته", "ماښام")
    ranks: ClassVar = _RANKS
    every_week = "هره {days}"
    of_the_month = "د هرې میاشتې {days}"
    every_other_week = "په دوو اونیو کې یو ځل، {weekday}{part}، {since}"
    from_to = "له {start} څخه تر {end} بجو پورې"

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"له {self._oblique(first)} څخه تر {self._oblique(last)} پورې"

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
        """The weekday in the oblique case: the final -a becomes -e."""
        return self.weekday(weekday).removesuffix("ه") + "ې"


def _oblique_day(day: date) -> str:
    """The day of the month in the oblique case: « 8مې »; « the first » stays the same."""
    return _RANKS[1] if day.day == 1 else f"{day.day}مې"
