"""The embed of an office, as it stands in a frame of a partner's page."""

import pytest

from tests.browser.axe import assert_no_barrier
from tests.browser.test_every_kind import ENLARGE

CARDS = tuple(f"/bureaux/{office}/carte/" for office in ("havelange", "yvoir", "couvin", "florennes"))
CODE_HEIGHT = 740  # what the code to copy says (theme/templates/components/open_data.html)
PARTNER = (
    '<!doctype html><html lang="fr"><title>Partenaire</title><iframe src="{}" title="Bureau" width="320" height="740">'
)


@pytest.mark.parametrize("path", CARDS)
def test_an_embed_fits_the_frame_that_the_page_gives(visit, path):
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.body.getBoundingClientRect().height") <= CODE_HEIGHT


@pytest.mark.parametrize("path", CARDS)
def test_axe_finds_no_barrier_in_an_embed(visit, path):
    assert_no_barrier(visit(path, still=True), widths=(320, 1280))


def test_an_embed_is_whole_without_script_and_asks_only_for_its_own_files(visit):
    """The fixture checks that no request goes to another host."""
    asked = []
    page = visit("/404.html", java_script_enabled=False)
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto("/bureaux/yvoir/carte/")
    assert page.get_by_role("heading", level=1).inner_text() == "Yvoir"
    assert set(asked) <= {"document", "stylesheet", "image", "font", "other"}  # other: the icon
    assert page.context.cookies() == []


def test_text_twice_as_large_stays_readable_in_an_embed(visit):
    page = visit("/bureaux/havelange/carte/", width=320)
    page.evaluate(ENLARGE, 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_link_of_an_embed_leaves_the_frame(visit, address):
    page = visit("/404.html")
    page.route("**/partenaire", lambda route: route.fulfill(content_type="text/html", body=PARTNER.format(CARDS[1])))
    page.goto("/partenaire")
    page.frame_locator("iframe").get_by_role("link", name="Voir la page du bureau").click()
    page.wait_for_url(f"{address}/bureaux/yvoir/")
    assert page.frames == [page.main_frame]


def test_axe_finds_no_barrier_in_the_page_that_explains_the_data(visit):
    assert_no_barrier(visit("/donnees/", still=True), widths=(320, 1280), opened=True)
