"""The fonts of the theme: their characters, their size in bytes, and the style sheet that declares them."""

import re
from itertools import chain
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.base.date_words import date_words
from tests.alphabets import LETTERS
from tests.tables import each_row

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "theme/static/fonts"
CSS = ROOT / "theme/static/css/fonts.css"

SCRIPTS = ROOT / "theme/static/css/scripts/faces"


def named(sheet):
    """The font files that a style sheet loads."""
    return [(sheet.parent / path).resolve() for path in re.findall(r'url\("(.+?)"\)', sheet.read_text("utf-8"))]


FACES = sorted(named(CSS))
OTHERS = {sheet.stem: named(sheet) for sheet in sorted(SCRIPTS.glob("*.css")) if named(sheet)}
BUDGET = 45 * 1024  # bytes, for all the fonts that a French page can load

FRENCH = "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz"
NAMES = {"Dutch": "áéíóúëïöü", "Turkish": "çğıİöşü", "Romanian": "ăâîșț", "Albanian": "çë"}
WORDS = {"ti": "ቪዛ ፖሊስ ፓስፖርት ቋንቋ ሓገዝ ኣድራሻ ጨሪሱ ዘይብልኩም ጥዕና ጸሓይ ቐዳም ኵሉ ኰይኑ", "fa": "ۀ،؛؟", "ps": "ۀ،؛؟"}
SIGNS = "0123456789 \u00a0\u202f\u2011.,;:!?'\"()[]«»‹›’‘“”„…–—-−+×÷=·•→←↑↓€%&@/|§©°²½_#*"

RULES = re.findall(r"@font-face \{(.*?)\}", CSS.read_text("utf-8"), re.DOTALL)
OWN = [rule for rule in RULES if "url(" in rule]
STANDINS = [rule for rule in RULES if "local(" in rule]

each_face = pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)


def missing(path, characters):
    return set(characters) - set(map(chr, TTFont(path).getBestCmap()))


def declared(rule):
    """The code points of a rule's unicode-range."""
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
    return set(chain.from_iterable(range(int(first, 16), int(last or first, 16) + 1) for first, last in ranges))


def features(path, table):
    return {record.FeatureTag for record in TTFont(path)[table].table.FeatureList.FeatureRecord}


@each_face
def test_a_face_writes_french_in_small_letters_and_capitals(path):
    assert not missing(path, FRENCH + FRENCH.upper())


@each_face
@pytest.mark.parametrize("language", NAMES)
def test_a_face_writes_the_names_of_its_readers(path, language):
    letters = NAMES[language]
    assert not missing(path, letters + letters.replace("ı", "").upper())


@each_face
def test_a_face_has_the_figures_and_the_signs(path):
    assert not missing(path, SIGNS)


@each_face
def test_a_narrow_no_break_space_looks_like_a_no_break_space(path):
    cmap = TTFont(path).getBestCmap()
    assert cmap[0x202F] == cmap[0xA0]


@each_face
def test_figures_stand_on_the_line_and_are_of_one_height(path):
    font = TTFont(path)
    figures = [font["glyf"][font.getBestCmap()[ord(figure)]] for figure in "0123456789"]
    capital = font["OS/2"].sCapHeight
    assert all(abs(figure.yMin) < 20 and figure.yMax > 0.9 * capital for figure in figures)


@each_face
def test_figures_can_be_aligned(path):
    font = TTFont(path)
    widths = {font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}
    assert len(widths) == 1 or "tnum" in features(path, "GSUB")


@each_face
def test_letters_are_kerned(path):
    assert "kern" in features(path, "GPOS")


@each_face
def test_lines_are_as_high_on_every_system(path):
    font = TTFont(path)
    line, typographic = font["hhea"], font["OS/2"]
    assert (line.ascent, line.descent, line.lineGap) == (
        typographic.sTypoAscender,
        typographic.sTypoDescender,
        typographic.sTypoLineGap,
    )


def test_all_the_faces_fit_the_budget():
    assert sum(path.stat().st_size for path in FACES) <= BUDGET


