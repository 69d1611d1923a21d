"""English, British: « 4th Friday of the month »."""

from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday
from plugins.permanences.wordings.words import Wording, of_day


class English(Wording):
    """A part of the day follows the weekday without « in the »."""

    code = "en"
    conjunction = " and "
    appointment = "by appointment"
    except_holidays = "except during school holidays"
    parts: ClassVar = of_day("morning", "afternoon", "evening")
    parts_alone: ClassVar = of_day("in the morning", "in the afternoon", "in the evening")
    every_week = "every {days}"
    days_in_a_row = "{first} to {last}"
    of_the_month = "{days} of the month"
    every_other_week = "every other {weekday}{part}, {since}"
    from_to = "from {start} to {end}"
    but_in = "except in {months}"
    since_day = "starting on {day}"
    until_day = "until {day}"
    between_days = "from {first} to {last}"

    def rank(self, day: NthWeekday) -> str:
        return "last" if day.nth == LAST else f"{day.nth}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day.nth, 'th') }"
