"""The export has the objects and fields of the Human Services Data Specification 3.1, and the dates of the pages.

Required and allowed fields of each object, from its JSON Schema in https://github.com/openreferral/specification,
folder schema/ (organization.json, service.json, location.json, address.json, contact.json, phone.json, schedule.json,
service_at_location.json, url.json; « services » of an organization from schema/compiled/organization.json):

| object              | required                                                                                |
| organization        | id, name, description                                                                   |
| service             | id, name, status                                                                        |
| service_at_location | id                                                                                      |
| location            | id, location_type                                                                       |
| address             | id, address_1, city, state_province, postal_code, country, address_type                 |
| contact             | id                                                                                      |
| phone               | id, number                                                                              |
| schedule            | id                                                                                      |
| url                 | id, url                                                                                 |
| language            | id                                                                                      |
| accessibility       | id                                                                                      |
"""

import datetime as dt
import json
import uuid
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from plugins.files.open_data.envelope import as_json
from plugins.files.open_data.hsds import FIELDS, hsds, identifier
from plugins.source.loading import load
from tests.built_site import INVENTED
from tests.tables import each_row
from tests.unit.files.open_data.conftest import CHANGES

BRUSSELS = ZoneInfo("Europe/Brussels")
BASE = "https://www.cainamur.be"
REQUIRED = {
    "organization": {"id", "name", "description"},
    "service": {"id", "name", "status"},
    "service_at_location": {"id"},
    "location": {"id", "location_type"},
    "address": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "contact": {"id"},
    "phone": {"id", "number"},
    "schedule": {"id"},
    "url": {"id", "url"},
    "language": {"id"},
    "accessibility": {"id"},
}
ALLOWED = {
    "organization": set(
        "id name alternate_name description email website additional_websites tax_status tax_id year_incorporated "
        "legal_status logo uri parent_organization_id funding contacts phones locations programs "
        "organization_identifiers services attributes metadata".split()
    ),
    "service": set(
        "id organization_id program_id name alternate_name description url additional_urls email status "
        "interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified phones "
        "schedules service_areas service_at_locations languages organization funding cost_options program "
        "required_documents contacts capacities attributes metadata".split()
    ),
    "service_at_location": set(
        "id service_id location_id description service_areas contacts phones schedules location attributes "
        "metadata".split()
    ),
    "location": set(
        "id location_type url organization_id name alternate_name description transportation latitude longitude "
        "external_identifier external_identifier_type languages addresses contacts accessibility phones schedules "
        "attributes metadata".split()
    ),
    "language": set("id service_id location_id phone_id name code note attributes metadata".split()),
    "accessibility": set("id location_id description details url attributes metadata".split()),
    "address": set(
        "id location_id attention address_1 address_2 city region state_province postal_code country address_type "
        "attributes metadata".split()
    ),
    "contact": set(
        "id organization_id service_id service_at_location_id location_id name title department email phones attributes "
        "metadata".split()
    ),
    "phone": set(
        "id location_id service_id organization_id contact_id service_at_location_id number extension type description "
        "languages attributes metadata".split()
    ),
    "schedule": set(
        "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq "
        "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes "
        "attributes metadata".split()
    ),
    "url": set("id label url organization_id service_id attributes metadata".split()),
}
NESTED = {
    "services": "service",
    "locations": "location",
    "location": "location",
    "addresses": "address",
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "service_at_locations": "service_at_location",
    "additional_websites": "url",
    "languages": "language",
    "accessibility": "accessibility",
}
SENTENCES = (
    "2e et 4e jeudi du mois",
    "dernier mardi du mois, 14h-16h",
    "5e vendredi du mois",
    "lundi et mercredi, 9h-12h et 13h30-16h",
    "le dimanche de 1h à 3h30",
    "un mardi sur deux à partir du 2026-01-06",
    "un mardi sur deux à partir du 2026-01-06, 9h-12h, sauf en juillet et août",
    "tous les lundis après-midi, sauf en juillet et août",
    "le jeudi, sauf vacances scolaires",
    "le jeudi de 9h à 12h, sauf vacances scolaires",
    "le mardi de 9h à 12h, à partir du 2027-03-01, jusqu'au 2027-06-30",
    "le mardi, à partir du 2026-03-01, jusqu'au 2030-06-30",
    "le mardi, à partir du 2029-01-01",
    "sur rendez-vous",
)


