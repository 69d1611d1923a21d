"""The offices come from the nearest to the farthest: held against another formula."""

import datetime as dt
from math import cos, dist, radians, sin, sqrt

import pytest

from plugins.pages.nearby import by_distance, map_of, nearby_pages
from plugins.places import of_postcodes
from plugins.places.distance import kilometres
from plugins.source.loading import load
from tests.built_site import BUILD_DATE, ROOT

SITE = load(ROOT / "content", dt.date.fromisoformat(BUILD_DATE))
# Where the offices are, from GeoNames: written again here, so that the plugin is not its own witness.
OFFICES = {
    "andenne": (50.4894, 5.0951),
    "beauraing": (50.1104, 4.9555),
    "ciney": (50.2945, 5.1001),
    "dinant": (50.2581, 4.9117),
    "gembloux": (50.5615, 4.6989),
    "namur": (50.4763, 4.8366),
    "philippeville": (50.1961, 4.5437),
    "sambreville": (50.4504, 4.6323),
}


def in_space(point):
    """Metres from the centre of the Earth along three axes, on the ellipsoid WGS 84: no great circle in it."""
    latitude, longitude = map(radians, point)
    eccentricity = 0.00669437999014
    normal = 6378137 / sqrt(1 - eccentricity * sin(latitude) ** 2)
    flat = normal * cos(latitude)
    return flat * cos(longitude), flat * sin(longitude), normal * (1 - eccentricity) * sin(latitude)


def straight(one, other):
    """Kilometres through the Earth, which over 100 km is 1 m less than along it."""
    return dist(in_space(one), in_space(other)) / 1000


def test_the_table_has_every_office():
    assert set(OFFICES) == {office.slug for office in SITE.offices}


@pytest.mark.parametrize("postcode", sorted(of_postcodes()))
def test_the_first_office_of_a_postcode_is_the_nearest(postcode):
    home = of_postcodes()[postcode].point
    expected = sorted(OFFICES, key=lambda office: straight(home, OFFICES[office]))
    found = by_distance(SITE.offices, home)
    assert found[0].office.slug == expected[0]
    assert len(found) == len(OFFICES)
    for entry in found:
        assert entry.kilometres == pytest.approx(straight(home, OFFICES[entry.office.slug]), abs=1)


def test_there_are_92_postcodes():
    assert len(of_postcodes()) == 92


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((50.467, 4.867), (50.258, 4.912), 23.5), ((50.0, 5.0), (51.0, 5.0), 111.2), ((50.2, 4.9), (50.2, 4.9), 0)],
)
def test_a_distance_is_right(one, other, expected):
    assert kilometres(one, other) == pytest.approx(expected, abs=0.1)
    assert kilometres(one, other) == pytest.approx(straight(one, other), rel=0.005)


def test_every_commune_has_its_page():
    pages = nearby_pages(SITE)
    assert len({page.address for page in pages}) == len(pages) == 38
    yvoir = next(page for page in pages if page.title == "Yvoir")
    assert (yvoir.address, yvoir.commune.elides) == ("/bureaux/pres-de/yvoir/", True)
    assert [(entry.office.slug, entry.kilometres) for entry in yvoir.distances[:2]] == [("dinant", 8), ("ciney", 16)]


def test_an_office_in_the_very_place_is_less_than_a_kilometre_away():
    dinant = next(page for page in nearby_pages(SITE) if page.title == "Dinant")
    assert dinant.distances[0].kilometres == 0


def test_every_office_is_on_the_map():
    sheet = map_of(SITE.offices)
    assert all(0 < pin.x < sheet.width and 0 < pin.y < sheet.height for pin in sheet.pins)
    assert [pin.office.slug for pin in sheet.pins if pin.name_first] == ["sambreville"]
