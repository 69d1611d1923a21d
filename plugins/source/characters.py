"""Invisible characters: spaces of every kind become one, and any other is a mistake."""

import re
import unicodedata

from plugins.base.typography import NO_BREAK_SPACE

_SPACES = re.compile(r"\s+")
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
# What neither XML 1.0 (2.2) nor HTML (13.2.3.5) lets a file hold; programs that copy from a PDF leave them.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt), the line and paragraph separators, the blank
# Braille pattern, the annotation marks and the joiners of hieroglyphs: nothing shows where they stand.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS, _DIRECTION_MARKS, _EMOJI_STYLES = "\u200c\u200d", "\u200e\u200f\u061c", "\ufe0e\ufe0f"
_KEYCAP = "\u20e3"
_NEAR = 40
"""Characters on each side of an invisible one that are examined: enough for a word."""
# The first word of the Unicode names of the letters whose shapes a joiner changes: without it, a word of Persian or
# Malayalam is misspelled.
_JOINED_SCRIPTS = frozenset(
    "ARABIC SYRIAC MANDAIC NKO MONGOLIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM"
    " SINHALA MYANMAR KHMER TIBETAN BALINESE JAVANESE".split()
)


def tidy(text: str) -> str:
    """``text`` without spaces at its ends, and with one space for each run of spaces, tabs and line breaks inside.

    A run with a no-break space in it becomes a no-break space, which was typed on purpose.
    """
    return _SPACES.sub(lambda run: NO_BREAK_SPACE if _NO_BREAK.intersection(run[0]) else " ", text.strip())


def hidden(text: str) -> tuple[int, str] | None:
    """The offset of the first invisible character that a text may not hold, with a French sentence, or None.

    Between Latin letters and digits every invisible character is refused: « brouillon » and « 2026 » must be what they
    look like. Where a script or an emoji needs one, it is let through: joiners after letters of joined scripts and
    between the parts of an emoji, the choice of an emoji's style, and marks of direction near letters that are written
    from right to left. Embeddings, overrides and isolates of direction are refused everywhere: they show a line
    in another order than that in which it is read.
    """
    if found := _CONTROL.search(text):
        return found.start(), f"un caractère illisible ({_code(found[0])}) → effacez-le"
    found = next((found for found in _INVISIBLE.finditer(text) if not _is_needed(text, found.start())), None)
    if not found:
        return None
    before, after = _around(text, found.start())
    word = _INVISIBLE.sub("", re.split(r"\s", before)[-1] + re.split(r"\s", after)[0])
    what = f"un caractère invisible ({_code(found[0])})"
    if word:
        return found.start(), f"« {word} » cache {what} → effacez tout ce mot et retapez-le"
    return found.start(), f"{what} → effacez toute cette ligne et retapez-la"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _around(text: str, place: int) -> tuple[str, str]:
    return text[max(place - _NEAR, 0) : place], text[place + 1 : place + 1 + _NEAR]


def _is_needed(text: str, place: int) -> bool:
    character, (near_before, near_after) = text[place], _around(text, place)
    before, after = near_before[-1:], near_after[:1]
    if character in _JOINERS and before:
        in_emoji = character == "\u200d" and (_is_symbol(before) or before in _EMOJI_STYLES) and _is_symbol(after)
        return in_emoji or unicodedata.name(before, "").partition(" ")[0] in _JOINED_SCRIPTS
    if character in _EMOJI_STYLES:
        return _is_symbol(before) or after == _KEYCAP
    if character in _DIRECTION_MARKS:
        near = filter(str.isalpha, near_before + near_after)
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in near)
    return False


def _is_symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("So", "Sm", "Sk")
