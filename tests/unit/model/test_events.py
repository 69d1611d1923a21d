"""Events: their dates, status and changes, as their files state them, and the mistakes in these."""

import datetime as dt
from decimal import Decimal

import pytest
from babel import Locale

from plugins.base import dates
from plugins.pages.event_words import in_list
from tests.tables import each_row

EVENT = "---\ntitre: E\nresume: r\ngenre: g\ndebut: {}\n---\n"
DAY = "2027-01-21"


@pytest.fixture
def event(site):
    return lambda fields, **files: site({"agenda/e.md": EVENT.format(fields), **files}).get("event", "e")


@each_row(
    ("fields", "off", "awaits"),
    [
        (DAY, False, False),
        (f"{DAY}\netat: complet", False, False),
        (f"{DAY}\netat: annulé", True, False),
        (f"{DAY}\netat: reporté sans date", True, True),
        (f"{DAY}\netat: reporté sans date\ninitialement_le: 2026-12-01", True, True),
        (f"{DAY}\netat: reporté\ninitialement_le: 2026-12-01", False, False),
    ],
)
def test_a_date_that_is_given_up_is_known_as_such(event, fields, off, awaits):
    found = event(fields)
    assert (found.is_off, found.awaits_date) == (off, awaits)


@each_row(
    ("fields", "said"),
    [
        ("2027-01-21", "jeudi 21 janvier 2027"),
        ("2027-01-21 09:00", "jeudi 21 janvier 2027, à 9h"),
        ("2027-01-21\nfin: 2027-01-21 17:00", "jeudi 21 janvier 2027, jusqu’à 17h"),
        ("2027-01-21 09:00\nfin: 2027-01-21 17:00", "jeudi 21 janvier 2027, de 9h à 17h"),
        ("2027-01-21 20:00\nfin: 2027-01-22 00:00", "jeudi 21 janvier 2027, de 20h à minuit"),
        ("2027-01-21 09:00\nfin: 2027-01-22", "du jeudi 21 janvier 2027 à 9h au vendredi 22 janvier 2027"),
        ("2027-01-21\nfin: 2027-01-22 17:00", "du jeudi 21 janvier 2027 au vendredi 22 janvier 2027 à 17h"),
        ("2027-01-21\nfin: 2027-01-23 00:00", "du jeudi 21 janvier 2027 au vendredi 22 janvier 2027 à minuit"),
        ("2027-05\nfin: 2027-06", "de mai 2027 à juin 2027"),
        ("2027-08\nfin: 2027-10", "d’août 2027 à octobre 2027"),
        ("2026\nfin: 2027", "de 2026 à 2027"),
        ("2027\nfin: 2027", "2027"),
    ],
)
def test_when_an_event_is_says_all_that_is_known(event, fields, said):
    assert " ".join(dates.span(event(fields), Locale.parse("fr"))) == said


def test_what_ends_at_midnight_ends_the_day_before(event):
    found = event("2026-12-31 20:00\nfin: 2027-01-01 00:00")
    assert (found.last_day, found.last_moment) == (dt.date(2026, 12, 31), None)
    assert found.is_past(dt.date(2027, 1, 1))


@each_row(
    ("fields", "before", "after"),
    [
        (f"{DAY}\netat: confirmé\ninitialement_le: 2026-12-01", None, None),
        (f"{DAY}\netat: reporté\ninitialement_le: 2026-12-01", "nouvelle date", None),
        (f"{DAY} 11:00\netat: reporté\ninitialement_le: {DAY} 10:00", "nouvelle heure", None),
        (f"{DAY}\netat: complet", "complet", None),
        (f"{DAY}\netat: reporté sans date", "reporté sans date", "reporté sans date"),
        ("2027-01\netat: reporté\ninitialement_le: 2026-12-01", "reporté", "reporté"),
        (f"{DAY}\netat: annulé", "annulé", "annulé"),
    ],
)
def test_a_list_tells_what_became_of_an_event(event, fields, before, after):
    found = event(fields)
    told = [in_list(found, dt.date(2027, month, 1)) for month in (1, 2)]
    assert [each and each.words for each in told] == [before, after]


