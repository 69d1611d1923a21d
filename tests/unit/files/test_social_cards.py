"""The cards that a shared link shows: their words, where these stand, what is drawn, and when."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from PIL import Image, ImageChops, ImageColor, features

from plugins.base.cache import Cache
from plugins.files.social_cards import social_cards
from plugins.files.social_cards.cards import Brand, Row, SocialCard, site_social_card, social_card_of
from plugins.files.social_cards.drawing import GROUNDS, PLACES, Painter
from plugins.files.social_cards.fitting import Box, drawable, fit
from plugins.files.social_cards.layout import COLUMN, FOOT, HEAD, HEIGHT, MARGIN, WIDTH, lay_out
from plugins.files.social_cards.sharing import social_cards_of

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
    """A made-up face: every character is half an em wide."""
    return len(text) / 2


def laid_out(card):
    return lay_out(card, PAINTER.title, PAINTER.text)


def texts(layout):
    return [*layout.texts, *([layout.label] if layout.label else [])]


@pytest.mark.parametrize("length", TITLES)
@pytest.mark.parametrize("state", ["", "Déplacé en ligne"])
@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_written_stands_in_its_column(kind, state, length):
    layout = laid_out(card(TITLES[length], kind, state))
    for text in texts(layout):
        assert text.x + text.width <= MARGIN + COLUMN
        assert text.top + text.fitted.height <= FOOT
    assert min(text.top for text in texts(layout)) >= HEAD - 1


@pytest.mark.parametrize("length", TITLES)
def test_texts_stand_one_under_the_other(length):
    eyebrow, *below = laid_out(card(TITLES[length])).texts
    for over, under in zip((eyebrow, *below), below, strict=False):
        assert over.top + over.fitted.height <= under.top


@pytest.mark.parametrize("length", [10, 60, 140, 200])
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


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # The greedy lines would be « one two three » and « four ».
        ("one two three four", 7, ("one two", "three four")),
        # A no-break space holds its words together.
        ("un deux trois\u00a0: quatre", 7, ("un deux", "trois\u00a0: quatre")),
        # A sign does not begin a line.
        ("Emploi | Diversité", 7, ("Emploi |", "Diversité")),
        # A word of two letters goes with what follows.
        ("accompagnement de primo-arrivants", 10, ("accompagnement", "de primo-arrivants")),
    ],
)
def test_lines_end_where_french_can_bear_it(text, width, lines):
    assert fit(text, Box(width, 2, (1,), 1), ems).lines == lines


@pytest.mark.parametrize(
    ("sizes", "size", "lines"), [((20, 19), 19, ("dix lettre",)), ((20, 17), 20, ("dix", "lettre"))]
)
def test_a_size_almost_as_large_is_better_when_it_takes_a_line_less(sizes, size, lines):
    found = fit("dix lettre", Box(95, 60, sizes, 1), ems)
    assert (found.size, found.lines) == (size, lines)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("kind", KINDS)
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_is_a_light_png_of_the_size_that_networks_show(kind):
    data = PAINTER.png(card(TITLES[140], kind, "Complet"))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630)) == ("PNG", (WIDTH, HEIGHT))
    assert len(data) < 30 * KILO
    assert picture.convert("RGB").getpixel((2, 2)) == ImageColor.getrgb(GROUNDS[KINDS[kind]].colour)


@pytest.mark.parametrize("kind", KINDS)
def test_circles_keep_their_colours_on_a_card(kind):
    bare = SocialCard(kind, KINDS[kind], kind, BRAND, "", "x", ())
    shown = {colour for _, colour in opened(PAINTER.png(bare)).getcolors(WIDTH * HEIGHT)}
    areas = {colour for count, colour in PAINTER.ground(bare).getcolors(WIDTH * HEIGHT) if count > 1000}
    assert len(areas) >= 2
    assert areas <= shown


@pytest.mark.parametrize(("state", "colour"), [("", "ink"), ("Complet", "ink"), ("Complet", "accent")])
def test_text_has_the_colours_of_its_ground(state, colour):
    data = PAINTER.png(card("Namur", state=state))
    text = opened(data).crop((MARGIN, HEAD, MARGIN + COLUMN, HEIGHT))
    counts = {found: count for count, found in text.getcolors(WIDTH * HEIGHT)}
    assert counts[ImageColor.getrgb(getattr(GROUNDS["night"], colour))] > 1000


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_same_card_has_the_same_bytes():
    assert PAINTER.png(card("Namur")) == Painter(THEME).png(card("Namur"))


@pytest.mark.parametrize(
    "other", [card("Dinant"), card("Namur", state="Annulé"), card("Namur", rows=()), card("Namur", "news")]
)
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


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_its_ground(ground):
    colours = GROUNDS[ground]
    for ink in (colours.ink, colours.accent, colours.soft):
        assert contrast(ink, colours.colour) >= 4.5, ink


def contrast(one, other):
    """WCAG 2, 1.4.3."""

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


EVENT = "---\ntitre: Rencontre\nresume: r\ngenre: forum\n"
LATER, BEFORE = "debut: 2026-12-01 09:00\nfin: 2026-12-01 12:30\n", "debut: 2026-03-02\n"
HELD = "Mardi 1er décembre 2026, de 9h à 12h30"


def event_card(site, fields):
    found = site({"agenda/a.md": f"{EVENT}{fields}---\n"})
    return social_card_of(found.get("event", "a"), found, BRAND)


@pytest.mark.parametrize(
    ("fields", "state", "alert", "rows"),
    [
        (f"etat: confirmé\n{LATER}", "", False, [(HELD, False)]),
        (f"etat: annulé\n{LATER}", "Annulé", True, [(HELD, True)]),
        (f"etat: complet\n{LATER}", "Complet", True, [(HELD, False)]),
        (f"etat: complet\n{BEFORE}", "", False, [("Lundi 2 mars 2026", False)]),
        ("etat: annoncé\ndebut: 2027-05\n", "Annoncé", False, [("Mai 2027", False)]),
        (f"etat: reporté sans date\n{BEFORE}", "Reporté sans date", True, [("Lundi 2 mars 2026", True)]),
        (
            "etat: reporté\ndebut: 2020-09-12\ninitialement_le: 2020-03-21\n",
            "Reporté",
            True,
            [("Samedi 21 mars 2020", True), ("Samedi 12 septembre 2020", False)],
        ),
        ("etat: confirmé\ndebut: 2026-12-01 09:00\n", "", False, [("Mardi 1er décembre 2026, à 9h", False)]),
        (
            "etat: confirmé\ndebut: 2026-12-01\nfin: 2026-12-02\n",
            "",
            False,
            [("Du mardi 1er décembre 2026 au mercredi 2 décembre 2026", False)],
        ),
        ("etat: confirmé\ndebut: 2027-05\nfin: 2027-06\n", "", False, [("De mai 2027 à juin 2027", False)]),
        (
            "etat: reporté\ndebut: 2026-12-01 11:00\ninitialement_le: 2026-12-01 10:00\n",
            "Heure changée",
            True,
            [("À 10h", True), ("Mardi 1er décembre 2026, à 11h", False)],
        ),
        (
            "etat: reporté\ndebut: 2026-12-01\ninitialement_le: 2027-01-10\n",
            "Avancé",
            True,
            [("Dimanche 10 janvier 2027", True), ("Mardi 1er décembre 2026", False)],
        ),
    ],
)
def test_the_card_of_an_event_tells_its_date_and_where_it_stands(site, fields, state, alert, rows):
    found = event_card(site, fields)
    assert (found.state, found.alert) == (state, alert)
    assert [(row.text.replace("\u00a0", " "), row.struck) for row in found.rows] == rows


def test_a_cancelled_event_says_so_in_red_and_in_words(site):
    found = event_card(site, f"etat: annulé\n{LATER}")
    label = laid_out(found).label
    assert label.fitted.lines == ("Annulé",)
    beside = (round(label.x - 8), round(label.top + label.fitted.size / 2))
    assert opened(PAINTER.png(found)).getpixel(beside) == ImageColor.getrgb("#cf2030")
    assert found.text.replace("\u00a0", " ") == f"Forum · Rencontre · Annulé · {HELD}"


def test_the_words_of_a_postponed_event_give_only_the_date_that_holds(site):
    found = event_card(site, "etat: reporté\ndebut: 2020-09-12\ninitialement_le: 2020-03-21\n")
    assert "mars" not in found.text
    assert "septembre" in found.text


@pytest.mark.parametrize(
    ("fields", "eyebrow"),
    [
        ("en_ligne: https://www.facebook.com/cainamur\n", "Forum · en ligne"),
        ("en_ligne: https://www.facebook.com/cainamur\nlieu: {nom: Moulins}\n", "Forum · sur place et en ligne"),
        ("lieu: {nom: Moulins}\n", "Forum"),
    ],
)
def test_the_card_of_an_event_tells_whether_it_can_be_followed_online(site, fields, eyebrow):
    assert event_card(site, f"debut: 2027\n{fields}").eyebrow == eyebrow


OFFICE = 'titre: Dinant\nadresse: {rue: "Rue A, 1", code_postal: 5500, localite: Dinant}\n'


@pytest.mark.parametrize(
    ("rules", "rows"),
    [
        (["2e et 4e jeudi du mois"], ["2e et 4e jeudi du mois"]),
        (["1er lundi du mois", "1er lundi du mois"], ["1er lundi du mois"]),
        (["1er lundi du mois", "2e mardi du mois", "3e jeudi du mois"], ["3 permanences"]),
        ([], []),
    ],
)
def test_the_card_of_an_office_tells_its_permanence_and_its_address(site, rules, rows):
    permanences = "".join(f"  - {{quand: {rule}}}\n" for rule in rules)
    fields = f"{OFFICE}permanences:\n{permanences}" if rules else OFFICE
    found = site({"bureaux/a.md": f"---\n{fields}---\n"})
    card = social_card_of(found.offices[0], found, BRAND)
    assert [row.text for row in card.rows] == [*rows, "Rue A, 1", "5500 Dinant"]


FILES = {
    "actualites/publiee.md": "---\ntitre: Publiée\nresume: r\ncategorie: Vie\ndate: 2020-11-27\n---\n",
    "actualites/embargo.md": "---\ntitre: Embargo\nresume: r\ncategorie: Vie\ndate: 2027-01-01\n---\n",
    "actualites/brouillon.md": "---\ntitre: Brouillon\nresume: r\ncategorie: Vie\ndate: 2020\nstatut: brouillon\n---\n",
    "positions/vague.md": "---\ntitre: Vague\nresume: r\nniveau: province\ngenre: motion\ndate: 2020\n---\n",
    "pages/libre.md": "---\ntitre: Libre\nresume: r\n---\n",
}


@pytest.fixture
def shown(site):
    return site(FILES)


def cards(site):
    return social_cards_of(site, BRAND.name, THEME)


def written(site, context, cache):
    made = social_cards(site, context(theme=THEME, cache=Cache(cache), site_name=BRAND.name))
    return {file.address: file.read() for file in made}


def test_a_card_is_drawn_once(shown, context, tmp_path, monkeypatch):
    first = written(shown, context, tmp_path / "cache")
    monkeypatch.setattr(Painter, "png", lambda *_: pytest.fail("drawn again"))
    assert written(shown, context, tmp_path / "cache") == first
    assert len(first) == 3


def test_the_ground_of_many_cards_is_drawn_once(monkeypatch):
    wanted = [card(TITLES[length], kind, state) for length in (10, 60) for kind in KINDS for state in ("", "Complet")]
    painter, grounds = Painter(THEME), []
    monkeypatch.setattr(painter, "ground", lambda card: grounds.append(card.circles) or PAINTER.ground(card))
    assert [painter.png(card) for card in wanted] == [PAINTER.png(card) for card in wanted]
    assert sorted(grounds) == sorted(KINDS)


def test_cards_drawn_on_all_cores_are_those_drawn_on_one(shown, context, tmp_path, monkeypatch):
    one_by_one = written(shown, context, tmp_path / "one")
    monkeypatch.setattr("plugins.files.social_cards.FEW_CARDS", 0)
    assert written(shown, context, tmp_path / "all") == one_by_one


def test_a_card_that_the_cache_refuses_is_published_all_the_same(shown, context, tmp_path):
    (tmp_path / "cache").write_bytes(b"no folder")
    assert written(shown, context, tmp_path / "cache") == written(shown, context, tmp_path / "other")


def test_a_damaged_card_of_the_cache_is_drawn_again(shown, context, tmp_path):
    before = written(shown, context, tmp_path)
    for file in (tmp_path / "cards").iterdir():
        file.write_bytes(file.read_bytes()[:-9])
    assert written(shown, context, tmp_path) == before


def test_what_is_kept_out_of_the_site_has_no_card(shown):
    assert [card.name for card in cards(shown)] == ["news-publiee", "position-vague", "site"]


def test_a_site_without_an_address_has_no_cards(shown, context):
    assert list(social_cards(shown, context(base_url=""))) == []


@pytest.mark.parametrize(
    ("kind", "slug", "name", "type_", "published"),
    [
        ("news", "publiee", "news-publiee", "article", "2020-11-27"),
        ("position", "vague", "position-vague", "article", ""),
        ("page", "libre", "site", "website", ""),
    ],
)
def test_a_page_has_its_own_card_or_that_of_the_site(shown, kind, slug, name, type_, published):
    shared = cards(shown).shared(shown.get(kind, slug))
    assert shared.address.startswith(f"/partage/{name}.")
    assert (shared.type, shared.published) == (type_, published)


def test_a_page_that_nobody_sends_has_none(shown):
    assert cards(shown).shared(shown.get("page", "404")) is None


def test_the_card_of_the_site_says_what_its_home_page_says(site):
    home = "---\ntitre: Une dynamique\nresume: Huit bureaux.\n---\n"
    found = site_social_card(site({"index.md": home}), BRAND)
    assert (found.title, [row.text for row in found.rows]) == ("Une dynamique", ["Huit bureaux."])
