"""The events of the invented site are right in their page, in calendars and for search engines."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from icalendar import Calendar

TOOLS = Path(__file__).parents[1] / "tools"
BRUSSELS = ZoneInfo("Europe/Brussels")
FORUM = "/agenda/2026/forum-des-ebauches/"
START = dt.datetime(2026, 2, 13, 9, tzinfo=BRUSSELS)
END = dt.datetime(2026, 2, 13, 15, 30, tzinfo=BRUSSELS)

# Address, words of the page, STATUS and DTSTART of the calendar, startDate and eventStatus of schema.org.
EVENTS = (
    (
        *(FORUM, ("vendredi 13 février 2026, de 9h à 15h30", "Événement passé"), "CONFIRMED", "20260213T090000"),
        *("2026-02-13T09:00:00+01:00", "EventScheduled"),
    ),
    (
        *("/agenda/2026/pleniere-des-essais/", ("vendredi 27 mars 2026, de 9h30 à 12h30", "Revoir l’événement")),
        *("CONFIRMED", "20260327T093000", "2026-03-27T09:30:00+01:00", "EventScheduled"),
    ),
    (
        "/agenda/2025/fete-des-ratages/",
        ("vendredi 12 septembre 2025", "Reporté : prévu d’abord le vendredi 21 mars 2025", "Événement passé"),
        *("CONFIRMED", "20250912", "2025-09-12", "EventRescheduled"),
    ),
    (
        "/agenda/2025/le-bon-usage-du-brouillon/",
        ("Annoncé ; la date est passée", "n’est pas dans notre calendrier"),
        *(None, None, "2025-05", None),
    ),
    (
        "/agenda/2025/salon-des-prototypes/",
        ("Annoncé ; la date est passée", "n’est pas dans notre calendrier"),
        *(None, None, "2025", None),
    ),
)


def calendar_of(built, address):
    return built.folder / address.lstrip("/") / f"{address.rstrip('/').rsplit('/', 1)[1]}.ics"


@pytest.mark.parametrize(("address", "words", "status", "day", "start", "event_status"), EVENTS)
def test_an_event_is_right_everywhere(built, address, words, status, day, start, event_status):
    page = built.pages[address]
    assert [word for word in words if word not in page.text] == []
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.source)
    (data,) = (data for data in map(json.loads, scripts) if data["@type"] != "BreadcrumbList")
    assert data["startDate"] == start
    assert data.get("eventStatus") == (event_status and f"https://schema.org/{event_status}")
    agenda = Calendar.from_ical((built.folder / "agenda/agenda.ics").read_bytes())
    found = [event for event in agenda.walk("VEVENT") if event["url"].endswith(address)]
    assert calendar_of(built, address).exists() is bool(found) is bool(status)
    assert [(event["status"], event["dtstart"].to_ical().decode()) for event in found] == [(status, day)] * bool(status)


def test_a_list_does_not_say_that_what_was_only_announced_took_place(built):
    teasers = [
        "".join(item.itertext())
        for page in built.pages.values()
        if 'class="teaser"' in page.source
        for item in page.tree.iter("li")
        if item.get("class") == "teaser"
    ]
    vague = [text for text in teasers if "mai 2025" in text and "brouillon" in text]
    assert vague
    assert [text for text in vague if "date passée" not in text] == []
    assert any("13 février 2026 · passé" in " ".join(text.split()) for text in teasers)


def test_icalendar_reads_the_day_and_the_hours_of_the_forum(built):
    calendar = Calendar.from_ical(calendar_of(built, FORUM).read_bytes())
    (event,) = recurring_ical_events.of(calendar).at("20260213")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, END)
    assert event["dtstart"].params["tzid"] == "Europe/Brussels"


def test_vobject_reads_the_day_and_the_hours_of_the_forum(built):
    event = vobject.readOne(calendar_of(built, FORUM).read_text("utf-8")).vevent
    assert (event.dtstart.value, event.dtend.value) == (START, END)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Brussels"]


TRAINING = "/agenda/2026/formation-en-six-jours/"
SIX = ("2026-11-10", "2026-11-12", "2026-11-17", "2026-11-24", "2026-12-01", "2026-12-15")
CANCELLED = "2026-12-01"
CYCLE = "/agenda/2027/matinees-au-choix/"


def test_a_training_of_six_days_is_six_entries_one_of_them_cancelled(built):
    calendar = Calendar.from_ical(calendar_of(built, TRAINING).read_bytes())
    found = recurring_ical_events.of(calendar).between("20261101", "20270101")
    hours = [
        (event.decoded("dtstart").astimezone(BRUSSELS), event.decoded("dtend").astimezone(BRUSSELS)) for event in found
    ]
    assert hours == [
        tuple(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), BRUSSELS) for hour in (9, 16))
        for day in SIX
    ]
    assert [event["status"] for event in found] == ["CANCELLED" if day == CANCELLED else "CONFIRMED" for day in SIX]


def test_the_page_of_a_training_shows_its_next_session_first_and_strikes_out_the_one_that_is_off(built):
    page = built.pages[TRAINING]
    (chain,) = [part for part in page.tree.iter("p") if part.get("role") == "img"]
    assert chain.get("aria-label") == "Séance 4 sur 6"
    assert [link.get("class") for link in chain.iter("span")] == ["done"] * 3 + ["next", "off", "coming"]
    coming = [part for part in page.tree.iter("li") if part.get("data-day")]
    assert [(part.get("data-day"), part.get("hidden")) for part in coming] == [("2026-11-24", None), ("2026-12-15", "")]
    (table,) = page.tree.iter("table")
    rows = [" ".join("".join(row.itertext()).split()) for row in table.iter("tr")][1:]
    assert [row[0] for row in rows] == list("456123")
    assert [("prochaine séance" in row) for row in rows] == [True, *[False] * 5]
    assert [" ".join("".join(struck.itertext()).split()) for struck in table.iter("s")] == [
        "mardi 1er décembre 2026",
        "9h-12h et 13h-16h",
    ]
    assert "la formatrice est malade" in rows[1]


@pytest.mark.parametrize(
    ("address", "types"),
    [(TRAINING, ["CourseInstance", *["Event"] * 6]), (CYCLE, ["EventSeries", *["CourseInstance"] * 3])],
)
def test_search_engines_know_what_is_a_training(built, address, types):
    scripts = built.pages[address].tree.iterfind("head/script[@type='application/ld+json']")
    (told,) = (data for data in (json.loads(script.text) for script in scripts) if data["@type"] != "BreadcrumbList")
    assert [told["@type"], *(each["@type"] for each in told["subEvent"])] == types


def test_each_session_of_a_cycle_has_its_registration(built):
    page = built.pages[CYCLE]
    subjects = re.findall(
        r"subject=Inscription%20%3A%20Matin%C3%A9es%20au%20choix%2C%20s%C3%A9ance%20(\d)", page.source
    )
    assert subjects == ["1", "2", "3"]
    kept = re.findall(rf'href="{CYCLE}(\d{{4}}-\d\d-\d\d)\.ics"', page.source)
    assert kept == ["2027-01-14", "2027-02-11"], "the third has no day yet"


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("node") and (TOOLS / "node_modules/ical.js").is_dir()),
    reason="ical.js manque : npm ci --prefix tests/tools",
)
def test_ical_js_reads_the_day_and_the_hours_of_the_forum(built):
    command = ["node", str(TOOLS / "events.mjs"), str(calendar_of(built, FORUM))]
    (event,) = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout)
    assert [dt.datetime.fromisoformat(event[key]) for key in ("start", "end")] == [START, END]
    assert (event["zone"], event["status"], event["summary"]) == (
        *("Europe/Brussels", "CONFIRMED", "Forum Ébauche | Essai | Ouvrage"),
    )


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("node") and (TOOLS / "node_modules/ical.js").is_dir()),
    reason="ical.js manque : npm ci --prefix tests/tools",
)
def test_ical_js_reads_the_six_days_of_the_training(built):
    command = ["node", str(TOOLS / "events.mjs"), str(calendar_of(built, TRAINING))]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout)
    starts = [dt.datetime.fromisoformat(event["start"]).astimezone(BRUSSELS) for event in found]
    assert [f"{start:%Y-%m-%d %H:%M}" for start in starts] == [f"{day} 09:00" for day in SIX]
    assert [event["status"] for event in found].count("CANCELLED") == 1
