"""The words about a visit that both pages and files show."""

import datetime as dt

from plugins.pages.visit_words import HOLIDAYS
from plugins.permanences.holiday_calendars import legal_holiday


def test_each_legal_holiday_is_a_message():
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    assert {name for day in days if (name := legal_holiday(day))} == {*HOLIDAYS}
