"""The calendars of permanences have the dates of the page, as three independent libraries read them."""

import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from icalendar import Calendar

from plugins.files.permanence_calendars import calendar
from plugins.model.office_dates import dates_of
from plugins.source.loading import load
from tests.unit.conftest import TODAY

TOOLS = Path(__file__).parents[2] / "tools"
BRUSSELS = ZoneInfo("Europe/Brussels")
SINCE = dt.date(2026, 1, 1)
LAST = dt.date(2036, 12, 31)
BASE = {
    "equipes/t.md": "---\ntitre: T\nresume: r\nordre: 1\n---\n",
    "personnes/ana-b.md": "---\nprenom: Ana\nnom: Bé\nfonction: f\nequipe: t\ntelephone: 081/00 00 18\n---\n",
}
PERMANENCES = {
    "two ranks": "- quand: 2e et 4e jeudi du mois",
    "weekly hours across both changes of clock": "- quand: le dimanche de 1h à 3h30",
    "two slots a day": "- quand: lundi et mercredi, 9h-12h et 13h30-16h",
    "last": "- quand: dernier mardi du mois, 14h-16h",
    "fifth": "- quand: 5e vendredi du mois",
    "every other week": "- quand: un mardi sur deux à partir du 2026-01-06, 9h-12h",
    "without the summer": "- quand: tous les lundis après-midi, sauf en juillet et août",
    "without school holidays": "- quand: tous les jeudis, sauf vacances scolaires",
    "until a day": "- quand: le mardi de 9h à 12h, à partir du 2026-03-01, jusqu'au 2030-06-30",
    "two permanences": "- quand: 1er lundi du mois\n  - quand: le jeudi, 9h-12h",
    "by appointment": "- quand: sur rendez-vous",
}
CHANGES = """annulations:
  - {le: 2026-11-26, raison: maladie}
ajouts:
  - {le: 2026-12-02, horaire: 13h-15h, raison: rattrapage}
  - {le: 2026-12-05}
fermetures:
  - {du: 2026-12-21, au: 2027-01-03, raison: congés}
"""


def office_of(site, permanence, changes=""):
    text = f"---\ntitre: A\nadresse: {{rue: R 1, code_postal: 5000, localite: Namur}}\npermanences:\n  {permanence}\n"
    found = site(BASE | {"bureaux/a.md": f"{text}{changes}verifie_le: 2026-01-01\n---\n"})
    return found, found.offices[0]


CASES = [
    *((name, permanence, "") for name, permanence in PERMANENCES.items()),
    ("with changes", "- quand: 2e et 4e jeudi du mois\n    qui: ana-b", CHANGES),
    ("timed with changes", "- quand: le jeudi de 9h à 12h", CHANGES),
    ("open on holidays", "- quand: 4e vendredi du mois", "jours_feries: ouvert\n"),
]


def test_every_entry_says_to_call_first_and_where_its_data_come_from(calendars):
    for name, (_, read, _) in calendars.items():
        events = read.walk("VEVENT")
        assert all("avant de venir" in event["description"] for event in events), name
        assert all("Vérifié en janvier 2026." in event["description"] for event in events), name


def told_of(site, permanence, changes):
    """Return the bytes of the calendar of a permanence, and the start of each held date, as the page shows them."""
    found, office = office_of(site, permanence, changes)
    held = [
        f"{date.day}T{date.occurrence.hours.start:%H:%M}" if date.occurrence.hours else str(date.day)
        for date in dates_of(office, SINCE, LAST)
        if date.held
    ]
    return calendar("Permanences", (office,), found, "https://www.cainamur.be"), sorted(held)


@pytest.fixture(scope="module")
def calendars(tmp_path_factory):
    """For each case: the bytes of its calendar, the calendar as icalendar reads it, and the dates of the page."""

    def site(files):
        folder = tmp_path_factory.mktemp("calendar")
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return load(folder, TODAY)

    made = {name: told_of(site, *case) for name, *case in CASES}
    return {name: (data, Calendar.from_ical(data), held) for name, (data, held) in made.items()}


