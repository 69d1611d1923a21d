"""The communes of the province of Namur, their postcodes and points, from open data (namur.json holds its credit)."""

import json
from functools import cache
from importlib.resources import files

from plugins.content.typography import fold


@cache
def commune_by_postcode() -> dict[str, str]:
    """Each of the province's postcodes with the French name of its commune."""
    return {postcode: commune["name"] for commune in _data()["communes"] for postcode in commune["postcodes"]}


def point_of(locality: str) -> tuple[float, float] | None:
    """Latitude and longitude (WGS 84, to about 100 m) of the middle of a locality, or None where the data lack it."""
    return _points().get(fold(locality))


@cache
def _points() -> dict[str, tuple[float, float]]:
    return {fold(name): (latitude, longitude) for name, (latitude, longitude) in _data()["points"].items()}


@cache
def _data() -> dict:
    return json.loads((files(__name__) / "namur.json").read_text("utf-8"))
