"""The constructors of rules refuse fields that contradict each other."""

import re
from datetime import date, time

import pytest

from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    NthWeekday,
    PartOfDay,
    PermanenceError,
    Rule,
    TimeRange,
    Weekday,
    Weekly,
)
from tests.tables import each_row

NINE, TEN, ELEVEN, NOON = time(9), time(10), time(11), time(12)
MONDAYS = Weekly((Weekday.MONDAY,))
FIRST_MONDAY, LAST_MONDAY = NthWeekday(1, Weekday.MONDAY), NthWeekday(LAST, Weekday.MONDAY)
FIFTH_MONDAY = NthWeekday(5, Weekday.MONDAY)
DAY, NEXT_DAY = date(2026, 11, 23), date(2026, 11, 24)
MONTHS = tuple(range(1, 13))


@each_row(
    ("make", "message"),
    [
        (lambda: TimeRange(NINE, NINE), "a time range must end after it starts: 09:00:00 09:00:00"),
        (lambda: TimeRange(TEN, NINE), "a time range must end after it starts: 10:00:00 09:00:00"),
        (lambda: NthWeekday(0, Weekday.MONDAY), "no such rank in a month: 0"),
        (lambda: NthWeekday(6, Weekday.MONDAY), "no such rank in a month: 6"),
        (lambda: NthWeekday(-2, Weekday.MONDAY), "no such rank in a month: -2"),
        (lambda: Weekly(()), "weekdays must be in order, each once: ()"),
        (lambda: Weekly((Weekday.TUESDAY, Weekday.MONDAY)), "weekdays must be in order"),
        (lambda: Weekly((Weekday.MONDAY, Weekday.MONDAY)), "weekdays must be in order"),
        (lambda: MonthlyNth(()), "ranked weekdays must be in order, each once: ()"),
        (lambda: MonthlyNth((LAST_MONDAY, FIFTH_MONDAY)), "ranked weekdays must be in order"),
        (lambda: MonthlyNth((FIRST_MONDAY, FIRST_MONDAY)), "ranked weekdays must be in order"),
        (
            lambda: Rule(MONDAYS, (TimeRange(NINE, TEN),), PartOfDay.MORNING),
            "hours and a part of the day exclude each other",
        ),
        (lambda: Rule(ByAppointment(), (TimeRange(NINE, TEN),)), "a rule by appointment has no hours"),
        (lambda: Rule(ByAppointment(), part=PartOfDay.MORNING), "a rule by appointment has no hours"),
        (
            lambda: Rule(MONDAYS, (TimeRange(NINE, ELEVEN), TimeRange(TEN, NOON))),
            "time ranges must be in order and must not overlap",
        ),
        (
            lambda: Rule(MONDAYS, (TimeRange(ELEVEN, NOON), TimeRange(NINE, TEN))),
            "time ranges must be in order and must not overlap",
        ),
        *(
            (
                lambda months=months: Rule(MONDAYS, except_months=months),
                f"excepted months must be in order, each once, and leave one: {months}",
            )
            for months in ((2, 1), (1, 1), (0,), (13,), MONTHS)
        ),
        (lambda: Rule(EveryOther(DAY), since=DAY), "the anchor is the first date: there is no other start"),
        (lambda: Rule(MONDAYS, since=NEXT_DAY, until=DAY), "a rule must end after it begins"),
        (lambda: Rule(EveryOther(NEXT_DAY), until=DAY), "a rule must end after it begins"),
    ],
)
def test_what_contradicts_itself_is_an_error(make, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        make()


@each_row(
    "make",
    [
        lambda: Weekly(tuple(Weekday)),
        lambda: MonthlyNth((FIRST_MONDAY, FIFTH_MONDAY, LAST_MONDAY)),
        lambda: Rule(MONDAYS, (TimeRange(NINE, TEN), TimeRange(TEN, NOON))),
        lambda: Rule(MONDAYS, except_months=MONTHS[1:]),
        lambda: Rule(MONDAYS, except_months=MONTHS[:-1]),
        lambda: Rule(MONDAYS, until=DAY),
        lambda: Rule(MONDAYS, since=DAY, until=DAY),
        lambda: Rule(EveryOther(DAY), until=DAY),
        lambda: Rule(ByAppointment(), since=DAY),
    ],
)
def test_what_touches_or_stands_alone_does_not_contradict_itself(make):
    assert make()


@each_row(
    ("one", "other", "shared"),
    [
        ((NINE, TEN), (TEN, NOON), False),
        ((NINE, ELEVEN), (TEN, NOON), True),
        ((NINE, NOON), (TEN, ELEVEN), True),
        ((NINE, TEN), (ELEVEN, NOON), False),
    ],
)
def test_ranges_that_touch_share_no_minute(one, other, shared):
    one, other = TimeRange(*one), TimeRange(*other)
    assert one.overlaps(other) is other.overlaps(one) is shared


def test_the_first_day_is_the_anchor_or_the_start():
    assert Rule(MONDAYS).first_day is None
    assert Rule(MONDAYS, since=DAY).first_day == Rule(EveryOther(DAY)).first_day == DAY
    assert EveryOther(DAY).weekday is Weekday.MONDAY
    assert Rule(ByAppointment()).by_appointment
    assert not Rule(MONDAYS).by_appointment


def test_an_error_is_one_sentence_of_what_was_read_why_and_what_to_do():
    error = PermanenceError("« x »", "non", "écrivez « lundi »", "lundi")
    assert str(error) == "« x » : non → écrivez « lundi »"
    assert (error.read, error.reason, error.remedy, error.nearest) == ("« x »", "non", "écrivez « lundi »", "lundi")
