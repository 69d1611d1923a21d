"""Every type of the content in a form: opened, saved as it was, and written anew."""

import shutil
from dataclasses import replace

import pytest

from plugins.desk.forms.form import Drawing
from plugins.desk.forms.values import posted
from plugins.desk.forms.workshop import Workshop, words
from plugins.desk.front_matter_edit import same
from plugins.model import SOLE_FILES, TYPES
from plugins.model.section import Section
from tests.built_site import ROOT
from tests.unit.conftest import TODAY

INVENTED = Workshop(ROOT / "tests/invented/content", lambda: TODAY, ROOT / "absent", "")


def sent(boxes):
    """What a form sends where nothing was typed."""
    for box in boxes:
        if box.what == "value":
            yield box.name, box.value
        yield from sent(box.inside)


def as_sent(typed):
    """What is typed, after it has been in a form."""
    boxes = Drawing((), None, TODAY).boxes(typed.shapes, typed.values, None)
    assert all(box.what != "kept" for box in boxes)
    return replace(typed, values=posted(typed.shapes, dict(sent(boxes)), typed.values, TODAY))


@pytest.mark.parametrize(("path", "cls"), INVENTED.files().values(), ids=INVENTED.files())
def test_a_file_that_is_saved_without_a_change_stays_byte_for_byte(path, cls):
    assert INVENTED.bytes_of(as_sent(INVENTED.opened(path, cls))) == (INVENTED.content / path).read_bytes()


def test_there_is_something_of_each_type():
    assert {cls for _, cls in INVENTED.files().values()} >= {*TYPES, Section}
    assert {*words().values()} == {*TYPES, *SOLE_FILES.values()}


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.kind)
def test_a_file_written_from_a_form_says_the_same_and_has_no_mistake(cls, tmp_path):
    shutil.copytree(INVENTED.content, tmp_path / "content")
    workshop = Workshop(tmp_path / "content", lambda: TODAY, tmp_path / "kept", "")
    before = workshop.mistakes()
    assert before == ()
    path = next(path for path, known in workshop.files().values() if known is cls and path.stem != "index")
    typed = as_sent(workshop.opened(path, cls))
    (workshop.content / path).unlink()
    new = replace(typed, path=path, version="")
    data = workshop.bytes_of(new)
    assert workshop.mistakes({path: data}) == ()
    (workshop.content / path).write_bytes(data)
    assert same(dict(workshop.opened(path, cls).values), dict(typed.values))
