"""The sentence of a commit is made from what changed."""

import pytest

from tooling.sharing.changes import Change, summary

OFFICE = "---\ntitre: Dinant\ntelephone: 1\nannulations:\n  - {{le: 2026-12-08, raison: r}}\n{}---\n{}"
PERSON = b"---\nprenom: Bo\nnom: Essai\nequipe: e\n---\n"


def office(extra="", text="", **changed):
    data = OFFICE.format(extra, text)
    for key, value in changed.items():
        data = data.replace(f"{key}: 1", f"{key}: {value}")
    return data.encode()


@pytest.mark.parametrize(
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
            "La personne « Bo Essai » : fichier ajouté",
        ),
        (Change("content/personnes/bo.md", PERSON, None), "La personne « Bo Essai » : fichier effacé"),
        (
            Change("content/personnes/bo.md", PERSON, PERSON, "content/personnes/b.md"),
            "La personne « Bo Essai » : fichier renommé (b.md)",
        ),
        (
            Change("content/pages/a.md", b"---\ntitre: A\nstatut: brouillon\n---\n", b"---\ntitre: A\n---\n"),
            "La page « A » : n’est plus un brouillon",
        ),
        (Change("content/pages/a.md", b"", b"titre: A\n"), "La page « a » : texte changé"),
        (Change("content/bandeau.md", None, b"---\ntexte: x\n---\n"), "Le bandeau : fichier ajouté"),
        (
            Change("content/bandeau.md", b"---\ntexte: x\n---\n", b"---\ntexte: y\n---\n"),
            "Le bandeau : « Texte » changé",
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
        "La page « a » : fichier ajouté ; La page « b » : fichier ajouté ; La page « c » : fichier ajouté"
        " ; et 2 autres changements"
    )
