"""The synonyms of the search: what a line means, and every mistake with its exact message."""

import pytest

from plugins.base.mistakes import CONFLICT
from tests.tables import each_row

TASK = "---\ntitre: P\nresume: r\nordre: 1\n---\n"
FILES = {
    "besoins/papiers.md": TASK,
    "besoins/apprendre-a-nager.md": TASK.replace("1", "2"),
    "besoins/bientot.md": TASK.replace("ordre: 1", "ordre: 3\nstatut: brouillon"),
    "pages/contact.md": "---\ntitre: P\nresume: r\n---\n",
}


@pytest.fixture
def synonyms(site):
    return lambda text: [(group.phrases, group.target) for group in site(FILES | {"synonymes.txt": text}).synonyms]


@pytest.fixture
def told(mistakes):
    return lambda text: [line.removeprefix("synonymes.txt:") for line in mistakes(FILES | {"synonymes.txt": text})]


@each_row("arrow", ["→", "->", "=>", "-->", "–>", "—>", " ⇒ ", "⟶", "➔"])
def test_a_line_leads_to_a_task_however_its_arrow_is_written(synonyms, arrow):
    assert synonyms(f"avocat,  aide juridique{arrow}papiers\n") == [
        (("avocat", "aide juridique"), "/je-cherche/papiers/")
    ]


@each_row(
    ("line", "target"),
    [
        ("x1 → /contact/", "/contact/"),
        ("x1 → /je-cherche/papiers/", "/je-cherche/papiers/"),
        ("x1 → rendez-vous", "rendez-vous"),
        ("x1 → nager", "nager"),
    ],
)
def test_a_line_leads_to_a_page_or_to_a_word(synonyms, line, target):
    assert synonyms(line) == [(("x1",), target)]


def test_remarks_empty_lines_and_the_commas_of_arabic(synonyms):
    assert synonyms("# avocat → x\n\n  طبيب، صحة ؛ допомога → papiers  \n") == [
        (("طبيب", "صحة", "допомога"), "/je-cherche/papiers/")
    ]


def test_without_a_file_there_are_none(site):
    assert site(FILES).synonyms == ()


@each_row(
    ("text", "expected"),
    [
        (
            "avocat papiers",
            ["1: « avocat papiers » : il faut des mots, une flèche et une page → écrivez comme « avocat, juriste → papiers-et-droits »"],
        ),
        (
            "a1 → b1 → papiers",
            ["1: « a1 → b1 → papiers » : il faut des mots, une flèche et une page → écrivez comme « avocat, juriste → papiers-et-droits »"],
        ),
        ("avocat, , juriste → papiers", ["1: « avocat, , juriste » : il n’y a rien entre deux virgules → retirez la virgule de trop"]),
        ("avocat, → papiers", ["1: « avocat, » : il n’y a rien entre deux virgules → retirez la virgule de trop"]),
        ("de la → papiers", ["1: « de la » : la recherche ne tient pas compte de ces mots → écrivez un mot plus précis"]),
        ("a1 → les", ["1: « les » : la recherche ne tient pas compte de ces mots → écrivez un mot plus précis"]),
        ("a1 → papier", ["1: « papier » : aucune page de ce nom dans besoins/ → vouliez-vous dire « papiers » ?"]),
        (
            "a1 → apprendre-nager",
            ["1: « apprendre-nager » : aucune page de ce nom dans besoins/ → vouliez-vous dire « apprendre-a-nager » ?"],
        ),
        ("a1 → /contac/", ["1: « /contac/ » : aucune page à cette adresse → vouliez-vous dire « /contact/ » ?"]),
        ("a1 → contact/", ["1: « contact/ » : l’adresse commence et finit par « / » → écrivez /contact/"]),
        ("a1 → /zzzzzzzzz/", ["1: « /zzzzzzzzz/ » : aucune page à cette adresse → choisissez une page du site"]),
        ("a1 → bientot", ["1: « bientot » : cette page n’est pas encore publiée → publiez-la ou choisissez une autre page"]),
        ("a1 → papiers, /contact/", ["1: « papiers, /contact/ » : une seule page, ou un seul mot → faites plusieurs lignes"]),
        ("avocat → papiers\n\navocat → /contact/", ["3: « avocat » est déjà à la ligne 1 → gardez-le une seule fois"]),
        (
            "étrangère → papiers\nEtrangers → /contact/",
            ["2: « Etrangers » est déjà à la ligne 1 : pour la recherche, c’est « étrangère » → gardez-le une seule fois"],
        ),
        ("don, don → papiers", ["1: « don » est déjà à cette ligne → gardez-le une seule fois"]),
        ("rdv → rendez-vous\nrendez-vous → visites", ["1: « rendez-vous » : la ligne 2 le remplace aussi → écrivez une page, ou un autre mot"]),
        ("rdv → RDV", ["1: « RDV » : cette ligne même le remplace aussi → écrivez une page, ou un autre mot"]),
        ("<<<<<<< HEAD\na → papiers\n=======\nb → papiers\n>>>>>>> 1a\n", [f"1: {CONFLICT}"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(told, text, expected):
    assert told(text) == expected


def test_a_word_may_lead_to_words_that_lead_to_a_page(synonyms):
    assert len(synonyms("rdv → rendez-vous\nrendez-vous, visite → papiers")) == 2