def test_the_style_sheets_name_every_face_and_no_other():
    assert sorted({*FACES, *chain(*OTHERS.values())}) == sorted(FONTS.glob("*.woff2"))


@each_row(
    ("script", "code"),
    [("cyrillic", "uk"), ("cyrillic", "ru"), ("arabic", "ar"), ("arabic", "fa"), ("arabic", "ps"), ("ethiopic", "ti")],
)
def test_the_faces_of_a_script_write_its_languages(script, code):
    dates = date_words(code)
    letters = set("".join((*dates.weekdays, *dates.months, *dates.months_alone)) + WORDS.get(code, ""))
    letters |= set(LETTERS[code]) if script != "ethiopic" else set()
    for face in set(OTHERS[script]) - set(FACES):
        assert not missing(face, {letter for letter in letters - set(SIGNS) if ord(letter) > 0xFF})


def test_arabic_letters_are_joined_and_marked():
    path = FONTS / "noto-sans-arabic.woff2"
    assert {"init", "medi", "fina", "rlig"} <= features(path, "GSUB")
    assert "mark" in features(path, "GPOS")


@each_row("script", OTHERS)
def test_the_faces_of_a_script_are_declared_in_both_weights(script):
    rules = re.findall(r"@font-face \{(.*?)\}", (SCRIPTS / f"{script}.css").read_text("utf-8"), re.DOTALL)
    assert [rule for rule in rules if '"Alegreya Sans"' not in rule or "font-display: optional" not in rule] == []
    for rule, face in zip(rules, OTHERS[script], strict=True):
        assert set(TTFont(face).getBestCmap()) - {0x20, 0xA0} <= declared(rule)
    # Browsers combine only fonts of exactly the same weight: a font declared with a range would not be combined.
    assert set(re.findall(r"font-weight: ([\d ]+)", "".join(rules))) == {"400", "700"}


def test_a_cyrillic_face_has_the_latin_letters_kerned_too():
    for path in OTHERS["cyrillic"]:
        assert not missing(path, FRENCH + SIGNS)
        assert "kern" in features(path, "GPOS")


@each_row("script", OTHERS)
def test_a_page_in_another_script_fits_its_budget(script):
    latin = set() if script == "cyrillic" else {FONTS / "alegreya-sans-400.woff2"}
    assert sum(path.stat().st_size for path in {*OTHERS[script], *latin}) <= BUDGET


@each_row("rule", OWN)
def test_the_style_sheet_declares_every_character_of_the_faces(rule):
    (name,) = re.findall(r"/([^/]+\.woff2)", rule)
    assert set(TTFont(FONTS / name).getBestCmap()) <= declared(rule)
    assert "font-display: optional" in rule


@each_row("rule", STANDINS)
def test_a_fallback_has_lines_of_the_same_height(rule):
    """Each override × size-adjust gives back the ascent, descent or line gap of the font, to 1/1000 em."""
    family, weight = (re.search(pattern, rule)[1] for pattern in (r'font-family: "(.+) fallback"', r"weight: (\d+)"))
    stem = family.lower().replace(" ", "-") + ("-700" if weight == "700" else "-400")
    line = TTFont(FONTS / f"{stem}.woff2")["hhea"]
    value = {name: float(number) for name, number in re.findall(r"([a-z-]+): ([\d.]+)%", rule)}
    for name, length in (("ascent", line.ascent), ("descent", -line.descent), ("line-gap", line.lineGap)):
        assert value[f"{name}-override"] * value["size-adjust"] / 10 == pytest.approx(length, abs=1)


@each_row("family", ["Asap Condensed", "Alegreya Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"])
def test_a_face_comes_with_its_licence(family):
    licence = (FONTS / f"OFL-{family.replace(' ', '')}.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("family", ["Asap Condensed", "Alegreya Sans"])
def test_a_face_comes_with_its_fallback(family):
    assert any(f'"{family} fallback"' in rule for rule in STANDINS)
