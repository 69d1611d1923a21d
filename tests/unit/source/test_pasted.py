"""Text pasted from a word processor or a PDF: what Markdown would lose is a mistake, which says what to write."""

from plugins.source.markdown import BodyRenderer
from tests.tables import each_row

RENDERER = BodyRenderer()


def told(text):
    return list(RENDERER.render(text, 10, lambda target, _: target).mistakes)


def messages(text):
    return [message for _, message in told(text)]


@each_row(
    ("text", "line", "message"),
    [
        (
            "Un.\n\n\tDeux commence par une tabulation.\nSuite.",
            12,
            "« Deux commence par une tabulation. » : une tabulation ou quatre espaces devant un paragraphe le montrent "
            "comme du code → effacez-les",
        ),
        (
            "Un.\n\n    Deux & trois.",
            12,
            "« Deux & trois. » : une tabulation ou quatre espaces devant un paragraphe le montrent comme du code → "
            "effacez-les",
        ),
        (
            "Apportez :\n\n• une photo\n• un papier",
            12,
            "« • une photo » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - une photo »",
        ),
        (
            "Apportez :\n·\tune photo",
            11,
            "« · une photo » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - une photo »",
        ),
        (
            "– une photo\n– un papier",
            10,
            "« – une photo » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - une photo »",
        ),
        (
            "1) d'abord\n2) ensuite",
            10,
            "« 1) d'abord » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « 1. d'abord »",
        ),
        (
            "a) d'abord\n\nb) ensuite",
            10,
            "« a) d'abord » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - d'abord »",
        ),
        (
            "Apportez :\n\to\tune photo",
            11,
            "« o une photo » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - une photo »",
        ),
        (
            "-une photo\n-un papier",
            10,
            "« -une photo » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « - une photo »",
        ),
        (
            "1-\td'abord\n2-\tensuite",
            10,
            "« 1- d'abord » : ce signe ne fait pas une liste → laissez une ligne vide avant, puis écrivez sur chaque "
            "ligne « 1. d'abord »",
        ),
        (
            "Apportez :\n- une photo\n- un papier",
            11,
            "« - une photo » : une liste commence après une ligne vide → laissez une ligne vide avant cette ligne",
        ),
        (
            "Heures\n\nLundi\t9h\tDinant\nMardi\t10h\tCiney",
            12,
            "« Lundi 9h Dinant » : des colonnes séparées par des tabulations se mélangent → écrivez un tableau : "
            "« | Lundi | 9h | Dinant | », et sous cette première ligne « | --- | --- | --- | »",
        ),
        (
            "Voici [image1.png] et la suite.",
            10,
            "« [image1.png] » : cette image n’est pas dans le texte → déposez-la dans content/images/, puis écrivez "
            "![ce qu’elle montre](/images/image1.png)",
        ),
        (
            "![Image 2.JPG]",
            10,
            "« ![Image 2.JPG] » : cette image n’est pas dans le texte → déposez-la dans content/images/, puis écrivez "
            "![ce qu’elle montre](/images/image-2.jpg)",
        ),
    ],
)  # fmt: skip
def test_what_a_word_processor_left_is_told_with_its_line(text, line, message):
    assert told(text) == [(line, message)]


@each_row(
    "text",
    [
        "- un\n- deux\n\n    la suite de deux\n\n- trois\n  sur deux lignes\n- quatre",
        "1. un\n2. deux\n\nTexte.",
        "## Titre\n- un",
        "– Bonjour.\n\n– Bonjour, dit-elle.",
        "Une phrase – avec une incise – et la suite.",
        "Le point 1) est vu, et le point a) aussi.",
        "| Lundi | 9h |\n| --- | --- |\n| Mardi | 10h |",
        "Voici [image1.png](/images/image1.png) et ![une photo](/images/a.jpg).",
        "*Un mot* en italique,\n*un autre* et\n**un troisième**.",
        "> Une citation\n> - en deux points",
        "Terme\n:   définition",
        "Une note[^1].\n\n[^1]: Le texte\n    et sa suite.",
        "Une ligne  \net la suite.",
        "Un mot composé, peut\n-être coupé.",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert told(text) == []


@each_row(
    ("text", "mended"),
    [
        ("Apportez :\n• une photo\n• un papier", "Apportez :\n\n- une photo\n- un papier"),
        ("Lundi\t9h\nMardi\t10h", "| Lundi | 9h |\n| --- | --- |\n| Mardi | 10h |"),
        ("\tUn paragraphe.", "Un paragraphe."),
    ],
)
def test_what_is_told_to_write_is_no_mistake(text, mended):
    assert len(told(text)) == 1
    assert told(mended) == []
