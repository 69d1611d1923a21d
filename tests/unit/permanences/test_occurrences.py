"""The dates of a rule are those that python-dateutil computes after RFC 5545."""

from datetime import date, datetime, time
from itertools import islice
from random import Random

from dateutil import rrule as dateutil_rrule
from hypothesis import given
from hypothesis import strategies as st

from plugins.permanences.grammar import parse
from plugins.permanences.holiday_calendars import in_school_holidays
from plugins.permanences.model import EveryOther, PartOfDay, Rule, TimeRange, Weekly
from plugins.permanences.occurrences import Slot, certain_until, days, slots
from tests.tables import each_row
from tests.unit.permanences.strategies import NEVER, bounded_rules, drawing, random_rule, ranges, rules

WEEKDAYS = (
    dateutil_rrule.MO,
    dateutil_rrule.TU,
    dateutil_rrule.WE,
    dateutil_rrule.TH,
    dateutil_rrule.FR,
    dateutil_rrule.SA,
    dateutil_rrule.SU,
)


def dates(text: str, first: date, last: date) -> list[str]:
    return [f"{day:%d/%m}" for day in days(parse(text), first, last)]


@each_row(
    ("text", "expected"),
    [
        ("4e vendredi du mois", "23/01 27/02 27/03 24/04 22/05 26/06"),
        ("1er et 3e jeudi du mois", "01/01 15/01 05/02 19/02 05/03 19/03 02/04 16/04 07/05 21/05 04/06 18/06"),
        ("2e vendredi et 4e jeudi du mois", "09/01 22/01 13/02 26/02 13/03 26/03 10/04 23/04 08/05 28/05 12/06 25/06"),
        ("5e jeudi du mois", "29/01 30/04"),
        ("dernier jeudi et 5e jeudi du mois", "29/01 26/02 26/03 30/04 28/05 25/06"),
        ("un mardi sur deux à partir du 2026-02-17", "17/02 03/03 17/03 31/03 14/04 28/04 12/05 26/05 09/06 23/06"),
        ("lundi et mardi du 2026-03-02 au 2026-03-10", "02/03 03/03 09/03 10/03"),
        ("1er lundi du mois sauf en février et avril", "05/01 02/03 04/05 01/06"),
        ("sur rendez-vous", ""),
    ],
)
def test_the_first_half_of_2026(text, expected):
    assert dates(text, date(2026, 1, 1), date(2026, 6, 30)) == expected.split()


def test_a_leap_day_is_a_day_like_another():
    assert dates("5e jeudi du mois", date(2024, 2, 1), date(2024, 3, 1)) == ["29/02"]


def test_one_week_in_two_keeps_its_parity_over_a_year_of_53_weeks():
    found = list(days(Rule(EveryOther(date(2026, 12, 22))), date(2026, 12, 1), date(2027, 2, 1)))
    assert found == [date(2026, 12, 22), date(2027, 1, 5), date(2027, 1, 19)]


def test_school_holidays_take_their_days_away():
    text = "tous les lundis sauf vacances scolaires"
    assert dates(text, date(2026, 10, 1), date(2026, 11, 15)) == ["05/10", "12/10", "02/11", "09/11"]


def test_dates_are_sure_until_the_last_published_school_calendar():
    last = date(2035, 12, 31)
    assert certain_until([parse("lundi sauf vacances scolaires")], last) == date(2029, 8, 26)
    assert certain_until([parse("lundi")], last) == last


def test_days_are_computed_only_as_they_are_asked_for():
    school_rule = parse("lundi sauf vacances scolaires")
    first_three = islice(days(school_rule, date(2099, 12, 1), date(9999, 12, 31)), 3)
    assert [f"{day:%d/%m}" for day in first_three] == ["07/12", "14/12", "04/01"]


def test_a_day_with_two_time_ranges_has_two_slots():
    found = list(slots(parse("lundi 9h-12h et 13h30-16h"), date(2026, 1, 5), date(2026, 1, 6)))
    assert [(slot.day.day, slot.hours) for slot in found] == [
        (5, TimeRange(time(9), time(12))),
        (5, TimeRange(time(13, 30), time(16))),
    ]


def test_slots_of_a_day_stand_in_the_order_of_the_day():
    day, later = date(2026, 1, 5), date(2026, 1, 6)
    in_order = [
        Slot(day),
        *(Slot(day, part=part) for part in (PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING)),
        Slot(day, TimeRange(time(9), time(10))),
        Slot(day, TimeRange(time(9), time(12))),
        Slot(day, TimeRange(time(10), time(11))),
        Slot(later),
    ]
    keys = [slot.sort_key for slot in in_order]
    assert keys == sorted(set(keys))


def test_an_empty_range_has_no_days():
    assert not list(days(parse("lundi"), date(2026, 1, 6), date(2026, 1, 5)))


def by_dateutil(rule: Rule, first: date, last: date) -> list[date]:
    """Return the days of a rule as python-dateutil computes them."""
    pattern = rule.pattern
    start, end = max(first, rule.first_day or first), min(last, rule.until or last)
    months = [month for month in range(1, 13) if month not in rule.except_months] if rule.except_months else None
    if isinstance(pattern, EveryOther):
        start = pattern.anchor
        found = dateutil_rrule.rrule(dateutil_rrule.WEEKLY, _noon(start), 2, bymonth=months, until=_noon(end))
    elif isinstance(pattern, Weekly):
        weekdays = [WEEKDAYS[day] for day in pattern.weekdays]
        found = dateutil_rrule.rrule(
            dateutil_rrule.WEEKLY, _noon(start), byweekday=weekdays, bymonth=months, until=_noon(end)
        )
    else:
        weekdays = [WEEKDAYS[day.weekday](day.nth) for day in pattern.days]
        found = dateutil_rrule.rrule(
            dateutil_rrule.MONTHLY, _noon(start), byweekday=weekdays, bymonth=months, until=_noon(end)
        )
    between = found.between(_noon(max(first, start)), _noon(end), inc=True) if start <= end else []
    held = [moment.date() for moment in between]
    return [day for day in held if not in_school_holidays(day)] if rule.except_school_holidays else held


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


@drawing(100)
@given(bounded_rules())
def test_the_days_are_those_of_dateutil(drawn):
    rule, limits = drawn
    assert list(days(rule, *limits)) == by_dateutil(rule, *limits)


@drawing(200)
@given(st.integers(0, 2**64 - 1))
def test_the_days_of_two_thousand_rules_are_those_of_dateutil(seed):
    random = Random(seed)
    for _ in range(10):
        rule, limits = random_rule(random)
        assert list(days(rule, *limits)) == by_dateutil(rule, *limits)


@drawing(100)
@given(bounded_rules(first=date(2011, 1, 1), school_holidays=True))
def test_without_school_holidays_the_days_are_those_of_dateutil_less_the_holidays(drawn):
    rule, limits = drawn
    assert list(days(rule, *limits)) == by_dateutil(rule, *limits)


@drawing(100)
@given(rules(school_holidays=NEVER), ranges())
def test_no_slot_is_outside_its_range_or_given_twice(rule, limits):
    found = list(slots(rule, *limits))
    assert all(limits[0] <= slot.day <= limits[1] for slot in found)
    assert all(rule.since is None or rule.since <= slot.day for slot in found)
    assert all(rule.until is None or slot.day <= rule.until for slot in found)
    assert len(set(found)) == len(found)
    assert found == sorted(found, key=lambda slot: slot.sort_key)
