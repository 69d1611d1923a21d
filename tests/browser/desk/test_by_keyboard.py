"""The desk by keyboard alone, with and without script: each gesture, a form, a note, a copy."""

import re
import shutil
import urllib.request

import pytest

from plugins.importing.state import FILE, Imported, ImportReport, ReportPart
from tests.browser.axe import assert_no_barrier
from tests.unit.conftest import TODAY

YVOIR = {"Bureau": "Yvoir", "Jour": "24 décembre 2026"}
SESSION = {"Événement": "Formation en six", "Jour": "24 novembre 2026", "Raison": "grève"}
TRAINING, COMING = "agenda/formation-en-six-jours", "agenda/a-venir"
OF_FILE = {
    "Changer l’adresse": "positions/marche-des-apprentis",
    "Supprimer la page": "positions/marche-des-apprentis",
    "Publier à une date": "actualites/sous-embargo",
}
"""The gestures that are made below the form of a file."""
BY_ITS_LINK = ("Annuler une permanence", "Changer l’adresse")
"""The gestures that also begin by keyboard: one loop writes all links of the desk, another those below a form."""
BY_KEYBOARD = {
    "Annuler une permanence": (YVOIR | {"Raison": "congés"}, "bureaux/yvoir", "{le: 2026-12-24, raison: congés}"),
    "Déplacer une permanence": (
        YVOIR | {"Nouveau jour": "22/12/2026", "Raison": "congés"},
        "bureaux/yvoir",
        "{le: 2026-12-22, raison: au lieu du",
    ),
    "Rétablir une permanence": ({"Bureau": "Gedinne", "Jour": "8 décembre 2026"}, "bureaux/gedinne", "Ébauche"),
    "Annuler une séance": (SESSION, TRAINING, "{le: 2026-11-24, etat: annulé, raison: grève"),
    "Déplacer une séance": (
        SESSION | {"Nouveau jour": "26 novembre 2026"},
        TRAINING,
        "le: 2026-11-26, initialement_le: 2026-11-24",
    ),
    "Rétablir une séance": (
        {"Événement": "Formation en six", "Jour": "1er décembre 2026"},
        TRAINING,
        "le: 15 décembre",
    ),
    "Reporter un événement": (
        {"Événement": "Journée à venir", "Nouvelle date": "février 2027"},
        COMING,
        "debut: 2027-02\ninitialement_le: 2027-01-21 09:30",
    ),
    "Dire où en est un événement": ({"Événement": "Journée à venir", "État": "Complet"}, COMING, "etat: complet"),
    "Remplacer un collègue": (
        {"La personne qui s’en va": "Ana", "La personne qui la remplace": "Bo"},
        "bureaux/yvoir",
        "qui: bo-essai",
    ),
    "Changer un numéro": (
        {"Ancien numéro": "0470 00 00 17", "Nouveau numéro": "0470 00 00 71"},
        "personnes/ana-essai",
        "0470/00 00 71",
    ),
    "Publier à une date": ({"Jour": "24 décembre 2026"}, "actualites/sous-embargo", "date: 2026-12-24"),
    "Changer l’adresse": ({"Nouveau nom": "un autre marché"}, "positions/un-autre-marche", "titre: "),
    "Supprimer la page": (
        {"Où mène son adresse (facultatif)": "/positions/"},
        None,
        "/positions/marche-des-apprentis/ → /positions/",
    ),
}
"""What is typed for each gesture, then the file that it changes, and what is then in it."""


