"""The fields that the files in the site's own JSON format share (HSDS has others), and the writing of all open data."""

import json
from typing import Final

from plugins.model.site import Site

Data = dict[str, object]

OPEN_DATA_FOLDER: Final = "/donnees/"
FORMAT_VERSION: Final = "1.0"
"""The version of the site's own format: a new field raises the second number, a breaking change the first."""


def envelope(site: Site, base_url: str, schema: str) -> Data:
    """The schema, version, day and source of a file; ``schema`` is the name of its JSON Schema in ``/donnees/``."""
    return {
        "$schema": f"{base_url}{OPEN_DATA_FOLDER}{schema}",
        "version": FORMAT_VERSION,
        "generated": site.today.isoformat(),
        "documentation": f"{base_url}{OPEN_DATA_FOLDER}",
        "source": site.organisation.name if site.organisation else None,
    }


def as_json(data: Data) -> bytes:
    """JSON in UTF-8 with sorted keys, one line for each value: the same data give the same bytes."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
