"""The command ``copier-evenement``: prints an event field by field, to be copied into a form of another site."""

import datetime as dt

import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.event_sheet import main

TODAY = dt.date(2026, 11, 23)
FORUM = """---
titre: Forum
resume: On essaie.
genre: forum
etat: complet
debut: 2027-10-12 14:00
fin: 2027-10-12 18:00
lieu: {nom: La Halle, rue: Rue des Essais 3, code_postal: 5000, localite: Namur}
prix: gratuit
publics: [tous]
organisateurs: [Atelier Plume]
programme: [Ouvrir, Fermer]
inscription: {adresse: https://exemple.be/inscription}
---
"""
COURSE = "---\ntitre: Cours\nresume: On apprend.\ngenre: cours\nstatut: brouillon\nseances: 12 et 14 octobre 2027, 9h-12h\n---\n"


@pytest.fixture
def sheet(content, capsys):
    """A function that runs the command on one of three events; it returns the exit code and what was printed."""
    folder = content({"agenda/forum.md": FORUM, "agenda/cours.md": COURSE, "agenda/vague.md": FORUM.replace("2027-10-12 14:00\nfin: 2027-10-12 18:00", "2027-10")})  # fmt: skip

    def run(name):
        code = main(folder, TODAY, name, folder / ".cache")
        printed = capsys.readouterr()
        return code, printed.out.replace("\u00a0", " ") + printed.err

    return run


@pytest.mark.parametrize("name", ["forum", "forum.md", "agenda/forum", "content/agenda/forum.md"])
def test_an_event_is_told_field_by_field(sheet, name):
    assert sheet(name) == (
        0,
        "Titre : Forum\nÉtat : Complet\nQuand : Mardi 12 octobre 2027, de 14h à 18h\n"
        "Date de début : 12/10/2027 14:00\nDate de fin : 12/10/2027 18:00\nLieu : La Halle\nRue : Rue des Essais 3\n"
        "Code postal : 5000\nLocalité : Namur\nPrix : gratuit\nPublic : tous\nOrganisateur : Atelier Plume\n"
        f"Inscription : https://exemple.be/inscription\nDescription : On essaie.\n"
        f"Programme : Ouvrir ; Fermer\nLien : {IDENTITY.website}/agenda/2027/forum/\n",
    )


def test_an_event_of_several_sessions_has_each_and_a_draft_may_be_copied(sheet):
    code, told = sheet("cours")
    assert code == 0
    assert [row for row in told.splitlines() if row.startswith(("Séance", "Date"))] == [
        "Séance : Mardi 12 octobre 2027, de 9h à 12h",
        "Séance : Jeudi 14 octobre 2027, de 9h à 12h",
        "Date de début : 12/10/2027",
        "Date de fin : 14/10/2027",
    ]


def test_of_a_vague_date_what_is_known_is_told(sheet):
    assert "Date de début : 10/2027\n" in sheet("vague")[1]


def test_another_name_is_told_with_the_nearest(sheet):
    assert sheet("formu") == (1, "« formu » n’est pas un événement → vouliez-vous dire « forum » ?\n")
    assert sheet("xyz") == (1, "« xyz » n’est pas un événement → écrivez le nom de son fichier, dans content/agenda/\n")
