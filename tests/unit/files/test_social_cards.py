"""The drawing of social cards: how lines break, where they stand, and the picture that results."""

import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

from babel import Locale
from PIL import Image, ImageChops, ImageColor, features

from plugins.files.social_cards.cards import Brand, Row, SocialCard
from plugins.files.social_cards.drawing import GROUNDS, PLACES, Painter
from plugins.files.social_cards.fitting import Box, drawable, fit
from plugins.files.social_cards.layout import COLUMN, FOOT, HEAD, HEIGHT, MARGIN, WIDTH, lay_out
from tests.tables import each_row

ROOT = Path(__file__).parents[3]

THEME = ROOT / "theme"

FRENCH = Locale.parse("fr")

BRAND = Brand("CAI", "Centre d’Action Interculturelle de la province de Namur")

PAINTER = Painter(THEME)

KILO = 1024

KINDS = {
    "event": "night",
    "position": "red",
    "news": "sand",
    "person": "sand",
    "resource": "sand",
    "office": "sun",
    "home": "sun",
    "mission-1": "orange",
    "platform": "sand",
    "task": "sand",
    "training": "sand",
    "offices": "sun",
}

ROWS = (
    Row("Vendredi\u00a027\u00a0novembre\u00a02020, de\u00a09h30\u00a0à\u00a012h30"),
    Row("Rue Haute, 1-3", large=False),
)

TITLES = {
    10: "Namur 2027",
    60: "Plénière du Grand dessein provincial et local d’essais, GD 2",
    140: "Journée de rencontre entre les accompagnateurs interculturels, les communes et les associations de la "
    "province\u00a0: accueillir, former, agir ici",
    200: "Une très longue journée de rencontre, de réflexion et de formation entre les accompagnateurs interculturels, "
    "les communes, les écoles, les entreprises et les associations de toute la province de Namur, en mai",
    201: "Anticonstitutionnellement" * 7 + " : le mot qui ne finit pas",
    2000: "Un dynamisme très interculturel " * 70,
}


def card(title, kind="event", state="", rows=ROWS):
    return SocialCard(
        kind, KINDS[kind], kind, BRAND, "Journée de sensibilisation · en ligne", title, rows, state, bool(state)
    )


def ems(text):
    """The width of a text in em, in an invented font whose characters are all half an em wide."""
    return len(text) / 2


def laid_out(card):
    return lay_out(card, PAINTER.title, PAINTER.text)


def texts(layout):
    return [*layout.texts, *([layout.label] if layout.label else [])]


def test_all_that_is_written_stands_in_its_column():
    for state, length in itertools.product(("", "Déplacé en ligne"), TITLES):
        layout = laid_out(card(TITLES[length], state=state))
        for text in texts(layout):
            assert text.x + text.width <= MARGIN + COLUMN, (state, length)
            assert text.top + text.fitted.height <= FOOT, (state, length)
        assert min(text.top for text in texts(layout)) >= HEAD - 1, (state, length)


@each_row("length", TITLES)
def test_texts_stand_one_under_the_other(length):
    eyebrow, *below = laid_out(card(TITLES[length])).texts
    for over, under in zip((eyebrow, *below), below, strict=False):
        assert over.top + over.fitted.height <= under.top


@each_row("length", [10, 60, 140, 200])
def test_a_title_stands_whole_on_its_card(length):
    written = laid_out(card(TITLES[length])).texts[1].fitted
    assert " ".join(written.lines) == TITLES[length]


