"""The JSON Schemas (draft 2020-12) of the site's own formats, served beside the data, and tables made from them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, TypedDict

from plugins.base.identity import IDENTITY
from plugins.base.typography import french

SCHEMAS: Final = {"bureaux.schema.json": "features[].properties", "permanences.schema.json": "dates[]"}
"""Each schema, with the path of the list in its file."""


@dataclass(frozen=True)
class DataField:
    """A row of a table: the path of a field, with « [] » for each item of a list, and its description."""

    path: str
    description: str


@dataclass(frozen=True)
class DataTables:
    """The described fields of a file in order: those ``around`` its list, and those ``of_each`` item of it."""

    around: tuple[DataField, ...]
    listed: str
    of_each: tuple[DataField, ...]


def schema_bytes(name: str) -> bytes:
    """The schema ``name`` as it is served: with the identity in place of ``@website@``, ``@of@`` and
    ``@time_zone@``."""
    text = (files(__name__) / name).read_text("utf-8")
    for word, said in (("website", IDENTITY.website), ("of", IDENTITY.of), ("time_zone", IDENTITY.time_zone)):
        text = text.replace(f"@{word}@", said)
    return text.encode()


def tables_of(name: str) -> DataTables:
    """The tables of the fields of the schema ``name``."""
    inside = f"{SCHEMAS[name]}."
    fields = tuple(_fields(json.loads(schema_bytes(name)), ""))
    return DataTables(
        tuple(field for field in fields if not field.path.startswith(inside)),
        SCHEMAS[name],
        tuple(
            DataField(field.path.removeprefix(inside), field.description)
            for field in fields
            if field.path.startswith(inside)
        ),
    )


class _Schema(TypedDict, total=False):
    """The part of a JSON Schema from which the tables are made."""

    description: str
    properties: dict[str, "_Schema"]
    items: "_Schema"


def _fields(schema: _Schema, above: str) -> Iterator[DataField]:
    for key, field in schema.get("properties", {}).items():
        path = f"{above}{key}{'[]' if 'items' in field else ''}"
        if "description" in field:
            yield DataField(path, french(field["description"]))
        yield from _fields(field.get("items", field), f"{path}.")
