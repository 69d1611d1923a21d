"""Edits of a front matter: the file has the new values, and every other row stays as it was."""

import copy
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.desk.front_matter_edit import bare, rewritten, same
from plugins.source import front_matter
from tests.tables import each_row
from tests.unit.permanences.strategies import drawing

INVENTED = Path(__file__).parents[2] / "invented/content"
ODD = """---
# en-tête
titre :   "Un titre"   # à revoir
resume: >
  Une phrase
  sur deux lignes

adresse: {rue: "Rue Haute, 1", code_postal: 5000,
  localite: 'Namur'}   # le siège
vide:
permanences:
# une note
- quand: 2e jeudi du mois
  # qui ?
  qui:
    - ana-essai
    - bo-essai
-   quand: sur rendez-vous
    langues: [français, "néerlandais"]
- {quand: le mardi}

seul: [un]
notes:
    - |
      Un texte
      long
    - "à confirmer : le lieu"
    -
---

Le texte.
"""
FILES = [ODD.encode(), *(file.read_bytes() for file in sorted(INVENTED.rglob("*.md")))]
TEXTS = st.one_of(
    st.sampled_from(
        ["oui", "12:00", "5000", "a: b", "- x", "#1", "~", "null", "« Oui », dit-il", "l'été", '"', "@x", "{a}"]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60),
).filter(lambda text: bare(text))


def values_of(data):
    return front_matter.read("", data).values


def places(value, place=()):
    """Yield the place of each value in a front matter, as a tuple of keys and indices; () is the whole."""
    yield place
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(item, (*place, key))


@st.composite
def edited(draw, values):
    """Return values with one random edit: a value is changed, removed, added, repeated or moved."""
    values = copy.deepcopy(values)
    *way, last = draw(st.sampled_from([place for place in places(values) if place]))
    holder = values
    for step in way:
        holder = holder[step]
    value, what = holder[last], draw(st.sampled_from(["change", "remove", "add", "move"]))
    if what == "remove" and len(values) > 1:
        del holder[last]
    elif what == "add" and isinstance(value, dict):
        items = list(value.items())
        items.insert(draw(st.integers(0, len(items))), ("nouveau", draw(TEXTS)))
        holder[last] = dict(items)
    elif what == "add":
        item = draw(st.one_of(TEXTS, st.fixed_dictionaries({"le": TEXTS, "raison": TEXTS})))
        items = [*value] if isinstance(value, list) else [value]
        holder[last] = [*items[: (at := draw(st.integers(0, len(items))))], item, *items[at:]]
    elif what == "move" and isinstance(value, list):
        holder[last] = draw(st.permutations(value))
    else:
        holder[last] = draw(TEXTS)
    return values, (way or [last])[0]


def around(data, name):
    """Return the rows of a file above a field, and those below it."""
    rows, lines = data.split(b"\n"), front_matter.read("", data).lines
    first = lines[name,] - 1
    below = [line - 1 for place, line in lines.items() if len(place) == 1 and line - 1 > first]
    last = min(below, default=next(number for number, row in enumerate(rows) if number and row.rstrip() == b"---"))
    return rows[:first], rows[last:]


@drawing(200)
@given(st.data(), st.sampled_from(FILES), st.booleans(), st.booleans())
def test_a_change_is_read_back_and_touches_its_own_rows_only(data, file, from_windows, marked):
    file = file.replace(b"\n", b"\r\n") if from_windows else file
    file = b"\xef\xbb\xbf" + file if marked else file
    before = values_of(file)
    values, name = data.draw(edited(before))
    after = rewritten(file, values)
    assert same(values_of(after), values)
    above, below = around(file, name)
    assert after.split(b"\n")[: len(above)] == above
    assert after.split(b"\n")[-len(below) :] == below
    assert after.startswith(b"\xef\xbb\xbf") == marked
    assert after.count(b"\r\n") == (after.count(b"\n") if from_windows else 0)
    if same(before, values):
        assert after == file


def test_what_does_not_change_stays_byte_for_byte():
    for file in FILES:
        read = front_matter.read("", file)
        assert rewritten(file, read.values, read.body.strip("\n")) == file


@each_row(
    ("change", "before", "after"),
    [
        ({"titre": "Un autre"}, 'titre :   "Un titre"   # à revoir', 'titre :   "Un autre"   # à revoir'),
        ({"resume": "Court"}, "resume: >\n  Une phrase\n  sur deux lignes\n", "resume: Court\n"),
        ({"vide": "plein"}, "vide:\n", "vide: plein\n"),
        ({"seul": ["un", "deux"]}, "seul: [un]", "seul: [un, deux]"),
        ({"seul": None}, "seul: [un]\n", ""),
        (
            {"adresse": {"rue": "Rue Haute, 1", "code_postal": "5001", "localite": "L’Est"}},
            "code_postal: 5000,\n  localite: 'Namur'}   # le siège",
            "code_postal: 5001,\n  localite: 'L’Est'}   # le siège",
        ),
        (
            {"permanences": [{"quand": "le mardi"}, {"quand": "2e jeudi du mois", "qui": ["bo-essai"]}]},
            "- quand: 2e jeudi du mois\n  # qui ?\n  qui:\n    - ana-essai\n    - bo-essai\n"
            '-   quand: sur rendez-vous\n    langues: [français, "néerlandais"]\n- {quand: le mardi}\n',
            "- {quand: le mardi}\n- quand: 2e jeudi du mois\n  qui: [bo-essai]\n",
        ),
    ],
)
def test_a_value_is_written_as_the_one_before_it(change, before, after):
    assert before in ODD
    values = {**values_of(ODD.encode()), **change}
    assert rewritten(ODD.encode(), values).decode() == ODD.replace(before, after)


def test_a_new_field_goes_to_its_place_among_the_others():
    file = b"---\n# a\nb: 1\n\nd: 4\n---\n"
    values = {"a": "0", "b": "1", "c": ["2", "3"], "c2": {"x": "y"}, "d": "4", "e": "5"}
    assert rewritten(file, values) == (b"---\n# a\na: 0\nb: 1\nc: [2, 3]\nc2:\n  x: y\n\nd: 4\ne: 5\n---\n")


@each_row(
    ("file", "after"),
    [
        (b"---\na: b\n---\n\nUn\n\ndeux\n", b"---\na: b\n---\n\nUn\n\ntrois\n"),
        (b"---\r\na: b\r\n---\r\nUn\n\ndeux", b"---\r\na: b\r\n---\r\nUn\n\ntrois\r\n"),
        (b"---\na: b\n---", b"---\na: b\n---\n\nUn\n\ntrois\n"),
    ],
)
def test_another_text_keeps_the_rows_that_are_the_same(file, after):
    assert rewritten(file, {"a": "b"}, "Un\n\ntrois") == after
