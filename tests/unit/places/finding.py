"""Which place of the province a visitor means: the reference for theme/static/js/finder.js, which must answer the same.

A postcode decides first; then the exact name, forgiving accents, case, hyphens and abbreviations; then the beginning of
a name; then the names that are spelled or sound most like it, for the visitor to choose.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from plugins.base.search_words import sound
from plugins.base.typography import fold
from plugins.places import Place, communes, elsewhere, names, of_postcodes

SHORTEST_BEGINNING: Final = 4
SHORTEST_FORGIVEN: Final = 4
"""The least letters of a name that may be misspelt; shorter ones (Spy, Pry, Scy) must be exact."""
SHORTEST_HEARD: Final = 5
"""The least letters of a sound that may differ from that of the name."""
LONG: Final = 8
"""The least letters of a name in which two may be wrong, instead of one."""
CHOICES: Final = 5
"""The most places to choose from where the name is uncertain."""
WORDS: Final = {"st": "saint", "ste": "sainte", "s": "sur", "lez": "les", "nd": "notre dame"}
"""Abbreviations on envelopes and road signs, and the old « lez », which people write « les »."""

SAME_LETTERS: Final = str.maketrans("یىکة", "ييكه")
"""Persian letters that look like Arabic ones, and final letters of Arabic that many confuse."""


@dataclass(frozen=True)
class Answer:
    """The places that may be meant, or the name of a place ``outside`` of the province.

    The answer is ``unsure`` where the names only resemble what was typed.
    """

    places: tuple[Place, ...] = ()
    outside: str = ""
    unsure: bool = False


def find(text: str) -> Answer:
    """The places that ``text`` may mean."""
    if postcode := re.search(r"(?<!\d)[1-9]\d{3}(?!\d)", text):
        return _at(postcode[0], key(text.replace(postcode[0], " ")))
    wanted = key(text)
    if found := _exact().get(wanted):
        return Answer(found)
    if name := _outside().get(wanted):
        return Answer(outside=name)
    if len(wanted) >= SHORTEST_BEGINNING:
        if places := _best({place: None for name, place in _keys() if name.startswith(wanted)}):
            return Answer(places)
        if far := next((name for name in _outside() if name.startswith(wanted)), None):
            return Answer(outside=_outside()[far])
    return _like(wanted)


def key(text: str) -> str:
    """Return a name as it is compared: « Fosses-la-Ville » and « FOSSES LA VILLE » are « fosseslaville »."""
    words = re.findall(r"[^\W_]+", fold(text).replace("œ", "oe").translate(SAME_LETTERS))
    return "".join(WORDS.get(word, word) for word in words).replace(" ", "")


def _at(postcode: str, name: str) -> Answer:
    """Return the place of a postcode, or the locality of this postcode that is named beside it."""
    if postcode not in of_postcodes():
        return Answer(outside=postcode)
    named = tuple(place for place in _exact().get(name, ()) if postcode in place.postcodes)
    return Answer(named or (of_postcodes()[postcode],))


def _like(wanted: str) -> Answer:
    """Return the places, in the province or outside, whose name is spelled or sounds most like ``wanted``."""
    most = 1 if len(wanted) < LONG else 2
    heard = sound(wanted)
    far: dict[str, int] = {}
    by_name, by_sound = _spelled()
    of_sound = most if len(heard) >= SHORTEST_HEARD else 0
    for one, letters, known in ((wanted, most, by_name), (heard, of_sound, by_sound)):
        for length in range(len(one) - letters, len(one) + letters + 1):
            for name, other, its_letters in known.get(length, ()):
                if len(its_letters.symmetric_difference(one)) > 2 * letters:
                    continue  # the distance is at least half of this number
                if (found := distance(one, other, letters)) <= letters:
                    far[name] = min(found, far.get(name, found))
    near = {name for name, letters in far.items() if letters == min(far.values())}
    if places := _best({place: None for name, place in _keys() if name in near}):
        return Answer(places[:CHOICES], unsure=True)
    return Answer(outside=next((shown for name, shown in _outside().items() if name in near), ""), unsure=True)


def _best(found: dict[Place, None]) -> tuple[Place, ...]:
    """Return the communes among the places found or, where there is none, all: visitors mostly mean a commune."""
    of_communes = tuple(place for place in found if place in communes())
    return of_communes or tuple(found)


def distance(one: str, other: str, most: int = 99) -> int:
    """Return the optimal string alignment distance of two words; above ``most``, it may be any larger number."""
    above, before = list(range(len(other) + 1)), list[int]()
    for row, letter in enumerate(one, 1):
        line = [row]
        for n, of_other in enumerate(other, 1):
            cost = min(above[n] + 1, line[n - 1] + 1, above[n - 1] + (letter != of_other))
            if row > 1 and n > 1 and (letter, one[row - 2]) == (other[n - 2], of_other):
                cost = min(cost, before[n - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1]


@cache
def _keys() -> tuple[tuple[str, Place], ...]:
    return tuple((key(name), place) for name, place in names())


@cache
def _spelled() -> tuple[dict[int, list[tuple[str, str, set[str]]]], ...]:
    """By length, each name that may be misspelt, with its text and letters; and the same with the sounds of the names."""
    names = dict.fromkeys((*(name for name, _ in _keys()), *_outside()))
    found: tuple[dict[int, list[tuple[str, str, set[str]]]], ...] = ({}, {})
    for name in names:
        for known, text in zip(found, (name, sound(name)), strict=True):
            if len(name) >= SHORTEST_FORGIVEN:
                known.setdefault(len(text), []).append((name, text, set(text)))
    return found


@cache
def _exact() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for name, place in _keys():
        found[name] = (*found.get(name, ()), place)
    return found


@cache
def _outside() -> dict[str, str]:
    return {key(name): name for name in elsewhere()}
