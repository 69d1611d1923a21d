"""A week of the officer in the forms of a real « ouvrir »: no YAML is typed, and no other command is run.

    .venv/bin/python -m pytest -s tests/browser/test_desk_week.py

prints the clicks, keys and seconds of each gesture. The seconds are those of the keystroke-level model (Card, Moran and
Newell, 1983) for each click and key, plus the time of the machine until the page of the site shows the change.
"""

import contextlib
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from plugins.desk.check import main as check
from tests.browser.desk.test_desk import CLEANED, PASTE, PASTED
from tests.built_site import BUILD_DATE, INVENTED, ROOT
from tests.compiled_templates import compile_once_in, in_two_languages
from tests.drawn import encoded, noise
from tests.serving.loopback import free_ports

CLICK = 1.35 + 1.1 + 0.2
"""Seconds for a click: to decide, to point, to press and release."""
KEY = 0.28
"""Seconds for a key, for somebody who is no professional typist."""
LIMIT = 180
"""The most seconds for a news item with its photograph and its document."""
OPENED = 120
"""The most seconds until « ouvrir » opens the browser."""
BROWSER = """#!/bin/sh
echo "$1" > opened~ && mv opened~ opened
"""
"""A script in the place of the browser, which writes the address that it is given to a file."""
MADE_FROM = (
    "plugins",
    "theme",
    "tooling",
    "publication",
    "docs",
    *(file.name for file in ROOT.glob("*.*") if file.is_file()),
)
NEWS_TEXT = (
    "La fête aura lieu dans la cour, samedi prochain. Il y aura des danses, un repas et des jeux.\n\n"
    "Venez avec vos voisins : l'entrée est libre. Le programme complet se trouve sous ce texte.\n"
)
PHOTOGRAPH = {"name": "IMG 2034.JPG", "mimeType": "image/jpeg", "buffer": encoded(noise(1600, 1200))}
PROGRAMME = {"name": "Programme final (2).pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 autre"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with a copy of the invented content."""
    folder = tmp_path_factory.mktemp("week")
    for name in MADE_FROM:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    shutil.copytree(INVENTED, folder / "content")
    (folder / ".venv").symlink_to(sys.prefix)
    compile_once_in(folder)
    in_two_languages(folder)
    (folder / "browser").write_text(BROWSER, "utf-8")
    (folder / "browser").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def address(project):
    """The address that « ouvrir » opens in the browser."""
    environment = {**os.environ, "BUILD_DATE": BUILD_DATE, "BROWSER": f"{project / 'browser'} %s"}
    with (project / "told").open("w") as told:
        command = [sys.executable, "tasks.py", "ouvrir", "--port", str(free_ports(1)[0])]
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=told, stderr=told)
        end = time.monotonic() + OPENED
        try:
            while not (project / "opened").exists():
                assert process.poll() is None, (project / "told").read_text("utf-8")
                assert time.monotonic() < end
                time.sleep(0.1)
            yield (project / "opened").read_text("utf-8").strip().rstrip("/")
        finally:
            process.terminate()
            process.wait()


class Officer:
    """The officer at the keyboard; counts clicks, keys and seconds for each gesture."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.clicks = self.keys = 0
        self.rows = {}

    @contextlib.contextmanager
    def gesture(self, name):
        self.clicks, self.keys, started = 0, 0, time.monotonic()
        yield
        machine = time.monotonic() - started
        seconds = machine + self.clicks * CLICK + self.keys * KEY
        self.rows[name] = (self.clicks, self.keys, machine, seconds)

    def open(self, path):
        """Open a page of the site or the desk, and count the click that leads there."""
        self.clicks += 1
        self.page.goto(path)

    def click(self, name, role="button", within=None):
        self.clicks += 1
        (within or self.page).get_by_role(role, name=name, exact=True).last.click()

    def link(self, name):
        self.click(name, "link")

    def type(self, label, text, within=None):
        self.clicks += 1
        self.keys += len(text)
        (within or self.page).get_by_label(label, exact=True).last.fill(text)

    def choose(self, label, option, within=None):
        self.clicks += 2
        (within or self.page).get_by_label(label, exact=True).last.select_option(label=option)

    def deposit(self, label, file, within):
        self.clicks += 3
        within.get_by_label(label).last.set_input_files(file)

    def field(self, key):
        """Return the element of the page that contains a field of the form."""
        return self.page.locator(f"#champ\\.{key}")

    def add(self, label):
        """Add an item to a list; return its element."""
        self.click(f"Ajouter : {label}")
        return self.page.locator(".list > .item", has_text=re.compile(rf"{label}, nº")).last

    def save(self, button="Enregistrer"):
        self.click(button)
        self.page.get_by_text("Enregistré. La page").wait_for()

    def done(self):
        """Submit the fields of a gesture: look at the changes, then make them."""
        self.click("Voir ce qui va changer")
        self.click("Faire ces changements")
        self.page.get_by_text("c’est fait").wait_for()

    def sees(self, path, *words, without=()):
        """Waits until the preview has built the page anew."""
        end = time.monotonic() + 60
        while True:
            text = self._text(path)
            if all(word in text for word in words) and not any(word in text for word in without):
                return
            assert time.monotonic() < end, f"{path}: {words}, without {without}"
            time.sleep(0.1)

    def _text(self, path):
        try:
            with urllib.request.urlopen(f"{self.address}{path}") as answer:
                return re.sub(r"<[^>]+>", "", answer.read().decode()).replace("\u00a0", " ").replace("\u202f", " ")
        except urllib.error.HTTPError as error:
            return error.reason

    @property
    def table(self):
        rows = [f"| {name} | {' | '.join(f'{each:.0f}' for each in row)} |" for name, row in self.rows.items()]
        return "\n".join(
            ["| Gesture | Clicks | Keys | Machine (s) | In all (s) |", "| --- | --: | --: | --: | --: |", *rows]
        )


@pytest.fixture
def she(chromium, address):
    with contextlib.closing(chromium.new_context(base_url=address, viewport={"width": 1280, "height": 800})) as context:
        context.set_default_timeout(20_000)
        yield Officer(context.new_page(), address)


@pytest.mark.endurance
def test_the_week_takes_no_yaml_and_no_command(she, project):
    with she.gesture("A news item with a photograph and a PDF"):
        she.open("/actualites/")
        she.link("Ajouter : Actualité")
        she.type("Titre", "Une fête dans la cour")
        she.type("Résumé", "Samedi, la Maison d’essai fait la fête dans sa cour.")
        she.type("Date de publication", "23 novembre 2026")
        she.type("Rubrique", "Essais")
        she.deposit("Ou déposez une image", PHOTOGRAPH, she.field("image"))
        she.type("Ce que l’image montre", "Des gens dansent dans une cour", she.field("image"))
        document = she.add("Documents")
        she.type("Titre", "Le programme de la fête", document)
        she.deposit("Ou déposez un document", PROGRAMME, document)
        she.type("Texte de la page", NEWS_TEXT)
        she.save("Enregistrer, prêt à publier")
        she.sees("/actualites/2026/une-fete-dans-la-cour/", "Une fête dans la cour", "Le programme de la fête")

    with she.gesture("An event, of which only the month is known"):
        she.open("/agenda/")
        she.link("Ajouter : Événement")
        she.type("Titre", "Rencontre de la cour")
        she.type("Résumé", "Une rencontre autour des essais.")
        she.type("Genre", "rencontre")
        she.type("Début", "mai 2027")
        she.save("Enregistrer, prêt à publier")
        she.sees("/agenda/2027/rencontre-de-la-cour/", "mai 2027")
    with she.gesture("Its day, its hours and its place"):
        she.open("/agenda/2027/rencontre-de-la-cour/")
        she.link("Modifier")
        she.choose("État (facultatif)", "Confirmé")
        she.type("Début", "21 mai 2027 18:00")
        she.type("Fin (facultatif)", "21 mai 2027 20:00")
        she.type("Nom du lieu", "Salle d’essai", she.field("lieu"))
        she.type("Localité (facultatif)", "Namur", she.field("lieu"))
        she.save()
        she.sees("/agenda/2027/rencontre-de-la-cour/", "vendredi 21 mai 2027", "Salle d’essai")
    with she.gesture("It is postponed"):
        she.open("/_atelier/")
        she.link("Reporter un événement")
        she.choose("Événement", "Rencontre de la cour")
        she.type("Nouvelle date", "28 mai 2027 18:00")
        she.done()
        she.sees("/agenda/2027/rencontre-de-la-cour/", "28 mai 2027")
    with she.gesture("It is cancelled"):
        she.open("/_atelier/")
        she.link("Dire où en est un événement")
        she.choose("Événement", "Rencontre de la cour")
        she.choose("État", "Annulé")
        she.done()
        she.sees("/agenda/2027/rencontre-de-la-cour/", "Annulé")

    for name, gesture, fields, shown, gone in (
        ("A permanence is cancelled", "Annuler une permanence", {"Raison": "congés de Noël"}, ["congés de Noël"], []),
        ("It is held again", "Rétablir une permanence", {}, [], ["congés de Noël"]),
        (
            "It is moved",
            "Déplacer une permanence",
            {"Nouveau jour": "22 décembre 2026", "Raison": "réunion"},
            ["22 décembre", "réunion"],
            [],
        ),
    ):
        with she.gesture(name):
            she.open("/_atelier/")
            she.link(gesture)
            she.choose("Bureau", "Yvoir")
            she.type("Jour", "24 décembre 2026")
            for label, text in fields.items():
                she.type(label, text)
            she.done()
            she.sees("/bureaux/yvoir/", *shown, without=gone)

    with she.gesture("All offices are closed for some days"):
        she.open("/_atelier/")
        she.link("Fermer tous les bureaux")
        closure = she.field("fermetures").locator(".item").first
        she.type("Du", "28 décembre 2026", closure)
        she.type("Au", "1er janvier 2027", closure)
        she.type("Raison", "inventaire général", closure)
        she.save()
        she.sees("/bureaux/florennes/", "inventaire général")

    with she.gesture("A colleague who left is replaced in two offices"):
        she.open("/_atelier/")
        she.link("Personne")
        she.type("Prénom", "Zoé")
        she.type("Nom de famille", "Brouillon")
        she.type("Fonction", "Accueil")
        she.choose("Équipe", "Équipe d’essai")
        she.save("Enregistrer, prêt à publier")
        she.open("/_atelier/")
        she.link("Remplacer un collègue")
        she.choose("La personne qui s’en va", "Barnabé Girouette")
        she.choose("La personne qui la remplace", "Zoé Brouillon")
        she.done()
        for office in ("couvin", "florennes"):
            she.sees(f"/bureaux/{office}/", "Zoé Brouillon", without=["Girouette"])

    with she.gesture("A number is changed everywhere"):
        she.open("/_atelier/")
        she.link("Changer un numéro")
        she.type("Ancien numéro", "0470 00 00 17")
        she.type("Nouveau numéro", "0470 00 00 71")
        she.done()
        she.sees("/bureaux/yvoir/", "0470/00 00 71", without=["0470/00 00 17"])

    with she.gesture("A position, and what followed from it"):
        she.open("/positions/")
        she.link("Ajouter : Position")
        she.type("Titre", "Pour une cour ouverte")
        she.type("Résumé", "Une interpellation sur l’ouverture de la cour.")
        she.choose("Niveau de pouvoir", "Commune")
        she.choose("Forme", "Interpellation")
        she.type("Date", "octobre 2026")
        for text, day in (("Déposée", "octobre 2026"), ("Adoptée", "20 novembre 2026")):
            step = she.add("Suivi")
            she.type("Ce qui s’est passé", text, step)
            she.type("Date (facultatif)", day, step)
        she.save("Enregistrer, prêt à publier")
        she.sees("/positions/pour-une-cour-ouverte/", "Adoptée", "novembre 2026")

    with she.gesture("Its address is changed"):
        she.open("/positions/pour-une-cour-ouverte/")
        she.link("Modifier")
        she.link("Changer l’adresse")
        she.type("Nouveau nom", "La cour ouverte")
        she.done()
        she.sees("/positions/la-cour-ouverte/", "Pour une cour ouverte")

    with she.gesture("A page is deleted"):
        she.open("/agenda/2027/rencontre-de-la-cour/")
        she.link("Modifier")
        she.link("Supprimer la page")
        she.type("Où mène son adresse (facultatif)", "/agenda/")
        she.done()
        she.sees("/agenda/", without=["Rencontre de la cour"])

    with she.gesture("A new office"):
        she.open("/bureaux/")
        she.link("Ajouter : Bureau")
        she.type("Nom du bureau", "Ciney")
        she.type("Rue et numéro", "Rue de l’Essai, 7", she.field("adresse"))
        she.type("Code postal", "5590", she.field("adresse"))
        she.type("Localité", "Ciney", she.field("adresse"))
        permanence = she.add("Permanences")
        she.type("Quand", "1er mardi du mois, de 9h à 12h", permanence)
        she.choose("Qui reçoit, nº 1", "Ana Essai", she.add("Qui reçoit"))
        she.save("Enregistrer, prêt à publier")
        she.sees("/bureaux/ciney/", "Rue de l’Essai, 7", "Ana Essai")

    with she.gesture("A sentence of the home page"):
        she.open("/")
        she.link("Modifier")
        she.type("Résumé (facultatif)", "Vous voulez essayer ? Six bureaux d’accueil vous reçoivent près de chez vous.")
        she.save()
        she.sees("/", "Six bureaux d’accueil")

    with she.gesture("A text is pasted from Word"):
        she.open("/contact/")
        she.link("Modifier")
        she.clicks, she.keys = she.clicks + 1, she.keys + 2
        # Text pasted before the script has loaded would not be cleaned.
        she.page.get_by_role("button", name="Titre", exact=True).wait_for()
        she.page.get_by_label("Texte de la page").evaluate(PASTE, PASTED)
        she.save()
        she.sees("/contact/", "Fête | bal", "Dessous")
        assert CLEANED in (project / "content/pages/contact.md").read_text("utf-8")

    print(f"\n{she.table}")
    assert she.rows["A news item with a photograph and a PDF"][3] < LIMIT
    assert check(project / "content", dt.date.fromisoformat(BUILD_DATE), cache=Path(project / ".cache")) == 0
