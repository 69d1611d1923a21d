"""Files of every type in a form: saved without a change, and written as new files."""

import re
import shutil
from dataclasses import replace

import pytest

from plugins.desk.forms.form import Drawing, with_labels
from plugins.desk.forms.shapes import labels_of, shapes
from plugins.desk.forms.todo import todo
from plugins.desk.forms.values import posted
from plugins.desk.forms.workshop import Workshop, words
from plugins.desk.front_matter_edit import same
from plugins.model import SOLE_FILES, TYPES, Office
from plugins.model.section import Section
from tests.built_site import ROOT
from tests.tables import each_row
from tests.unit.conftest import TODAY

INVENTED = Workshop(ROOT / "tests/invented/content", lambda: TODAY, ROOT / "absent", "")


def sent(boxes):
    """Yield the name and value of each field that a form sends when nothing was changed in it."""
    for box in boxes:
        if box.what == "value":
            yield box.name, box.value
        yield from sent(box.inside)


def as_sent(typed):
    """Return the values of a file after a form has shown them and sent them back."""
    boxes = Drawing((), None, TODAY).boxes(typed.shapes, typed.values, None)
    assert all(box.what != "kept" for box in boxes)
    return replace(typed, values=posted(typed.shapes, dict(sent(boxes)), typed.values, TODAY))


def test_a_file_that_is_saved_without_a_change_stays_byte_for_byte():
    files = INVENTED.files().values()
    saved = {path: INVENTED.bytes_of(as_sent(INVENTED.opened(path, cls))) for path, cls in files}
    assert [path for path, data in saved.items() if data != (INVENTED.content / path).read_bytes()] == []


def test_there_is_something_of_each_type():
    assert {cls for _, cls in INVENTED.files().values()} >= {*TYPES, Section}
    assert {*words().values()} == {*TYPES, *SOLE_FILES.values()}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """A ``Workshop`` with a copy of the invented content."""
    folder = tmp_path_factory.mktemp("invented")
    shutil.copytree(INVENTED.content, folder / "content")
    return Workshop(folder / "content", lambda: TODAY, folder / "kept", "")


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.kind)
def test_a_file_written_from_a_form_says_the_same_and_has_no_mistake(cls, workshop):
    path = next(path for path, known in workshop.files().values() if known is cls and path.stem != "index")
    typed = as_sent(workshop.opened(path, cls))
    (workshop.content / path).unlink()
    new = replace(typed, path=path, version="")
    data = workshop.bytes_of(new)
    assert workshop.mistakes({path: data}) == ()
    (workshop.content / path).write_bytes(data)
    assert same(dict(workshop.opened(path, cls).values), dict(typed.values))


def every_box(boxes):
    for box in boxes:
        yield box
        yield from every_box(box.inside)


@each_row("cls", [*TYPES, *SOLE_FILES.values()])
def test_the_help_of_a_field_calls_the_others_as_the_form_does(cls):
    fields = shapes(cls)
    values = {shape.key: [None] for shape in fields if shape.many}
    for box in every_box(Drawing((), None, TODAY).boxes(fields, values, None)):
        named = re.findall(r"«\s([a-z_]+)\s»", box.shape.description)
        assert not {name for name in named if "_" in name} & labels_of(fields).keys()


@each_row(
    ("said", "shown"),
    [
        ("ce que dit « d_apres »", "ce que dit « D’après »"),
        ("écrivez « verifie_le: 2026-11-26 »", "écrivez « Vérifié le : 2026-11-26 »"),
        ("« d_apres » n’est pas une date → effacez « autre »", "« d_apres » n’est pas une date → effacez « autre »"),
    ],
)
def test_a_message_names_the_label_of_a_field_and_leaves_what_was_typed(said, shown):
    assert with_labels(said, {"d_apres": "D’après", "verifie_le": "Vérifié le"}) == shown


def test_the_guide_keeps_the_key_and_the_form_says_the_label():
    (field,) = (shape for shape in shapes(Office) if shape.key == "d_apres_le")
    (box,) = Drawing((), None, TODAY).boxes((field, replace(field, key="d_apres", label="D’après")), {}, None)[:1]
    assert "« d_apres »" in field.description.replace("\u00a0", " ")
    assert "« D’après »" in box.shape.description.replace("\u00a0", " ")


def test_what_a_draft_lacks_is_told_in_french_spacing(content, tmp_path):
    folder = content({"agenda/fete.md": "---\nstatut: brouillon\ntitre: Fête\nresume: Une fête.\n---\n"})
    found = todo(Workshop(folder, lambda: TODAY, tmp_path / "kept", ""))
    (draft,) = next(each.rows for each in found if each.title == "Brouillons")
    assert [part.partition(" : ")[0] for part in draft.words.split(" ; ")] == ["genre", "debut"]