@pytest.mark.parametrize("gesture", BY_KEYBOARD)
def test_a_gesture_is_made_by_keyboard_alone_and_without_script(by_keyboard, address, content, gesture):
    fields, file, expected = BY_KEYBOARD[gesture]
    start = f"/_atelier/modifier/{OF_FILE[gesture]}" if gesture in OF_FILE else "/_atelier/"
    if gesture in BY_ITS_LINK:
        by_keyboard.open(start, script=False)
        by_keyboard.press("link", gesture)
    else:
        with urllib.request.urlopen(f"{address}{start}") as page:
            (link,) = re.findall(f'<a href="([^"]+)">{gesture}</a>', page.read().decode())
        by_keyboard.open(link, script=False)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    for label, text in fields.items():
        by_keyboard.type(label, text)
    by_keyboard.press("button", "Voir ce qui va changer")
    by_keyboard.press("button", "Faire ces changements")
    by_keyboard.page.get_by_text(f"{gesture} : c’est fait.").wait_for()
    assert before != {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert expected in (content / (f"{file}.md" if file else "redirections.txt")).read_text("utf-8")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("word", "part", "fields", "button", "file"),
    [
        (
            "fermetures",
            "",
            {"Du": "28 décembre 2026", "Au": "1er janvier 2027", "Raison": "congés"},
            "Enregistrer",
            "fermetures",
        ),
        (
            "bandeau",
            "",
            {"Texte": "Fermé", "Du": "23 novembre 2026", "Au": "24 novembre 2026"},
            "Enregistrer",
            "bandeau",
        ),
        (
            "position",
            "Suivi",
            {"Titre": "Essai", "Résumé": "Un essai.", "Niveau de pouvoir": "Commune", "Forme": "Motion", "Date": "2026"}
            | {"Ce qui s’est passé": "Déposée"},
            "Enregistrer, prêt à publier",
            "positions/essai",
        ),
    ],
)
def test_a_form_is_filled_by_keyboard_alone_and_without_script(
    by_keyboard, content, script, word, part, fields, button, file
):
    by_keyboard.open(f"/_atelier/ajouter/{word}", script=script)
    if part:
        by_keyboard.press("button", f"Ajouter : {part}")
        by_keyboard.page.get_by_role("button", name=re.compile(f"^Enlever {part}")).wait_for()
    for label, text in fields.items():
        by_keyboard.type(label, text)
    by_keyboard.press("button", button)
    by_keyboard.page.get_by_text("Enregistré. La page").wait_for()
    assert (content / f"{file}.md").is_file()


def test_a_note_is_verified_by_keyboard_alone_and_without_script(by_keyboard, content):
    by_keyboard.open("/_atelier/", script=False)
    by_keyboard.press("link", "Commencer")
    note = by_keyboard.page.locator(".note").inner_text()
    before = {path: path.read_bytes() for path in content.rglob("*.md")}
    by_keyboard.reach(by_keyboard.page.get_by_label("J’ai vérifié toute la page"))
    by_keyboard.page.keyboard.press("Space")
    by_keyboard.press("button", "C’est vérifié")
    by_keyboard.page.get_by_text("C’est noté").wait_for()
    assert by_keyboard.page.locator(".note").inner_text() != note
    (changed,) = (path for path in before if path.read_bytes() != before[path])
    assert f"verifie_le: {TODAY}" in changed.read_text("utf-8")


@pytest.fixture
def imported(content):
    """The report of an import that names two texts."""
    rows = (("pages/essai.md", "une-image-au-nom-tres-long-que-personne-ne-lit-jamais-en-entier-2019-01.jpg"),)
    parts = (ReportPart("Images perdues", "Cherchez-les.", (*rows, ("bureaux/yvoir.md", "deux.jpg"))),)
    told = Imported(reports={"ancien.example": ImportReport("2026-11-20", ("Venus : 2.",), parts)})
    file = content.parent / FILE
    file.parent.mkdir()
    file.write_text(told.as_text(), "utf-8")
    yield
    shutil.rmtree(file.parent)


def test_what_an_import_told_has_no_barrier(visit, imported):
    assert_no_barrier(visit("/_atelier/import/"), (360, 1440), opened=True)


def test_a_text_that_came_is_opened_from_what_the_import_told_by_keyboard_and_without_script(by_keyboard, imported):
    by_keyboard.open("/_atelier/", script=False)
    by_keyboard.press("link", "Ce que l’import a apporté")
    by_keyboard.press("link", "Yvoir")
    by_keyboard.page.wait_for_url("**/_atelier/modifier/bureaux/yvoir")


def test_a_page_is_copied_by_keyboard_alone_and_without_script(by_keyboard, content):
    by_keyboard.open("/_atelier/modifier/ressources/manuel", script=False)
    by_keyboard.press("link", "Dupliquer")
    by_keyboard.type("Titre", "Un second manuel")
    by_keyboard.press("button", "Enregistrer le brouillon")
    by_keyboard.page.get_by_text("Enregistré. La page").wait_for()
    assert (content / "ressources/un-second-manuel.md").is_file()
