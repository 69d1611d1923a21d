"""The notes (``a_verifier``), which the desk shows one after the other."""

import re

import pytest

from tests.unit.preview.forms import CONTENT, ask, controls

OFFICE = CONTENT["bureaux/dinant.md"].replace(
    "---\n# le", "---\na_verifier:\n  - Est-ce ouvert ?  # hier\n  - Écrire « telephone »\n# le"
)
PAGE = "---\ntitre: Essai\nresume: r\na_verifier: Vraiment ?\n---\n"


@pytest.fixture
def desk(desk, workshop):
    (workshop.content / "bureaux/dinant.md").write_text(OFFICE, "utf-8")
    (workshop.content / "pages/essai.md").write_text(PAGE, "utf-8")
    return desk


def note_of(page):
    """Return the text of the note that a page shows."""
    return re.search(r'<p class="note">(.*?)</p>', page)[1].replace("\u00a0", " ")


def confirmed(desk, number, **sent):
    """Mark the note of a number as verified; return the status, and the page that is shown afterwards."""
    path = f"/_atelier/note/{number}"
    given, _ = controls(ask(desk, path)[1])
    given.pop("tout")
    status, page, headers = ask(desk, path, {**given, "geste": "verifie", **sent})
    return status, page if status != 303 else ask(desk, headers["Location"])[1]


def test_each_note_is_shown_once_one_after_the_other(desk):
    assert '<a href="/_atelier/note/0">' in ask(desk, "/_atelier/")[1]
    seen, path = [], "/_atelier/note/0"
    for _ in range(3):
        page = ask(desk, path)[1]
        seen.append(note_of(page))
        path = re.search(r'class="quiet" href="([^"]*)"', page)[1]
    assert seen == ["Vraiment ?", "Est-ce ouvert ?", "Écrire « telephone »"]  # the text with few notes first
    assert note_of(ask(desk, path)[1]) == seen[0]


def test_the_next_note_is_shown_once_one_is_verified_and_the_queue_empties(desk, workshop):
    """A text with fewer notes left may move up in the order, but the queue does not go back to it."""
    (workshop.content / "pages/essai.md").write_text(PAGE.replace("Vraiment ?", "[un, deux]") + "Des mots.\n", "utf-8")
    seen, number = [], 2
    for _ in range(4):
        page = confirmed(desk, number)[1]
        seen.append(note_of(page) if 'class="note"' in page else re.search("<h1>(.*)</h1>", page)[1])
        number = re.search(r'action="/_atelier/note/([0-9])"|$', page)[1]
    assert seen == ["deux", "Est-ce ouvert ?", "Écrire « telephone »", "Plus de question"]


def test_a_note_leads_to_the_field_that_it_names(desk):
    pages = [ask(desk, f"/_atelier/note/{number}")[1] for number in range(3)]
    of_field = next(page for page in pages if "« telephone »" in note_of(page))
    assert '<a href="/_atelier/modifier/bureaux/dinant#champ.telephone">Écrire la réponse : Téléphone' in of_field
    other = next(page for page in pages if "ouvert" in note_of(page))
    assert '<a href="/_atelier/modifier/bureaux/dinant">Écrire la réponse dans la page' in other
    assert '<iframe src="/bureaux/dinant/"' in other


def test_a_note_that_is_verified_goes_from_its_file_and_nothing_else_does(desk, workshop):
    number = next(n for n in range(3) if "ouvert" in note_of(ask(desk, f"/_atelier/note/{n}")[1]))
    status, page = confirmed(desk, number)
    assert (status, "C’est noté" in page) == (303, True)
    text = (workshop.content / "bureaux/dinant.md").read_text("utf-8")
    assert text == OFFICE.replace("  - Est-ce ouvert ?  # hier\n", "")


def test_the_whole_page_may_be_verified_with_the_note(desk, workshop):
    number = next(n for n in range(3) if "Vraiment" in note_of(ask(desk, f"/_atelier/note/{n}")[1]))
    assert confirmed(desk, number, tout="oui")[0] == 303
    text = (workshop.content / "pages/essai.md").read_text("utf-8")
    assert text == "---\ntitre: Essai\nresume: r\nverifie_le: 2026-11-23\n---\n"


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"jeton": ""}, 403, "L’atelier a redémarré"),
        ({"jeton": "x" * 43}, 403, "L’atelier a redémarré"),
        ({"note": "Autre chose"}, 409, "Cette note n’est plus dans son fichier."),
        ({"fichier": "../../etc/passwd"}, 409, "Cette note n’est plus dans son fichier."),
        ({"fichier": "bureaux/absent"}, 409, "Cette note n’est plus dans son fichier."),
    ],
)
def test_what_is_not_a_note_of_this_desk_changes_nothing(desk, workshop, sent, status, said):
    answer = confirmed(desk, 0, **sent)
    assert (answer[0], said in answer[1]) == (status, True)
    assert (workshop.content / "bureaux/dinant.md").read_text("utf-8") == OFFICE
    assert (workshop.content / "pages/essai.md").read_text("utf-8") == PAGE


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": None}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Length": "99999999"}, 413),
    ],
)
def test_another_site_or_program_verifies_nothing(desk, workshop, headers, status):
    given, _ = controls(ask(desk, "/_atelier/note/0")[1])
    assert ask(desk, "/_atelier/note/0", given, **headers)[0] == status
    assert (workshop.content / "bureaux/dinant.md").read_text("utf-8") == OFFICE


@pytest.mark.parametrize("place", ["", "x", "-1", "0/1", "1" * 9])
def test_there_are_no_notes_at_other_addresses(desk, place):
    assert ask(desk, f"/_atelier/note/{place}")[0] == 404
    assert ask(desk, f"/_atelier/note/{place}", {"jeton": ""})[0] == 404


def test_no_note_is_left(desk, workshop):
    for name in ("bureaux/dinant.md", "pages/essai.md"):
        (workshop.content / name).write_text(CONTENT[name], "utf-8")
    assert "Plus de question" in ask(desk, "/_atelier/note/0")[1]
