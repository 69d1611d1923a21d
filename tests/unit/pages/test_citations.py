"""The citation of a position, as a sentence and in BibTeX, and the contact for the press."""

import re

import pytest
from babel import Locale

from plugins.pages.citations import bibtex, citation, escaped
from tests.drawn import JPEG
from tests.tables import each_row

BASE = "https://www.cainamur.be"
FRENCH = Locale("fr")
POSITION = "---\ntitre: {0}\nresume: r\nniveau: commune\ngenre: motion\ndate: {1}\n{2}\n---\n"
OFFICE = "---\ntitre: N\nadresse: {rue: R 1, code_postal: 5000, localite: Namur}\n---\n"
TEAM = "---\ntitre: T\nresume: r\nordre: 1\n---\n"
PERSON = "---\nprenom: Ana\nnom: Bé\nfonction: communication\nequipe: t\n{}\n---\n"
ORGANISATION = """---
titre: À propos
resume: r
nom: Maison d'essai
sigle: MEN
forme_juridique: ASBL
devise: d
siege: n
contacts: [{{service: Accueil, telephone: 081/00 00 18}}]
site: https://www.example.be
numero_entreprise: à compléter
registre: à compléter
{}
---
"""


TEXT = "adresse: https://example.be/motion.html"


def files(title="Une motion", date="2020", more="", press="", person=""):
    return {
        "bureaux/n.md": OFFICE,
        "equipes/t.md": TEAM,
        "personnes/ana-be.md": PERSON.format(person),
        "organisation/o.md": ORGANISATION.format(press),
        "positions/p.md": POSITION.format(f"'{title}'", date, more),
    }


@pytest.fixture
def cited(site):
    """A function that returns the sentence and the BibTeX entry for a position with some fields."""

    def cite(more=TEXT, **about):
        found = site({"documents/motion.pdf": b"%PDF-1.7", **files(more=more, **about)})
        (record,) = found.positions
        return citation(record, found, BASE, FRENCH).replace("\u00a0", " "), bibtex(record, found, BASE)

    return cite


@each_row(
    ("date", "words", "fields"),
    [
        ("2020", "2020", "  year = {2020},\n"),
        ("2020-05", "mai 2020", "  year = {2020},\n  month = may,\n"),
        ("2020-11-27", "27 novembre 2020", "  year = {2020},\n  month = nov,\n  day = {27},\n"),
        ("2020-12-01 18:00", "1er décembre 2020", "  year = {2020},\n  month = dec,\n  day = {1},\n"),
    ],
)
def test_a_citation_is_as_precise_as_the_date(cited, date, words, fields):
    plain, entry = cited(date=date)
    assert plain == f"Maison d’essai, « Une motion », {words}, https://example.be/motion.html"
    assert entry == (
        "@misc{men2020-p,\n"
        "  author = {{Maison d’essai}},\n"
        "  title = {{Une motion}},\n"
        f"{fields}"
        "  url = {https://example.be/motion.html},\n"
        "  language = {french},\n"
        "}"
    )


def test_of_a_text_that_is_not_here_the_page_is_cited_without_its_date(cited):
    plain, entry = cited(more="")
    assert plain == "Maison d’essai, « Une motion », page web, https://www.cainamur.be/positions/p/"
    assert entry == (
        "@misc{men-p,\n"
        "  author = {{Maison d’essai}},\n"
        "  title = {{Une motion}},\n"
        "  howpublished = {Page web},\n"
        "  url = {https://www.cainamur.be/positions/p/},\n"
        "  language = {french},\n"
        "}"
    )


@each_row(
    ("more", "address"),
    [
        ("documents: [{titre: Le texte, fichier: motion.pdf}]", f"{BASE}/documents/motion.pdf"),
        (f"{TEXT}\ndocuments: [{{titre: Annexe, fichier: motion.pdf}}]", "https://example.be/motion.html"),
    ],
)
def test_a_text_is_cited_where_it_is_read(cited, more, address):
    plain, entry = cited(more=more)
    assert plain.endswith(f", 2020, {address}")
    assert f"  url = {{{address}}},\n" in entry


def test_quotation_marks_inside_of_a_title_are_the_others(cited):
    plain, entry = cited(title="Motion « Commune hospitalière »")
    assert "« Motion “Commune hospitalière” »" in plain
    assert "title = {{Motion «~Commune hospitalière~»}}" in entry


def test_an_unknown_organisation_is_left_out(site):
    found = site({"positions/p.md": POSITION.format("T", "2020", TEXT)})
    assert citation(found.positions[0], found, BASE, FRENCH).startswith("«\u00a0T\u00a0», 2020")
    assert bibtex(found.positions[0], found, BASE).startswith("@misc{2020-p,\n  title")


@each_row(
    ("text", "written"),
    [
        ("50 % & 3 $", r"50 \% \& 3 \$"),
        ("a_b #1", r"a\_b \#1"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("} seule", r"\textbraceright{} seule"),
        ("été", "été"),
    ],
)
def test_what_tex_reads_as_its_own_is_escaped(text, written):
    assert escaped(text) == written


@each_row("title", ["{", "}", "\\}", "{{}", "\\{ a } b { c"])
def test_the_braces_of_an_entry_are_always_even(cited, title):
    _, entry = cited(title=title)
    depth = 0
    for sign in re.findall(r"[{}]", entry):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert entry.endswith("\n}")


@each_row(
    ("press", "person", "expected"),
    [
        ("", "", ("Accueil", "+3281000018", "organisation")),
        ("presse: ana-be", "telephone: 0470/00 00 17", ("Ana Bé", "+32470000017", "person")),
        ("presse: ana-be", "", ("Accueil", "+3281000018", "organisation")),
    ],
)
def test_the_press_reaches_the_person_else_the_organisation(site, press, person, expected):
    found = site(files(press=press, person=person))
    reception = found.reception_by(found.organisation.press)
    assert (reception.name, reception.phone.e164, reception.whose) == expected


def test_without_an_organisation_the_press_reaches_nobody(site):
    assert site({"positions/p.md": POSITION.format("T", "2020", "")}).reception_by(None) is None


def test_a_press_contact_is_somebody_of_the_team(mistakes):
    (mistake,) = mistakes(files(press="presse: ana-bo"))
    assert "presse : la personne « ana-bo » n’existe pas → vouliez-vous dire « ana-be » ?" in mistake


DOCUMENT = "documents:\n  - titre: Le texte\n    fichier: {}"


@each_row("written", ["motion.pdf", "documents/motion.pdf", "/documents/motion.pdf"])
def test_a_document_is_named_with_its_folder_or_without(site, written):
    found = site({"documents/motion.pdf": b"%PDF-1.7", **files(more=DOCUMENT.format(written))})
    (document,) = found.positions[0].documents
    assert (document.title, document.file) == ("Le texte", "/documents/motion.pdf")


@each_row(
    ("written", "hint"),
    [
        ("motions.pdf", "→ vouliez-vous dire « motion.pdf » ?"),
        ("autre-chose.odt", "→ déposez le fichier dans content/documents/"),
        ("images/photo.jpg", "→ déposez le fichier dans content/documents/"),
    ],
)
def test_a_document_that_is_not_there_is_a_mistake(mistakes, written, hint):
    there = {"documents/motion.pdf": b"%PDF-1.7", "images/photo.jpg": JPEG}
    (mistake,) = mistakes({**there, **files(more=DOCUMENT.format(written))})
    start = f"positions/p.md:9: documents : nº 1 : fichier : document « /documents/{written} » introuvable {hint}"
    assert mistake == start


STEPS = """suivi:
  - {texte: Déposée, lieu: Ciney, le: 2020-03}
  - {texte: En cours, lieu: Dinant}
  - {texte: Lancée}
  - {texte: Adoptée, lieu: Ciney, le: 2020-06-15}
"""


def test_a_motion_stands_in_each_place_where_its_last_step_left_it(site):
    (motion,) = site(files(more=STEPS)).positions
    assert [(step.place, step.text, str(step.on)) for step in motion.stands] == [
        ("Ciney", "Adoptée", "2020-06-15"),
        ("Dinant", "En cours", "None"),
    ]


@each_row(
    ("steps", "stands"),
    [
        (("{texte: A, lieu: Ciney, le: 2020-06}", "{texte: B, lieu: Ciney, le: 2020-03}"), "A"),
        (("{texte: A, lieu: Ciney, le: 2020-06}", "{texte: B, lieu: Ciney, le: 2020-06}"), "B"),
        (("{texte: A, lieu: Ciney, le: 2020-06}", "{texte: B, lieu: Ciney}"), "A"),
        (("{texte: A, lieu: Ciney}", "{texte: B, lieu: Ciney, le: 2020}"), "B"),
        (("{texte: A, lieu: Ciney}", "{texte: B, lieu: Ciney}"), "B"),
        (("{texte: A, lieu: Bièvre}", "{texte: B, lieu: bievre}"), "B"),
    ],
)
def test_a_motion_stands_where_its_latest_step_left_it(site, steps, stands):
    written = "suivi:\n" + "".join(f"  - {step}\n" for step in steps)
    (step,) = site(files(more=written)).positions[0].stands
    assert step.text == stands


def test_only_a_motion_is_followed_place_by_place(site):
    note = {"positions/p.md": POSITION.format("T", "2020", STEPS).replace("genre: motion", "genre: note")}
    assert site(note).positions[0].stands == ()
