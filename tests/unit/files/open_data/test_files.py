"""The open data in the site's own format keep to their JSON schemas, and agree with the pages."""

import datetime as dt
import json

import pytest
from dateutil.rrule import rrulestr
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from plugins.files.open_data.envelope import as_json
from plugins.files.open_data.offices import offices
from plugins.files.open_data.permanences import permanences
from plugins.files.open_data.schemas import SCHEMAS, schema_bytes, tables_of
from tests.tables import each_row
from tests.unit.files.open_data.conftest import CHANGES

BASE = "https://www.cainamur.be"
FILES = {"bureaux.schema.json": offices, "permanences.schema.json": permanences}
SENTENCES = (
    "2e et 4e jeudi du mois",
    "le jeudi de 9h à 12h et de 13h30 à 16h",
    "tous les lundis après-midi, sauf en juillet et août",
    "un mardi sur deux à partir du 2026-01-06, 9h-12h",
    "le jeudi, sauf vacances scolaires",
    "sur rendez-vous",
)


def validator(schema):
    return Draft202012Validator(json.loads(schema_bytes(schema)), format_checker=FormatChecker())


def data_of(make, site):
    """Return the data of a maker, encoded as JSON and decoded again."""
    return json.loads(as_json(make(site, BASE)))


@each_row("schema", SCHEMAS)
def test_a_schema_is_one(schema):
    Draft202012Validator.check_schema(json.loads(schema_bytes(schema)))


@each_row(("schema", "make"), FILES.items())
@each_row("sentence", SENTENCES)
def test_every_kind_of_permanence_keeps_to_the_schema(site_with, schema, make, sentence):
    changes = CHANGES if sentence.startswith("2e") else ""
    validator(schema).validate(data_of(make, site_with(sentence, changes)))


@pytest.mark.parametrize(("schema", "make"), FILES.items())
def test_a_whole_site_keeps_to_the_schema(invented, schema, make):
    validator(schema).validate(data_of(make, invented))


@each_row(("schema", "make"), FILES.items())
def test_an_empty_site_keeps_to_the_schema(site, schema, make):
    validator(schema).validate(data_of(make, site({})))


def test_a_schema_refuses_what_is_not_of_the_shape(site_with):
    data = data_of(permanences, site_with())
    data["dates"][0]["status"] = "perhaps"
    with pytest.raises(ValidationError):
        validator("permanences.schema.json").validate(data)
    data = data_of(offices, site_with())
    del data["features"][0]["properties"]["next_dates"]
    with pytest.raises(ValidationError):
        validator("bureaux.schema.json").validate(data)


def test_the_dates_are_those_of_the_pages(site_with):
    found = site_with(changes=CHANGES)
    data = data_of(permanences, found)
    assert [(date["day"], date["status"]) for date in data["dates"]] == [
        (date.day.isoformat(), date.occurrence.status.value) for date in found.permanence_dates
    ]
    assert {date["status"] for date in data["dates"]} == {"held", "added", "cancelled", "holiday", "closed"}
    assert data["dates"][0] == {
        "office": "a",
        "day": "2026-11-26",
        "start": None,
        "end": None,
        "part_of_day": None,
        "people": ["Ana Bé"],
        "status": "cancelled",
        "reason": "maladie",
    }
    assert {date["reason"] for date in data["dates"] if date["status"] == "held"} == {None}
    assert (data["from"], data["until"]) == ("2026-11-23", "2027-11-30")


def test_hours_or_a_part_of_the_day_are_told_where_they_are_known(site_with):
    timed = data_of(permanences, site_with("le jeudi de 9h à 12h30"))["dates"][0]
    assert (timed["start"], timed["end"], timed["part_of_day"]) == ("09:00", "12:30", None)
    part = data_of(permanences, site_with("le jeudi après-midi"))["dates"][0]
    assert (part["start"], part["end"], part["part_of_day"]) == (None, None, "afternoon")


