"""How the map of the province lies on its sheet: scripts/map.py draws it, plugins/pages/nearby.py sets the offices."""

from math import cos, radians
from typing import Final

from plugins.places import Point

WEST, NORTH, EAST, SOUTH = 4.2857, 50.6486, 5.4030, 49.7855
"""The bounds of the province, in degrees."""
WIDTH: Final = 360
_SHRINK: Final = cos(radians((NORTH + SOUTH) / 2))
_SCALE: Final = WIDTH / ((EAST - WEST) * _SHRINK)
HEIGHT: Final = round((NORTH - SOUTH) * _SCALE)


def xy(point: Point) -> tuple[float, float]:
    """Where a point lies on the sheet, from its upper left corner: equirectangular, true along the middle parallel."""
    latitude, longitude = point
    return (longitude - WEST) * _SHRINK * _SCALE, (NORTH - latitude) * _SCALE
