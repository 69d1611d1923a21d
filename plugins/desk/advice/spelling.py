"""French spelling, by hunspell if it is installed with a French dictionary: one process for the whole content."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from plugins.base.typography import fold
from plugins.desk.advice.text import FOREIGN, Reading

Speller = Callable[[tuple[str, ...]], Mapping[str, str]]
"""Returns the misspelt ones of some words, each with the word that is probably meant, or ""; raises NoDictionary."""

DICTIONARIES: Final = ("fr_BE", "fr", "fr_FR")
SUGGESTIONS: Final = 6
"""The number of misspelt words that hunspell is asked to correct: each takes it a sixth of a second."""
SECONDS: Final = 20
SHORTEST: Final = 5
"""The number of letters from which a word may be corrected: a shorter one resembles too many others."""
UNSPELLED: Final = "orthographe non vérifiée : le programme"

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOT_FRENCH = re.compile(rf"{FOREIGN}\w+|\w*\d\w*")
_ELIDED = re.compile(r"^(?:(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'])+", re.IGNORECASE)


class NoDictionary(Exception):
    """The spelling cannot be checked; the message says why, in French."""


def hunspell(words: tuple[str, ...]) -> Mapping[str, str]:
    """The Speller that runs hunspell."""
    program = shutil.which("hunspell")
    if not program:
        raise NoDictionary(f"{UNSPELLED} « hunspell » n’est pas installé")
    for dictionary in DICTIONARIES:
        command = [program, "-i", "UTF-8", "-d", dictionary]
        listed = _run([*command, "-l"], words)
        if listed.returncode == 0:
            wrong = set(listed.stdout.split("\n"))
            found = [word for word in words if word in wrong]
            return dict.fromkeys(found, "") | _meant(command, found[:SUGGESTIONS])
        if listed.returncode < 0:  # ended by a signal
            raise NoDictionary(f"{UNSPELLED} « hunspell » s’est arrêté en route")
    raise NoDictionary(f"{UNSPELLED} « hunspell » n’a pas de dictionnaire français")


def _run(command: list[str], words: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Run hunspell on words, one a line. Raises NoDictionary if it does not start or does not end."""
    rows = "".join(f"{word}\n" for word in words)
    try:
        return subprocess.run(
            command, input=rows, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoDictionary(f"{UNSPELLED} « hunspell » n’a pas répondu à temps") from None
    except OSError:
        raise NoDictionary(f"{UNSPELLED} « hunspell » ne démarre pas") from None


def _meant(command: list[str], words: list[str]) -> dict[str, str]:
    """The correction of each word where it is probable; ispell’s protocol has lines such as « & mot 3 0: a, b, c »."""
    try:
        answers = _run([*command, "-a"], (f"^{word}" for word in words)).stdout if words else ""
    except NoDictionary:  # without corrections the words are still misspelt
        answers = ""
    proposed = re.findall(r"^& (\S+) [^:]*: (.+)", answers, re.MULTILINE)
    likely = ((word, next((one for one in near.split(", ") if _is_slip(word, one)), "")) for word, near in proposed)
    return {word: meant for word, meant in likely if meant}


def _is_slip(word: str, meant: str) -> bool:
    """Whether two words differ by accents only, or by one missing, added or swapped letter: more would be a guess."""
    typed, right = fold(word), fold(meant)
    swapped = any(typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] == right for at in range(len(typed) - 1))
    long, short = sorted((typed, right), key=len, reverse=True)
    dropped = any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return typed == right or (len(typed) >= SHORTEST and (swapped or dropped))


def knowing(known: frozenset[str]) -> Callable[[str], bool]:
    """Return the function that tells whether each part of a word is ``known`` or in capitals."""
    return cache(lambda word: all(part.casefold() in known or part.isupper() for part in _parts(word)))


def misspelled(words: Iterable[str], is_known: Callable[[str], bool], speller: Speller) -> dict[str, str]:
    """The words that neither the dictionary nor ``is_known`` accepts, each with its advice. Raises NoDictionary."""
    asked = dict.fromkeys(part for word in dict.fromkeys(words) for part in (word, *_parts(word)))
    wrong = speller(tuple(asked)) if asked else {}
    return {
        word: _message(word, wrong[word])
        for word in wrong
        if any(part in wrong and not is_known(part) for part in _parts(word))
    }


def doubtful_words(reading: Reading, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The unknown words of a file, each once, in order."""
    words = dict.fromkeys(word for text, _ in _spelled(reading) for word in _words_of(text))
    return tuple(word for word in words if not is_known(word))


def first_lines(reading: Reading) -> dict[str, int]:
    """Each word of a file, with the line where it first stands."""
    lines: dict[str, int] = {}
    for text, first in _spelled(reading):
        for number, row in enumerate(text.split("\n"), first):
            for word in _words_of(row):
                lines.setdefault(word, number)
    return lines


def _spelled(reading: Reading) -> Iterator[tuple[str, int]]:
    """The title and the passages of a file, each with its first line."""
    title = str(reading.document.values.get("titre") or "")
    yield " ".join(title.split()), reading.document.line(("titre",))
    yield from ((passage.text, passage.line) for passage in reading.passages)


def _words_of(text: str) -> Iterator[str]:
    """The words of a text as the dictionary has them: without « l’ », with the straight apostrophe."""
    return filter(None, map(_dictionary_word, _WORD.findall(_NOT_FRENCH.sub(" ", text))))


@lru_cache(2**14)
def _dictionary_word(written: str) -> str:
    word = _ELIDED.sub("", written).replace("’", "'")
    return word if len(word) > 1 and not word.isupper() else ""


def _parts(word: str) -> list[str]:
    return re.split(r"[-']", word)


def _message(word: str, meant: str) -> str:
    known = "ajoutez-le à mots-connus.txt s’il est juste"
    if not meant:
        return f"« {word} » n’est pas dans le dictionnaire → corrigez-le, ou {known}"
    return f"« {word} » n’est pas dans le dictionnaire → vouliez-vous dire « {meant} » ? Sinon, {known}"
