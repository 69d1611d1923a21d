"""Checks the JSON-LD of pages against the vocabulary of schema.org: types, properties, values.

``schema_org.json`` is a release of the vocabulary, reduced by ``scripts/schema_org.py`` to what the site uses. Add a
type that it lacks to ``USED`` in the script.
"""

import json
import re
from pathlib import Path

VOCABULARY = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
TYPES, PROPERTIES, VALUES = (VOCABULARY[part] for part in ("types", "properties", "values"))
HOME = "https://schema.org/"
DATE = r"\d{4}(-\d\d(-\d\d)?)?"
TIME = r"\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?"
WRITTEN = {
    "Text": r".+",
    "URL": r"https?://\S+",
    "Date": DATE,
    "DateTime": rf"\d{{4}}-\d\d-\d\dT{TIME}",
    "Time": TIME,
    "Duration": r"P\d+[DWMY]",
}
"""The pattern of the text for a value of each data type; a value of any other type must be an object."""
NUMBERS = {"Number", "Integer", "Float"}
SUFFIX = re.compile(r"-(input|output)$")
"""The suffix of a property that says what an action takes or gives (https://schema.org/docs/actions.html)."""


def faults(nodes):
    """Yield the faults of some objects, each with its place.

    An @id that is only a reference must be that of one of these objects or of a part of them.
    """
    known = {}
    for node in nodes:
        known |= dict(identified(node))
    for node in nodes:
        yield from of_object(node, known, node.get("@type", "?"))


def identified(value):
    """Yield the @id and the @type of each object inside a value, at any depth, that has both."""
    if isinstance(value, dict):
        if "@id" in value and "@type" in value:
            yield value["@id"], value["@type"]
        for part in value.values():
            yield from identified(part)
    elif isinstance(value, list):
        for part in value:
            yield from identified(part)


def of_object(node, known, place):
    kind = node.get("@type")
    if kind not in TYPES:
        yield f"{place} : type {kind}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        told = PROPERTIES.get(SUFFIX.sub("", name))
        if told is None:
            yield f"{place}.{name} : unknown"
        elif not any(is_a(kind, cls) for cls in told["of"]):
            yield f"{place}.{name} : not of {kind}"
        elif not SUFFIX.search(name):
            for each in value if isinstance(value, list) else [value]:
                yield from of_value(each, told["is"], known, f"{place}.{name}")


def of_value(value, wanted, known, place):
    if isinstance(value, dict):
        kind = value.get("@type") or known.get(value.get("@id"))
        if kind is None:
            yield f"{place} : nothing is {value}"
        elif not any(is_a(kind, cls) for cls in wanted):
            yield f"{place} : a {kind}, not {wanted}"
        elif "@type" in value:
            yield from of_object(value, known, f"{place}.{kind}")
    elif isinstance(value, bool):
        if "Boolean" not in wanted:
            yield f"{place} : {value}, not {wanted}"
    elif isinstance(value, int | float):
        if not NUMBERS & {*wanted}:
            yield f"{place} : {value}, not {wanted}"
    elif value.startswith(HOME):
        if not any(is_a(VALUES.get(value.removeprefix(HOME), ""), cls) for cls in wanted):
            yield f"{place} : {value}, not {wanted}"
    elif not any(re.fullmatch(WRITTEN[cls], value, re.DOTALL) for cls in wanted if cls in WRITTEN):
        yield f"{place} : « {value} », not {wanted}"


def is_a(kind, wanted):
    """Whether the type ``kind`` is ``wanted`` or a subtype of it."""
    return kind == wanted or any(is_a(parent, wanted) for parent in TYPES.get(kind, ()))


def data_of(page):
    """The JSON-LD objects of a page, single or in a @graph."""
    found = []
    for script in page.tree.iterfind("head/script[@type='application/ld+json']"):
        data = json.loads(script.text)
        assert data.pop("@context") == HOME.rstrip("/")
        found += data["@graph"] if set(data) == {"@graph"} else [data]
    return found
