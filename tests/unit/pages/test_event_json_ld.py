"""The JSON-LD of an event, for search engines."""

import json

import pytest

from plugins.pages.structured_data import json_ld
from tests.tables import each_row

EVENT = "---\ntitre: E\nresume: r\ngenre: g\n{}\n---\n"
SCHEMA = "https://schema.org/"


@pytest.fixture
def told(site):
    def read(fields):
        found = site({"agenda/e.md": EVENT.format(fields)})
        script = str(json_ld(found.get("event", "e"), found, "https://x.be"))
        return json.loads(script.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))

    return read


@each_row(
    ("fields", "status", "start", "previous"),
    [
        ("debut: 2021-05", None, "2021-05", None),
        ("debut: 2021", None, "2021", None),
        ("debut: 2027-01-21", None, "2027-01-21", None),
        ("debut: 2027-01-21\netat: confirmé", "EventScheduled", "2027-01-21", None),
        ("debut: 2027-07-21 09:00\netat: complet", "EventScheduled", "2027-07-21T09:00:00+02:00", None),
        ("debut: 2027-01-21\netat: reporté sans date", "EventPostponed", "2027-01-21", "2027-01-21"),
        ("debut: 2027-03\netat: reporté\ninitialement_le: 2027-01-21", "EventRescheduled", "2027-03", "2027-01-21"),
        ("debut: 2027-03-01\netat: confirmé\ninitialement_le: 2027-01", "EventRescheduled", "2027-03-01", "2027-01"),
        ("debut: 2027-01-21\netat: annulé", "EventCancelled", "2027-01-21", None),
        ("debut: 2027-01-21\netat: déplacé en ligne\nen_ligne: https://y.be", "EventMovedOnline", "2027-01-21", None),
    ],
)
def test_the_state_and_the_dates_of_an_event(told, fields, status, start, previous):
    data = told(fields)
    assert data.get("eventStatus") == (status and SCHEMA + status)
    assert (data["startDate"], data.get("previousStartDate")) == (start, previous)


def test_an_event_may_be_rescheduled_and_moved_online(told):
    data = told("debut: 2027-03-01\ninitialement_le: 2027-01-21\netat: déplacé en ligne\nen_ligne: https://y.be")
    assert data["eventStatus"] == [f"{SCHEMA}EventRescheduled", f"{SCHEMA}EventMovedOnline"]


PLACE, ONLINE = "lieu: {nom: Salle, localite: Namur}", "en_ligne: https://y.be"


@each_row(
    ("fields", "mode", "types"),
    [
        ("", None, None),
        (PLACE, "OfflineEventAttendanceMode", "Place"),
        (ONLINE, "OnlineEventAttendanceMode", "VirtualLocation"),
        (f"{PLACE}\n{ONLINE}", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        (f"{PLACE}\n{ONLINE}\netat: déplacé en ligne", "OnlineEventAttendanceMode", "VirtualLocation"),
    ],
)
def test_where_an_event_is_held(told, fields, mode, types):
    data = told(f"debut: 2027-01-21\n{fields}")
    assert data.get("eventAttendanceMode") == (mode and SCHEMA + mode)
    location = data.get("location")
    found = [place["@type"] for place in location] if isinstance(location, list) else location and location["@type"]
    assert found == types


REGISTRATION = "inscription: {adresse: https://y.be/i, jusqu_au: 2027-01-10}"


@each_row(
    ("fields", "offer"),
    [
        ("prix: à discuter", None),
        ("prix: gratuit", {"url": "https://x.be/agenda/2027/e/", "price": "0.00", "priceCurrency": "EUR"}),
        ("prix: 12,50 €", {"url": "https://x.be/agenda/2027/e/", "price": "12.50", "priceCurrency": "EUR"}),
        (
            REGISTRATION,
            {"url": "https://y.be/i", "availability": f"{SCHEMA}InStock", "validThrough": "2027-01-10"},
        ),
        (
            REGISTRATION.replace("2027-01-10", "2026-11-22"),
            {"url": "https://y.be/i", "validThrough": "2026-11-22"},
        ),
        (f"{REGISTRATION}\netat: complet", {"url": "https://y.be/i", "availability": f"{SCHEMA}SoldOut"}),
        (f"{REGISTRATION}\netat: annulé", None),
        ("prix: gratuit\netat: reporté sans date", None),
    ],
)
def test_an_offer_is_told_where_something_is_known_of_it(told, fields, offer):
    assert told(f"debut: 2027-01-21\n{fields}").get("offers") == (offer and {"@type": "Offer", **offer})


def test_no_offer_is_told_of_a_past_event(told):
    assert "offers" in told("debut: 2026-11-23\nprix: gratuit")
    assert "offers" not in told("debut: 2026-11-22\nprix: gratuit")


def test_who_organises_is_told_only_where_it_is_known(told):
    assert "organizer" not in told("debut: 2027-01-21")
    assert told("debut: 2027-01-21\norganisateurs: Un voisin")["organizer"] == [
        {"@type": "Organization", "name": "Un voisin"}
    ]
