"""The words of a text as the search compares them. theme/static/js/engine.js does the same; a test compares the two."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

STOP_WORDS: Final = frozenset(
    # French; the words of a question; English without « is », to which Turkish « iş » (work) folds
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
"""Endings and their replacements, the first that fits: bureaux, lieux, locaux, papiers; not prix, nor a double s."""
_FEMININES: Final = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("ere", "er"),
    ("ee", "e"),
    (r"([lnt])\1e", r"\1"),
    ("([ao]i)se", r"\1"),
    ("([dlnrt])e", r"\1"),
)
"""As _PLURALS: directrice, travailleuse, étrangère, arrivée, italienne, française, mineure; not belge."""
_SHORTEST_PLURAL, _SHORTEST_FEMININE = 3, 4
"""How many letters a word must keep without its ending."""


def folded(text: str) -> str:
    """The text in lower case without accents and ligatures: « Œuvre » and « oeuvre » are one word."""
    bare = text if text.isascii() else _LATIN_MARK.sub("", unicodedata.normalize("NFD", text))
    if _MAY_HAVE_OTHER_MARKS.search(bare):
        bare = "".join(letter for letter in bare if not unicodedata.category(letter).startswith("M"))
    return bare.lower().replace("œ", "oe").replace("æ", "ae")


def folded_words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


@lru_cache(maxsize=65536)  # most words of a text are the same few
def stem(word: str) -> str | None:
    """A folded word without its endings of number and gender, or its Arabic article; None for a stop word."""
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
    """The terms for which the search looks: the stems of the words of a text, without stop words."""
    return tuple(filter(None, map(stem, folded_words(text))))


def sound(term: str) -> str:
    """A rough phonetic key, by which misspelt words are compared: « filipe » and « philippe » have the same."""
    heard = re.sub("(?<!c)h", "", term.replace("ph", "f").replace("qu", "k").replace("y", "i").replace("j", "g"))
    return re.sub(r"([^0-9])\1", r"\1", heard)
