"""The letter in a browser, as a modern mail program shows it: no barrier, not too wide, in light and dark schemes."""

import datetime as dt

import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.letter.contents import letter_of
from plugins.desk.letter.writing import as_html
from tests.browser.axe import assert_no_barrier
from tests.built_site import ROOT


@pytest.fixture
def page(chromium, invented, public):
    """The letter in a tab, with the pictures of the site."""
    html = as_html(letter_of(invented, dt.date(2026, 11, 1)), ROOT / "theme")
    page = chromium.new_page(viewport={"width": 360, "height": 740})

    def answer(route):
        path = route.request.url.removeprefix(IDENTITY.website)
        route.fulfill(path=public.folder / path[1:]) if path != "/lettre" else route.fulfill(
            body=html, content_type="text/html"
        )

    page.route(f"{IDENTITY.website}/**", answer)
    page.goto(f"{IDENTITY.website}/lettre")
    yield page
    page.close()


def test_axe_finds_nothing_and_nothing_is_too_wide(page):
    assert_no_barrier(page, widths=(320, 360, 640))


def test_it_is_600_pixels_wide_at_most(page):
    page.set_viewport_size({"width": 1000, "height": 740})
    box = page.locator(".letter").bounding_box()
    assert (box["x"], box["width"]) == (200, 600)


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(255, 253, 247)"), ("dark", "rgb(15, 24, 48)")])
def test_its_ground_is_that_of_the_scheme(page, scheme, colour):
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == colour
