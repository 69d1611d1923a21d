"""Tigrinya: each item of a list takes the suffix « -ን »; a final « -i » that only helps to speak falls before it."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_RANKS = {1: "ቀዳማይ", 2: "ካልኣይ", 3: "ሳልሳይ", 4: "ራብዓይ", 5: "ሓሙሻይ", LAST: "ናይ መወዳእታ"}
_AND = "ን"
_BEFORE_SUFFIX = {"ቢ": "ብ", "ቲ": "ት"}  # ዓርቢ: ዓርብን; ለካቲት stays


class Tigrinya(Wording):
    """Months are those of Eritrea: the Gregorian ones under their own names."""

    code = "ti"
    comma = "፣ "
    conjunction = " "
    appointment = "ብቆጸራ"
    except_holidays = "ብዘይካ ኣብ ዕረፍቲ ቤት ትምህርቲ"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("ንግሆ", "ንግሆ"),
        PartOfDay.AFTERNOON: PartWords("ድሕሪ ቐትሪ", "ድሕሪ ቐትሪ"),
        PartOfDay.EVENING: PartWords("ምሸት", "ምሸት"),
    }

    def listed(self, items: Sequence[str]) -> str:
        return " ".join(map(_with_and, items)) if len(items) > 1 else items[0]

    def several_hours(self, ranges: Sequence[str]) -> str:
        return "፣ ከምኡውን ".join(ranges)

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return f"ነፍሲ ወከፍ {self.listed([self.weekday(day) for day in weekdays])}"

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"ካብ {self.weekday(first)} ክሳብ {self.weekday(last)}"

    def monthly(self, days: str) -> str:
        return f"ናይ ነፍሲ ወከፍ ወርሒ {days}"

    def rank(self, day: NthWeekday) -> str:
        return _RANKS[day.nth]

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"ኣብ ክልተ ሰሙን ሓደ ግዜ፣ {self.weekday(weekday)}{part}፣ {self.since(anchor)}"

    def hours(self, item: TimeRange) -> str:
        return f"ካብ ሰዓት {self.hour(item.start)} ክሳብ ሰዓት {self.hour(item.end)}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"ብዘይካ ኣብ {self.months(months)}"

    def since(self, day: date) -> str:
        return f"ካብ {self.day_in_full(day)} ጀሚሩ"

    def until(self, day: date) -> str:
        return f"ክሳብ {self.day_in_full(day)}"

    def between(self, first: date, last: date) -> str:
        return f"ካብ {self.day_in_full(first)} ክሳብ {self.day_in_full(last)}"


def _with_and(word: str) -> str:
    return f"{word[:-1]}{_BEFORE_SUFFIX.get(word[-1], word[-1])}{_AND}"
