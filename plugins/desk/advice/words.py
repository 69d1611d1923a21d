"""The words that advice knows: the officer's two lists, and the names in the content."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.desk.advice.text import NAME_FIELDS
from plugins.model.base import Fields
from plugins.model.site import Site
from plugins.places import communes
from plugins.source.front_matter import decode_list
from plugins.source.limits import LIST_BYTES, read_bounded

ABBREVIATIONS, SPELLING_LIST = "abreviations.txt", "mots-connus.txt"
PIECE = re.compile(r"[^\W\d_]+")


def abbreviations_in(content: Path) -> dict[str, str]:
    """The abbreviations of the officer's list with their meanings; "" for one without, which everybody knows."""
    rows = (row.partition(":") for row in _rows(content / ABBREVIATIONS))
    return {short.strip(): meaning.strip() for short, _, meaning in rows}


def known_words(site: Site, content: Path) -> frozenset[str]:
    """The known words in lower case: the officer's list, names of people, places and partners, and names in titles."""
    texts = list(_rows(content / SPELLING_LIST))
    for commune in communes():
        texts += [commune.name, *(place.name for place in commune.localities)]
    for record in site.records:
        texts += [word for word in record.title.split()[1:] if word[:1].isupper()]
        texts += _names(record)
    return frozenset(piece.casefold() for text in texts for piece in PIECE.findall(text))


def _names(fields: Fields) -> Iterator[str]:
    for name, field in type(fields).model_fields.items():
        value = getattr(fields, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Fields):
                yield from _names(item)
            elif isinstance(item, str) and field.alias in NAME_FIELDS:
                yield " ".join(word for word in item.split() if word[:1].isupper() or "’" in word)


def _rows(file: Path) -> Iterator[str]:
    """The lines of a list without comments; none without the file."""
    text = decode_list(read_bounded(file, LIST_BYTES)) if file.is_file() else ""
    yield from (row for line in text.split("\n") if (row := line.partition("#")[0].strip()))
