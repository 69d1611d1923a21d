"""Fixtures: a preview with its desk over the invented content, and a visitor who only uses the keyboard."""

import shutil
from pathlib import Path

import pytest

from plugins.base.cache import Cache
from plugins.desk.forms.workshop import Workshop
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.built_site import INVENTED, ROOT
from tests.unit.conftest import TODAY
from tooling.preview.atelier import Atelier
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState
from tooling.preview.typed_page import TypedPage

BEFORE = """node => {
  const all = [...document.querySelectorAll("a, button, input, select, summary, textarea")];
  const stops = all.filter(one => one.tabIndex >= 0 && one.type !== "hidden" && one.checkVisibility());
  return Math.max(0, stops.indexOf(node) - stops.indexOf(document.activeElement));
}"""
"""The number of times that Tab is pressed from the focused element to this one."""


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """A copy of the invented content, which the forms change."""
    return Path(shutil.copytree(INVENTED, tmp_path_factory.mktemp("desk") / "content"))


@pytest.fixture(scope="module")
def state(built):
    state = PreviewState(live=True)
    state.show(built.folder)
    return state


@pytest.fixture(scope="module")
def address(state, content):
    """The address of a preview with its desk."""
    server = PreviewServer(state, 0)
    kept = content.parent / "kept"
    records = RecordCache(kept / "records", "one")
    load(content, TODAY, Cache(kept), records, with_drafts=True)
    records.save()  # as builds of a preview do: otherwise the desk would read all files anew for each answer
    workshop = Workshop(content, lambda: TODAY, kept, "one")
    server.atelier = Atelier(workshop, TypedPage(ROOT / "pelicanconf.py", state))
    server.start()
    yield server.address.rstrip("/")
    server.stop()


@pytest.fixture
def by_keyboard(visit, content):
    """Goes through pages by keyboard alone; at the end the content is as it was before."""

    class Keyboard:
        def open(self, path, *, script):
            self.page = visit(path, java_script_enabled=script)

        def reach(self, target):
            node = target.element_handle()  # looked up once: a search by role takes as long as many keys
            for _ in range(node.evaluate(BEFORE)):
                self.page.keyboard.press("Tab")
            for _ in range(20):  # Tab may stop at elements that BEFORE does not count
                if node.evaluate("node => node === document.activeElement"):
                    return
                self.page.keyboard.press("Tab")
            pytest.fail(f"no key leads to {target}")

        def type(self, label, text):
            """Type into the field with that label; in a list of choices, the first letters of a choice select it."""
            target = self.page.get_by_label(label, exact=True).last
            self.reach(target)
            if target.evaluate("node => node.localName") != "select":
                self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)

        def press(self, role, name):
            self.reach(self.page.get_by_role(role, name=name, exact=True).last)
            self.page.keyboard.press("Enter")

    yield Keyboard()
    for file in content.rglob("*.*"):  # unchanged files are not touched: the desk would read all of them anew
        original = INVENTED / file.relative_to(content)
        if not original.is_file():
            file.unlink()
        elif file.read_bytes() != original.read_bytes():
            shutil.copy(original, file)
    for original in INVENTED.rglob("*.*"):
        if not (file := content / original.relative_to(INVENTED)).exists():
            shutil.copy(original, file)
