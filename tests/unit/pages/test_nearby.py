"""The offices near a commune, the nearest first; another formula checks the distances."""

import itertools
from math import cos, dist, radians, sin, sqrt

import pytest

from plugins.pages.nearby import by_distance, map_of, nearby_pages
from plugins.places import of_postcodes
from plugins.places.distance import kilometres, octant
from tests.tables import each_row

# The points of the offices, from GeoNames, copied here so that the test does not depend on the data under test.
OFFICES = {
    "couvin": (50.095, 4.522),
    "florennes": (50.251, 4.606),
    "gedinne": (49.980, 4.937),
    "havelange": (50.389, 5.238),
    "yvoir": (50.328, 4.881),
}


def in_space(point):
    """Return the coordinates of a point in metres along three axes from the centre of the Earth (WGS 84)."""
    latitude, longitude = map(radians, point)
    eccentricity = 0.00669437999014
    normal = 6378137 / sqrt(1 - eccentricity * sin(latitude) ** 2)
    flat = normal * cos(latitude)
    return flat * cos(longitude), flat * sin(longitude), normal * (1 - eccentricity) * sin(latitude)


def straight(one, other):
    """Return the straight distance of two points in kilometres: for 100 km, 1 m less than along the surface."""
    return dist(in_space(one), in_space(other)) / 1000


def test_the_table_has_every_office(invented):
    assert set(OFFICES) == {office.slug for office in invented.offices}


def test_the_first_office_of_a_postcode_is_the_nearest(invented):
    assert len(of_postcodes()) == 92
    for postcode, place in of_postcodes().items():
        found = by_distance(invented.offices, place.point)
        nearest = min(OFFICES, key=lambda office: straight(place.point, OFFICES[office]))
        assert (postcode, found[0].office.slug, len(found)) == (postcode, nearest, len(OFFICES))
        for entry in found:
            right = straight(place.point, OFFICES[entry.office.slug])
            assert entry.kilometres == pytest.approx(right, abs=1), postcode


@each_row(
    ("one", "other", "expected"),
    [((50.467, 4.867), (50.258, 4.912), 23.5), ((50.0, 5.0), (51.0, 5.0), 111.2), ((50.2, 4.9), (50.2, 4.9), 0)],
)
def test_a_distance_is_right(one, other, expected):
    assert kilometres(one, other) == pytest.approx(expected, abs=0.1)
    assert kilometres(one, other) == pytest.approx(straight(one, other), rel=0.005)


def test_every_commune_has_its_page(invented):
    pages = nearby_pages(invented)
    assert len({page.address for page in pages}) == len(pages) == 38
    yvoir = next(page for page in pages if page.title == "Yvoir")
    assert (yvoir.address, yvoir.commune.elides) == ("/bureaux/pres-de/yvoir/", True)
    assert [(entry.office.slug, entry.kilometres) for entry in yvoir.distances[:2]] == [("yvoir", 0), ("florennes", 21)]


def test_an_office_in_the_very_place_is_less_than_a_kilometre_away(invented):
    florennes = next(page for page in nearby_pages(invented) if page.title == "Florennes")
    assert florennes.distances[0].kilometres == 0


def test_each_village_is_told_its_own_nearest_office(invented):
    for page in nearby_pages(invented):
        told = {place.name: (villages.office, far) for villages in page.villages for place, far in villages.distances}
        assert set(told) == {place.name for place in page.commune.localities}
        for place in page.commune.localities:
            nearest = by_distance(invented.offices, place.point)[0]
            assert told[place.name] == (nearest.office, nearest.kilometres)
        order = [distance.office for distance in page.distances]
        assert [order.index(villages.office) for villages in page.villages] == sorted(
            order.index(villages.office) for villages in page.villages
        )
    assert any(len(page.villages) > 1 for page in nearby_pages(invented))


@each_row(
    ("other", "direction"),
    [
        ((50.4, 4.9), 0), ((50.3, 5.06), 1), ((50.2, 5.1), 2), ((50.1, 5.06), 3), ((50.0, 4.9), 4), ((50.1, 4.74), 5),
        ((50.2, 4.7), 6), ((50.3, 4.74), 7),
    ],
)  # fmt: skip
def test_a_direction_is_one_of_eight(other, direction):
    assert octant((50.2, 4.9), other) == direction


def test_an_office_in_the_place_itself_lies_in_no_direction(invented):
    yvoir = next(page for page in nearby_pages(invented) if page.title == "Yvoir")
    assert [entry.octant for entry in yvoir.distances[:2]] == [None, 5]


def test_every_office_is_on_the_map(invented):
    sheet = map_of(invented.offices)
    assert all(0 < pin.x < sheet.width and 0 < pin.y < sheet.height for pin in sheet.pins)
    assert [pin.office.slug for pin in sheet.pins if pin.name_first] == []


OFFICE = "---\ntitre: {0}\nadresse: {{rue: R 1, code_postal: {1}, localite: {0}}}\n---\n"


def test_a_name_stands_first_where_another_office_leaves_no_room_after_it(site):
    places = {"Saint-Servais": 5002, "Auvelais": 5060}
    found = site({f"bureaux/{town.lower()}.md": OFFICE.format(town, postcode) for town, postcode in places.items()})
    assert [pin.office.slug for pin in map_of(found.offices).pins if pin.name_first] == ["auvelais"]


def said(page):
    """Return the groups of three successive words in the main part of a page, to compare pages."""
    words = " ".join(page.tree.find(".//main").itertext()).split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_no_two_pages_of_communes_say_nearly_the_same(built):
    pages = [said(page) for address, page in built.pages.items() if address.startswith("/bureaux/pres-de/")]
    alike = [len(one & other) / len(one | other) for one, other in itertools.combinations(pages, 2)]
    assert len(pages) == 38
    assert max(alike) < 0.7
    assert sorted(alike)[len(alike) // 2] < 0.4
