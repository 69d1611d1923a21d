import pytest

from plugins.pictures.documents import Document, check_document, spoken_size
from tests.tables import each_row


@each_row(
    ("size", "said"),
    [
        (640, "640 octets"),
        (1000, "1 Ko"),
        (47_600, "48 Ko"),
        (999_499, "999 Ko"),
        (999_500, "1,0 Mo"),
        (1_240_000, "1,2 Mo"),
        (31_000_000, "31,0 Mo"),
    ],
)
def test_a_size_is_said_in_french(size, said):
    assert spoken_size(size) == said.replace(" ", "\u00a0")


@each_row(
    ("text", "note"),
    [
        ("le rapport", "(PDF, 1,2\u00a0Mo)"),
        ("le rapport en pdf", "(1,2\u00a0Mo)"),
        ("le rapport (PDF)", "(1,2\u00a0Mo)"),
    ],
)
def test_a_link_tells_the_type_once(text, note):
    assert Document("/documents/rapport.PDF", 1_240_000).note_beside(text) == note


@each_row("name", ["a.exe", "a.docx", "a.html", "a.zip", "a", "a.svg", "a.jpg"])
def test_only_what_opens_anywhere_is_a_document(name):
    with pytest.raises(ValueError, match=" → "):
        check_document(name, 1)


def test_a_name_without_a_format_is_told_as_such():
    with pytest.raises(ValueError, match=r"^le nom du fichier ne dit pas son format → enregistrez-le en PDF"):
        check_document("documents/sans_extension", 1)
