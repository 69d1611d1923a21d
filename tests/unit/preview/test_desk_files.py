"""Pictures and documents that are uploaded in a form of the desk."""

import pytest

from tests.drawn import JPEG
from tests.unit.preview.forms import ask, controls, with_files

PATH = "/_atelier/ajouter/actualite"
PICTURE, DOCUMENT = "champ.image.fichier", "champ.documents.0.fichier"
NEWS = {
    "champ.titre": "Une nouvelle",
    "champ.resume": "r",
    "champ.date": "2 novembre 2026",
    "champ.categorie": "Essais",
    "champ.image.texte": "Un dessin",
}
PDF = b"%PDF-1.4\r\n--y--\n\x00\xff" * 3


@pytest.fixture
def put(desk):
    """A function that sends the form of a news item with some files; its list of documents has one entry."""

    def sent(files, button="publier", **values):
        form, _ = controls(ask(desk, PATH)[1])
        form, _ = controls(ask(desk, PATH, {**form, "geste": "ajouter champ.documents"})[1])
        body, headers = with_files({**form, **NEWS, **values, "geste": button}, files)
        return ask(desk, PATH, body, **headers)

    return sent


def test_a_news_item_with_a_photograph_and_a_document_is_one_form(put, workshop):
    files = {f"depot.{PICTURE}": ("Ma photo (1).JPG", JPEG), f"depot.{DOCUMENT}": ("Été à voir.pdf", PDF)}
    status, page, _ = put(files, **{"champ.documents.0.titre": "Le programme"})
    assert status == 303, page
    text = (workshop.content / "actualites/une-nouvelle.md").read_text("utf-8")
    assert "image:\n  fichier: ma-photo-1.jpg\n  texte: Un dessin\n" in text
    assert "documents:\n  - {titre: Le programme, fichier: ete-a-voir.pdf}\n" in text
    assert (workshop.content / "images/ma-photo-1.jpg").read_bytes() == JPEG
    assert (workshop.content / "documents/ete-a-voir.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("photo.heic", b"\0\0\0\x18ftypheic", "photo d’iPhone au format HEIC"),
        ("dessin.svg", b"<svg/>", "un dessin SVG peut contenir un programme"),
        ("photo.jpg", JPEG[:200], "photo.jpg"),
        ("../../photo.sh", JPEG, "../../photo.sh"),
        ("photo", JPEG, "photo"),
    ],
)
def test_a_picture_that_cannot_be_published_is_refused_beside_its_field(put, workshop, name, data, message):
    status, page, _ = put({f"depot.{PICTURE}": (name, data)})
    assert (status, f'href="#{PICTURE}"' in page, message in page) == (200, True, True)
    assert not list(workshop.content.rglob("*photo*"))
    assert not (workshop.content / "actualites").exists()


def test_a_file_never_takes_the_place_of_another_one(put, workshop):
    (workshop.content / "images").mkdir()
    (workshop.content / "images/photo.jpg").write_bytes(b"another")
    (workshop.content / "images/photo-2.jpg").symlink_to(workshop.content / "pages/essai.md")
    for _ in range(2):
        page = put({f"depot.{PICTURE}": ("photo.jpg", JPEG)}, "verifier")[1]
        assert controls(page)[0][PICTURE] == "photo-3.jpg"
    assert (workshop.content / "images/photo.jpg").read_bytes() == b"another"
    assert len(list((workshop.content / "images").iterdir())) == 3


@pytest.mark.parametrize("field", ["depot.champ.titre", "depot.champ.absent", "depot.", "autre", "depot.champ.0.0"])
def test_a_file_that_no_field_takes_is_left(put, workshop, field):
    assert put({field: ("photo.jpg", JPEG)})[0] == 200  # the form again, since the picture is missing
    assert not list(workshop.content.rglob("*.jpg"))


def test_a_file_needs_the_token_of_this_start(put, workshop):
    assert put({f"depot.{PICTURE}": ("photo.jpg", JPEG)}, jeton="x")[0] == 403
    assert not list(workshop.content.rglob("*.jpg"))


def test_an_empty_choice_is_no_file(put):
    status, page, _ = put({f"depot.{PICTURE}": ("", b"")}, "verifier")
    assert (status, "fichier" in page) == (200, True)


def test_a_picture_of_the_text_needs_the_words_for_it(put, workshop):
    file = {"depot.texte": ("Photo.jpg", JPEG)}
    page = put(file, "verifier")[1]
    assert "dites aussi ce que cette image montre" in page.lower()
    assert not list(workshop.content.rglob("*.jpg"))
    page = put(file, "verifier", texte="Un texte.", image="Un [dessin]")[1]
    assert controls(page)[0]["texte"] == "Un texte.\r\n\r\n![Un \\[dessin\\]](/images/photo.jpg)\r\n"
