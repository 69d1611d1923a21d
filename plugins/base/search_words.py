"""The words of a text as the search counts them. theme/static/js/engine.js does the same; a test compares the two."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

STOP_WORDS: Final = frozenset(
    # French, then what is typed around a question, then English but « is », which is « iş », work, in Turkish
    "a ai au aux avec c ce ces cette d dans de des du elle en est et eu il ils j je l la le les leur m ma me mes moi"
    " mon n ne nous on ou par pas pour qu que qui s sa se ses son sur t un une vos votre vous y"
    " cherche comment faire peux quel quelle quelles quels suis trouver veux voudrais"
    " an can find for how i in my of the to want where".split()
)

_WORD: Final = re.compile(r"[^\W_]+")
_LATIN_MARK: Final = re.compile("[\u0300-\u036f]")
_MAY_HAVE_OTHER_MARKS: Final = re.compile("[\u0483-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")
_DIGIT: Final = re.compile("[0-9]")
_ARABIC_ARTICLE: Final = "\u0627\u0644"
_PLURALS: Final = (("(eau|[eo]u)x", r"\1"), ("aux", "al"), ("([^s])s", r"\1"))
"""Bureaux, lieux, locaux, papiers; not prix, nor what ends with two s. The first one that fits."""
_FEMININES: Final = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("ere", "er"),
    ("ee", "e"),
    (r"([lnt])\1e", r"\1"),
    ("([ao]i)se", r"\1"),
    ("([dlnrt])e", r"\1"),
)
"""Directrice, travailleuse, étrangère, arrivée, italienne, française, mineure; not belge."""
_SHORTEST_PLURAL, _SHORTEST_FEMININE = 3, 4
"""How many letters are left at least of a word that loses its ending."""


def folded(text: str) -> str:
    """Small letters without accents nor ligatures: « Œuvre » and « oeuvre » are one word."""
    bare = text if text.isascii() else _LATIN_MARK.sub("", unicodedata.normalize("NFD", text))
    if _MAY_HAVE_OTHER_MARKS.search(bare):
        bare = "".join(letter for letter in bare if not unicodedata.category(letter).startswith("M"))
    return bare.lower().replace("œ", "oe").replace("æ", "ae")


def folded_words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


@lru_cache(maxsize=65536)  # a language has few words, and they come again and again
def stem(word: str) -> str | None:
    """A folded word without the endings of number and gender; None for a stop word."""
    if word in STOP_WORDS:
        return None
    if len(word) < 4 or _DIGIT.search(word):
        return word
    if word.startswith(_ARABIC_ARTICLE) and len(word) > 4:
        return word.removeprefix(_ARABIC_ARTICLE)
    return _shortened(_shortened(word, _PLURALS, _SHORTEST_PLURAL), _FEMININES, _SHORTEST_FEMININE)


def _shortened(word: str, endings: Sequence[tuple[str, str]], shortest: int) -> str:
    for ending, instead in endings:
        shorter, found = re.subn(rf"{ending}\Z", instead, word)
        if found:
            return shorter if len(shorter) >= shortest else word
    return word


def terms_of(text: str) -> tuple[str, ...]:
    """What is looked for: the stems of the words of a text that are no stop words."""
    return tuple(filter(None, map(stem, folded_words(text))))


def sound(term: str) -> str:
    """A term as it is heard, nearly: « filipe » and « philippe » are one. Misspelt words are compared by it."""
    heard = re.sub("(?<!c)h", "", term.replace("ph", "f").replace("qu", "k").replace("y", "i").replace("j", "g"))
    return re.sub(r"([^0-9])\1", r"\1", heard)