def test_an_office_is_a_point_that_says_how_precise_it_is(site_with):
    (feature,) = data_of(offices, site_with())["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [4.912, 50.258]}
    assert feature["properties"]["point_precision"] == "locality"


def test_an_office_without_a_known_point_has_no_geometry(site_with):
    (feature,) = data_of(offices, site_with(town="Nulle-Part"))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["point_precision"] is None


def test_an_office_tells_whom_to_call_and_who_receives(site_with):
    (feature,) = data_of(offices, site_with())["features"]
    told = feature["properties"]
    assert told["contact"] == {
        "name": "Ana Bé",
        "phone": "+32470000017",
        "phone_text": "0470/00 00 17",
        "email": "ana@example.org",
    }
    assert [person["name"] for person in told["people"]] == ["Ana Bé"]
    assert [person["name"] for person in told["coordination"]] == ["Bo Cé"]
    assert told["page"] == f"{BASE}/bureaux/a/"
    assert told["card"] == f"{BASE}/bureaux/a/carte/"
    assert told["calendar"] == f"{BASE}/bureaux/a/a.ics"
    assert told["verified_on"] == "2021-01-31"


def test_an_office_tells_what_is_known_before_coming_and_null_for_the_rest(site_with):
    known = "acces: {bus: ligne 4}\nlangues: [français, arabe]\na_apporter: une carte\ngratuit: oui\n"
    (feature,) = data_of(offices, site_with(changes=known))["features"]
    told = feature["properties"]
    assert told["access"] == {"bus": "ligne 4", "train": None, "wheelchair": None}
    assert (told["languages"], told["to_bring"], told["free"]) == (["français", "arabe"], ["une carte"], True)
    assert [(of["languages"], of["to_bring"], of["free"]) for of in told["permanences"]] == [([], [], None)]


def test_an_office_tells_its_rule_in_words_and_for_machines(site_with):
    (feature,) = data_of(offices, site_with("2e et 4e jeudi du mois, 9h-12h"))["features"]
    (permanence,) = feature["properties"]["permanences"]
    assert permanence["opening_hours"] == "Th[2,4] 09:00-12:00; PH off"
    (recurrence,) = permanence["recurrences"]
    start = dt.datetime.fromisoformat(recurrence["dtstart"])
    days = [f"{day:%Y-%m-%d}" for day in rrulestr(recurrence["rrule"], dtstart=start)[:3]]
    assert days == [date["day"] for date in feature["properties"]["next_dates"][:3]]
    assert (recurrence["start"], recurrence["end"]) == ("09:00", "12:00")


def test_an_office_by_appointment_has_no_dates(site_with):
    (feature,) = data_of(offices, site_with("sur rendez-vous"))["features"]
    told = feature["properties"]
    assert (told["next_dates"], told["calendar"], told["permanences"][0]["recurrences"]) == ([], None, [])
    assert told["permanences"][0]["by_appointment"] is True


def test_a_note_of_the_officer_is_in_no_file(site_with):
    found = site_with()
    for make in FILES.values():
        assert b"secret" not in as_json(make(found, BASE))


def test_the_bytes_are_those_of_any_reader(site_with):
    data = as_json(permanences(site_with(changes=CHANGES), BASE))
    assert data == as_json(permanences(site_with(changes=CHANGES), BASE))
    assert data.endswith(b"}\n")
    assert "Ana Bé".encode() in data
    keys = list(json.loads(data))
    assert keys == sorted(keys)


@each_row(("schema", "make"), FILES.items())
def test_the_tables_of_the_page_name_every_field(site_with, schema, make):
    tables = tables_of(schema)
    data = data_of(make, site_with(changes=CHANGES))
    assert {field.path.partition(".")[0].removesuffix("[]") for field in tables.around} == set(data)
    items = data["dates"] if "dates" in data else [feature["properties"] for feature in data["features"]]
    assert {field.path.partition(".")[0].removesuffix("[]") for field in tables.of_each} == set(items[0])
    assert all(field.description for field in (*tables.around, *tables.of_each))
