"""The calendar entries (VEVENT) of an event, from its announcement to its changes and cancellation."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from plugins.files.event_calendars import event_calendars, events_with_a_day, ics_bytes, vevent, vevents
from tests.tables import each_row

EVENT = "---\ntitre: E\nresume: r\ngenre: g\n{}\n---\n"
BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = dt.date(2027, 1, 21)


def moment(hour, minute=0, day=DAY):
    return dt.datetime.combine(day, dt.time(hour, minute), BRUSSELS)


@pytest.fixture
def told(site):
    """A function that returns the VEVENT of an event with some fields, read back from its calendar file."""

    def read(fields):
        (event,) = events_with_a_day(site({"agenda/e.md": EVENT.format(fields)}))
        (found,) = Calendar.from_ical(ics_bytes("E", (vevent(event, "https://x.be"),))).walk("VEVENT")
        return found

    return read


LIFE = (
    ("debut: 2027-01", None),
    ("debut: 2027-01-21", ("TENTATIVE", 0, "E")),
    ("debut: 2027-01-21\netat: confirmé", ("CONFIRMED", 1, "E")),
    ("debut: 2027-01-21\netat: complet", ("CONFIRMED", 1, "E")),
    ("debut: 2027-01-21\netat: déplacé en ligne\nen_ligne: https://y.be", ("CONFIRMED", 2, "E")),
    ("debut: 2027-01-21\netat: reporté sans date", ("CANCELLED", 3, "Reporté : E")),
    ("debut: 2027-03\ninitialement_le: 2027-01-21\netat: reporté", ("CANCELLED", 3, "Reporté : E")),
    ("debut: 2027-03-01\ninitialement_le: 2027-01-21\netat: annoncé", ("TENTATIVE", 5, "E")),
    ("debut: 2027-03-01\ninitialement_le: 2027-01-21\netat: reporté", ("CONFIRMED", 6, "E")),
    ("debut: 2027-03-01\ninitialement_le: 2027-01-21\netat: complet", ("CONFIRMED", 6, "E")),
    ("debut: 2027-03-01\ninitialement_le: 2027-01-21\netat: annulé", ("CANCELLED", 9, "Annulé : E")),
)


@each_row(("fields", "expected"), LIFE)
def test_the_life_of_an_event_is_told_to_calendars(site, told, fields, expected):
    if expected is None:
        assert events_with_a_day(site({"agenda/e.md": EVENT.format(fields)})) == ()
        return
    found = told(fields)
    assert (found["status"], found["sequence"], found["summary"].replace("\u00a0", " ")) == expected


def test_each_step_of_a_life_is_later_than_the_one_before():
    sequences = [expected[1] for _, expected in LIFE if expected]
    assert sequences == sorted(sequences)


def test_an_event_keeps_its_uid_whatever_happens(told):
    assert {str(told(fields)["uid"]) for fields, expected in LIFE if expected} == {"agenda-2027-e@cainamur.be"}


def test_a_postponed_event_keeps_the_uid_of_the_year_first_announced(told):
    assert told("debut: 2028-01-21\ninitialement_le: 2027-12-01")["uid"] == "agenda-2027-e@cainamur.be"


@each_row(
    ("dates", "start", "end"),
    [
        ("debut: 2027-01-21", DAY, None),
        ("debut: 2027-01-21\nfin: 2027-01-21", DAY, None),
        ("debut: 2027-01-21\nfin: 2027-01-22", DAY, dt.date(2027, 1, 23)),
        ("debut: 2027-01-21\nfin: 2027-01-21 12:00", DAY, None),
        ("debut: 2027-01-21\nfin: 2027-01-22 00:00", DAY, None),
        ("debut: 2027-01-21 09:00\nfin: 2027-01-21 15:30", moment(9), moment(15, 30)),
        ("debut: 2027-01-21 09:00", moment(9), None),
        ("debut: 2027-01-21 20:00\nfin: 2027-01-22 00:00", moment(20), moment(0, day=dt.date(2027, 1, 22))),
        ("debut: 2027-01-21 09:00\nfin: 2027-01-21", moment(9), None),
        ("debut: 2027-01-21 22:00\nfin: 2027-01-22 02:00", moment(22), moment(2, day=dt.date(2027, 1, 22))),
        ("debut: 2027-01-21 09:00\nfin: 2027-01-22", DAY, dt.date(2027, 1, 23)),
        ("debut: 2027-03\nfin: 2027-04\ninitialement_le: 2027-01-21 09:00", moment(9), None),
    ],
)
def test_an_event_lasts_as_long_as_is_known(told, dates, start, end):
    found = told(dates)
    assert (found.decoded("dtstart"), found.decoded("dtend", None)) == (start, end)
    assert type(found.decoded("dtend", start)) is type(start)


@each_row(
    ("fields", "location"),
    [
        ("", None),
        ("lieu: {nom: Salle, rue: R 1, code_postal: 5000, localite: Namur}", "Salle, R 1, 5000 Namur"),
        ("en_ligne: https://y.be/a", "https://y.be/a"),
        ("lieu: {nom: Salle}\nen_ligne: https://y.be/a", "Salle"),
        ("lieu: {nom: Salle}\nen_ligne: https://y.be/a\netat: déplacé en ligne", "https://y.be/a"),
    ],
)
def test_the_place_is_where_people_must_go(told, fields, location):
    found = told(f"debut: 2027-01-21\n{fields}")
    assert found.get("location") == location
    assert ("https://y.be/a" in found["description"]) is ("en_ligne" in fields)


def test_nothing_is_invented(told):
    found = told("debut: 2027-01-21\norganisateurs: CAI")
    assert not {"ORGANIZER", "GEO", "LOCATION", "DTEND", "DURATION"} & set(found)


@each_row(
    ("dates", "said"),
    [
        ("debut: 2027-01-21 09:00\nfin: 2027-01-22", "Du jeudi 21 janvier 2027 à 9h au vendredi 22 janvier 2027."),
        ("debut: 2027-01-21\nfin: 2027-01-21 12:00", "Jeudi 21 janvier 2027, jusqu’à 12h."),
        ("debut: 2027-01-21 09:00\nfin: 2027-01-21 12:00", None),
        ("debut: 2027-01-21", None),
    ],
)
def test_hours_that_whole_days_cannot_hold_are_in_the_description(told, dates, said):
    lines = told(dates)["description"].split("\n")
    assert lines[1:-1] == [*filter(None, [said]), "r"]


def test_a_date_that_is_given_up_has_no_link_to_follow_it(told):
    given_up = "debut: 2027-03\ninitialement_le: 2027-01-21\netat: reporté\nen_ligne: https://y.be/a"
    assert "https://y.be/a" not in told(given_up)["description"]


@each_row(
    ("dates", "said"),
    [
        ("2027-01-21\ninitialement_le: 2027-01-10", "Reporté : prévu d’abord le dimanche 10 janvier 2027."),
        ("2027-01-21\ninitialement_le: 2027-03-06", "Avancé : prévu d’abord le samedi 6 mars 2027."),
        ("2027-01-21 11:00\ninitialement_le: 2027-01-21 10:00", "Heure changée : prévu d’abord à 10h."),
    ],
)
def test_what_became_of_a_date_is_told_in_the_right_word(told, dates, said):
    assert said in told(f"etat: confirmé\ndebut: {dates}")["description"].replace("\u00a0", " ").split("\n")


def test_only_a_held_event_with_hours_makes_people_busy(told):
    held, days, off = "debut: 2027-01-21 09:00", "debut: 2027-01-21", "debut: 2027-01-21 09:00\netat: annulé"
    assert [told(fields)["transp"] for fields in (held, days, off)] == ["OPAQUE", "TRANSPARENT", "TRANSPARENT"]


def test_the_file_changes_with_the_data_not_with_the_day(site):
    written = set()
    for today in (dt.date(2026, 11, 23), dt.date(2027, 6, 1)):
        found = site({"agenda/e.md": EVENT.format("debut: 2027-01-21\nverifie_le: 2026-11-02")}, today)
        written.add(ics_bytes("E", [vevent(event, "") for event in events_with_a_day(found)]))
    assert len(written) == 1
    assert b"DTSTAMP:20261102T000000Z" in written.pop()


def test_an_event_without_verification_has_a_stamp_before_it(told):
    assert told("debut: 2027-01-21").decoded("dtstamp") < moment(0)


def test_an_empty_agenda_is_still_a_calendar():
    assert Calendar.from_ical(ics_bytes("Agenda", ())).subcomponents


SIX = "etat: confirmé\ndebut: 2025\nseances:\n  - 23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre, 9h-16h"


@pytest.fixture
def sessions(site):
    """A function that returns the VEVENTs of an event with sessions, read back from its calendar file."""

    def read(fields):
        (event,) = events_with_a_day(site({"agenda/e.md": EVENT.format(fields)}))
        return Calendar.from_ical(ics_bytes("E", vevents(event, "https://x.be"))).walk("VEVENT")

    return read


def test_each_session_has_an_entry(sessions):
    found = sessions(SIX)
    days = [dt.date(2025, month, day) for month, day in ((9, 23), (9, 25), (9, 30), (10, 2), (10, 13), (10, 14))]
    assert [(each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [
        (moment(9, day=day), moment(16, day=day)) for day in days
    ]
    assert [each["summary"] for each in found] == [f"E (séance {number} sur 6)" for number in range(1, 7)]
    assert {each["status"] for each in found} == {"CONFIRMED"}


def test_a_session_that_is_cancelled_or_moved_keeps_its_uid_and_leaves_the_others_as_they_were(sessions):
    before = sessions(SIX)
    moved = "{le: 6 octobre, initialement_le: 2025-10-02, raison: la salle est fermée}"
    after = sessions(f"{SIX}\n  - {{le: 25 septembre, etat: annulé, raison: maladie}}\n  - {moved}")
    assert [each["uid"] for each in after] == [each["uid"] for each in before]
    same = [one.to_ical() == two.to_ical() for one, two in zip(before, after, strict=True)]
    assert same == [True, False, True, False, True, True]
    cancelled, other = after[1], after[3]
    assert (cancelled["status"], cancelled["summary"].replace("\u00a0", " ")) == (
        "CANCELLED",
        "Annulé : E (séance 2 sur 6)",
    )
    assert "Maladie." in cancelled["description"]
    assert other.decoded("dtstart") == moment(9, day=dt.date(2025, 10, 6))
    assert "prévu d’abord le jeudi 2 octobre 2025" in other["description"]
    assert [cancelled["sequence"] > before[1]["sequence"], other["sequence"] > before[3]["sequence"]] == [True, True]


def test_the_other_sessions_are_related_to_the_first(sessions):
    first, *others = sessions(SIX)
    assert "related-to" not in first
    assert {(each["related-to"], each["related-to"].params["RELTYPE"]) for each in others} == {
        (first["uid"], "SIBLING")
    }


def test_a_session_whose_day_is_not_known_has_no_entry(sessions):
    assert len(sessions("seances: [2 octobre 2025, novembre 2025]")) == 1


def test_two_sessions_of_a_day_have_uids_of_their_own(sessions):
    found = sessions("seances: ['2 octobre 2025, 9h-12h', '2 octobre 2025, 13h-16h']")
    assert [each["uid"].partition("@")[0] for each in found] == [
        "agenda-2025-e-2025-10-02-0900",
        "agenda-2025-e-2025-10-02-1300",
    ]


def test_each_session_has_a_file_too(site, context):
    made = [file.address for file in event_calendars(site({"agenda/e.md": EVENT.format(SIX)}), context())]
    assert made[:3] == ["/agenda/2025/e/e.ics", "/agenda/2025/e/2025-09-23.ics", "/agenda/2025/e/2025-09-25.ics"]
    assert len(made) == 8
