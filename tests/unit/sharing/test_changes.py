"""The message of a commit, a French sentence that is made from the changes."""

import pytest

from plugins.model import TYPES
from tests.tables import each_row
from tooling.sharing.changes import FEMININE, Change, label_at, summary

OFFICE = "---\ntitre: Dinant\ntelephone: 1\nannulations:\n  - {{le: 2026-12-08, raison: r}}\n{}---\n{}"
PERSON = b"---\nprenom: Bo\nnom: Essai\nequipe: e\n---\n"


def office(extra="", text="", **changed):
    data = OFFICE.format(extra, text)
    for key, value in changed.items():
        data = data.replace(f"{key}: 1", f"{key}: {value}")
    return data.encode()


@each_row(
    ("change", "said"),
    [
        (
            Change("content/bureaux/dinant.md", office(), office("  - {le: 2026-12-24, raison: congés}\n")),
            "Dinant : permanence du jeudi 24 décembre 2026 annulée",
        ),
        (
            Change("content/bureaux/dinant.md", office("  - {le: 2026-12-24, raison: congés}\n"), office()),
            "Dinant : permanence du jeudi 24 décembre 2026 rétablie",
        ),
        (
            Change("content/bureaux/dinant.md", office(), office("ajouts:\n  - {le: 2026-12-10}\n", "Un texte.")),
            "Dinant : permanence ajoutée le jeudi 10 décembre 2026, texte changé",
        ),
        (
            Change("content/bureaux/dinant.md", office(), office("a: 1\nb: 1\nc: 1\n", telephone=2)),
            "Dinant : « Téléphone », « a » et 2 autres champs changés",
        ),
        (Change("content/bureaux/dinant.md", office(), office(telephone=2)), "Dinant : « Téléphone » changé"),
        (Change("content/bureaux/dinant.md", office(), office() + b"\n"), "Dinant : mise en forme"),
        (
            Change("content/personnes/bo.md", None, PERSON),
            "Personne ajoutée : « Bo Essai »",
        ),
        (Change("content/personnes/bo.md", PERSON, None), "Personne supprimée : « Bo Essai »"),
        (
            Change("content/personnes/bo.md", PERSON, PERSON, "content/personnes/b.md"),
            "La personne « Bo Essai » : adresse changée",
        ),
        (
            Change("content/pages/a.md", b"---\ntitre: A\nstatut: brouillon\n---\n", b"---\ntitre: A\n---\n"),
            "La page « A » : n’est plus un brouillon",
        ),
        (Change("content/pages/a.md", b"", b"titre: A\n"), "La page « a » : texte changé"),
        (Change("content/bandeau.md", None, b"---\ntexte: x\n---\n"), "Bandeau ajouté"),
        (
            Change("content/bandeau.md", b"---\ntexte: x\n---\n", b"---\ntexte: y\n---\n"),
            "Le bandeau : « Texte » changé",
        ),
        (Change("content/bureaux/dinant.md", None, office()), "Bureau ajouté : Dinant"),
        (Change("content/fermetures.md", b"---\n---\n", None), "Fermetures supprimées"),
        (Change("content/actualites/fete.md", None, b"---\ntitre: Marche\n---\n"), "Actualité ajoutée : « Marche »"),
        (
            Change("content/bureaux/index.md", b"---\nresume: r\n---\n", b"---\nresume: s\n---\n"),
            "La page de rubrique « Bureaux d’accueil » : « Résumé » changé",
        ),
        (Change("content/images/a.jpg", None, b"x"), "Images (1 fichier)"),
        (Change("content/redirections.txt", b"", b"x"), "Redirections"),
        (Change("tasks.py", b"", b"x"), "Réglages et programme (1 fichier)"),
        (Change("publication/addresses.txt", b"", b"x"), ""),
    ],
)
def test_a_change_is_said_in_french(change, said):
    assert summary([change]) == said


def test_many_changes_are_one_line():
    changes = [Change(f"content/pages/{name}.md", None, f"---\ntitre: {name}\n---\n".encode()) for name in "edcba"]
    assert summary(changes) == (
        "Page ajoutée : « a » ; Page ajoutée : « b » ; Page ajoutée : « c » ; et 2 autres changements"
    )


@pytest.mark.parametrize(
    ("place", "said"), [("« d_apres »", "« D’après »"), ("« quand »", "« Quand »"), ("le texte",) * 2]
)
def test_a_place_is_called_as_its_form_calls_it(place, said):
    assert label_at("content/bureaux/dinant.md", place) == said


def test_each_type_whose_article_does_not_tell_is_known_to_be_feminine_or_not():
    elided = {cls.french for cls in TYPES if cls.french.startswith(("l’", "les "))}
    assert {french for french in elided if not FEMININE.match(french)} == {"l’événement", "les chiffres"}
