"""What the message of a mistake proposes to write is accepted."""

import re

from tests.tables import each_row
from tests.unit.source.mistaken import EVENT, OFFICE, office, page


def proposals(message):
    """Return all texts that a message proposes to write; empty where only the officer can know."""
    remedy = message.partition(" → ")[2]
    if whole := re.fullmatch(
        r"(?:vouliez-vous dire|forme acceptée la plus proche :|écrivez) « ([^«»]+) »(?: \?)?", remedy
    ):
        return [whole[1]]
    if either := re.fullmatch(r"écrivez « ([^«»]+) » ou « ([^«»]+) »", remedy):
        return [*either.groups()]
    if names := re.fullmatch(
        r"si ce sont plusieurs noms, écrivez (\[.+\]) ; si c’est un seul, écrivez (\[.+\])", remedy
    ):
        return [*names.groups()]
    if quoted := re.fullmatch(r"mettez-le entre guillemets droits : \w+: (.+)", remedy):
        return [quoted[1]]
    written = re.fullmatch(r"(?:écrivez|nommez-les) (?:un \w+ : )?([^«»…]+?)(?: ou ([^«»…]+))?", remedy)
    return [part for part in written.groups() if part] if written else []


@each_row(
    ("line", "count"),
    [
        ("debut: 24/12/2026", 1),
        ("debut: 03/04/2026", 2),
        ("debut: 24 décembre 2026", 1),
        ("debut: 2026-12-24 9h", 1),
        ("debut: 2026/12/24", 1),
        ("etat: reporter sans date", 1),
        ("etat: confirmer", 1),
        ("lieu: Salle des fêtes, à Namur", 1),
        ('lieu: "Salle : fêtes"', 1),
        ("en_ligne: www.facebook.com/cainamur", 1),
        ("rediffusion: www.cainamur.be/a?b=c", 1),
        ("partenaires: CNCD, MOC", 2),
        ('organisateurs: "Ana: B, Luc"', 2),
        ("titre: Plénière : le PPLI", 1),
        ("titre: @ana", 1),
        ("inscription: ana@cainamur.be", 0),
    ],
)
def test_what_a_message_about_an_event_tells_to_write_is_right(mistakes, site, line, count):
    key = line.partition(":")[0]
    rows = [row for row in f"{EVENT}".split("\n") if not row.startswith(f"{key}:")]

    def written(value):
        return {"agenda/e.md": "\n".join(["---", *rows, value, "---", ""])}

    (message,) = mistakes(written(line))
    shown = proposals(message)
    assert len(shown) == count
    for proposal in shown:
        assert site(written(f"{key}: {proposal}")).records


@each_row(
    ("quand", "count"),
    [
        ("tout les lundi", 1),
        ("le mradi de 9h à 12h", 1),
        ("1er lundi, 9h-12h", 1),
        ("lundi 12h-9h", 1),
        ("mardi matin, 14h-16h", 2),
        ("tous les jours", 2),
        ("du vendredi au lundi", 0),
        ("le jeudi 9h", 0),
        ("tous les 15 jours le jeudi", 0),
        ("tous les lundis sauf jours fériés", 1),
        ("1er lundi et mardi du mois", 1),
    ],
)
def test_what_a_message_about_a_permanence_tells_to_write_is_right(mistakes, site, quand, count):
    (message,) = mistakes(office(f"permanences:\n  - quand: {quand}"))
    shown = proposals(message)
    assert len(shown) == count
    for proposal in shown:
        assert site(office(f"permanences:\n  - quand: {proposal}")).offices


@each_row(
    "target",
    ["www.cainamur.be", "ana@cainamur.be", "/bureaux/a", "bureaux/a/", "/bureaux/b/"],
)
def test_what_a_message_about_a_link_tells_to_write_is_right(mistakes, site, target):
    there = {"bureaux/ab.md": f"---\n{OFFICE}\n---\n"} | office()
    (message,) = mistakes(page(f"[ici]({target})") | there)
    shown = proposals(message)
    assert shown
    for proposal in shown:
        assert site(page(f"[ici]({proposal})") | there).records
