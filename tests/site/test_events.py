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
