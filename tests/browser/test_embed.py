"""The embed of an office, as it stands in a frame of a partner's page."""

import pytest

from tests.built_site import ROOT

AXE = ROOT / "tests/tools/node_modules/axe-core/axe.min.js"
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", CARDS)
def test_axe_finds_no_barrier_in_an_embed(visit, path, width, scheme):
    page = visit(path, width=width, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []


def test_an_embed_is_whole_without_script_and_asks_only_for_its_own_files(visit):
    """That nothing is asked of another host, the fixture says."""
    asked = []
    page = visit("/404.html", java_script_enabled=False)
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto("/bureaux/yvoir/carte/")
    assert page.get_by_role("heading", level=1).inner_text() == "Yvoir"
    assert set(asked) <= {"document", "stylesheet", "image", "font", "other"}  # other: the icon
    assert page.context.cookies() == []


def test_text_twice_as_large_stays_readable_in_an_embed(visit):
    page = visit("/bureaux/havelange/carte/", width=320, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_link_of_an_embed_leaves_the_frame(visit, address):
    page = visit("/404.html")
    page.route("**/partenaire", lambda route: route.fulfill(content_type="text/html", body=PARTNER.format(CARDS[1])))
    page.goto("/partenaire")
    page.frame_locator("iframe").get_by_role("link", name="Voir la page du bureau").click()
    page.wait_for_url(f"{address}/bureaux/yvoir/")
    assert page.frames == [page.main_frame]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier_in_the_page_that_explains_the_data(visit, width, scheme):
    page = visit("/donnees/", width=width, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    for summary in page.locator("summary:visible").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []
