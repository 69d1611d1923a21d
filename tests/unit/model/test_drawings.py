"""The properties of a record from which the drawing of its page is made."""

from tests.tables import each_row

POSITION = "---\ntitre: P\nresume: r\nniveau: {}\ngenre: motion\ndate: 2026\n{}---\n"
RESOURCE = "---\ntitre: R\nresume: r\ngenre: vidéo\n{}---\n"


@each_row(
    ("level", "addressees", "recipient"),
    [
        ("région", "", "Région"),
        ("région", "destinataires: Région wallonne\n", "Région wallonne"),
        ("région", "destinataires: [Région wallonne, Parlement]\n", "Région"),
        ("commune", "destinataires: Bourgmestres de la province\n", ""),
        ("fédération", "", ""),
    ],
)
def test_a_dialogue_names_one_addressee_else_the_level_and_nobody_whose_name_is_too_long(
    site, level, addressees, recipient
):
    found = site({"positions/p.md": POSITION.format(level, addressees)})
    assert found.get("position", "p").recipient == recipient


@each_row(("pieces", "drawn"), [("", 1), ("pieces: 6\n", 6), ("pieces: 0\n", 1), ("pieces: 40\n", 12)])
def test_a_cover_has_a_circle_a_piece_as_many_as_are_told_apart(site, pieces, drawn):
    assert site({"ressources/r.md": RESOURCE.format(pieces)}).get("resource", "r").drawn_pieces == drawn