def export(site):
    """Return the export of a site, encoded as JSON and decoded again."""
    return json.loads(as_json(hsds(site.organisation, site, BASE)))


def objects(data, kind="organization"):
    """Every object of the export, with its kind."""
    yield kind, data
    for name, value in data.items():
        if name in NESTED:
            for item in value if isinstance(value, list) else [value]:
                yield from objects(item, NESTED[name])


def schedules(data):
    return [item for kind, item in objects(data) if kind == "schedule"]


def expand(schedule):
    """Return the dates and hours of a schedule within its validity, as python-dateutil reads its iCalendar fields."""
    if "freq" not in schedule:
        return set()
    rule = f"FREQ={schedule['freq']};INTERVAL={schedule['interval']};BYDAY={schedule['byday']}"
    if "until" in schedule:
        rule += f";UNTIL={schedule['until'].replace('-', '')}"
    start, first, last = (dt.datetime.fromisoformat(schedule[key]) for key in ("dtstart", "valid_from", "valid_to"))
    hour = schedule.get("opens_at", "")[:5]
    return {(day.date(), hour) for day in rrulestr(rule, dtstart=start).between(first, last, inc=True)}


@pytest.fixture(params=["a whole site", *SENTENCES])
def exported(request, site_with, invented):
    return export(invented if request.param == "a whole site" else site_with(request.param))


def test_a_location_tells_how_to_come_and_in_which_languages(site_with):
    known = (
        "acces: {bus: ligne 4, train: gare, fauteuil_roulant: 'oui, par la cour'}\nlangues: [français, arabe]\n"
        "a_apporter: [une carte, une lettre]\ngratuit: oui\n"
    )
    site = site_with(changes=known)
    told = hsds(site.organisation, site, BASE)
    (location,) = told["locations"]
    assert location["transportation"] == "Bus : ligne 4. Train : gare."
    assert [language["name"] for language in location["languages"]] == ["français", "arabe"]
    assert [each["details"] for each in location["accessibility"]] == ["oui, par la cour"]
    (at_location,) = told["services"][0]["service_at_locations"]
    assert at_location["description"].endswith("du mois. Gratuit. À apporter : une carte, une lettre.")


def test_every_object_has_the_fields_of_the_specification(exported):
    for kind, item in objects(exported):
        assert set(item) >= REQUIRED[kind], kind
        assert set(item) <= ALLOWED[kind] & set(FIELDS[kind]), kind


def test_the_page_names_only_fields_that_are_written(site_with, invented):
    written = {kind: set() for kind in FIELDS}
    texts = ("2e et 4e jeudi du mois, 9h-12h, jusqu'au 2027-06-30", CHANGES)
    for site in (site_with(*texts), invented):
        for kind, item in objects(export(site)):
            written[kind] |= set(item)
    written["location"].add("phones")  # only an office with a number of its own has it, and none here does
    assert written == {kind: set(fields) for kind, fields in FIELDS.items()}


def test_values_have_the_types_of_the_specification(exported):
    for kind, item in objects(exported):
        assert all(value not in (None, "", []) for value in item.values()), kind
        assert uuid.UUID(item["id"]).version == 5
        for name in {"latitude", "longitude", "interval", "timezone"} & set(item):
            assert isinstance(item[name], int | float)
        for name in {"valid_from", "valid_to", "dtstart", "until", "assured_date"} & set(item):
            assert dt.date.fromisoformat(item[name])
        assert item.get("freq", "WEEKLY") in {"WEEKLY", "MONTHLY"}
        assert item.get("location_type", "physical") == "physical"
        assert item.get("status", "active") == "active"


def test_one_identifier_names_one_thing(exported):
    things = {}
    for kind, item in objects(exported):
        assert things.setdefault(item["id"], (kind, item)) == (kind, item)


def test_a_published_identifier_never_changes():
    assert identifier("/bureaux/dinant/") == "3722ca05-bf6c-5880-9fc3-33dd5946e28b"


def lasting(site, base):
    """Return the identifiers that do not depend on the day: all but those of schedules for single days or weeks."""
    every = objects(hsds(site.organisation, site, base))
    return {
        item["id"]
        for kind, item in every
        if kind != "schedule" or item["description"] in {"Tous les lundis après-midi.", "2e et 4e jeudi du mois."}
    }


