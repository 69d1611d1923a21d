"""Which place of the province a visitor means, however they type it. theme/static/js/finder.js does the same.

A postcode decides first; then the exact name, forgiving accents, case, hyphens and abbreviations; then the beginning of
a name; then, to be asked back, the names that are spelled or sound most like it.
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
"""Letters: a shorter name (Spy, Pry, Scy) is found only as it is written."""
SHORTEST_HEARD: Final = 5
"""Letters of a sound of which some may be wrong."""
LONG: Final = 8
"""Letters of a name of which two may be wrong."""
CHOICES: Final = 5
"""Places that are asked back at most."""
WORDS: Final = {"st": "saint", "ste": "sainte", "s": "sur", "lez": "les", "nd": "notre dame"}
"""Short forms on envelopes and road signs, and the old « lez » that people write « les »."""

SAME_LETTERS: Final = str.maketrans("یىکة", "ييكه")
"""Persian letters that look like Arabic ones, and endings that many write for one another."""


@dataclass(frozen=True)
class Answer:
    """The places meant: one, several to choose from, or none. ``outside``: the name of one that is not in the province.

    ``unsure``: they only resemble what was typed.
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
    """The letters and digits that count in a name: « Fosses-la-Ville », « FOSSES LA VILLE » are « fosseslaville »."""
    words = re.findall(r"[^\W_]+", fold(text).replace("œ", "oe").translate(SAME_LETTERS))
    return "".join(WORDS.get(word, word) for word in words).replace(" ", "")


def _at(postcode: str, name: str) -> Answer:
    """The place of a postcode; of the name beside it, where that is a locality of this postcode."""
    if postcode not in of_postcodes():
        return Answer(outside=postcode)
    named = tuple(place for place in _exact().get(name, ()) if postcode in place.postcodes)
    return Answer(named or (of_postcodes()[postcode],))


def _like(wanted: str) -> Answer:
    """What sounds or is spelled most like it, here and elsewhere."""
    most = 1 if len(wanted) < LONG else 2
    heard = sound(wanted)
    far: dict[str, int] = {}
    by_name, by_sound = _spelled()
    of_sound = most if len(heard) >= SHORTEST_HEARD else 0
    for one, letters, known in ((wanted, most, by_name), (heard, of_sound, by_sound)):
        for length in range(len(one) - letters, len(one) + letters + 1):
            for name, other, its_letters in known.get(length, ()):
                if len(its_letters.symmetric_difference(one)) > 2 * letters:
                    continue  # what is counted below is at least half of that
                if (found := distance(one, other, letters)) <= letters:
                    far[name] = min(found, far.get(name, found))
    near = {name for name, letters in far.items() if letters == min(far.values())}
    if places := _best({place: None for name, place in _keys() if name in near}):
        return Answer(places[:CHOICES], unsure=True)
    return Answer(outside=next((shown for name, shown in _outside().items() if name in near), ""), unsure=True)


def _best(found: dict[Place, None]) -> tuple[Place, ...]:
    """A commune goes before the villages: it is asked for most."""
    of_communes = tuple(place for place in found if place in communes())
    return of_communes or tuple(found)


def distance(one: str, other: str, most: int = 99) -> int:
    """How many letters differ, two neighbours that are swapped as one (optimal string alignment); some above ``most``."""
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
    """Every name that may be misspelt, with its text and the letters of it, by its length; the same of its sound."""
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
