"""The status of an event, and the words for it in pages, calendars and other uses."""

import datetime as dt

import pytest

from plugins.model.event_status import OVER, SHIFTS, EventStatus
from plugins.pages import event_words
from plugins.pages.event_words import (
    CALENDAR,
    CALENDAR_SHIFTED,
    CALENDAR_TITLE,
    CARD_WORDS,
    LIST_WORDS,
    LIST_WORDS_OVER,
    PAGE_WORDS,
    PAGE_WORDS_OVER,
    in_list,
    in_page,
    status_text,
)
from tests.tables import each_row

EVENT = "---\ntitre: E\nresume: r\ngenre: g\netat: {}\ndebut: {}\nen_ligne: https://example.be/\n{}---\n"
DAY, BEFORE, AFTER = "2027-01-21", "initialement_le: 2026-12-10\n", "initialement_le: 2027-12-10\n"
TODAY, LATER = dt.date(2026, 11, 23), dt.date(2027, 2, 1)


@pytest.fixture
def event(site):
    return lambda *fields: site({"agenda/e.md": EVENT.format(*fields)}).get("event", "e")


CASES = [
    ("annoncé", DAY, "", "announced", "date_past"),
    ("confirmé", DAY, "", "confirmed", "past"),
    ("confirmé", "2027-01", "", "vague confirmed", "date_past"),
    ("complet", DAY, "", "full confirmed", "past"),
    ("déplacé en ligne", DAY, "", "moved_online", "past"),
    ("reporté", DAY, BEFORE, "rescheduled", "past"),
    ("reporté", DAY, AFTER, "brought_forward", "past"),
    ("reporté", f"{DAY} 10:00", f"initialement_le: {DAY} 09:00\n", "hour_changed", "past"),
    ("reporté", "2027-01", BEFORE, "undated rescheduled vague", "date_past"),
    ("reporté", "2027-01", "initialement_le: 2026-12\n", "rescheduled vague", "date_past"),
    ("confirmé", DAY, BEFORE, "rescheduled confirmed", "past"),
    ("reporté sans date", DAY, "", "postponed", None),
    ("annulé", DAY, BEFORE, "cancelled", None),
]


@each_row(("state", "start", "more", "codes", "over"), CASES)
def test_an_event_says_where_it_stands_in_codes(event, state, start, more, codes, over):
    found = event(state, start, more)
    assert " ".join(found.statuses) == codes
    assert found.statuses_on(TODAY) == found.statuses
    assert found.once_past == over
    later = [code for code in found.statuses if code != "full"] + ([over] if over else [])
    assert list(found.statuses_on(LATER)) == later


@each_row(
    ("state", "start", "more", "told", "alert"),
    [
        ("annoncé", DAY, "", ["Annoncé, à confirmer"], [False]),
        ("annoncé", "2027-01", "", ["Annoncé pour %(date)s, sans date confirmée"], [False]),
        ("confirmé", DAY, "", [], []),
        ("confirmé", DAY, BEFORE, ["Reporté : %(planned)s"], [True]),
        ("complet", DAY, AFTER, ["Avancé : %(planned)s", "Complet"], [True, True]),
        ("déplacé en ligne", "2027-01", "", ["Déplacé en ligne"], [True]),
        ("reporté sans date", "2027-01", "", ["Reporté, sans nouvelle date"], [True]),
        ("annulé", "2027-01", BEFORE, ["Annulé"], [True]),
    ],
)
def test_a_page_tells_how_the_date_was_changed_then_what_the_event_is(event, state, start, more, told, alert):
    found = in_page(event(state, start, more), TODAY)
    assert [each.words for each in found] == told
    assert [each.alert for each in found] == alert


@each_row(
    ("state", "start", "more", "told"),
    [
        ("complet", DAY, "", []),
        ("annoncé", DAY, "", []),
        ("annoncé", "2027-01", "", []),
        ("reporté", "2027-01", BEFORE, ["Reporté : %(planned)s"]),
        ("déplacé en ligne", "2027-01", "", ["Déplacé en ligne"]),
    ],
)
def test_a_page_no_longer_says_of_a_past_event_that_it_is_full_or_to_be_confirmed(event, state, start, more, told):
    """One sentence says that the event was announced and that its date is past."""
    assert [said.words for said in in_page(event(state, start, more), LATER)] == told
    assert "Annoncé" in PAGE_WORDS_OVER[EventStatus.DATE_PAST]


def test_whatever_the_day_a_list_says_of_a_moved_event_that_it_has_another_date(event):
    found = event("reporté", DAY, BEFORE)
    assert [in_list(found).words, in_list(found, TODAY).words, in_list(found, LATER)] == ["nouvelle date"] * 2 + [None]


@each_row(
    ("words", "silent"),
    [
        (PAGE_WORDS, SHIFTS | OVER | {EventStatus.UNDATED, EventStatus.CONFIRMED}),
        (event_words.SHIFTED, set(EventStatus) - SHIFTS),
        (PAGE_WORDS_OVER, set(EventStatus) - OVER),
        (LIST_WORDS, OVER | {EventStatus.VAGUE}),
        (LIST_WORDS_OVER, set(EventStatus) - OVER),
        (CARD_WORDS, OVER | {EventStatus.VAGUE, EventStatus.UNDATED}),
        (CALENDAR | CALENDAR_SHIFTED, OVER | {EventStatus.VAGUE, EventStatus.CONFIRMED}),
    ],
)
def test_a_new_status_has_words_in_each_use_or_is_known_to_have_none(words, silent):
    assert set(words) == set(EventStatus) - silent


@each_row(("state", "start", "more", "codes", "over"), CASES)
def test_the_title_in_a_calendar_says_what_leaves_its_date(event, state, start, more, codes, over):
    found = event(state, start, more)
    assert bool(status_text(found.statuses, CALENDAR_TITLE)) is found.left_its_calendar_date
