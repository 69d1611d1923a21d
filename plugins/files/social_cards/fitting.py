"""Fits text into a box: its size, its line breaks, and without characters that the font lacks."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

Measure = Callable[[str], float]
"""The width of a text in ems."""

CALM: Final = 0.9
"""A smaller size is better if it saves a line, down to this part of the largest size that fits."""
TINY: Final = 1e-6
"""Taken off a width, so that a line of just this width does not fit any more."""

_SHORT: Final = re.compile(r"(?<!\w)[^\W_]{1,2}$")
"""A word of one or two letters or digits at the end (« de », « 12 »), after which no line breaks."""
_EMPTY_PAIRS: Final = re.compile(r"«\s*»|“\s*”|‘\s*’|\(\s*\)|\[\s*\]")


@dataclass(frozen=True)
class Box:
    """The room for a text in pixels, and the sizes to try, the largest first."""

    width: float
    height: float
    sizes: tuple[int, ...]
    leading: float
    """The distance between baselines, in ems."""

    def lines_at(self, size: int) -> int:
        """The number of lines of a size that fit: the last line takes one em, each other line the leading."""
        return int((self.height / size - 1) / self.leading + 1e-9) + 1


@dataclass(frozen=True)
class Fitted:
    """A text broken into lines, at a size in pixels."""

    lines: tuple[str, ...]
    size: int
    leading: float

    @property
    def height(self) -> float:
        """The height from the top of the em of the first line to the bottom of that of the last."""
        return self.size * (1 + (len(self.lines) - 1) * self.leading) if self.lines else 0


def fit(text: str, box: Box, measure: Measure) -> Fitted:
    """Fit ``text`` into the box at the largest possible size, with lines of similar length.

    Lines break at ordinary spaces, but not before a lone sign, nor after a word of one or two letters. A size almost as
    large is better if it saves a line. At the smallest size, a word wider than the box is cut, and text that does not
    fit ends with « … ».
    """
    words, width_of = tuple(_words(text)), cache(measure)
    whole: dict[int, int] = {}
    """The number of lines that the text takes at each size at which it fits."""
    for size in box.sizes:
        if whole and size < CALM * max(whole):
            break
        count = len(_filled(words, box.width / size, width_of))
        if 0 < count <= box.lines_at(size):
            whole[size] = count
    if whole:
        size = min(whole, key=lambda size: (whole[size], -size))
        return Fitted(_balanced(words, box.width / size, width_of), size, box.leading)
    size = box.sizes[-1]
    room = box.width / size
    pieces = tuple(piece for word in words for piece in _pieces(word, room, width_of))
    lines = _filled(pieces, room, width_of)
    count = box.lines_at(size)
    if len(lines) > count:
        lines = (*lines[: count - 1], _shortened(" ".join(lines[count - 1 : count + 1]), room, width_of))
    return Fitted(lines, size, box.leading)


def _words(text: str) -> Iterator[str]:
    """The smallest pieces that may stand on a line of their own: « Emploi | », « de Dinant », words around U+00A0."""
    found = ""
    for word in text.split(" "):
        if _says(found) and _says(word) and not _SHORT.search(found):
            yield found
            found = word
        else:
            found = f"{found} {word}".strip(" ")
    yield found


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _filled(words: tuple[str, ...], room: float, width_of: Measure) -> tuple[str, ...]:
    """The words in as few lines as possible; none where a word is wider than the room."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= room:
            lines[-1] = longer
        elif width_of(word) <= room:
            lines.append(word)
        else:
            return ()
    return tuple(lines)


def _balanced(words: tuple[str, ...], room: float, width_of: Measure) -> tuple[str, ...]:
    """The words in as few lines as possible, and these as narrow as possible, so that none has a single short word."""
    lines = _filled(words, room, width_of)
    while len(narrower := _filled(words, max(map(width_of, lines)) - TINY, width_of)) == len(lines):
        lines = narrower
    return lines


def _pieces(word: str, room: float, width_of: Measure) -> Iterator[str]:
    """The word, cut with hyphens into pieces that fit in the room."""
    while width_of(word) > room:
        most = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width_of(f"{word[:n]}-") <= room)
        yield f"{word[:most]}-"
        word = word[most:]
    yield word


def _shortened(line: str, room: float, width_of: Measure) -> str:
    """The line cut to the room, with « … » at its end: between words if possible."""
    while width_of(f"{line}…") > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,;:·-')}…"


def drawable(text: str, writes: Callable[[str], bool]) -> str:
    """``text`` without characters that a font cannot write and would draw as boxes; "" if nothing is left.

    ``writes`` tells whether the font has a character. A letter loses an accent that the font lacks; a word with other
    missing letters is left out, and so are quotation marks and brackets that it leaves empty; a missing sign (an emoji)
    is left out alone.
    """
    parts = re.split(r"(\s+)", unicodedata.normalize("NFC", text))
    left = "".join(part if part.isspace() else _written(part, writes) for part in parts)
    left = re.sub(r"(?<=\s)\s+", "", _EMPTY_PAIRS.sub("", left)).strip()
    return left if _says(left) else ""


def _written(word: str, writes: Callable[[str], bool]) -> str:
    """A word without the characters that the font lacks; "" if it lacks a letter or digit, accents apart."""
    found = ""
    for character in word:
        if unicodedata.category(character) == "Cf":  # invisible: soft hyphens, joiners, direction marks
            continue
        if writes(character):
            found += character
            continue
        base = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        if base and all(map(writes, base)):
            found += base
        elif character.isalnum():
            return ""
    return found
