import sys
import unicodedata

import pytest

from plugins.base.mistakes import Unreadable
from plugins.source.characters import hidden, tidy
from plugins.source.front_matter import read
from tests.tables import each_row

VISIBLE_FORMATS = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""The visible characters of category Cf, such as signs before a number or around a verse."""


@each_row("space", lambda: filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
def test_every_space_is_stripped_at_the_ends_and_one_inside(space):
    kept = "\u00a0" if space in "\u00a0\u2007\u202f" else " "
    assert tidy(f"{space} a{space}{space}b {space}") == f"a{kept}b"


def test_nothing_invisible_stands_between_latin_letters():
    unseen = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
        and character not in VISIBLE_FORMATS | set("\t\n\r")
    ]
    assert len(unseen) > 150
    assert [ascii(character) for character in unseen if not hidden(f"brouil{character}lon")] == []
    assert [ascii(character) for character in unseen if not hidden(f"brouillon{character}")] == []
    assert [ascii(character) for character in unseen if not hidden(f"2026{character}-12")] == []


@each_row(
    "text",
    [
        "می\u200cخواهم",  # Persian: the joiner that keeps letters apart
        "क्\u200dष",  # Hindi
        "👩\u200d🏫 et ❤\ufe0f, 1\ufe0f\u20e3",
        "👩🏽\u200d🎓 et ❤\ufe0f\u200d🔥",  # a skin colour, and a variation selector, before the joiner
        "↔\ufe0f",
        "שלום!\u200f",
        "مرحبا!\u200f",
        "\u200fשלום",
        f"ש{39 * ' '}\u200f",
        f"\u200f{39 * ' '}ש",
        "deux mots\u00a0: 1\u202f000\u2009€\tet la suite",
    ],
)
def test_what_a_script_or_an_emoji_needs_is_let_through(text):
    assert hidden(text) is None


@each_row(
    ("text", "place", "message"),
    [
        ("un brouil\u200blon", 9, "« brouillon » cache un caractère invisible (U+200B) → effacez tout ce mot et retapez-le"),
        ("un \u2060 deux", 3, "un caractère invisible (U+2060) → effacez toute cette ligne et retapez-la"),
        ("a\u200dé", 1, "« aé » cache un caractère invisible (U+200D) → effacez tout ce mot et retapez-le"),
        ("ex\u00adem\u00adple", 2, "« exemple » cache un caractère invisible (U+00AD) → effacez tout ce mot et retapez-le"),
        ("שלום\u202e", 4, "« שלום » cache un caractère invisible (U+202E) → effacez tout ce mot et retapez-le"),
        ("2\ufe0f026", 1, "« 2026 » cache un caractère invisible (U+FE0F) → effacez tout ce mot et retapez-le"),
        ("a\u2028b", 1, "« ab » cache un caractère invisible (U+2028) → effacez tout ce mot et retapez-le"),
        ("a\x07", 1, "un caractère illisible (U+0007) → effacez-le"),
    ],
)  # fmt: skip
def test_what_hides_is_named(text, place, message):
    assert hidden(text) == (place, message)


@each_row(
    "text",
    [
        "\u200d🏫",
        "👩\u200d",
        "👩\u200da",
        "X\u200d🏫",
        "👩\u200c🏫",
        "a\ufe0f",
        "5\u05be\u200f",  # a punctuation mark of Hebrew is no letter
        f"ש{40 * ' '}\u200f",
        f"\u200f{40 * ' '}ש",
    ],
)
def test_what_nothing_near_needs_is_refused(text):
    assert hidden(text)


def test_what_hides_is_named_in_a_long_text_too():
    place, message = hidden(f"un brouil\u200blon {'et la suite ' * 20}")
    assert (place, message.partition(" cache")[0]) == (9, "« brouillon »")
    place, message = hidden(f"{'au début ' * 20}un brouil\u200blon")
    assert (place, message.partition(" cache")[0]) == (189, "« brouillon »")


@each_row(
    ("front_matter", "line"),
    [
        ("titre: x\nstatut: brouillon\u200e # تجربة", 3),  # the line may have this mark, since its comment is Arabic
        ('titre: x\nstatut: "brouillon\\u200b"', 3),
        ('titre: x\n"sta\\u2060tut": brouillon', 3),
        ('titre: x\nstatut: "brouillon\\L"', 3),
        ('titre: x\nstatut: "brouillon\\N"', 3),
    ],
)
def test_a_scalar_hides_nothing_either(front_matter, line):
    with pytest.raises(Unreadable, match=r"caractère (?:invisible|illisible)") as error:
        read("f.md", f"---\n{front_matter}\n---\n".encode())
    assert error.value.line == line
