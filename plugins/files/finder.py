"""The data of the finder of offices: names, postcodes and points of places, for theme/static/js/finder.js."""

from collections.abc import Iterator
from typing import Final

from plugins.base.grouping import grouped
from plugins.files.file import BuildContext, File, compact_json
from plugins.model.site import Site
from plugins.places import Commune, elsewhere, names, of_postcodes

FINDER_ADDRESS: Final = "/bureaux/lieux.json"


def places_known() -> dict[str, object]:
    """The places in the form that finder.js reads; the names of a place come last, since it may have several."""
    of_place = grouped((place, name) for name, place in names())
    return {
        "places": [
            ["" if isinstance(place, Commune) else place.commune, " ".join(place.postcodes), *place.point, *known_as]
            for place, known_as in of_place.items()
        ],
        "postcodes": {postcode: [place.commune, *place.point] for postcode, place in of_postcodes().items()},
        "elsewhere": elsewhere(),
    }


def finder_data(site: Site, context: BuildContext) -> Iterator[File]:
    """The data; nothing without an office."""
    if site.offices:
        yield File(FINDER_ADDRESS, (compact_json(places_known()) + "\n").encode())
