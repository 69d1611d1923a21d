"""Which place of the province a visitor means, however they type it. theme/static/js/finder.js does the same.

A postcode decides first; then the exact name, forgiving accents, case, hyphens and abbreviations; then the beginning of
a name; then a name with one letter wrong, missing, too many, or two letters swapped.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from plugins.places import Place, communes, elsewhere, names, of_postcodes
from plugins.text.typography import fold

SHORTEST_BEGINNING: Final = 4
SHORTEST_FORGIVEN: Final = 4
"""Letters: a shorter name (Spy, Pry, Scy) is found only as it is written."""
WORDS: Final = {"st": "saint", "ste": "sainte", "s": "sur", "lez": "les", "nd": "notre dame"}
"""Short forms on envelopes and road signs, and the old « lez » that people write « les »."""


@dataclass(frozen=True)
class Answer:
    """The places meant: one, several to choose from, or none. ``outside``: it is known, but not in the province."""

    places: tuple[Place, ...] = ()
    outside: bool = False


def find(text: str) -> Answer:
    """The places that ``text`` may mean."""
    if postcode := re.search(r"(?<!\d)[1-9]\d{3}(?!\d)", text):
        return _at(postcode[0], key(text.replace(postcode[0], " ")))
    wanted = key(text)
    if found := _exact().get(wanted):
        return Answer(found)
    if wanted in _outside():
        return Answer(outside=True)
    return Answer(_beginning(wanted) or _forgiven(wanted))


def key(text: str) -> str:
    """The letters and digits that count in a name: « Fosses-la-Ville », « FOSSES LA VILLE » are « fosseslaville »."""
    words = re.findall(r"[a-z0-9]+", fold(text).replace("œ", "oe"))
    return "".join(WORDS.get(word, word) for word in words).replace(" ", "")


def _at(postcode: str, name: str) -> Answer:
    """The place of a postcode; of the name beside it, where that is a locality of this postcode."""
    if postcode not in of_postcodes():
        return Answer(outside=True)
    named = tuple(place for place in _exact().get(name, ()) if postcode in place.postcodes)
    return Answer(named or (of_postcodes()[postcode],))


def _beginning(wanted: str) -> tuple[Place, ...]:
    if len(wanted) < SHORTEST_BEGINNING:
        return ()
    return _best({place: None for name, place in _keys() if name.startswith(wanted)})


def _forgiven(wanted: str) -> tuple[Place, ...]:
    return _best({p: None for name, p in _keys() if len(name) >= SHORTEST_FORGIVEN and one_slip(wanted, name)})


def _best(found: dict[Place, None]) -> tuple[Place, ...]:
    """A commune goes before the villages: it is asked for most."""
    of_communes = tuple(place for place in found if place in communes())
    return of_communes or tuple(found)


def one_slip(typed: str, name: str) -> bool:
    """Whether one letter was changed, forgotten or added, or two neighbours were swapped."""
    if abs(len(typed) - len(name)) > 1 or typed == name:
        return typed == name
    start = next((i for i, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), min(len(typed), len(name)))
    rest, of_name = typed[start:], name[start:]
    swapped = rest[:2] == of_name[1::-1] and rest[2:] == of_name[2:]
    return rest[1:] == of_name[1:] or rest[1:] == of_name or rest == of_name[1:] or swapped


@cache
def _keys() -> tuple[tuple[str, Place], ...]:
    return tuple((key(name), place) for name, place in names())


@cache
def _exact() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for name, place in _keys():
        found[name] = (*found.get(name, ()), place)
    return found


@cache
def _outside() -> frozenset[str]:
    return frozenset(map(key, elsewhere()))
