"""The RRULE of a rule (RFC 5545) gives the days of the rule, also when other libraries read it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given

from plugins.permanences.grammar import parse
from plugins.permanences.occurrences import days
from plugins.permanences.rrule import exceptions, recurrences
from tests.tables import each_row
from tests.unit.permanences.strategies import DATED_PATTERNS, drawing, ranges, rules

BRUSSELS = ZoneInfo("Europe/Brussels")
NEW_YEAR = date(2026, 1, 1)


@each_row(
    ("text", "start", "rrule"),
    [
        ("2e et 4e jeudi du mois", date(2026, 1, 8), "FREQ=MONTHLY;BYDAY=2TH,4TH"),
        ("2e vendredi et 4e jeudi du mois", date(2026, 1, 9), "FREQ=MONTHLY;BYDAY=2FR,4TH"),
        ("dernier mardi du mois", date(2026, 1, 27), "FREQ=MONTHLY;BYDAY=-1TU"),
        ("lundi et jeudi", date(2026, 1, 1), "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("un mardi sur deux à partir du 2025-12-30", date(2026, 1, 13), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        (
            "lundi sauf en janvier et août jusqu'au 2026-06-30",
            date(2026, 2, 2),
            "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2,3,4,5,6,7,9,10,11,12;UNTIL=20260630",
        ),
        ("lundi 9h-12h jusqu'au 2026-06-30", date(2026, 1, 5), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260630T090000Z"),
    ],
)
def test_a_rule_is_told_as_rfc_5545_wants_it(text, start, rrule):
    (found,) = recurrences(parse(text), NEW_YEAR)
    assert (found.start, found.rrule) == (start, rrule)


def test_each_time_range_is_an_event_of_its_own():
    found = recurrences(parse("lundi 9h-12h et 13h-16h"), NEW_YEAR)
    assert [item.hours.start.hour for item in found] == [9, 13]


@pytest.mark.parametrize("text", ["sur rendez-vous", "lundi jusqu'au 2025-12-31"])
def test_a_rule_without_any_day_left_does_not_recur(text):
    assert recurrences(parse(text), NEW_YEAR) == ()


def test_a_rule_that_begins_far_away_recurs_from_there():
    (found,) = recurrences(parse("lundi à partir du 2080-01-02"), NEW_YEAR)
    assert found.start == date(2080, 1, 8)


def test_the_last_day_that_is_known_is_still_found():
    (found,) = recurrences(parse("vendredi à partir du 2100-12-31"), NEW_YEAR)
    assert found.start == date(2100, 12, 31)


def test_the_rarest_day_is_still_found():
    rare = parse("5e lundi du mois, sauf en janvier, sauf de mars à décembre")
    assert recurrences(rare, date(2088, 3, 1)) == ()  # the next 29 February that is a Monday is after 2100
    assert recurrences(rare, date(2026, 1, 1))[0].start == date(2044, 2, 29)


def test_school_holidays_are_exceptions_of_the_recurrence():
    rule = parse("lundi sauf vacances scolaires")
    (found,) = recurrences(rule, date(2026, 10, 12))
    assert found.start == date(2026, 10, 12)
    assert list(exceptions(rule, date(2026, 10, 12), date(2026, 11, 9))) == [date(2026, 10, 19), date(2026, 10, 26)]


@drawing(100)
@given(rules(DATED_PATTERNS), ranges(first=date(2010, 1, 1)))
def test_the_recurrence_less_its_exceptions_gives_the_days_of_the_rule(rule, limits):
    expected = list(days(rule, *limits))
    found = recurrences(rule, limits[0])
    if expected:
        assert found[0].start == expected[0]
    for item in found:
        start, last = datetime.combine(item.start, time(0)), datetime.combine(limits[1], time(0))
        written = item.rrule.replace(f"T{item.hours.start:%H%M%S}Z", "") if item.hours else item.rrule
        given_days = {moment.date() for moment in rrulestr(written, dtstart=start).between(start, last, inc=True)}
        assert sorted(given_days - set(exceptions(rule, *limits))) == expected
        assert item.start == next(days(rule, *[item.start] * 2))


@each_row("clock", ["0h-1h", "1h30-3h", "9h-12h", "23h-23h30"])
@each_row("until", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)])
def test_the_end_in_utc_keeps_the_last_day_and_drops_the_next_across_clock_changes(clock, until):
    rule = parse(f"du lundi au dimanche {clock} jusqu'au {until}")
    (found,) = recurrences(rule, date(2026, 3, 1))
    first = datetime.combine(found.start, found.hours.start, BRUSSELS)
    end = datetime.strptime(found.rrule.partition("UNTIL=")[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    last, after = (first.replace(month=until.month, day=until.day + more) for more in (0, 1))
    assert last.astimezone(UTC) <= end < after.astimezone(UTC)
