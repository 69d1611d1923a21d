"""The real content in the forms of the preview."""

from plugins.desk.forms.workshop import Workshop
from tests.built_site import ROOT
from tests.tables import each_row
from tests.unit.conftest import TODAY
from tests.unit.desk.test_forms import as_sent

WORKSHOP = Workshop(ROOT / "content", lambda: TODAY, ROOT / "absent", "")


@each_row(("path", "cls"), lambda: WORKSHOP.files().values())
def test_a_file_that_is_saved_without_a_change_stays_byte_for_byte(path, cls):
    assert WORKSHOP.bytes_of(as_sent(WORKSHOP.opened(path, cls))) == (ROOT / "content" / path).read_bytes()
