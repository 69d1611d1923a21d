"""Arabic: the rank follows its weekday and agrees with it; « و » is written with its word; two months are a dual."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_ARTICLE = "ال"
_MASCULINE = {1: "الأول", 2: "الثاني", 3: "الثالث", 4: "الرابع", 5: "الخامس", LAST: "الأخير"}
_FEMININE = {1: "الأولى", 2: "الثانية", 3: "الثالثة", 4: "الرابعة", 5: "الخامسة", LAST: "الأخيرة"}


class Arabic(Wording):
    """Friday is the only feminine weekday; weekdays have the article, except after « every »."""

    code = "ar"
    comma = "، "
    conjunction = " و"
    appointment = "بموعد مسبق"
    except_holidays = "ما عدا في العطل المدرسية"
    parts: ClassVar = of_day("صباحًا", "بعد الظهر", "مساءً")
    days_in_a_row = "من {first} إلى {last}"
    ranked_days = "{weekday} {ranks}"
    of_the_month = "{days} من كل شهر"
    every_other_week = "مرة كل أسبوعين يوم {weekday}{part}، {since}"
    from_to = "من الساعة {start} إلى الساعة {end}"
    since_day = "ابتداءً من {day}"
    until_day = "حتى {day}"
    between_days = "من {first} إلى {last}"

    def listed(self, items: Sequence[str]) -> str:
        return self.conjunction.join(items)

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return "كل يوم " + self.listed([self.weekday(day).removeprefix(_ARTICLE) for day in weekdays])

    def rank(self, day: NthWeekday) -> str:
        return (_FEMININE if day.weekday is Weekday.FRIDAY else _MASCULINE)[day.nth]

    def except_months(self, months: Sequence[int]) -> str:
        noun = "شهر" if len(months) == 1 else "شهري" if len(months) == 2 else "أشهر"
        return f"ما عدا في {noun} {self.months(months)}"
