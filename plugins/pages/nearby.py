"""The offices nearest to each commune: for a generated page per commune, the finder and the map."""

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
"""The anchor, on the page of the offices, of the text for people who live outside of the province."""
PIN_LABEL_WIDTH, PIN_LABEL_HEIGHT = 70, 18
"""The room for the name of an office on the map, in units of the map."""


@dataclass(frozen=True)
class Distance:
    """The distance to an office in whole kilometres, as the crow flies; 0 means less than one."""

    office: Office
    kilometres: int
    octant: int | None = None
    """The direction towards the office, as plugins/places/distance.py counts it; None below one kilometre."""


@dataclass(frozen=True)
class Villages:
    """The localities of a commune whose nearest office is this one, each with its distance in whole kilometres."""

    office: Office
    distances: tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class NearbyPage(GeneratedPage):
    """The generated page of a commune: the offices by distance."""

    commune: Commune
    distances: tuple[Distance, ...]
    villages: tuple[Villages, ...]
    """The localities by their nearest office, offices in the order of ``distances``."""

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
    """An office on the map; ``name_first`` if its name stands before the point, as another office follows closely."""

    office: Office
    x: int
    y: int
    name_first: bool


@dataclass(frozen=True)
class Map:
    """The map: its size and the offices on it."""

    pins: tuple[Pin, ...]
    width: int = MAP_WIDTH
    height: int = MAP_HEIGHT


def point_of_office(office: Office) -> Point:
    """The middle of the locality of the office, or of its postcode where the data lack the locality."""
    address = office.postal_address
    return address.point or of_postcodes()[address.postcode].point


def _distances(offices: tuple[Office, ...], point: Point) -> Iterator[tuple[float, int]]:
    """The distance to each office in kilometres, with the index of the office."""
    return ((kilometres(point_of_office(office), point), number) for number, office in enumerate(offices))


def by_distance(offices: tuple[Office, ...], point: Point) -> tuple[Distance, ...]:
    """The offices from the nearest to the farthest; offices at the same distance keep their order."""
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
    """The localities of a commune grouped by nearest office."""
    nearest = ((min(_distances(offices, place.point)), place) for place in commune.localities)
    found = grouped((offices[one].address, (place, _whole(distance))) for (distance, one), place in nearest)
    return tuple(
        Villages(entry.office, tuple(found[entry.office.address]))
        for entry in by_distance(offices, commune.point)
        if entry.office.address in found
    )


def nearby_pages(site: Site) -> tuple[NearbyPage, ...]:
    """A page for each commune, in alphabetical order; none without an office."""
    return _nearby_pages(site.offices, communes()) if site.offices else ()


@lru_cache(maxsize=2)  # asked for by several makers, and for each page that is shown while it is typed
def _nearby_pages(offices: tuple[Office, ...], wanted: tuple[Commune, ...]) -> tuple[NearbyPage, ...]:
    return tuple(
        NearbyPage(commune, by_distance(offices, commune.point), _villages(offices, commune)) for commune in wanted
    )


def map_of(offices: tuple[Office, ...]) -> Map:
    """The map of the province with the offices."""
    places = [tuple(map(round, xy(point_of_office(office)))) for office in offices]

    def name_first(x: int, y: int) -> bool:
        return any(0 < to_x - x < PIN_LABEL_WIDTH and abs(to_y - y) < PIN_LABEL_HEIGHT for to_x, to_y in places)

    return Map(tuple(Pin(office, x, y, name_first(x, y)) for office, (x, y) in zip(offices, places, strict=True)))
