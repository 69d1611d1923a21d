"""The division of texts into messages for translators, and the texts that are made from the translations."""

import random
import re
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from plugins.model.base import Fields
from plugins.model.fields import Line, Names, Several, SourceWords, Words
from plugins.source.markdown import BodyRenderer
from plugins.source.prose import in_words, messages, pieces, translated, words_of

TEXT = """Une phrase.
Sa suite,↵
puis [un lien](/bureaux/ "Nos bureaux").

## Un titre ##

- un point ;
- un *autre*
  sur deux lignes

    avec un paragraphe.

1. premier
2. deuxième
    - dedans

> une citation
> sur deux lignes

| Mot | Sens |
| --- | :-: |
| `a|b` | *un* sens |
| 12 | |

Terme
:   sa définition

[^note]: Une note
    qui continue.

[lien]: https://exemple.be "titre"

*[CAI]: Centre

    du code

081/00 00 00

fin""".replace("↵", "  ")
SAID = [
    'Une phrase. Sa suite,  \npuis [un lien](/bureaux/ "Nos bureaux").',
    "Un titre ##",
    "un point ;",
    "un *autre* sur deux lignes",
    "avec un paragraphe.",
    "premier",
    "deuxième",
    "dedans",
    "une citation",
    "sur deux lignes",
    "Mot",
    "Sens",
    "`a|b`",
    "*un* sens",
    "Terme",
    "sa définition",
    "Une note qui continue.",
    "Centre",
    "fin",
]


def test_every_paragraph_item_heading_and_cell_is_a_message():
    assert list(messages(TEXT)) == SAID


def test_with_the_same_words_a_text_is_the_same():
    assert translated(TEXT, lambda text: text) == TEXT


def test_other_words_stand_at_the_same_places():
    text = "Un.\nDeux.\n\n- trois\n- quatre\n\n## Cinq\n"
    assert translated(text, str.upper) == "UN. DEUX.\n\n- TROIS\n- QUATRE\n\n## CINQ\n"


def structure(text):
    html = BodyRenderer().render(text, 1, lambda target, _: target).html
    return re.sub(r'id="[^"]*"', "", "".join(re.findall(r"<[^>]+>", html)))


ROWS = [
    "", "", "Une phrase.", "Sa suite  ", "## Un titre", "- un point", "  qui va à la ligne", "    - plus loin", "1. un",
    "2. deux", "> cité", "| a | b |", "| --- | --- |", "[^n]: une note", ":   défini", "*[CAI]: Centre", "***", "---",
    "===", "    code ?", "[x]: /bureaux/", "12", "**gras** et [lien](/a/)", "\tcode", " #titre", "* x", "+ y", "10. z",
    "a | b", "\\", "«\u00a0mot\u00a0»", "- ", "-", "1.", ">", "#",
]  # fmt: skip


def test_any_text_stays_the_same_to_the_byte_with_the_same_words():
    texts = []
    for rows in map(random.Random, range(200)):
        texts.append("\n".join(rows.choice(ROWS) for _ in range(rows.randint(0, 14))))
    wrong = [text for text in texts if "".join(piece.raw for piece in pieces(text)) != text]
    assert not wrong, wrong
    wrong = [text for text in texts if translated(text, lambda message: message) != text]
    assert not wrong, wrong


def test_other_words_leave_the_structure_as_it_is():
    texts = ["\n\n".join(rows.choice(BLOCKS) for _ in range(5)) for rows in map(random.Random, range(60))]
    wrong = [text for text in texts if structure(translated(text, str.swapcase)) != structure(text)]
    assert not wrong, wrong


BLOCKS = [
    "Une phrase.\nSa suite.",
    "Une phrase,  \nun retour.",
    "## Un titre",
    "- un\n- deux\n  et plus",
    "1. un\n2. deux",
]


def test_the_real_content_is_put_together_again():
    texts = [file.read_text("utf-8") for file in (Path(__file__).parents[3] / "content").rglob("*.md")]
    assert texts
    assert all(translated(text, lambda message: message) == text for text in texts)


class Inner(Fields):
    service: Words = Field(alias="service")
    street: Line = Field(alias="rue")


class Outer(Fields):
    title: Words = Field(alias="titre")
    name: Line = Field(alias="nom")
    source: SourceWords | None = Field(None, alias="d_apres")
    languages: Names[Words] = Field((), alias="langues")
    inner: Inner | None = Field(None, alias="dans")
    others: Several[Inner] = Field((), alias="autres")
    kind: ClassVar = "outer"


OUTER = Outer.model_validate(
    {
        "titre": "Un titre",
        "nom": "Rosalie",
        "d_apres": "le rapport",
        "langues": ["anglais", "dari"],
        "dans": {"service": "Accueil", "rue": "Rue Haute"},
        "autres": [{"service": "Écoute", "rue": "Rue Basse"}],
    }
)


def test_words_are_translated_and_names_are_not():
    said = [("titre", "Un titre"), ("d_apres", "le rapport"), ("langues", "anglais"), ("langues", "dari")]
    assert list(words_of(OUTER)) == [*said, ("service", "Accueil"), ("service", "Écoute")]


def test_a_record_in_other_words_keeps_its_names():
    other = in_words(OUTER, str.upper)
    assert [text for _, text in words_of(other)] == [text.upper() for _, text in words_of(OUTER)]
    assert (other.name, other.inner.street, other.others[0].street) == ("Rosalie", "Rue Haute", "Rue Basse")


def test_a_record_in_the_same_words_is_itself():
    assert in_words(OUTER, lambda text: text) == OUTER
