"""Fits words in a box: their size, their line breaks, and replacements for characters that the face lacks."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

Measure = Callable[[str], float]
"""The width of a text in ems."""

CALM: Final = 0.9
"""A text may be as much smaller when that takes a line less."""
TINY: Final = 1e-6

_SHORT: Final = re.compile(r"(?<!\w)[^\W_]{1,2}$")
"""A word of one or two letters or figures, « de », « 12 »: no line ends with it."""
_EMPTY_PAIRS: Final = re.compile(r"«\s*»|“\s*”|‘\s*’|\(\s*\)|\[\s*\]")


@dataclass(frozen=True)
class Box:
    """The room for a text, in pixels, and the sizes to try, the largest first."""

    width: float
    height: float
    sizes: tuple[int, ...]
    leading: float
    """From baseline to baseline, in ems."""

    def lines_at(self, size: int) -> int:
        """How many lines find room: the last one needs no more than its own em."""
        return int((self.height / size - 1) / self.leading + 1e-9) + 1


@dataclass(frozen=True)
class Fitted:
    """A text in its lines, at a size in pixels."""

    lines: tuple[str, ...]
    size: int
    leading: float

    @property
    def height(self) -> float:
        """From the top of the first line's em to the bottom of the last one's."""
        return self.size * (1 + (len(self.lines) - 1) * self.leading) if self.lines else 0


def fit(text: str, box: Box, measure: Measure) -> Fitted:
    """``text`` at the largest size at which it stands whole in the box, its lines of about one length.

    Lines break at ordinary spaces, but not before a sign alone, nor after a word of two letters. A size almost as large
    is better when it needs a line less. At the last size a word wider than the box is cut, and what still finds no room
    ends with « … ».
    """
    words, width_of = tuple(_words(text)), cache(measure)
    whole: dict[int, int] = {}
    """How many lines it takes, by size."""
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
    """What may stand on a line of its own: « Emploi | », « de Dinant », and what a no-break space holds together."""
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
    """As few lines as there can be; none where a word is wider than the room."""
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
    """As few lines, filled to the least width that needs no more of them: none is left with a single short word."""
    lines = _filled(words, room, width_of)
    while len(narrower := _filled(words, max(map(width_of, lines)) - TINY, width_of)) == len(lines):
        lines = narrower
    return lines


def _pieces(word: str, room: float, width_of: Measure) -> Iterator[str]:
    """The word, cut with hyphens where it is wider than the room."""
    while width_of(word) > room:
        most = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width_of(f"{word[:n]}-") <= room)
        yield f"{word[:most]}-"
        word = word[most:]
    yield word


def _shortened(line: str, room: float, width_of: Measure) -> str:
    """The beginning of the line that finds room with « … » behind it, by whole words where that is possible."""
    while width_of(f"{line}…") > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,;:·-')}…"


def drawable(text: str, writes: Callable[[str], bool]) -> str:
    """``text`` without what a face cannot write, which it would draw as boxes; perhaps nothing is left.

    A letter loses an accent that the face lacks; a word in letters that it lacks goes whole, as do quotation marks and
    brackets that are then empty; a sign (an emoji) goes alone.
    """
    parts = re.split(r"(\s+)", unicodedata.normalize("NFC", text))
    left = "".join(part if part.isspace() else _written(part, writes) for part in parts)
    left = re.sub(r"(?<=\s)\s+", "", _EMPTY_PAIRS.sub("", left)).strip()
    return left if _says(left) else ""


def _written(word: str, writes: Callable[[str], bool]) -> str:
    found = ""
    for character in word:
        if unicodedata.category(character) == "Cf":  # soft hyphens, joiners, marks of direction: nothing to see
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
