"""Helpers that use the pages of the desk for sending, receiving and restoring, as somebody in a browser does."""

import html
import re
import time

from tests.unit.preview.forms import ask, controls

SHARE, HISTORY = "/_atelier/partage/", "/_atelier/historique/"

PAGE = "pages/essai.md"


def edit(root, old, new, path=PAGE):
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8", newline="\n")


def read(root, path=PAGE):
    return (root / "content" / path).read_text("utf-8")


def words(page):
    """Return the text of a page, without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def push_button(desk, path, button, **more):
    """Send the form of a page with a button; return the page that is shown once the work is done."""
    sent = {**controls(ask(desk, path)[1])[0], "geste": button, **more}
    status, page, headers = ask(desk, path, sent)
    return shown_in_the_end(desk, headers["Location"]) if status == 303 else page


def shown_in_the_end(desk, path):
    while 'http-equiv="refresh"' in (page := ask(desk, path)[1]):
        time.sleep(0.05)
    return page
