"""Words in a box: how large they can be, where the lines end, and what becomes of a character that the face lacks."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

Measure = Callable[[str], float]
"""The width of a text in ems."""

SHORT: Final = 3
"""A line does not like to end with a word of so few letters: « de », « la », « des »."""
UNLIKED: Final = 0.25
"""What such an end costs: as much as a line that is that much of the box too short."""

CALM: Final = 0.9
"""How much smaller a text may be when that takes a line less."""

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

    Lines break at ordinary spaces, but not before a sign that stands alone. A size almost as large is better when it
    needs a line less. At the last size a word wider than the box is cut, and what still finds no room ends with « … ».
    """
    words, width_of = tuple(_words(text)), cache(measure)
    whole = {
        size: lines
        for size in box.sizes
        if (lines := _filled(words, box.width / size, width_of)) and len(lines) <= box.lines_at(size)
    }
    if whole:
        largest = max(whole)
        size = min(whole, key=lambda size: (size < CALM * largest, len(whole[size]), -size))
        return Fitted(_balanced(words, len(whole[size]), box.width / size, width_of), size, box.leading)
    size = box.sizes[-1]
    room = box.width / size
    pieces = tuple(piece for word in words for piece in _pieces(word, room, width_of))
    lines = _filled(pieces, room, width_of)
    count = box.lines_at(size)
    if len(lines) > count:
        lines = (*lines[: count - 1], _shortened(" ".join(lines[count - 1 :]), room, width_of))
    return Fitted(lines, size, box.leading)


def _words(text: str) -> Iterator[str]:
    """What may stand on a line of its own: « Emploi | » is one word, and what a no-break space holds together."""
    found = ""
    for word in text.split(" "):
        if _says(found) and _says(word):
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


def _balanced(words: tuple[str, ...], count: int, room: float, width_of: Measure) -> tuple[str, ...]:
    """The words in ``count`` lines that leave, in squares, the least white: none is left with a lonely word."""
    last = len(words)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        """The cost of the words from ``start`` in ``left`` lines, and where these end."""
        found = None
        for end in range(start + 1, last - left + 2):
            width = width_of(" ".join(words[start:end])) / room
            if width > 1:
                break
            rest = best(end, left - 1) if left > 1 else (0.0, ()) if end == last else None
            if rest:
                unliked = end < last and len(words[end - 1]) <= SHORT and words[end - 1].isalpha()
                cost = (1 - width) ** 2 + unliked * UNLIKED**2 + rest[0]
                if found is None or cost < found[0]:
                    found = (cost, (end, *rest[1]))
        return found

    ends = best(0, count)
    assert ends, "the greedy lines are one way to do it"
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends[1])))


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