def test_a_short_title_is_larger_than_a_long_one():
    sizes = [laid_out(card(TITLES[length])).texts[1].fitted.size for length in (10, 60, 140, 200)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 2 * sizes[-1]


def test_what_finds_no_room_ends_with_an_ellipsis():
    assert laid_out(card(TITLES[2000])).texts[1].fitted.lines[-1].endswith("…")


def test_a_word_wider_than_the_column_is_cut_with_hyphens():
    lines = fit("a" * 25, Box(5, 20, (1,), 1), ems).lines
    assert lines == ("aaaaaaaaa-", "aaaaaaaaa-", "aaaaaaa")


@each_row(
    ("text", "width", "lines"),
    [
        # Balanced: as many words as fit would give « one two three » and « four ».
        ("one two three four", 7, ("one two", "three four")),
        # A line does not break at a no-break space.
        ("un deux trois\u00a0: quatre", 7, ("un deux", "trois\u00a0: quatre")),
        # A line does not begin with a sign.
        ("Emploi | Diversité", 7, ("Emploi |", "Diversité")),
        # A word of two letters stands on the line of the next word.
        ("accompagnement de primo-arrivants", 10, ("accompagnement", "de primo-arrivants")),
    ],
)
def test_lines_end_where_french_can_bear_it(text, width, lines):
    assert fit(text, Box(width, 2, (1,), 1), ems).lines == lines


@each_row(("sizes", "size", "lines"), [((20, 19), 19, ("dix lettre",)), ((20, 17), 20, ("dix", "lettre"))])
def test_a_size_almost_as_large_is_better_when_it_takes_a_line_less(sizes, size, lines):
    found = fit("dix lettre", Box(95, 60, sizes, 1), ems)
    assert (found.size, found.lines) == (size, lines)


@each_row(
    ("text", "written"),
    [
        ("Fête de l’été 🎉", "Fête de l’été"),
        ("🎉 Fête", "Fête"),
        ("Soirée «\u00a0مرحبا\u00a0» à Namur", "Soirée à Namur"),
        ("Bienvenue (مرحبا بكم)", "Bienvenue"),
        ("مرحبا", ""),
        ("🎉", ""),
        ("Petőfi, Škoda", "Petofi, Skoda"),
        ("Łódź et Namur", "et Namur"),
        ("e\u0301te\u0301 · inter\u00adculturel", "été · interculturel"),
        ("Deux\u202f: trois\u00a0!", "Deux\u202f: trois\u00a0!"),
    ],
)
def test_what_the_face_cannot_write_leaves_no_hole(text, written):
    assert drawable(text, PAINTER.title.writes) == written


def test_a_title_that_cannot_be_written_gives_its_place_to_what_the_page_is():
    layout = laid_out(card("مرحبا", rows=()))
    assert [" ".join(text.fitted.lines) for text in layout.texts] == ["Journée de sensibilisation · en ligne"]


@each_row("kind", KINDS)
def test_no_circle_lies_under_the_text(kind):
    bare = SocialCard(kind, KINDS[kind], kind, BRAND, "", "x", ())
    ground = PAINTER.ground(bare).crop((0, HEAD, MARGIN + COLUMN + 20, HEIGHT))
    assert ground.getcolors() == [(ground.width * ground.height, ImageColor.getrgb(GROUNDS[KINDS[kind]].colour))]


def test_the_initials_of_a_person_stand_on_the_disc_and_the_cover_of_a_resource_is_framed():
    bare = SocialCard("person", "sand", "person", BRAND, "", "x")
    drawn = (PAINTER.png(replace(bare, initials=initials)) for initials in ("", "WM"))
    without, named = (Image.open(io.BytesIO(data)).convert("RGB") for data in drawn)
    box = ImageChops.difference(without, named).getbbox()
    assert box
    x, y, scale = PLACES["person"]
    assert all(
        abs((low + high) / 2 - middle) < 12
        for low, high, middle in ((box[0], box[2], x + 100 * scale), (box[1], box[3], y + 100 * scale))
    )
    night = ImageColor.getrgb(GROUNDS["sand"].ink)
    ground = PAINTER.ground(replace(bare, circles="resource")).crop((MARGIN + COLUMN + 20, 0, WIDTH, HEIGHT))
    assert night in {colour for _, colour in ground.getcolors(1 << 20)}


def test_every_kind_has_its_place():
    assert set(PLACES) == set(KINDS)


@each_row("kind", KINDS)
def test_a_card_is_a_light_png_of_the_size_that_networks_show_and_keeps_the_colours_of_its_ground(kind):
    titled = card(TITLES[140], kind, "Complet")
    data = PAINTER.png(titled)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630)) == ("PNG", (WIDTH, HEIGHT))
    assert len(data) < 30 * KILO
    shown = picture.convert("RGB")
    assert shown.getpixel((2, 2)) == ImageColor.getrgb(GROUNDS[KINDS[kind]].colour)
    areas = {colour for count, colour in PAINTER.ground(titled).getcolors(WIDTH * HEIGHT) if count > 1000}
    assert len(areas) >= 2
    assert areas <= {colour for _, colour in shown.getcolors(WIDTH * HEIGHT)}


@each_row(("state", "colour"), [("", "ink"), ("Complet", "ink"), ("Complet", "accent")])
def test_text_has_the_colours_of_its_ground(state, colour):
    data = PAINTER.png(card("Namur", state=state))
    text = opened(data).crop((MARGIN, HEAD, MARGIN + COLUMN, HEIGHT))
    counts = {found: count for count, found in text.getcolors(WIDTH * HEIGHT)}
    assert counts[ImageColor.getrgb(getattr(GROUNDS["night"], colour))] > 1000


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_same_card_has_the_same_bytes():
    assert PAINTER.png(card("Namur")) == Painter(THEME).png(card("Namur"))


@each_row("other", [card("Dinant"), card("Namur", state="Annulé"), card("Namur", rows=()), card("Namur", "news")])
def test_another_card_has_another_name_and_another_picture(other):
    one = card("Namur")
    assert PAINTER.address(other).partition(".")[2] != PAINTER.address(one).partition(".")[2]
    assert PAINTER.png(other) != PAINTER.png(one)


def test_a_card_has_another_name_after_another_version_of_a_library(monkeypatch):
    before = Painter(THEME).address(card("Namur"))
    monkeypatch.setattr(features, "version", lambda name: f"{name} 99")
    assert Painter(THEME).address(card("Namur")) != before


def test_a_card_is_immutable_by_its_name():
    assert re.fullmatch(r"/partage/event\.[0-9a-f]{10}\.png", PAINTER.address(card("Namur")))


@each_row("ground", GROUNDS)
def test_every_text_can_be_read_on_its_ground(ground):
    colours = GROUNDS[ground]
    for ink in (colours.ink, colours.accent, colours.soft):
        assert contrast(ink, colours.colour) >= 4.5, ink


def contrast(one, other):
    """Return the contrast ratio of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

    def luminance(colour):
        parts = [part / 255 for part in ImageColor.getrgb(colour)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_is_one_of_the_theme():
    tokens = (THEME / "static/css/tokens.css").read_text("utf-8")
    used = {
        colour for g in GROUNDS.values() for colour in (g.colour, g.ink, g.accent, g.soft, *dict(g.circles).values())
    }
    assert {colour for colour in used if colour not in tokens} == set()


def test_the_ground_of_many_cards_is_drawn_once(monkeypatch):
    kinds = ["event", "news", "person"]  # the last two on sand, with other circles
    wanted = [card(TITLES[60], kind, state) for kind in kinds for state in ("", "Complet")]
    painter, grounds = Painter(THEME), []
    monkeypatch.setattr(painter, "ground", lambda card: grounds.append(card.circles) or PAINTER.ground(card))
    assert [painter.png(card) for card in wanted] == [PAINTER.png(card) for card in wanted]
    assert grounds == kinds
