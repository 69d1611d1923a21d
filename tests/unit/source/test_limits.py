"""The limits of the size and depth of texts: what exceeds one is refused fast and in French, what just fits passes."""

import pytest

from plugins.base.mistakes import Unreadable
from plugins.source import limits
from plugins.source.front_matter import decode, read
from plugins.source.markdown import BodyRenderer
from tests.tables import each_row

HEAD = "titre: T\nresume: r\n"
DEEP = "plus de 12 listes ou groupes les uns dans les autres → écrivez « champ: valeur », ou [un, deux]"


def front_matter(text):
    return read("f.md", f"---\n{HEAD}{text}\n---\n".encode())


def body(text):
    return BodyRenderer().render(text, 5, lambda target, picture: target)


@each_row(
    ("text", "line", "message"),
    [
        ("a:\n" + ("  " + "[ " * 2_000 + "\n") * 12, 5, DEEP),
        ("a: " + "[" * 900, 4, DEEP),
        ("a: " + "{a: " * 13, 4, DEEP),
        (
            "\n".join(f"{' ' * number}a:" for number in range(300)),
            16,
            DEEP,
        ),
        ("a:\n  " + "- " * 900, 5, DEEP),
        ("a: [" + "x, " * 1_600 + "]\nb: [" + "x, " * 400 + "]", 5, "l’en-tête a plus de 2\u00a0000 valeurs → partagez le fichier en plusieurs"),
        (
            "\n".join(f"{'a' * 5}{number}: {'mot ' * 1_200}" for number in range(11)),
            2,
            "l’en-tête a plus de 50\u00a0000 caractères → mettez le texte sous le second « --- »",
        ),
        ("a: [&x oui, non]", 4, "« a: [&x oui, non] » : le texte commence par un signe réservé → mettez-le entre guillemets droits : a: \"[&x oui, non]\""),
    ],
)  # fmt: skip
def test_a_front_matter_beyond_the_limits_is_told(text, line, message):
    with pytest.raises(Unreadable) as error:
        front_matter(text)
    assert (error.value.line, error.value.message) == (line, message)


@each_row(
    ("text", "line", "message"),
    [
        ("a" * 200_001, 1, "le fichier a plus de 200 Ko → partagez-le en plusieurs, ou publiez un PDF dans documents/"),
        ("\n" * 3_000, 3_001, "le fichier a plus de 3\u00a0000 lignes → partagez-le en plusieurs"),
        ("a\n" + "mot " * 1_251, 2, "cette ligne a 5004 caractères, 5\u00a0000 au plus → coupez-la en paragraphes"),
        (
            "![](data:image/png;base64," + "A" * 1_000 + ")",
            1,
            "« ![](data:image/png;base64,AAAA… » : 1027 caractères sans espace, 1\u00a0000 au plus → une image se dépose dans "
            "content/images/, et un programme n’a pas sa place dans le texte",
        ),
    ],
)  # fmt: skip
def test_a_file_beyond_the_limits_is_told(text, line, message):
    with pytest.raises(Unreadable) as error:
        decode(text.encode())
    assert (error.value.line, error.value.message) == (line, message)


def test_what_stands_at_the_limits_is_read():
    text = ("mot " * 16 + "\n") * 2_900
    assert len(text.encode()) < limits.BYTES
    assert decode(text.encode()) == text
    assert front_matter("a: " + "[" * 11 + "x" + "]" * 11).values["a"]


NESTED = (
    "plus de 10 listes ou citations les unes dans les autres → enlevez des espaces ou des signes au début de la ligne"
)
MARKED = "trop de signes « [ » ou « ` » dans ce texte → retirez-les, ou partagez le texte en plusieurs paragraphes ou en plusieurs pages"


@each_row(
    ("text", "line", "message"),
    [
        ("a\n\n" + "[" * 1_001, 7, MARKED),
        ("`a` [x](/x/) " * 501, 5, MARKED),
        ("\n".join(f"{'    ' * number}- a" for number in range(300)), 15, NESTED),
        (">" * 11 + " a", 5, NESTED),
        ("- " * 11 + "a", 5, NESTED),
        ("1. > " * 6 + "a", 5, NESTED),
    ],
)
def test_a_text_beyond_the_limits_is_told_and_not_rendered(text, line, message):
    assert (body(text).html, body(text).mistakes) == ("", ((line, message),))


@each_row(
    ("text", "html"),
    [
        ("\n".join(f"{'    ' * number}- a" for number in range(9)), "<li>a"),
        ("- " * 40, "<hr>"),
        ("*" * 900, "<hr>"),
        ("[x](/x/) " * 400, '<a href="/x/">x</a>'),
    ],
)
def test_a_text_within_the_limits_is_rendered(text, html):
    assert html in body(text).html
    assert body(text).mistakes == ()


def test_a_text_too_deep_for_the_library_is_told(monkeypatch):
    monkeypatch.setattr(limits, "of_markdown", lambda text: None)
    assert [message.split(" → ")[0] for _, message in body("- " * 1_000 + "a").mistakes] == [
        "trop de listes, de citations ou de notes les unes dans les autres"
    ]


@each_row("target", ["http://[bad", "http://a℀b/", "//[x"])
def test_an_address_that_the_library_refuses_is_told_in_french(mistakes, target):
    page = f"---\n{HEAD}---\n[x]({target})\n"
    event = f'---\n{HEAD}genre: forum\ndebut: 2020-11-27\nen_ligne: "{target}"\n---\n'
    remedy = f"« {target} » ne peut pas être une adresse → recopiez-la du navigateur"
    assert mistakes({"pages/p.md": page, "agenda/e.md": event}) == [
        f"agenda/e.md:6: en_ligne : {remedy}",
        f"pages/p.md:5: {remedy}",
    ]
