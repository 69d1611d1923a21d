"""French spelling, by hunspell where the machine has it with a French dictionary: one process for all the content."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from plugins.desk.advice.text import FOREIGN, Reading

Speller = Callable[[tuple[str, ...]], Mapping[str, str]]
"""Takes words, gives back those that are wrong, each with what may be meant or ""; raises NoDictionary."""

DICTIONARIES: Final = ("fr_BE", "fr", "fr_FR")
SUGGESTIONS: Final = 6
"""For so many words hunspell is asked what may be meant: it thinks a sixth of a second about each."""
SECONDS: Final = 20

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOT_FRENCH = re.compile(rf"{FOREIGN}\w+|\w*\d\w*")
_ELIDED = re.compile(r"^(?:(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'])+", re.IGNORECASE)


class NoDictionary(Exception):
    """The spelling cannot be looked at; the message says why, in French."""


def hunspell(words: tuple[str, ...]) -> Mapping[str, str]:
    """Ask hunspell, which takes one word a line."""
    program = shutil.which("hunspell")
    if not program:
        raise NoDictionary("l’orthographe n’a pas été vérifiée : le programme « hunspell » n’est pas installé")
    for dictionary in DICTIONARIES:
        command = [program, "-i", "UTF-8", "-d", dictionary]
        listed = _run([*command, "-l"], words)
        if listed.returncode == 0:
            wrong = set(listed.stdout.split("\n"))
            found = [word for word in words if word in wrong]
            return dict.fromkeys(found, "") | _meant(command, found[:SUGGESTIONS])
    raise NoDictionary("l’orthographe n’a pas été vérifiée : « hunspell » n’a pas de dictionnaire français")


def _run(command: list[str], words: Iterable[str]) -> subprocess.CompletedProcess[str]:
    rows = "".join(f"{word}\n" for word in words)
    return subprocess.run(
        command, input=rows, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
    )


def _meant(command: list[str], words: list[str]) -> dict[str, str]:
    """The nearest word to each that has one: « & mot 3 0: a, b, c » in the answers of ispell's protocol."""
    answers = _run([*command, "-a"], (f"^{word}" for word in words)).stdout if words else ""
    return dict(re.findall(r"^& (\S+) [^:]*: ([^,\n]+)", answers, re.MULTILINE))


def misspelled(
    readings: Iterable[Reading], known: frozenset[str], speller: Speller
) -> Iterator[tuple[PurePosixPath, int, str]]:
    """The first place in each file of each word that neither the dictionary nor ``known`` has. Raises NoDictionary."""
    places: dict[tuple[PurePosixPath, str], int] = {}
    for reading in readings:
        for word, line in _words(reading):
            if not _is_known(word, known):
                places.setdefault((reading.path, word), line)
    asked = dict.fromkeys(part for _, word in places for part in (word, *_parts(word)))
    wrong = speller(tuple(asked)) if asked else {}
    return iter(
        [
            (path, line, _message(word, wrong[word]))
            for (path, word), line in places.items()
            if word in wrong and any(part in wrong and not _is_known(part, known) for part in _parts(word))
        ]
    )


def _words(reading: Reading) -> Iterator[tuple[str, int]]:
    title = str(reading.document.values.get("titre") or "")
    yield from ((word, reading.document.line(("titre",))) for word in _words_of(title))
    for passage in reading.passages:
        for number, row in enumerate(passage.text.split("\n"), passage.line):
            yield from ((word, number) for word in _words_of(row))


def _words_of(text: str) -> Iterator[str]:
    """Words as the dictionary has them: without « l’ », with the typewriter's apostrophe."""
    for match in _WORD.finditer(_NOT_FRENCH.sub(" ", text)):
        word = _ELIDED.sub("", match[0]).replace("’", "'")
        if len(word) > 1 and not word.isupper():
            yield word


def _parts(word: str) -> list[str]:
    return re.split(r"[-']", word)


def _is_known(word: str, known: frozenset[str]) -> bool:
    return all(part.casefold() in known or part.isupper() for part in _parts(word))


def _message(word: str, meant: str) -> str:
    known = "ajoutez-le à mots-connus.txt s’il est juste"
    if not meant:
        return f"« {word} » n’est pas dans le dictionnaire → corrigez-le, ou {known}"
    return f"« {word} » n’est pas dans le dictionnaire → vouliez-vous dire « {meant} » ? Sinon, {known}"
