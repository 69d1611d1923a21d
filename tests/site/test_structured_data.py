"""The JSON-LD of pages uses the vocabulary of schema.org, links to what exists, and agrees with the page."""

import json
from urllib.parse import urlsplit

import pytest

from tests import schema_org
from tests.schema_org import data_of

BASE = "https://www.example.be"


@pytest.fixture(scope="module")
def told(built):
    return {address: data_of(page) for address, page in built.pages.items()}


def of(told, address, kind):
    (found,) = [data for data in told[address] if data["@type"] == kind]
    return found


def test_every_word_is_known_to_schema_org_and_stands_where_it_may(told):
    assert list(schema_org.faults([data for found in told.values() for data in found])) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"@type": "Ngo"}, "Ngo : type Ngo"),
        ({"openingHour": "Mo"}, "NGO.openingHour : unknown"),
        ({"startDate": "2026"}, "NGO.startDate : not of NGO"),
        ({"address": {"@type": "GeoCoordinates"}}, "NGO.address : a GeoCoordinates, not ['PostalAddress', 'Text']"),
        ({"address": {"@type": "PostalAddress", "town": "A"}}, "NGO.address.PostalAddress.town : unknown"),
        ({"parentOrganization": {"@id": "/#rien"}}, "NGO.parentOrganization : nothing is {'@id': '/#rien'}"),
        ({"foundingDate": "mars 2026"}, "NGO.foundingDate : « mars 2026 », not ['Date']"),
        ({"foundingDate": 2026}, "NGO.foundingDate : 2026, not ['Date']"),
        ({"name": True}, "NGO.name : True, not ['Text']"),
        ({"url": "/a/"}, "NGO.url : « /a/ », not ['URL']"),
        ({"event": [{"@type": "Event", "eventStatus": "https://schema.org/Cancelled"}]}, "eventStatus"),
        ({"name-input": "required"}, None),
        ({"address": "Rue 1", "foundingDate": "2026-01", "subOrganization": {"@id": "/#a"}}, None),
    ],
)
def test_a_word_that_schema_org_does_not_know_is_found(change, fault):
    found = list(schema_org.faults([{"@type": "NGO", "@id": "/#a", "name": "A"} | change]))
    assert len(found) == (fault is not None)
    assert all(fault in each for each in found)


def test_breadcrumbs_are_those_of_the_page_where_they_say_more_than_its_address(built, told):
    for address, page in built.pages.items():
        shown = page.tree.find(".//nav[@class='breadcrumbs']/ol")
        lists = [data for data in told[address] if data["@type"] == "BreadcrumbList"]
        indexed = page.tree.find("head/meta[@name='robots']") is None
        assert len(lists) == (shown is not None and len(shown) > 2 and indexed), address
        for found in lists:
            *above, last = [item.find(".//*[@href]") for item in shown]
            assert last is None
            items = found["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            assert [item["item"]["@id"] for item in items] == [*(BASE + a.get("href") for a in above), BASE + address]
            assert [item["name"] for item in items] == ["".join(item.itertext()).strip() for item in shown]


def test_the_home_page_is_that_of_the_organisation_and_of_a_site_that_is_searched(built, told):
    action = of(told, "/", "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{BASE}/recherche/?q={{mots}}"
    assert action["query-input"] == "required name=mots"
    field = built.pages["/recherche/"].tree.find(".//input[@type='search']")
    assert field.get("name") == "q"
    assert of(told, "/", "WebSite")["publisher"] == {"@id": of(told, "/", "NGO")["@id"]}


def test_a_person_is_told_with_the_function_and_the_offices(told):
    ana = of(told, "/equipe/ana-essai/", "Person")
    assert (ana["name"], ana["givenName"], ana["jobTitle"]) == ("Ana Essai", "Ana", "Accueil")
    assert ana["worksFor"] == {"@id": f"{BASE}/#organisation"}
    assert ana["workLocation"]
    assert "image" not in ana  # a social card is no portrait


def test_every_picture_and_page_that_is_told_is_there(built, told):
    def addresses(value):
        for name, each in value.items():
            for part in each if isinstance(each, list) else [each]:
                if isinstance(part, dict):
                    yield from addresses(part)
                elif name in {"image", "logo", "url", "item"} and part.startswith(BASE):
                    yield urlsplit(part).path

    found = {address for data in told.values() for each in data for address in addresses(each)}
    assert {"/icone-512.png", "/"} < found
    assert [address for address in found if not built.answers(address)] == []


def test_the_manifest_names_icons_of_the_sizes_that_it_says(built):
    manifest = json.loads((built.folder / "site.webmanifest").read_text("utf-8"))
    assert {manifest[key] for key in ("id", "start_url", "scope")} == {"/"}
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        data = (built.folder / icon["src"][1:]).read_bytes()
        width, height = (int.from_bytes(data[start : start + 4]) for start in (16, 20))
        assert (data[1:4], icon["sizes"]) == (b"PNG", f"{width}x{height}")
    naming = [address for address, page in built.pages.items() if "/site.webmanifest" in page.source]
    assert naming == ["/"]  # the manifest costs a request, so only the page that is put on a home screen names it


def test_the_favicon_has_the_sizes_of_a_tab(built):
    data = (built.folder / "favicon.ico").read_bytes()
    assert data[:4] == b"\0\0\1\0"
    count = int.from_bytes(data[4:6], "little")
    assert [data[6 + 16 * n] for n in range(count)] == [16, 32, 48]


def test_a_portrait_is_shown_and_told(built, told):
    page, image = built.pages["/equipe/dorothee-sansonnet/"], of(told, "/equipe/dorothee-sansonnet/", "Person")["image"]
    (shown,) = page.tree.find(".//main").iter("img")
    assert shown.get("alt") == "Dorothée Sansonnet devant ses couleurs"
    assert urlsplit(image).path == shown.get("src")
