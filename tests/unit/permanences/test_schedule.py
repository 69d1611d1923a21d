"""Schedules: holidays, closures and cancellations strike out dates with a reason, additions add dates."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.permanences.grammar import parse
from plugins.permanences.model import PartOfDay, TimeRange
from plugins.permanences.schedule import Addition, Cancellation, Closure, OccurrenceStatus, Schedule, held, occurrences
from tests.unit.permanences.strategies import DATES, drawing, ranges, rules

MORNING = TimeRange(time(9), time(12))


def schedule(text: str, **fields) -> Schedule:
    return Schedule(parse(text), **fields)


def told(of: Schedule, first: date, last: date) -> list[tuple[str, str, str]]:
    return [(f"{item.day:%d/%m}", item.status.value, item.reason) for item in occurrences(of, first, last)]


def test_christmas_2026_is_struck_out_in_andenne_and_january_comes_next():
    andenne = schedule("4e vendredi du mois")
    assert told(andenne, date(2026, 11, 23), date(2027, 1, 31)) == [
        ("27/11", "held", ""),
        ("25/12", "holiday", "Noël"),
        ("22/01", "held", ""),
    ]
    assert next(held(andenne, date(2026, 11, 28), date(2027, 12, 31))).day == date(2027, 1, 22)


def test_ascension_2026_strikes_out_the_second_thursday_of_dinant():
    assert told(schedule("2e et 4e jeudi du mois"), date(2026, 5, 1), date(2026, 5, 31)) == [
        ("14/05", "holiday", "Ascension"),
        ("28/05", "held", ""),
    ]


def test_ascension_2026_leaves_the_first_and_third_thursday_of_ciney_alone():
    assert told(schedule("1er et 3e jeudi du mois"), date(2026, 5, 1), date(2026, 5, 31)) == [
        ("07/05", "held", ""),
        ("21/05", "held", ""),
    ]


def test_a_second_or_fourth_thursday_falls_on_a_holiday_six_times_from_2026_to_2031():
    dinant = schedule("2e et 4e jeudi du mois")
    found = [item for item in occurrences(dinant, date(2026, 1, 1), date(2031, 12, 31)) if not item.held]
    assert len(found) == 6


def test_an_office_that_keeps_holidays_open_holds_them():
    dinant = schedule("2e et 4e jeudi du mois", holidays_open=True)
    assert told(dinant, date(2026, 5, 14), date(2026, 5, 14)) == [("14/05", "held", "")]


def test_a_cancellation_strikes_out_its_day_with_its_reason():
    dinant = schedule("2e et 4e jeudi du mois", cancellations=(Cancellation(date(2026, 12, 24), "congés"),))
    assert told(dinant, date(2026, 12, 1), date(2026, 12, 31)) == [
        ("10/12", "held", ""),
        ("24/12", "cancelled", "congés"),
    ]


def test_a_closure_strikes_out_its_first_and_its_last_day():
    closed = Closure(date(2026, 8, 3), date(2026, 8, 10), "travaux")
    assert told(schedule("lundi", closures=(closed,)), date(2026, 7, 27), date(2026, 8, 17)) == [
        ("27/07", "held", ""),
        ("03/08", "closed", "travaux"),
        ("10/08", "closed", "travaux"),
        ("17/08", "held", ""),
    ]


def test_a_holiday_is_named_before_a_closure_and_a_closure_before_a_cancellation():
    of = schedule(
        "vendredi",
        closures=(Closure(date(2026, 12, 18), date(2026, 12, 31), "congés"),),
        cancellations=(Cancellation(date(2026, 12, 18), "malade"),),
    )
    assert told(of, date(2026, 12, 18), date(2026, 12, 25)) == [
        ("18/12", "closed", "congés"),
        ("25/12", "holiday", "Noël"),
    ]


def test_an_addition_takes_its_place_among_the_dates():
    extra = Addition(date(2026, 1, 7), (MORNING,), "séance en plus")
    found = list(occurrences(schedule("lundi", additions=(extra,)), date(2026, 1, 5), date(2026, 1, 12)))
    assert [(item.day.day, item.status, item.hours) for item in found] == [
        (5, OccurrenceStatus.HELD, None),
        (7, OccurrenceStatus.ADDED, MORNING),
        (12, OccurrenceStatus.HELD, None),
    ]


def test_an_addition_outside_the_range_is_left_out():
    extra = Addition(date(2026, 1, 7))
    assert not list(occurrences(schedule("sur rendez-vous", additions=(extra,)), date(2026, 1, 8), date(2026, 1, 31)))


def test_a_permanence_by_appointment_can_have_an_exceptional_date():
    extra = Addition(date(2026, 1, 7))
    assert told(schedule("sur rendez-vous", additions=(extra,)), date(2026, 1, 1), date(2026, 1, 31)) == [
        ("07/01", "added", "")
    ]


def test_a_closure_strikes_out_an_addition_too():
    of = schedule(
        "lundi", additions=(Addition(date(2026, 1, 7)),), closures=(Closure(date(2026, 1, 6), date(2026, 1, 8), "gel"),)
    )
    assert told(of, date(2026, 1, 6), date(2026, 1, 8)) == [("07/01", "closed", "gel")]


@pytest.mark.parametrize(
    ("additions", "expected"),
    [
        ((Addition(date(2026, 1, 5)),), ["added"]),  # at the same hours: the addition replaces the cancelled date
        ((Addition(date(2026, 1, 5), (MORNING,)),), ["cancelled", "added"]),  # moved to other hours
    ],
)
def test_a_cancelled_day_can_be_held_at_another_hour(additions, expected):
    of = schedule("lundi", cancellations=(Cancellation(date(2026, 1, 5), "réunion"),), additions=additions)
    assert [status for _, status, _ in told(of, date(2026, 1, 5), date(2026, 1, 5))] == expected


def test_what_takes_the_place_of_a_date_hides_none_after_it():
    of = schedule(
        "lundi",
        cancellations=(Cancellation(date(2026, 1, 5), "réunion"),),
        additions=(
            Addition(date(2026, 1, 5)),
            Addition(date(2026, 1, 12), reason="double"),
            Addition(date(2026, 1, 13)),
        ),
    )
    assert told(of, date(2026, 1, 1), date(2026, 1, 20)) == [
        ("05/01", "added", ""),
        ("12/01", "held", ""),
        ("13/01", "added", ""),
        ("19/01", "held", ""),
    ]


def test_a_part_of_the_day_stays_with_the_occurrence():
    sambreville = schedule("tous les lundis après-midi")
    assert next(occurrences(sambreville, date(2026, 1, 1), date(2026, 1, 31))).part is PartOfDay.AFTERNOON


@drawing(100)
@given(data=st.data(), rule=rules(school_holidays=st.just(False)), limits=ranges())
def test_no_occurrence_is_outside_its_range_or_given_twice(data, rule, limits):
    near = st.dates(*limits) | DATES
    of = Schedule(
        rule,
        cancellations=tuple(Cancellation(day, "x") for day in data.draw(st.lists(near, max_size=3))),
        additions=tuple(Addition(day, rule.hours) for day in data.draw(st.lists(near, max_size=3))),
        closures=tuple(Closure(day, day, "y") for day in data.draw(st.lists(near, max_size=2))),
    )
    found = list(occurrences(of, *limits))
    places = [item.slot.sort_key for item in found]
    assert places == sorted(set(places))
    assert all(limits[0] <= item.day <= limits[1] for item in found)
