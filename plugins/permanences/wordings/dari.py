"""Persian as it is written in Afghanistan (Dari), which readers from Iran take too but for the names of months."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST
from plugins.permanences.wordings.words import Wording, of_day


class Dari(Wording):
    """The rank follows its weekday, joined by the ezafe: « جمعهٔ چهارم هر ماه »."""

    code = "fa"
    comma = "، "
    conjunction = " و "
    appointment = "با گرفتن وقت قبلی"
    except_holidays = "به جز رخصتی‌های مکاتب"
    parts: ClassVar = of_day("صبح", "بعد از ظهر", "شام")
    ranks: ClassVar = {1: "اول", 2: "دوم", 3: "سوم", 4: "چهارم", 5: "پنجم", LAST: "آخر"}
    every_week = "هر {days}"
    days_in_a_row = "از {first} تا {last}"
    ranked_days = "{weekday}\u0654 {ranks}"  # the ezafe, above the final h of every weekday
    of_the_month = "{days} هر ماه"
    every_other_week = "هر دو هفته یک بار، {weekday}{part}، {since}"
    from_to = "از ساعت {start} تا {end}"
    since_day = "از {day} به بعد"
    until_day = "تا {day}"
    between_days = "از {first} تا {last}"

    def except_months(self, months: Sequence[int]) -> str:
        return f"به جز {'ماه' if len(months) == 1 else 'ماه‌های'} {self.months(months)}"
