"""The fields that open every file of our own shape, and how every file is written."""

import json
from typing import Final

from plugins.model.site import Site

Data = dict[str, object]

FOLDER: Final = "/donnees/"
VERSION: Final = "1.0"
"""Of the shape: the second number rises with a new field, the first one with a change that breaks readers."""


def envelope(site: Site, base: str, schema: str) -> Data:
    """Shape, version, day and source; ``schema`` is the name of the JSON Schema in ``/donnees/``."""
    return {
        "$schema": f"{base}{FOLDER}{schema}",
        "version": VERSION,
        "generated": site.today.isoformat(),
        "documentation": f"{base}{FOLDER}",
        "source": site.organisation.name if site.organisation else None,
    }


def as_json(data: Data) -> bytes:
    """UTF-8, keys in order, one line for each value, a line end at the end: the same data give the same bytes."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
