"""The merge of two versions of a file: what is merged automatically, and what is asked."""

import functools
import random
from itertools import combinations

import pytest
import yaml

from tests.tables import each_row
from tooling.sharing.merging import UNION, Contradiction, merged

PATH = "content/bureaux/dinant.md"
OFFICE = """---
titre: Dinant
adresse: {rue: "Rue Haute, 1", code_postal: 5500, localite: Dinant}
telephone: 081/00 00 01
permanences:
  - quand: 2e jeudi du mois
    qui: a-b
  - quand: lundi, 9h-12h
    qui: c-d
# qui coordonne
coordination: [a-b, c-d]
annulations:
  - {le: 2026-12-08, raison: formation}
---

Un premier paragraphe.
Sa deuxième ligne.

Un deuxième paragraphe.

- un
- deux
"""


def edited(*pairs):
    text = OFFICE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


EDITS = {
    "telephone": ("telephone: 081/00 00 01", "telephone: 081/00 00 02"),
    "title": ("titre: Dinant", "titre: Dinant-sur-Meuse"),
    "street": ("Rue Haute, 1", "Rue Basse, 2"),
    "postcode": ("code_postal: 5500", "code_postal: 5501"),
    "who": ("qui: a-b", "qui: e-f"),
    "when": ("quand: 2e jeudi du mois", "quand: 3e jeudi du mois"),
    "other hours": ("lundi, 9h-12h", "lundi, 10h-12h"),
    "another": ("    qui: c-d\n", "    qui: c-d\n  - quand: mardi\n    qui: g-h\n"),
    "coordination": ("[a-b, c-d]", "[a-b, c-d, e-f]"),
    "cancelled": ("raison: formation}\n", "raison: formation}\n  - {le: 2026-12-24, raison: congés}\n"),
    "cancelled too": ("raison: formation}\n", "raison: formation}\n  - {le: 2026-12-31, raison: congés}\n"),
    "reason": ("raison: formation", "raison: formation d’équipe"),
    "new field": ("annulations:\n", "verifie_le: 2026-11-26\nannulations:\n"),
    "other new field": ("annulations:\n", "note: un mot\nannulations:\n"),
    "first line": ("Un premier paragraphe.", "Un tout premier paragraphe."),
    "second line": ("Sa deuxième ligne.", "Sa seconde ligne."),
    "second paragraph": ("Un deuxième paragraphe.", "Un autre paragraphe."),
    "item": ("- deux\n", "- deux\n- trois\n"),
    "other item": ("- deux\n", "- deux\n- quatre\n"),
    "end": ("- deux\n", "- deux\n\nUne fin.\n"),
    "no paragraph": ("Un deuxième paragraphe.\n\n", ""),
}


CONTRADICTIONS = {
    ("telephone: 081/00 00 01", "telephone: 081/00 00 03"): ("telephone", "« telephone »"),
    ("telephone: 081/00 00 01\n", ""): ("telephone", "« telephone »"),
    ("Rue Haute, 1", "Rue Haute, 3"): ("street", "« adresse »"),
    ("quand: 2e jeudi du mois", "quand: 4e jeudi du mois"): ("when", "« quand »"),
    ("raison: formation", "raison: réunion"): ("reason", "« 2026-12-08 »"),
    ("Sa deuxième ligne.", "Sa vraie deuxième ligne."): ("second line", "le texte"),
    ("Un deuxième paragraphe.", "Un paragraphe de plus."): ("second paragraph", "le texte"),
    ("Un deuxième paragraphe.\n", "Un paragraphe de plus.\n"): ("no paragraph", "le texte"),
}


def rows(text):
    return {row for row in text.splitlines() if row.strip()}


@each_row(("one", "other"), list(combinations(EDITS, 2)))
def test_edits_of_different_things_are_joined_and_none_is_lost(one, other):
    for ours, theirs in ((one, other), (other, one)):
        parts = merged(PATH, OFFICE, edited(EDITS[ours]), edited(EDITS[theirs]))
        if {one, other} == {"second paragraph", "no paragraph"}:
            assert [part for part in parts if isinstance(part, Contradiction)]
            continue
        text = "".join(parts)
        added, gone = rows(edited(EDITS[one])) - rows(OFFICE), rows(OFFICE) - rows(edited(EDITS[one]))
        added |= rows(edited(EDITS[other])) - rows(OFFICE)
        gone |= rows(OFFICE) - rows(edited(EDITS[other]))
        lost = {row for row in added if row not in rows(text)}
        assert not lost or {one, other} == {"street", "postcode"}  # both fields are in one line
        assert not gone & rows(text)
        assert not lost or 'adresse: {rue: "Rue Basse, 2", code_postal: 5501, localite: Dinant}' in text
        assert rows(text) - added <= rows(OFFICE) or {one, other} == {"street", "postcode"}


