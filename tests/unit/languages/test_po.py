"""Catalogues in the PO format: what is read, what is refused, what is written."""

import random

import pytest

from plugins.base.mistakes import Unreadable
from plugins.languages.po import parse_po, po_text
from tests.tables import each_row

HEAD = 'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'
WHOLE = f"""# Le site en ukrainien.
{HEAD}
# relu par Oksana, le 2026-12-01 (4f2a91)
#. titre
#: content/a.md content/b.md
#, fuzzy, python-format
#| msgid "Le \\"mot\\" d’avant"
msgctxt "menu"
msgid "Le \\"mot\\" %(count)s"
msgid_plural "Les mots %(count)s"
msgstr[0] "слово"
msgstr[1] ""

msgid "deux  \\nlignes\\\\"
msgstr "дві"

# gardé
#~ msgid "Parti"
#~ msgstr "Пішов"
"""


def normal(text):
    return text.replace('msgid "deux  \\nlignes\\\\"', 'msgid ""\n"deux  \\n"\n"lignes\\\\"')


def test_what_is_read_is_written_in_the_same_way():
    written = po_text(parse_po(WHOLE))
    assert written == normal(WHOLE)
    assert po_text(parse_po(written)) == written


def test_every_part_of_an_entry_is_kept():
    file = parse_po(WHOLE)
    first, second = file.messages
    assert (first.context, first.french) == ("menu", ('Le "mot" %(count)s', "Les mots %(count)s"))
    assert (first.words, first.files, first.notes) == (("слово", ""), ("content/a.md", "content/b.md"), ("titre",))
    assert (first.flags, first.before) == (("fuzzy", "python-format"), ('Le "mot" d’avant',))
    assert first.comments == ("relu par Oksana, le 2026-12-01 (4f2a91)",)
    assert second.french == ("deux  \nlignes\\",)
    assert [(one.french, one.comments) for one in file.obsolete] == [(("Parti",), ("gardé",))]


def test_lines_cut_by_another_editor_and_line_numbers_are_understood():
    text = f'{HEAD}\n#: a.html:12 b.html:3\nmsgid ""\n"un "\n"deux"\nmsgstr "x"\n'
    (message,) = parse_po(text.replace("\n", "\r\n")).messages
    assert (message.french, message.files) == (("un deux",), ("a.html", "b.html"))


@each_row(
    ("damage", "line", "said"),
    [
        ('msgid "un\nmsgstr "x"', 6, "guillemet"),
        ('msgid "un"\nmsgstr "x" y', 7, "guillemet"),
        ('msgid "un"\nmsgstr "\\q"', 7, "\\q"),
        ('msgid "un"\nmsgid "deux"\nmsgstr "x"', 7, "deux fois"),
        ('msgid "un"\n\nmsgid "deux"\nmsgstr "x"', 6, "msgstr"),
        ('msgid "un"\nmsgstr "x"\nmsgstr "y"', 8, "deux fois"),
        ('msgid "un"\nmsgstr "x"\n\nmsgid "un"\nmsgstr "y"', 9, "ligne 6"),
        ('msgid "un"\nmsgid_plural "uns"\nmsgstr "x"', 6, "msgstr[0]"),
        ('msgid "un"\nmsgid_plural "uns"\nmsgstr[1] "x"', 6, "msgstr[0]"),
        ('msgid "un"\nmsgstr[0] "x"', 6, "msgstr"),
        ('msgid "un"', 6, "msgstr"),
        ('msgstr "x"', 6, "msgid"),
        ("bonjour", 6, "bonjour"),
        ('"bonjour"', 6, "bonjour"),
        ("<<<<<<< HEAD", 6, "git"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(damage, line, said):
    with pytest.raises(Unreadable) as caught:
        parse_po(f"{HEAD}\n{damage}\n")
    assert (caught.value.line, said in caught.value.message, "→" in caught.value.message) == (line, True, True)


@pytest.mark.parametrize("text", ["", 'msgid "un"\nmsgstr "x"\n'])
def test_a_file_without_its_header_is_refused(text):
    with pytest.raises(Unreadable, match="en-tête"):
        parse_po(text)


def test_any_damage_is_told_or_read_and_written_again():
    for seed in range(150):
        text = damaged(WHOLE, random.Random(seed))
        file, line = read(text)
        if file is None:
            assert 1 <= line <= text.count("\n") + 1, text
        else:
            assert po_text(parse_po(po_text(file))) == po_text(file), text


def damaged(text, chance):
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text))
        piece = chance.choice(['"', "\\", "\n", "#~ ", "#| ", "msgstr[1] ", "é", "", "\n\n"])
        text = text[:place] + piece + text[place + chance.randint(0, 9) :]
    return text


def read(text):
    try:
        return parse_po(text), 0
    except Unreadable as mistake:
        return None, mistake.line