@each_row(
    ("fields", "told"),
    [
        ("2026-12-10\nfin: 2026-12", "fin : « 2026-12 » n’est pas aussi précis que le début (2026-12-10)"),
        ("2026-12\nfin: 2026-12-10", "fin : « 2026-12-10 » n’est pas aussi précis que le début (2026-12)"),
        ("2026\nfin: 2026-12", "fin : « 2026-12 » n’est pas aussi précis que le début (2026)"),
        ("2026-12-10 09:00\nfin: 2026-12-10 09:00", "fin : « 2026-12-10 09:00 » est aussi le début"),
        ("2026-12-10 09:00\ninitialement_le: 2026-12-10", "initialement_le : « 2026-12-10 » est aussi la date de"),
    ],
)
def test_dates_that_do_not_fit_together_are_a_mistake(mistakes, fields, told):
    (found,) = mistakes({"agenda/e.md": EVENT.format(fields)})
    assert told in found


@each_row("day", [DAY, "2020-01-21", "2027-01"])
def test_of_a_postponed_event_with_one_date_it_is_asked_which_one_that_is(mistakes, day):
    assert mistakes({"agenda/e.md": EVENT.format(f"{day}\netat: reporté")}) == [
        f"agenda/e.md:6: etat : « {day} » est-elle la nouvelle date, ou la première ? → si c’est la nouvelle, ajoutez "
        "« initialement_le: » et la première date annoncée ; si la nouvelle n’est pas connue, "
        "écrivez « etat: reporté sans date »"
    ]


@each_row(
    ("fields", "unsure"),
    [(f"{DAY}\netat: confirmé", False), (f"{DAY}\netat: annoncé", True), ("2027\netat: confirmé", True)],
)
def test_what_was_only_announced_may_not_have_taken_place(event, fields, unsure):
    assert event(fields).is_unsure is unsure


@each_row(
    ("fields", "until"),
    [
        ("2027-01-21", None),
        ("2027-01-21\ninscription: {courriel: a@b.be}", dt.date(2027, 1, 21)),
        ("2027-01\ninscription: {courriel: a@b.be}", dt.date(2027, 1, 31)),
        ("2027-01-21\ninscription: {courriel: a@b.be, jusqu_au: 2027-01-15}", dt.date(2027, 1, 15)),
        ("2027-01-21\netat: complet\ninscription: {courriel: a@b.be}", None),
        ("2027-01-21\netat: annulé\ninscription: {courriel: a@b.be}", None),
        ("2027-01-21\netat: reporté sans date\ninscription: {courriel: a@b.be}", None),
    ],
)
def test_one_may_register_until_a_day(event, fields, until):
    found = event(fields)
    assert found.registration_until == until
    if until:
        assert found.registers(until)
        assert not found.registers(until + dt.timedelta(days=1))


@each_row(
    ("price", "euros"),
    [
        ("gratuit", Decimal(0)),
        ("Gratuit", Decimal(0)),
        ("5 €", Decimal(5)),
        ("12,50 euros", Decimal("12.50")),
        ("5 € (2 € pour les étudiants)", None),
        ("selon vos moyens", None),
    ],
)
def test_a_price_that_is_one_number_is_read(event, price, euros):
    assert event(f"{DAY}\nprix: {price}").euros == euros


@each_row("name", ["a.pdf", "documents/a.pdf", "/documents/a.pdf"])
def test_a_document_is_found_by_its_name(event, name):
    (document,) = event(f"{DAY}\ndocuments: {{titre: A, fichier: {name}}}", **{"documents/a.pdf": b"%PDF"}).documents
    assert document.file == "/documents/a.pdf"


PAGE = "---\ntitre: P\nresume: r\n---\n[c]({})\n"


@each_row("link", ["/agenda/2027/e/e.ics", "/agenda/agenda.ics", "/permanences/permanences.ics"])
def test_a_page_may_link_to_a_calendar(site, link):
    assert link in site({"agenda/e.md": EVENT.format(DAY), "pages/p.md": PAGE.format(link)}).get("page", "p").html


def test_a_page_may_not_link_to_the_calendar_of_a_vague_date(mistakes):
    files = {"agenda/e.md": EVENT.format("2027-01"), "pages/p.md": PAGE.format("/agenda/2027/e/e.ics")}
    (told,) = mistakes(files)
    assert told.startswith("pages/p.md:5: lien « /agenda/2027/e/e.ics » : aucune page à cette adresse")
