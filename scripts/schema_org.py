"""Write the part of schema.org's vocabulary that the site uses, for the tests: types, their properties, their values.

    python scripts/schema_org.py schemaorg-current-https.jsonld

The file is that of a release, from data/releases/ of the GitHub repository schemaorg/schemaorg. When the site begins to
use another type, add it to USED. The output, tests/schema_org.json, is committed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tests/schema_org.json"
CREDIT = "schema.org {}, what this site uses of it; © its sponsors, CC BY-SA 3.0, https://schema.org/docs/terms.html"
USED = (
    "Article Audience BreadcrumbList ContactPoint CourseInstance EntryPoint Event EventAttendanceModeEnumeration "
    "EventSeries EventStatusType GeoCoordinates ImageObject ItemAvailability ListItem NGO NewsArticle Offer "
    "Organization Person Place PostalAddress PropertyValue Schedule SearchAction VirtualLocation WebPage WebSite"
).split()
PREFIX = "schema:"


def names(value: object) -> list[str]:
    """The names of schema.org's own terms in a JSON-LD value, which is one reference or a list of them."""
    found = value if isinstance(value, list) else [value] if value else []
    ids = (one["@id"] if isinstance(one, dict) else one for one in found)
    return sorted(one.removeprefix(PREFIX) for one in ids if one.startswith(PREFIX))


def with_ancestors(types: list[str], parents: dict[str, list[str]]) -> Iterator[str]:
    """Some types, each with all its ancestors."""
    for name in types:
        yield name
        yield from with_ancestors(parents.get(name, []), parents)


def reduced(terms: list[dict[str, object]], release: str) -> dict[str, object]:
    """The vocabulary without the superseded terms, and without those that the site does not use."""
    current = {str(term["@id"]).removeprefix(PREFIX): term for term in terms if "schema:supersededBy" not in term}
    parents = {name: names(term.get("rdfs:subClassOf")) for name, term in current.items()}
    kept = {*with_ancestors(USED, parents)}
    properties = {
        name: {"of": of, "is": names(term["schema:rangeIncludes"])}
        for name, term in current.items()
        if (of := [cls for cls in names(term.get("schema:domainIncludes")) if cls in kept])
    }
    return {
        "credit": CREDIT.format(release),
        "types": {name: parents[name] for name in sorted(kept)},
        "properties": dict(sorted(properties.items())),
        "values": {name: cls for name, term in sorted(current.items()) for cls in names(term["@type"]) if cls in USED},
    }


if __name__ == "__main__":
    source = Path(sys.argv[1])
    vocabulary = reduced(json.loads(source.read_text("utf-8"))["@graph"], source.parent.name)
    rows = ",\n".join(
        f'"{part}":'
        + (
            "{\n"
            + ",\n".join(f'"{name}":{json.dumps(told, separators=(",", ":"))}' for name, told in found.items())
            + "\n}"
            if isinstance(found, dict)
            else json.dumps(found, ensure_ascii=False)
        )
        for part, found in vocabulary.items()
    )
    TARGET.write_text(f"{{\n{rows}\n}}\n", "utf-8")
