"""A preview with its desk, over the invented content, and the keys of a keyboard."""

import re
import shutil
from pathlib import Path

import pytest

from plugins.desk.forms.workshop import Workshop
from tests.built_site import INVENTED, ROOT
from tests.unit.conftest import TODAY
from tooling.preview.atelier import Atelier
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState
from tooling.preview.typed_page import TypedPage

NOT_BUILT = re.compile(r"/(\d{4}/sous-embargo|positions/essai|un-second-manuel)/$")
"""The pages of new files, and of one that waits for its day: nothing builds them here."""


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
    """Where a preview with its desk answers."""
    server = PreviewServer(state, 0)
    workshop = Workshop(content, lambda: TODAY, content.parent / "kept", "one")
    server.atelier = Atelier(workshop, TypedPage(ROOT / "pelicanconf.py", state))
    server.start()
    yield server.address.rstrip("/")
    server.stop()


@pytest.fixture
def by_keyboard(visit, content):
    """Goes through pages with the keys of a keyboard alone; the content is then what it was before."""

    class Keyboard:
        def open(self, path, *, script):
            self.page = visit("/_atelier/", java_script_enabled=script)
            self.page.route(NOT_BUILT, lambda route: route.fulfill(body="", content_type="text/html"))
            self.page.goto(path)

        def reach(self, target):
            node = target.element_handle()  # found once: by its role, that takes as long as many keys
            for _ in range(200):
                if node.evaluate("node => node === document.activeElement"):
                    return
                self.page.keyboard.press("Tab")
            pytest.fail(f"no key leads to {target}")

        def type(self, label, text):
            """Into a field; in a list of choices, the letters of one choose it."""
            target = self.page.get_by_label(label, exact=True).last
            self.reach(target)
            if target.evaluate("node => node.localName") != "select":
                self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)

        def press(self, role, name):
            self.reach(self.page.get_by_role(role, name=name, exact=True).last)
            self.page.keyboard.press("Enter")

    yield Keyboard()
    shutil.rmtree(content)
    shutil.copytree(INVENTED, content)