@each_row("edit", EDITS)
def test_the_same_edit_made_twice_is_made_once(edit):
    assert "".join(merged(PATH, OFFICE, edited(EDITS[edit]), edited(EDITS[edit]))) == edited(EDITS[edit])
    assert "".join(merged(PATH, OFFICE, OFFICE, edited(EDITS[edit]))) == edited(EDITS[edit])
    assert "".join(merged(PATH, OFFICE, edited(EDITS[edit]), OFFICE)) == edited(EDITS[edit])


@pytest.mark.parametrize("edit", CONTRADICTIONS)
def test_what_contradicts_itself_is_asked_where_it_does(edit):
    name, place = CONTRADICTIONS[edit]
    parts = merged(PATH, OFFICE, edited(EDITS[name]), edited(edit))
    (conflict,) = [part for part in parts if isinstance(part, Contradiction)]
    assert conflict.place == place
    chosen = "".join(part.theirs if isinstance(part, Contradiction) else part for part in parts)
    assert yaml.safe_load(chosen.split("---")[1]) == yaml.safe_load(edited(edit).split("---")[1])
    assert rows(chosen) == rows(edited(edit))
    chosen = "".join(part.ours if isinstance(part, Contradiction) else part for part in parts)
    assert rows(chosen) == rows(edited(EDITS[name]))


def test_a_new_file_of_both_is_joined_from_nothing():
    one, other = "---\ntitre: A\nresume: r\n---\n", "---\ntitre: A\nordre: 2\n---\n"
    assert "".join(merged("content/pages/a.md", "", one, other)) == "---\ntitre: A\nordre: 2\nresume: r\n---\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        ("[fr, nl, ar]", "[fr, en, nl]", "[fr, en, nl, ar]"),
        ("[fr, ar]", "[fr, nl, en]", "[fr, en, ar]"),
        ("[nl]", "[fr]", "[]"),
    ],
)
def test_a_list_on_one_line_is_joined_item_by_item(ours, theirs, joined):
    texts = (f"---\ntitre: A\nlangues: {each}\n---\n" for each in ("[fr, nl]", ours, theirs))
    assert "".join(merged(PATH, *texts)) == f"---\ntitre: A\nlangues: {joined}\n---\n"


def listed(day, *addresses):
    return f"# Titre\n# Dernier ajout : {day}\n" + "".join(f"{address}\n" for address in addresses)


def test_the_list_of_published_addresses_is_a_union():
    joined = merged(
        UNION, listed("2026-11-23", "/"), listed("2026-11-25", "/", "/b/"), listed("2026-11-24", "/", "/a/")
    )
    assert joined == [listed("2026-11-25", "/", "/a/", "/b/")]


def test_lists_of_lines_are_joined_and_an_address_that_leads_to_two_places_is_asked():
    base = "# Redirections\n/a/ → /b/\n"
    one, other = f"{base}/c/ → /d/\n", f"{base}/e/ → /f/\n"
    assert "".join(merged("content/redirections.txt", base, one, other)) == f"{base}/e/ → /f/\n/c/ → /d/\n"
    parts = merged("content/redirections.txt", base, one, f"{base}/c/ → /x/\n")
    assert parts == ["# Redirections\n", "/a/ → /b/\n", Contradiction("la ligne", "/c/ → /d/\n", "/c/ → /x/\n")]


def test_edits_drawn_by_chance_leave_every_file_readable():
    """The result has no conflict marks, and its front matter can be read."""
    dice = random.Random(3)
    for _ in range(60):
        ours, theirs = (
            functools.reduce(lambda text, name: text.replace(*EDITS[name], 1), dice.sample(list(EDITS), 4), OFFICE)
            for _ in range(2)
        )
        parts = merged(PATH, OFFICE, ours, theirs)
        text = "".join(part.ours if isinstance(part, Contradiction) else part for part in parts)
        assert set(yaml.safe_load(text.split("---")[1])) >= {"titre", "adresse", "permanences", "annulations"}
        assert "<<<<" not in text
