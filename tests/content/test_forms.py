"""The real content in the forms of the preview."""

from dataclasses import replace

import pytest

from plugins.desk.forms.form import Drawing
from plugins.desk.forms.values import posted
from plugins.desk.forms.workshop import Workshop
from tests.built_site import ROOT
from tests.unit.conftest import TODAY

WORKSHOP = Workshop(ROOT / "content", lambda: TODAY, ROOT / "absent", "")


def sent(boxes):
    """What a form sends where nothing was typed."""
    for box in boxes:
        if box.what == "value":
            yield box.name, box.value
        yield from sent(box.inside)


@pytest.mark.parametrize(("path", "cls"), WORKSHOP.files().values(), ids=WORKSHOP.files())
def test_a_file_that_is_saved_without_a_change_stays_byte_for_byte(path, cls):
    typed = WORKSHOP.opened(path, cls)
    boxes = Drawing((), None, TODAY).boxes(typed.shapes, typed.values, None)
    assert all(box.what != "kept" for box in boxes)
    same = replace(typed, values=posted(typed.shapes, dict(sent(boxes)), typed.values))
    assert WORKSHOP.bytes_of(same) == (ROOT / "content" / path).read_bytes()