@pytest.fixture(scope="module")
def shown(calendars):
    """What the page tells, by case."""
    return {name: held for name, (*_, held) in calendars.items()}


def stamp(start):
    return f"{start.astimezone(BRUSSELS):%Y-%m-%dT%H:%M}" if isinstance(start, dt.datetime) else str(start)


def test_recurring_ical_events_reads_the_dates_of_the_page(calendars, shown):
    def starts(read):
        events = recurring_ical_events.of(read).between(SINCE, LAST + dt.timedelta(days=1))
        return sorted(stamp(event.decoded("dtstart")) for event in events if event.get("status") != "CANCELLED")

    assert {name: starts(read) for name, (_, read, _) in calendars.items()} == shown


def test_dateutil_reads_the_dates_of_the_page(calendars, shown):
    def starts(read):
        found = []
        for event in read.walk("VEVENT"):
            rows = event.to_ical().decode().split("\r\n")
            lines = [row for row in rows if row.startswith(("DTSTART", "RRULE", "EXDATE"))]
            if event.get("recurrence-id"):
                found.remove(stamp(event.decoded("recurrence-id")))
            elif event.get("rrule"):
                timed = isinstance(event.decoded("dtstart"), dt.datetime)
                days = rrulestr("\n".join(lines), tzids=ZoneInfo, forceset=True)
                found += [stamp(start if timed else start.date()) for start in days]
            else:
                found.append(stamp(event.decoded("dtstart")))
        return sorted(found)

    assert {name: starts(read) for name, (_, read, _) in calendars.items()} == shown


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("node") and (TOOLS / "node_modules/ical.js").is_dir()),
    reason="ical.js manque : npm ci --prefix tests/tools",
)
def test_ical_js_reads_the_dates_of_the_page(calendars, shown, tmp_path):
    """One process of Node reads all calendars, since its start is slow."""
    files = [tmp_path / f"{number}.ics" for number in range(len(CASES))]
    for file, (data, *_) in zip(files, calendars.values(), strict=True):
        file.write_bytes(data)
    command = ["node", TOOLS / "occurrences.mjs", str(LAST), *files]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = dict(zip(calendars, json.loads(printed), strict=True))
    assert {name: [start[:16] for start in found[name]] for name in found} == shown


def test_a_cancelled_date_stays_struck_out_with_its_reason(site):
    found, office = office_of(site, "- quand: 2e et 4e jeudi du mois", CHANGES)
    events = Calendar.from_ical(calendar("P", (office,), found, "")).walk("VEVENT")
    (cancelled,) = [event for event in events if event.get("recurrence-id")]
    assert cancelled["uid"] == events[0]["uid"]
    assert cancelled["status"] == "CANCELLED"
    assert cancelled["sequence"] == 1
    assert cancelled["summary"] == "Annulé : Permanence du CAI, A"
    assert cancelled["description"].startswith("maladie\n")


def test_a_calendar_keeps_its_bytes_all_year(site, tmp_path):
    written = set()
    for day in (dt.date(2026, 1, 1), dt.date(2026, 11, 23)):
        text = f"---\ntitre: A\nadresse: {{rue: R 1, code_postal: 5000, localite: Namur}}\npermanences:\n  {PERMANENCES['last']}\n---\n"
        found = site({"bureaux/a.md": text}, day)
        written.add(calendar("P", found.offices, found, ""))
    assert len(written) == 1


def test_every_line_is_folded_and_ends_as_rfc_5545_says(site):
    found, office = office_of(site, "- quand: le jeudi de 9h à 12h", CHANGES)
    lines = calendar("Permanences " * 10, (office,), found, "https://www.cainamur.be").split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_uids_are_unique(site):
    found, office = office_of(site, PERMANENCES["two permanences"], CHANGES)
    events = Calendar.from_ical(calendar("P", (office,), found, "")).walk("VEVENT")
    keys = [(str(e["uid"]), e.decoded("recurrence-id", None)) for e in events]
    assert len(set(keys)) == len(keys)
