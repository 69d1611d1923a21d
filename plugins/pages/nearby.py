"""The offices nearest to each commune: a page for each, the data of the finder, the offices on the map.

These pages have no source: they follow from the offices and from the communes of the province.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plugins.base.grouping import grouped
from plugins.model import Office
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.places import Commune, Place, Point, communes, of_postcodes
from plugins.places.distance import kilometres, octant
from plugins.places.projection import MAP_HEIGHT, MAP_WIDTH, xy

NEARBY_FOLDER: Final = "/bureaux/pres-de/"
ELSEWHERE: Final = "ailleurs"
"""The anchor of what the page of the offices says to who lives outside of the province."""
PIN_LABEL_WIDTH, PIN_LABEL_HEIGHT = 70, 18
"""The room of a name on the map, in its units."""


@dataclass(frozen=True)
class Distance:
    """How far an office is, in whole kilometres as the crow flies; 0 is less than one."""

    office: Office
    kilometres: int
    octant: int | None = None
    """The direction from there, as plugins/places/distance.py counts it; None where it is less than one kilometre."""


@dataclass(frozen=True)
class Villages:
    """The localities of a commune to which one office is the nearest, and how far it is from each."""

    office: Office
    distances: tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class NearbyPage(GeneratedPage):
    """The generated page of a commune: the offices by their distance."""

    commune: Commune
    distances: tuple[Distance, ...]
    villages: tuple[Villages, ...]
    """The localities by their own nearest office, in the order of the offices."""

    kind = template = "nearby"

    @property
    def title(self) -> str:
        return self.commune.name

    @property
    def slug(self) -> str:
        return self.commune.slug

    @property
    def address(self) -> str:
        return f"{NEARBY_FOLDER}{self.slug}/"


@dataclass(frozen=True)
class Pin:
    """An office on the map; its name stands before it where another office leaves no room after it."""

    office: Office
    x: int
    y: int
    name_first: bool


@dataclass(frozen=True)
class Map:
    """The sheet of the map, and the offices on it."""

    pins: tuple[Pin, ...]
    width: int = MAP_WIDTH
    height: int = MAP_HEIGHT


def point_of_office(office: Office) -> Point:
    """The middle of the office's locality, or of its postcode where the data lack it."""
    address = office.postal_address
    return address.point or of_postcodes()[address.postcode].point


def _distances(offices: tuple[Office, ...], point: Point) -> Iterator[tuple[float, int]]:
    """How far each office is, in kilometres, with its number."""
    return ((kilometres(point_of_office(office), point), number) for number, office in enumerate(offices))


def by_distance(offices: tuple[Office, ...], point: Point) -> tuple[Distance, ...]:
    """The offices from the nearest to the farthest; those at one point keep their order."""
    return tuple(
        Distance(
            offices[number],
            _whole(distance),
            octant(point, point_of_office(offices[number])) if distance >= 1 else None,
        )
        for distance, number in sorted(_distances(offices, point))
    )


def _whole(distance: float) -> int:
    return round(distance) if distance >= 1 else 0


def _villages(offices: tuple[Office, ...], commune: Commune) -> tuple[Villages, ...]:
    nearest = ((min(_distances(offices, place.point)), place) for place in commune.localities)
    found = grouped((offices[one].address, (place, _whole(distance))) for (distance, one), place in nearest)
    return tuple(
        Villages(entry.office, tuple(found[entry.office.address]))
        for entry in by_distance(offices, commune.point)
        if entry.office.address in found
    )


def nearby_pages(site: Site) -> tuple[NearbyPage, ...]:
    """A page for each commune, in the order of the alphabet; none where there is no office."""
    return _nearby_pages(site.offices, communes()) if site.offices else ()


@lru_cache(maxsize=2)  # asked for by several makers, and for each page that is shown while it is typed
def _nearby_pages(offices: tuple[Office, ...], around: tuple[Commune, ...]) -> tuple[NearbyPage, ...]:
    return tuple(
        NearbyPage(commune, by_distance(offices, commune.point), _villages(offices, commune)) for commune in around
    )


def map_of(offices: tuple[Office, ...]) -> Map:
    """The offices on the map of the province."""
    places = [tuple(map(round, xy(point_of_office(office)))) for office in offices]

    def name_first(x: int, y: int) -> bool:
        return any(0 < to_x - x < PIN_LABEL_WIDTH and abs(to_y - y) < PIN_LABEL_HEIGHT for to_x, to_y in places)

    return Map(tuple(Pin(office, x, y, name_first(x, y)) for office, (x, y) in zip(offices, places, strict=True)))
