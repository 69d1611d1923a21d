import pytest

from plugins.base.mistakes import Unreadable
from plugins.source.front_matter import read
from tests.tables import each_row


def document(front_matter, body="Le texte."):
    return read("f.md", f"---\n{front_matter}\n---\n{body}".encode())


@each_row(
    ("front_matter", "values"),
    [
        ("heure: 12:00", {"heure": "12:00"}),
        ("telephone: 0470123456", {"telephone": "0470123456"}),
        ("date: 2020-11-27", {"date": "2020-11-27"}),
        ("etat: non", {"etat": "non"}),
        ("resume:", {"resume": None}),
        ('resume: ""', {"resume": ""}),
        ("titre: « Clap »", {"titre": "« Clap »"}),
        ("qui: [a, b]", {"qui": ["a", "b"]}),
        ("adresse: {rue: R 1, code_postal: 5000}", {"adresse": {"rue": "R 1", "code_postal": "5000"}}),
        ("titre: a # une remarque", {"titre": "a"}),
        ('titre: "Forum #2"', {"titre": "Forum #2"}),
        ("titre: |\n  un\n  deux", {"titre": "un deux"}),
        ('titre: "\u2009un  deux\u3000"', {"titre": "un deux"}),
        ("titre: le 1er\u202f mai\u00a0", {"titre": "le 1er\u00a0mai"}),
        ("titre\u00a0: \u00a0", {"titre": None}),
    ],
)
def test_every_scalar_stays_text(front_matter, values):
    assert document(front_matter).values == values


def test_every_value_knows_its_line():
    parsed = document("titre: x\npermanences:\n  - quand: a\n    qui: b\n  - quand: c")
    assert parsed.line(("permanences", 1, "quand")) == 6
    assert parsed.line(("permanences", 0, "absent")) == 4
    assert parsed.body_line == 8


@each_row(
    "data",
    [
        "\ufeff---\ntitre: É\n---\nLe texte.".encode(),
        b"---\r\ntitre: \xc3\x89\r\n---\r\nLe texte.",
        "---\ntitre: E\u0301\n---\nLe texte.".encode(),
        "---  \ntitre: É\n---\t\nLe texte.".encode(),
    ],
)
def test_what_other_systems_write_is_accepted(data):
    parsed = read("f.md", data)
    assert (parsed.values, parsed.body) == ({"titre": "É"}, "Le texte.")


@each_row(
    ("front_matter", "line", "message"),
    [
        (
            "resume: r\ntitre: Forum : emploi",
            3,
            "« titre: Forum : emploi » : un deux-points dans le texte → mettez-le entre guillemets droits : "
            'titre: "Forum : emploi"',
        ),
        (
            'titre: "Forum',
            2,
            '« titre: "Forum » : des guillemets droits ouverts ne sont pas fermés → fermez-les à la fin du texte',
        ),
        (
            'titre: "Forum" emploi',
            2,
            '« titre: "Forum" emploi » : du texte suit les guillemets → mettez tout le texte entre guillemets droits',
        ),
        (
            "titre: @cai",
            2,
            '« titre: @cai » : le texte commence par un signe réservé → mettez-le entre guillemets droits : titre: "@cai"',
        ),
        (
            "titre: *gras*",
            2,
            "« titre: *gras* » : le texte commence par un signe réservé → mettez-le entre guillemets droits : "
            'titre: "*gras*"',
        ),
        (
            "titre: Forum #2",
            2,
            "« #2 » : le texte après « # » serait perdu → mettez toute la valeur entre guillemets droits",
        ),
        ("titre:Dinant", 2, "« titre:Dinant » : il manque une espace après « : » → écrivez « titre: Dinant »"),
        (
            "titre: a\nDinant\nresume: b",
            3,
            "« Dinant » : il manque le nom du champ → écrivez « champ: valeur », par exemple « titre: Dinant »",
        ),
        ("\ttitre: a", 2, "« titre: a » : une tabulation → remplacez-la par des espaces"),
        (
            "titre: a\n  resume: b",
            3,
            "« resume: b » : un champ est mal aligné → alignez les champs à gauche, sans espace devant",
        ),
        (
            " titre: a\nresume: b",
            3,
            "« resume: b » : cette ligne est mal alignée → alignez-la sur les lignes du même niveau",
        ),
        ("qui: [a, b", 2, "« qui: [a, b » : la liste ouverte par « [ » est mal fermée → écrivez [un, deux]"),
        (
            "adresse: {rue: R",
            2,
            "« adresse: {rue: R » : l’accolade ouverte par « { » est mal fermée → écrivez {champ: valeur, champ: valeur}",
        ),
        ("titre: a\ntitre: b", 3, "titre : déjà écrit à la ligne 2 → gardez une seule des deux lignes"),
        ("? [a]\n: b", 2, "une clé doit être un mot simple → écrivez par exemple « titre: … »"),
        ("titre: a\x07", 2, "un caractère illisible (U+0007) → effacez-le"),
        ("", 2, "l’en-tête est vide → écrivez au moins « titre: … »"),
    ],
)
def test_broken_yaml_is_told_with_its_line_and_usual_cause(front_matter, line, message):
    with pytest.raises(Unreadable) as error:
        document(front_matter)
    assert (error.value.line, error.value.message) == (line, message)


@each_row(
    ("data", "line", "message"),
    [
        (b"", 1, "le fichier est vide → commencez par l’en-tête : « --- », « titre: … », « --- »"),
        (b" \n\n", 1, "le fichier est vide → commencez par l’en-tête : « --- », « titre: … », « --- »"),
        (
            b"titre: x\n",
            1,
            "l’en-tête manque → la première ligne doit être « --- », suivie de « titre: … » et de « --- »",
        ),
        (
            b"---\ntitre: x\nLe texte.\n",
            1,
            "l’en-tête ouvert par « --- » n’est jamais fermé → ajoutez une ligne « --- » avant le texte",
        ),
        (
            "---\ntitre: x\nresume: très été\n---\n".encode("cp1252"),
            3,
            "« très » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »",
        ),
        ("---\ntitre: x\n---\n".encode("utf-16"), 1, "le fichier est en UTF-16 → enregistrez-le en « UTF-8 »"),
        (b"---\ntitre: x\0\n---\n", 2, "un caractère illisible (U+0000) → effacez-le"),
        (b"---\ntitre: x\n---\nLe\r\ntexte\x0c.\n", 5, "un caractère illisible (U+000C) → effacez-le"),
        ("---\ntitre: x\n---\n\x85".encode(), 4, "un caractère illisible (U+0085) → effacez-le"),
        (b'---\nresume: r\ntitre: "x\\x07"\n---\n', 3, "un caractère illisible (U+0007) → effacez-le"),
    ],
)
def test_an_unreadable_file_is_told(data, line, message):
    with pytest.raises(Unreadable) as error:
        read("f.md", data)
    assert (error.value.line, error.value.message) == (line, message)


def test_an_anchor_that_repeats_itself_ends():
    with pytest.raises(Unreadable, match="signe réservé"):
        document("qui: &tous\n  - *tous")
