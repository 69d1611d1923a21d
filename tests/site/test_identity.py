"""An organisation of another province needs only its own identity file and content, and no change of code."""

import json
import os
import re
import subprocess
import sys

import pytest
from icalendar import Calendar

from tests.built_site import BUILD_DATE, ROOT

IDENTITY = """
name = "Maison des Langues"
the = "la Maison"
of = "de la Maison"
short = "Maison"
domain = "www.essai.be"
time_zone = "Europe/Luxembourg"
months_trusted = 12
languages = ["fr"]

[ids]
domain = "essai.be"
since = 2024
product = "Maison des Langues"

[province]
name = "Luxembourg"
places = "places.json"
bounds = [4.98, 50.42, 6.04, 49.45]
"""
PLACES = {
    "credit": "Lieux inventés pour un essai.",
    "communes": [{"name": "Arlon", "postcodes": ["6700"]}, {"name": "Virton", "postcodes": ["6760", "6761"]}],
    "localities": [
        ["Arlon", "6700", 49.683, 5.817],
        ["Virton", "6760", 49.567, 5.533],
        ["Latour", "6761", 49.558, 5.571],
    ],
    "seats": {},
    "also": {"Arlon": ["Arel"]},
    "elsewhere": ["Liège"],
}
CONTENT = {
    "organisation/maison.md": "titre: À propos\nresume: Une maison.\nnom: Maison des Langues\nsigle: Maison\n"
    "forme_juridique: ASBL\ndevise: Parler\nsiege: arlon\ncontacts:\n  - {service: Accueil, courriel: nom@essai.be}\n"
    "site: https://www.essai.be\nfacebook: https://www.facebook.com/essai\nnumero_entreprise: à compléter\n"
    "registre: à compléter\n",
    "bureaux/arlon.md": "titre: Arlon\nadresse: {rue: Rue de l’Essai 1, code_postal: 6700, localite: Arlon}\n"
    "telephone: 063/22 00 00\npermanences:\n  - quand: tous les lundis, de 9h à 12h\n",
    "agenda/fete.md": "titre: Fête\nresume: Une fête.\ngenre: fête\netat: confirmé\ndebut: 2027-06-21 14:00\n"
    "lieu: {nom: La place}\n",
    "actualites/ouverture.md": "titre: Ouverture\nresume: Nous ouvrons.\ndate: 2026-11-02\ncategorie: Vie\n",
    "pages/recherche.md": "titre: Recherche\nresume: Chercher.\n",
    "pages/contact.md": "titre: Contact\nresume: Nous joindre.\n",
    "pages/donnees.md": "titre: Données\nresume: Nos données.\n",
}
OURS = re.compile(r"cainamur|namur|europe/brussels|\bCAI\b", re.IGNORECASE)
# Style sheets and scripts show no name; their comments and file names may name the organisation.
TEXTS = {".html", ".xml", ".json", ".ics", ".vcf", ".txt"}


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    folder = tmp_path_factory.mktemp("other")
    (folder / "identity.toml").write_text(IDENTITY, "utf-8")
    (folder / "places.json").write_text(json.dumps(PLACES), "utf-8")
    for name, text in CONTENT.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(f"---\n{text}---\n", "utf-8")
    done = run(
        folder / "identity.toml",
        "-m",
        "pelican",
        str(folder / "content"),
        "-s",
        "publishconf.py",
        "-o",
        str(folder / "output"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def run(identity, *command):
    environment = os.environ | {"BUILD_DATE": BUILD_DATE, "SITE_IDENTITY": str(identity)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_nothing_of_this_organisation_is_in_the_site_of_another(other):
    texts = [file for file in other.rglob("*") if file.suffix in TEXTS]
    assert len(texts) > 20
    assert [(file.name, found[0]) for file in texts if (found := OURS.search(file.read_text("utf-8")))] == []


def test_it_says_its_own_name_domain_and_province(other):
    home = (other / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://www.essai.be/">' in home
    assert "dans la province de Luxembourg" in (other / "bureaux/index.html").read_text("utf-8")
    assert "la Maison" in (other / "contact/index.html").read_text("utf-8")
    assert (other / "bureaux/pres-de/virton/index.html").is_file()
    assert '"Arel"' in (other / "bureaux/lieux.json").read_text("utf-8")


def test_its_calendars_have_its_ids_and_its_zone(other):
    calendar = Calendar.from_ical((other / "agenda/agenda.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert calendar["x-wr-calname"] == "Agenda de la Maison"
    assert event["uid"].endswith("@essai.be")
    assert event["dtstart"].params["tzid"] == "Europe/Luxembourg"
    assert "tag:essai.be,2024:" in (other / "actualites/atom.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            IDENTITY.replace('domain = "www.essai.be"\n', ""),
            "identity.toml : il manque « domain » → ajoutez cette ligne.",
        ),
        (IDENTITY.replace("since = 2024", 'since = "jamais"'), "identity.toml ne se lit pas"),
        ("name = ", "identity.toml ne se lit pas"),
    ],
)
def test_an_identity_that_says_too_little_is_a_french_sentence(tmp_path, text, said):
    (tmp_path / "identity.toml").write_text(text, "utf-8")
    done = run(tmp_path / "identity.toml", "-c", "import plugins.base.identity")
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


PROGRAM = [
    *ROOT.glob("*.py"),
    *(file for folder in ("plugins", "tooling", "scripts") for file in (ROOT / folder).rglob("*.py")),
]


def test_no_module_names_the_organisation():
    assert len(PROGRAM) > 300
    naming = [(file, found[0]) for file in PROGRAM if (found := OURS.search(file.read_text("utf-8")))]
    assert naming == []
