"""The open data and the contact cards of the built site."""

import html
import json
import re

import pytest

from plugins.files.open_data.schemas import SCHEMAS, schema_bytes
from tests.built_site import BUILD_DATE
from tests.made_site import files_made

BASE = "https://www.example.be"
OFFICES = ("couvin", "florennes", "gedinne", "havelange", "yvoir")
FILES = ("bureaux.json", "permanences.json", "hsds.json")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_json_in_utf_8_without_trace_of_the_machine(built, name):
    data = (built.folder / "donnees" / name).read_bytes()
    assert json.loads(data)
    assert data.endswith(b"}\n")
    assert b"127.0.0.1" not in data
    assert b"/tmp/" not in data


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_served_beside_its_file(built, name):
    assert (built.folder / "donnees" / name).read_bytes() == schema_bytes(name)


def test_the_files_tell_the_day_of_the_build(built):
    for name in ("bureaux.json", "permanences.json"):
        assert json.loads((built.folder / "donnees" / name).read_text("utf-8"))["generated"] == BUILD_DATE


def test_every_address_in_the_offices_answers(built):
    data = json.loads((built.folder / "donnees/bureaux.json").read_text("utf-8"))
    assert [feature["id"] for feature in data["features"]] == list(OFFICES)
    for feature in data["features"]:
        for key in ("page", "card", "calendar"):
            address = feature["properties"][key]
            assert address is None or built.answers(address.removeprefix(BASE)), address


def test_the_files_name_only_people_whose_page_does(built):
    for feature in json.loads((built.folder / "donnees/bureaux.json").read_text("utf-8"))["features"]:
        text = built.pages[f"/bureaux/{feature['id']}/"].text
        for person in feature["properties"]["people"] + feature["properties"]["coordination"]:
            assert person["name"] in text
            assert person["phone_text"] is None or person["phone_text"] in text


@pytest.mark.parametrize("office", OFFICES)
def test_a_card_is_small_and_stands_alone(built, office):
    card = built.pages[f"/bureaux/{office}/carte/"]
    assert "<script" not in card.source
    assert " style=" not in card.source
    assert card.tree.find("head/meta[@name='robots']").get("content") == "noindex"
    canonical = card.tree.find("head/link[@rel='canonical']").get("href")
    assert canonical == f"{BASE}/bureaux/{office}/"
    leaving = [a for a in card.tree.iter("a") if a.get("href", "").startswith("/")]
    assert {a.get("target") for a in leaving} == {"_top"}
    assert "css/main." not in card.source


def test_a_card_shows_the_next_date_and_whom_to_call_before(built):
    page = built.pages["/bureaux/havelange/carte/"]
    shown, *others = page.tree.iter("li")
    assert "vendredi 27 novembre" in "".join(shown.itertext()).replace("\u00a0", " ")
    assert shown.get("hidden") is None
    assert all(other.get("hidden") is not None for other in others)
    assert "Appelez avant de venir 0470/00 00 19" in page.text


def test_the_code_to_copy_shows_a_card(built):
    code = html.unescape(re.search(r"&lt;iframe.*?&lt;/iframe&gt;", built.pages["/donnees/"].source, re.S)[0])
    assert built.answers(re.search(rf'src="{BASE}([^"]+)"', code)[1])
    assert re.search('title="Bureau d’accueil .+ : Couvin"', code.replace("\u00a0", " "))
    assert 'height="740"' in code


def test_the_page_explains_every_file(built):
    links = {a.get("href") for a in built.pages["/donnees/"].tree.iter("a")}
    assert links >= {f"/donnees/{name}" for name in (*FILES, *SCHEMAS)}
    assert {f"/bureaux/{office}/carte/" for office in OFFICES} <= links


def test_a_site_without_an_organisation_has_no_export_of_it(tmp_path):
    files = files_made(tmp_path, LANGUAGES=("fr", "en"))
    assert "donnees/bureaux.json" in files
    assert "donnees/hsds.json" not in files


def test_the_examples_of_the_page_name_fields_that_exist(built):
    offices, hsds = (json.loads((built.folder / "donnees" / name).read_text("utf-8")) for name in (FILES[0], FILES[2]))
    told = next(f["properties"] for f in offices["features"] if f["id"] == "yvoir")
    assert told["name"]
    assert told["contact"]["phone_text"]
    assert told["next_dates"][0]["day"]
    at_location = hsds["services"][0]["service_at_locations"][0]
    assert at_location["location"]["name"]
    assert at_location["schedules"]
