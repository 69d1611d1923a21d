"""Conflicts: permanences of one person that overlap in different offices."""

from datetime import date

from plugins.permanences.conflicts import Duty, conflicts
from plugins.permanences.grammar import parse
from plugins.permanences.schedule import Addition, Cancellation, Schedule
from tests.tables import each_row

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

# Invented permanences, as realistic as possible: some people receive in several offices.
DUTIES = [
    ("andenne", "Ada", "4e vendredi du mois"),
    ("beauraing", "Bo", "3e jeudi du mois"),
    ("ciney", "Cy", "1er et 3e jeudi du mois"),
    ("dinant", "Cy", "2e et 4e jeudi du mois"),
    ("gembloux", "Di", "2e vendredi et 4e jeudi du mois"),
    ("namur", "Di", "sur rendez-vous"),
    ("namur", "Bo", "sur rendez-vous"),
    ("namur", "Cy", "sur rendez-vous"),
    ("namur", "Eve", "sur rendez-vous"),
    ("namur", "Ada", "sur rendez-vous"),
    ("philippeville", "Bo", "1er lundi du mois"),
    ("sambreville", "Eve", "tous les lundis après-midi"),
]


def duty(file: str, person: str, text: str, **fields) -> Duty:
    return Duty(f"content/bureaux/{file}.md", person, Schedule(parse(text), **fields))


def days_of_conflict(one: str, other: str) -> list[date]:
    found = conflicts([duty("ciney", "Ada", one), duty("dinant", "Ada", other)], FIRST, LAST)
    return [day for conflict in found for day in conflict.days]


def test_people_may_receive_in_several_offices():
    assert conflicts([duty(*line) for line in DUTIES], date(2021, 1, 1), date(2035, 12, 31)) == ()


@each_row(
    ("one", "other", "first_day"),
    [
        ("3e jeudi du mois", "1er et 3e jeudi du mois", date(2026, 1, 15)),  # unknown hours take the whole day
        ("jeudi 9h-12h", "jeudi 11h-13h", date(2026, 1, 8)),
        ("jeudi matin", "jeudi 9h-12h", date(2026, 1, 8)),
        ("jeudi matin", "jeudi", date(2026, 1, 8)),
        ("jeudi matin", "jeudi 11h59-12h30", date(2026, 1, 8)),
        ("jeudi après-midi", "jeudi 12h-13h01", date(2026, 1, 8)),
        ("jeudi soir", "jeudi 17h-18h01", date(2026, 1, 8)),
        ("jeudi soir", "jeudi 23h58-23h59", date(2026, 1, 8)),
    ],
)
def test_the_same_hours_on_the_same_day_are_a_conflict(one, other, first_day):
    assert days_of_conflict(one, other)[0] == first_day
    assert days_of_conflict(other, one)[0] == first_day


@each_row(
    ("one", "other"),
    [
        ("1er jeudi du mois", "2e jeudi du mois"),
        ("jeudi matin", "jeudi après-midi"),
        ("jeudi après-midi", "jeudi soir"),
        ("jeudi 9h-12h", "jeudi 12h-14h"),
        ("jeudi 9h-12h30", "jeudi après-midi"),
        ("jeudi matin", "jeudi 12h-13h"),
        ("jeudi après-midi", "jeudi 18h-19h"),
        ("jeudi soir", "jeudi 16h-18h"),
        ("jeudi", "sur rendez-vous"),
        ("jeudi jusqu'au 2026-06-30", "jeudi à partir du 2026-07-01"),
    ],
)
def test_other_days_or_other_hours_are_none(one, other):
    assert days_of_conflict(one, other) == []


def test_the_message_names_both_files_the_person_and_the_first_day():
    found = conflicts([duty("ciney", "Ada Diop", "3e jeudi du mois"), duty("dinant", "Ada Diop", "jeudi")], FIRST, LAST)
    assert [conflict.message.replace("\u00a0", " ") for conflict in found] == [
        "Ada Diop est à deux endroits à la fois le jeudi 15 janvier 2026, et 11 autres fois : "
        "content/bureaux/ciney.md (« 3e jeudi du mois ») et content/bureaux/dinant.md (« tous les jeudis ») → "
        "changez l’une des deux, ou annulez les dates en double"
    ]


@each_row(("until", "more"), [(15, ""), (22, ", et 1 autre fois"), (29, ", et 2 autres fois")])
def test_the_message_counts_the_other_days(until, more):
    both = [duty("ciney", "Ada", f"jeudi du 2026-01-15 au 2026-01-{until}"), duty("dinant", "Ada", "jeudi")]
    (conflict,) = conflicts(both, FIRST, LAST)
    assert f"le jeudi 15 janvier 2026{more} : content/bureaux" in conflict.message.replace("\u00a0", " ")


def test_two_people_can_be_in_two_places():
    assert not conflicts([duty("ciney", "Ada", "jeudi"), duty("dinant", "Bob", "jeudi")], FIRST, LAST)


def test_two_permanences_of_one_office_are_at_one_place():
    assert not conflicts([duty("ciney", "Ada", "jeudi"), duty("ciney", "Ada", "1er jeudi du mois")], FIRST, LAST)


def test_a_cancelled_date_frees_the_person():
    cancelled = (Cancellation(date(2026, 1, 15), "remplacée"),)
    duties = [
        duty("ciney", "Ada", "jeudi du 2026-01-09 au 2026-01-20", cancellations=cancelled),
        duty("dinant", "Ada", "jeudi"),
    ]
    assert not conflicts(duties, FIRST, LAST)


def test_an_addition_can_make_a_conflict():
    duties = [
        duty("namur", "Ada", "sur rendez-vous", additions=(Addition(date(2026, 1, 15)),)),
        duty("dinant", "Ada", "jeudi"),
    ]
    assert [conflict.days for conflict in conflicts(duties, FIRST, LAST)] == [(date(2026, 1, 15),)]
