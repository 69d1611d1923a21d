"""The social cards of pages: which page has which card, its words, and when it is drawn again."""

import io

import pytest
from babel import Locale
from PIL import Image, ImageColor

from plugins.base.cache import Cache
from plugins.files.social_cards import social_cards
from plugins.files.social_cards.cards import Brand, site_social_card, social_card_of
from plugins.files.social_cards.drawing import Painter
from plugins.files.social_cards.layout import lay_out
from plugins.files.social_cards.sharing import social_cards_of
from tests.built_site import ROOT
from tests.tables import each_row

THEME = ROOT / "theme"
FRENCH = Locale.parse("fr")
BRAND = Brand("CAI", "Centre d’Action Interculturelle de la province de Namur")

EVENT = "---\ntitre: Rencontre\nresume: r\ngenre: forum\n"
LATER, BEFORE = "debut: 2026-12-01 09:00\nfin: 2026-12-01 12:30\n", "debut: 2026-03-02\n"
HELD = "Mardi 1er décembre 2026, de 9h à 12h30"


def event_card(site, fields):
    found = site({"agenda/a.md": f"{EVENT}{fields}---\n"})
    return social_card_of(found.get("event", "a"), found, BRAND)


@each_row(
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
    painter = Painter(THEME)
    label = lay_out(found, painter.title, painter.text).label
    assert label.fitted.lines == ("Annulé",)
    beside = (round(label.x - 8), round(label.top + label.fitted.size / 2))
    drawn = Image.open(io.BytesIO(painter.png(found))).convert("RGB")
    assert drawn.getpixel(beside) == ImageColor.getrgb("#cf2030")
    assert found.text.replace("\u00a0", " ") == f"Forum · Rencontre · Annulé · {HELD}"


def test_the_words_of_a_postponed_event_give_only_the_date_that_holds(site):
    found = event_card(site, "etat: reporté\ndebut: 2020-09-12\ninitialement_le: 2020-03-21\n")
    assert "mars" not in found.text
    assert "septembre" in found.text


@each_row(
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


@each_row(
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
