"""The projection of the map of the province, which scripts/map.py draws, and on which plugins/pages/nearby.py puts the
offices."""

from math import cos, radians
from typing import Final

from plugins.base.identity import IDENTITY
from plugins.places import Point

WEST, NORTH, EAST, SOUTH = IDENTITY.province.bounds
"""The bounds of the province, in degrees."""
MAP_WIDTH: Final = 360
_SHRINK: Final = cos(radians((NORTH + SOUTH) / 2))
_SCALE: Final = MAP_WIDTH / ((EAST - WEST) * _SHRINK)
MAP_HEIGHT: Final = round((NORTH - SOUTH) * _SCALE)


def xy(point: Point) -> tuple[float, float]:
    """The position of a point in the map, from its upper left corner.

    The projection is equirectangular, with true lengths along the middle parallel.
    """
    latitude, longitude = point
    return (longitude - WEST) * _SHRINK * _SCALE, (NORTH - latitude) * _SCALE
