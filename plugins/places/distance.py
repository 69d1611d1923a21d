"""Distances as the crow flies, and directions, between two points."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Final

from plugins.places import Point

EARTH_RADIUS: Final = 6371.0088
"""The mean radius of the Earth in kilometres (IUGG, WGS 84)."""


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance between two points, in kilometres, within 0.5 %.

    By the haversine formula (R. W. Sinnott, « Virtues of the Haversine », Sky and Telescope 68, 1984), on a sphere.
    """
    (latitude, longitude), (to_latitude, to_longitude) = one, other
    north = sin(radians(to_latitude - latitude) / 2) ** 2
    east = sin(radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(north + cos(radians(latitude)) * cos(radians(to_latitude)) * east))


def octant(one: Point, other: Point) -> int:
    """The direction of the other point, as one of eight: 0 is north, 2 east, 7 north-west."""
    (latitude, longitude), (to_latitude, to_longitude) = one, other
    east = (to_longitude - longitude) * cos(radians((latitude + to_latitude) / 2))
    return round(degrees(atan2(east, to_latitude - latitude)) / 45) % 8
