"""The communes of the province, their postcodes and localities, from the open data that their file credits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from plugins.base.identity import IDENTITY
from plugins.base.typography import fold, slugify

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84), to about 100 m."""


@dataclass(frozen=True)
class Place:
    """A commune, a locality or a postcode of the province: what a visitor may type for where they live."""

    name: str
    commune: str
    postcodes: tuple[str, ...]
    point: Point


@dataclass(frozen=True)
class Commune(Place):
    """A commune, with its former communes and villages in alphabetical order; its point is that of its seat."""

    localities: tuple[Place, ...]

    @property
    def slug(self) -> str:
        return slugify(self.name)

    @property
    def elides(self) -> bool:
        """Whether French says « d’ » before the name: d’Yvoir, de Ciney."""
        return fold(self.name).startswith(tuple("aeiouy"))


@cache
def commune_by_postcode() -> dict[str, str]:
    """Each of the province's postcodes with the French name of its commune."""
    return {postcode: commune["name"] for commune in _data()["communes"] for postcode in commune["postcodes"]}


@cache
def communes() -> tuple[Commune, ...]:
    """The communes, in alphabetical order."""
    found = []
    for entry in _data()["communes"]:
        name, postcodes = entry["name"], tuple(entry["postcodes"])
        seat = _data()["seats"].get(name, name)
        villages = sorted((p for p in _localities() if p.commune == name), key=lambda place: fold(place.name))
        point = next(place.point for place in villages if place.name == seat)
        others = tuple(place for place in villages if place.name != name)
        found.append(Commune(name, name, postcodes, point, others))
    return tuple(sorted(found, key=lambda commune: fold(commune.name)))


@cache
def of_postcodes() -> dict[str, Place]:
    """A place for each postcode: at the seat of the commune if this has the postcode, else at the mean of the points
    of its localities."""
    found = {}
    for commune in communes():
        for postcode in commune.postcodes:
            points = [place.point for place in _localities() if place.postcodes == (postcode,)]
            middle = (_mean(latitude for latitude, _ in points), _mean(longitude for _, longitude in points))
            point = commune.point if commune.point in points else middle
            found[postcode] = Place(f"{postcode} {commune.name}", commune.name, (postcode,), point)
    return found


@cache
def names() -> tuple[tuple[str, Place], ...]:
    """Every name of a place, with the place, communes first; a place may have several names."""
    places = (*communes(), *(place for commune in communes() for place in commune.localities))
    also = _data()["also"]
    return tuple((name, place) for place in places for name in (place.name, *also.get(place.name, ())))


@cache
def elsewhere() -> tuple[str, ...]:
    """Communes of Belgium outside of the province, in its languages, and localities of the region and of Brussels."""
    return tuple(_data()["elsewhere"])


def point_of(locality: str) -> Point | None:
    """The middle of a locality; None where the data lack it."""
    return _points().get(fold(locality))


def _mean(numbers: Iterable[float]) -> float:
    values = tuple(numbers)
    return round(sum(values) / len(values), 3)


@cache
def _points() -> dict[str, Point]:
    return {fold(name): place.point for name, place in reversed(names())}


@cache
def _localities() -> tuple[Place, ...]:
    of = commune_by_postcode()
    return tuple(
        Place(name, of[postcode], (postcode,), (latitude, longitude))
        for name, postcode, latitude, longitude in _data()["localities"]
    )


class _CommuneData(TypedDict):
    name: str
    postcodes: list[str]


class _Data(TypedDict):
    """The file of the province's places, as scripts/places.py writes it."""

    communes: list[_CommuneData]
    seats: dict[str, str]
    also: dict[str, list[str]]
    localities: list[tuple[str, str, float, float]]
    elsewhere: list[str]


@cache
def _data() -> _Data:
    data: _Data = json.loads(IDENTITY.province.places.read_text("utf-8"))
    return data
