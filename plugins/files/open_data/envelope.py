"""The fields common to the files in the site's own JSON format (not HSDS), and how all open data are written."""

import json
from typing import Final

from plugins.model.site import Site

Data = dict[str, object]

OPEN_DATA_FOLDER: Final = "/donnees/"
FORMAT_VERSION: Final = "1.0"
"""Of that format: the second number rises with a new field, the first one with a change that breaks readers."""


def envelope(site: Site, base_url: str, schema: str) -> Data:
    """Schema, version, day and source; ``schema`` is the name of the JSON Schema in ``/donnees/``."""
    return {
        "$schema": f"{base_url}{OPEN_DATA_FOLDER}{schema}",
        "version": FORMAT_VERSION,
        "generated": site.today.isoformat(),
        "documentation": f"{base_url}{OPEN_DATA_FOLDER}",
        "source": site.organisation.name if site.organisation else None,
    }


def as_json(data: Data) -> bytes:
    """UTF-8, keys in order, one line for each value, a line end at the end: the same data give the same bytes."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