def test_identifiers_are_the_same_on_another_day_and_at_another_address():
    today, later = (load(INVENTED, day) for day in (dt.date(2026, 11, 23), dt.date(2027, 2, 1)))
    assert lasting(today, BASE) == lasting(later, "")


def test_the_schedules_give_the_dates_of_the_pages_for_twelve_months(site_with, invented):
    sites = [invented, *(site_with(sentence) for sentence in SENTENCES), site_with(changes=CHANGES)]
    for site in sites:
        data = export(site)
        at_locations = data["services"][0]["service_at_locations"]
        for office, at_location in zip(site.offices, at_locations, strict=True):
            told = set().union(*(expand(schedule) for schedule in at_location.get("schedules", ())))
            shown = {
                (date.day, f"{date.occurrence.hours.start:%H:%M}" if date.occurrence.hours else "")
                for date in site.visit(office).dates
            }
            assert told == shown, (office.slug, at_location["description"])


@each_row("sentence", ["le jeudi de 9h à 12h", "le dimanche de 1h à 3h30"])
def test_hours_have_the_offset_of_their_day(site_with, sentence):
    for schedule in schedules(export(site_with(sentence))):
        for day, _ in expand(schedule):
            opens, closes = (dt.datetime.fromisoformat(f"{day}T{schedule[key]}") for key in ("opens_at", "closes_at"))
            for moment in (opens, closes):
                assert moment.utcoffset() == moment.replace(tzinfo=BRUSSELS).utcoffset(), (schedule, day)
            assert schedule["timezone"] == opens.utcoffset() / dt.timedelta(hours=1)


def test_unknown_hours_are_not_invented(site_with):
    (schedule,) = schedules(export(site_with("le jeudi après-midi")))
    assert not {"opens_at", "closes_at", "timezone"} & set(schedule)
    assert schedule["description"] == "Tous les jeudis après-midi."


def test_a_rule_that_goes_on_has_no_end(site_with):
    (schedule,) = schedules(export(site_with()))
    assert "until" not in schedule
    assert (schedule["valid_from"], schedule["valid_to"]) == ("2026-11-23", "2027-11-30")


def test_a_rule_that_ends_says_when_even_beyond_the_dates_that_are_told(site_with):
    (schedule,) = schedules(export(site_with("le mardi, jusqu'au 2030-06-30")))
    assert (schedule["until"], schedule["valid_to"]) == ("2030-06-30", "2027-11-30")


def test_the_struck_out_dates_are_told_in_words(site_with):
    (regular, *_) = schedules(export(site_with(changes=CHANGES)))
    assert "jeudi 26 novembre 2026 (maladie)" in regular["notes"]
    assert "jeudi 24 décembre 2026 (congés)" in regular["notes"]


def test_an_exceptional_date_is_a_schedule_of_one_day(site_with):
    _, timed, untimed = schedules(export(site_with(changes=CHANGES)))
    assert (timed["description"], timed["opens_at"], timed["valid_to"]) == ("Rattrapage", "13:00+01:00", "2026-12-02")
    assert (untimed["valid_from"], untimed["until"]) == ("2026-12-05", "2026-12-05")
    assert "opens_at" not in untimed


def test_by_appointment_is_a_schedule_without_a_rule(site_with):
    (schedule,) = schedules(export(site_with("sur rendez-vous")))
    assert set(schedule) == {"id", "description", "schedule_link"}


def test_a_service_is_presented_by_the_mission_of_its_number(site_with):
    accueil, coordination = export(site_with())["services"]
    assert (accueil["name"], accueil["description"], accueil["url"]) == ("Accueil", "Accompagner.", f"{BASE}/m/")
    assert accueil["assured_date"] == "2021-01-31"
    assert set(coordination) == {"id", "name", "status", "phones"}
    (at_location,) = accueil["service_at_locations"]
    assert [contact["name"] for contact in at_location["contacts"]] == ["Ana Bé"]
    assert [contact["name"] for contact in at_location["location"]["contacts"]] == ["Bo Cé"]


def test_a_note_of_the_officer_is_not_exported(site_with):
    assert "secret" not in json.dumps(export(site_with()))
