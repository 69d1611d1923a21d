"""The communes of the province of Namur and their postcodes, from open data (see namur.json for its credit)."""

import json
from functools import cache
from importlib.resources import files


@cache
def commune_by_postcode() -> dict[str, str]:
    """Each of the province's postcodes with the French name of its commune."""
    data = json.loads((files(__name__) / "namur.json").read_text("utf-8"))
    return {postcode: commune["name"] for commune in data["communes"] for postcode in commune["postcodes"]}
