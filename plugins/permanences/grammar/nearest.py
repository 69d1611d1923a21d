"""The accepted sentence nearest to a refused one: mended word by word, otherwise the closest example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final

from plugins.permanences.grammar.cursor import Misread
from plugins.permanences.grammar.tokens import Kind, fold
from plugins.permanences.grammar.vocabulary import KNOWN_WORDS
from plugins.permanences.model import Rule
from plugins.permanences.wording import sentence

EXAMPLES: Final = (
    "tous les lundis",
    "tous les lundis après-midi",
    "tous les lundis et jeudis",
    "du lundi au vendredi",
    "le mardi de 9h à 12h",
    "lundi et mercredi, 13h30-16h",
    "lundi et mercredi, 9h-12h et 13h30-16h",
    "1er lundi du mois",
    "1er et 3e jeudi du mois",
    "2e vendredi et 4e jeudi du mois",
    "dernier mardi du mois",
    "2e et 4e jeudi du mois, 9h-12h",
    "un mardi sur deux à partir du 2026-01-06",
    "sur rendez-vous",
    "tous les lundis, sauf en juillet et août",
    "tous les lundis, sauf vacances scolaires",
    "tous les lundis à partir du 2026-01-05",
    "tous les lundis jusqu'au 2026-06-29",
)
_MOST_MENDINGS: Final = 5
_MOST_WORDS: Final = 3
_LONG_WORD: Final = 7  # from here on, two slips are forgiven
_LONGEST_WORD: Final = 16


def nearest_form(text: str, misread: Misread, read: Callable[[str], Rule]) -> str:
    """The nearest sentence that `read` accepts; `read` raises the Misread that it was refused with."""
    return misread.nearest or _mended(text, misread, read) or _closest_example(text)


def _mended(text: str, misread: Misread, read: Callable[[str], Rule]) -> str | None:
    """The sentence after a few changes, each the one that lets the reading go on furthest."""
    for _ in range(_MOST_MENDINGS):
        furthest: tuple[int, str, Misread] | None = None
        for mended in _mendings(text, misread):
            try:
                return sentence(read(mended))
            except Misread as again:
                if again.nearest:
                    return again.nearest
                unread = len(mended) - again.token.start
                if furthest is None or unread < furthest[0]:
                    furthest = unread, mended, again
        if furthest is None:
            return None
        _, text, misread = furthest
    return None


def _mendings(text: str, misread: Misread) -> Iterator[str]:
    """The text with one thing changed where it was misread: mended as the grammar told, spelt well, or left out."""
    token = misread.token
    before, after = text[: token.start], text[token.end :]
    if misread.edit:
        edit = misread.edit
        yield (text[: edit.start] + edit.text + text[edit.end :]).rstrip(" ,;")
    if token.kind is Kind.WORD and token.text not in KNOWN_WORDS:
        yield from (f"{before}{word}{after}" for word in closest_words(token.text))
    if token.kind in {Kind.WORD, Kind.SIGN} and not misread.edit:
        yield before + after
    if token.kind is Kind.END:  # « tous les lundis, », « tous les lundis et »
        yield text.rstrip(" ,;")
        yield " ".join(text.split()[:-1])


def closest_words(word: str) -> tuple[str, ...]:
    """The known words with the fewest slips (letters left out, added, changed or swapped), if there are few enough."""
    if len(word) > _LONGEST_WORD:
        return ()
    slips: dict[str, tuple[int, int]] = {}
    for variant, dropped in _variants(word):
        for known, dropped_there in _VARIANTS.get(variant, ()):
            found = max(dropped, dropped_there), dropped + dropped_there
            slips[known] = min(slips.get(known, found), found)
    return tuple(sorted(slips, key=lambda known: (slips[known], known))[:_MOST_WORDS])


def _variants(word: str) -> Iterator[tuple[str, int]]:
    """The word, and what is left of it without one letter (two in a long word), with the number of letters dropped."""
    yield word, 0
    ones = {word[:at] + word[at + 1 :] for at in range(len(word))}
    yield from ((variant, 1) for variant in ones)
    if len(word) >= _LONG_WORD:
        yield from ((one[:at] + one[at + 1 :], 2) for one in ones for at in range(len(one)))


def _variants_of_known_words() -> MappingProxyType[str, tuple[tuple[str, int], ...]]:
    variants: dict[str, tuple[tuple[str, int], ...]] = {}
    for known in sorted(word for word in KNOWN_WORDS if len(word) > 2):
        for variant, dropped in _variants(known):
            variants[variant] = (*variants.get(variant, ()), (known, dropped))
    return MappingProxyType(variants)


def _closest_example(text: str) -> str:
    """The example that shares most runs of three characters with the text."""
    wanted = _trigrams(text)
    return max(_EXAMPLE_TRIGRAMS, key=lambda pair: len(wanted & pair[1]) / len(wanted | pair[1]))[0]


def _trigrams(text: str) -> frozenset[str]:
    folded = f"  {fold(text)} "
    return frozenset(folded[at : at + 3] for at in range(len(folded) - 2))


_EXAMPLE_TRIGRAMS: Final = tuple((example, _trigrams(example)) for example in EXAMPLES)
_VARIANTS: Final = _variants_of_known_words()
