"""The readability of a French text: the Flesch index, as L. Kandel and A. Moles fitted it to French.

« Application de l’indice de Flesch à la langue française », Cahiers d’études de radio-télévision 19, 1958, p. 253-274:
207 − 1.015 × words per sentence − 73.6 × syllables per word. 100 is very easy, 0 very hard; a newspaper is near 50.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

FEWEST_WORDS: Final = 40
"""The number of words below which a text has no index: one long word would change it too much."""

_LETTERS = re.compile(r"[^\W\d_]+")
_MUTE_END = re.compile(r"(?:es?|(?<=ai)ent|(?<=oi)ent|(?<=èr)ent|(?<=iss)ent|(?<=euv)ent|(?<=oiv)ent|(?<=nn)ent)$")
_VOWEL = "aàâäeéèêëiîïoôöuùûüyœæ"
_NUCLEUS = re.compile(
    # A glide before its vowel, as in « bien », « oui », « nuit », but not in « client »; then a vowel.
    rf"(?:(?:(?<![bcdfgptv][lr])[iy]|ou|u)(?=[{_VOWEL}]))?"
    rf"(?:eau|œu|oeu|ai|aî|au|ei|eu|eû|oi|oî|ou|où|oû|[{_VOWEL}])"
)


def readability(sentences: Iterable[str]) -> int | None:
    """The index of a text, from 0 to 100; None below FEWEST_WORDS."""
    sentences = tuple(sentences)
    spoken = [count for sentence in sentences for word in countable_words(sentence) if (count := syllables(word))]
    if len(spoken) < FEWEST_WORDS:
        return None
    figure = 207 - 1.015 * len(spoken) / len(sentences) - 73.6 * sum(spoken) / len(spoken)
    return round(min(max(figure, 0), 100))


def countable_words(text: str) -> list[str]:
    """The parts between spaces that have a letter or a digit, as word processors count words."""
    return [word for word in text.split() if word.isalnum() or any(map(str.isalnum, word))]


@lru_cache(2**14)  # texts have few different words
def syllables(word: str) -> int:
    """The number of syllables of a French word as it is spoken; 0 without a vowel: a number, « l’ »."""
    return sum(_syllables_of_part(part) for part in _LETTERS.findall(word.lower()))


def _syllables_of_part(part: str) -> int:
    spoken = re.sub(r"gu(?=[eéèêiîy])", "g", part.replace("qu", "k"))
    heard = len(_NUCLEUS.findall(_MUTE_END.sub("", spoken)))
    return heard or min(len(_NUCLEUS.findall(spoken)), 1)
