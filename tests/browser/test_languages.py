"""Pages in other languages: their direction, their fonts, their layout. Their translations are French in brackets."""

import contextlib
import re

import pytest

from plugins.build import generator as building
from plugins.build.files import files_of
from tests.browser.axe import assert_no_barrier
from tests.browser.conftest import serving
from tests.browser.faces import ASKED_AT_ONCE, assert_nothing_moves
from tests.browser.postcodes import postcodes_and_towns, towns_before_postcodes
from tests.browser.test_every_kind import widths_where_words_spill
from tests.browser.test_read_aloud import ARABIC, SPEECH, said
from tests.built_site import INVENTED
from tests.made_site import generator_of
from tests.pseudo import BRACKETS, Bracketed

OFFICE = "/bureaux/yvoir/"
KINDS = ("/", "/bureaux/", OFFICE, f"{OFFICE}fiche/", "/permanences/")
MIRRORED = "text => { const range = document.createRange(); range.selectNodeContents(text); return range.getBoundingClientRect().toJSON(); }"


@contextlib.contextmanager
def answering(folder, settings="pelicanconf.py"):
    """Serve the site in French and the languages of ``BRACKETS`` during the ``with`` block; gives its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
        generator = generator_of(INVENTED, settings, LANGUAGES=("fr", *BRACKETS))  # kept alive: its files need it
        for path, file in files_of(generator.sites).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(file.read())
    with serving(folder) as server:
        yield server.address


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with answering(tmp_path_factory.mktemp("languages")) as address:
        yield address


def fetched(visit, path):
    """Return the names of the fonts that a page loads, after a check that it preloads all of them."""
    page, asked = visit("/robots.txt", fresh=True), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    page.evaluate("() => document.fonts.ready.then(() => 0)")
    faces = {url for url in asked if url.endswith(".woff2")}
    assert faces == set(page.locator("link[rel=preload][as=font]").evaluate_all(ASKED_AT_ONCE))
    return {re.sub(r".*/|\.\w+\.woff2$", "", url) for url in faces}


def test_a_page_fetches_the_faces_of_its_script_alone(visit):
    assert fetched(visit, OFFICE) == {"asap-condensed-400", "alegreya-sans-400", "alegreya-sans-700"}
    assert fetched(visit, f"/ar{OFFICE}") == {"noto-sans-arabic", "alegreya-sans-400"}
    assert fetched(visit, f"/uk{OFFICE}") == {"alegreya-sans-cyrillic-400", "alegreya-sans-cyrillic-700"}


@pytest.mark.parametrize("language", BRACKETS)
def test_nothing_moves_while_a_page_loads(visit, language):
    """A font of French may replace that of the script until this one has come."""
    assert_nothing_moves(visit("/robots.txt", now="2026-11-20T12:00:00+01:00"), f"/{language}{OFFICE}")


@pytest.mark.parametrize("path", [*(f"/ar{path}" for path in KINDS), f"/uk{OFFICE}", "/uk/permanences/"])
def test_on_the_day_of_a_permanence_axe_finds_no_barrier_and_nothing_scrolls_sideways(visit, path):
    """With what a script says of today and tomorrow, in the words of the language."""
    page = visit(path, now="2026-11-26T12:00:00+01:00", still=True)
    told = page.locator(".dates__soon").all_inner_texts()
    assert all(text.startswith(BRACKETS[path[1:3]][0]) for text in told)
    if path.endswith("/permanences/"):
        for word in ("today", "tomorrow"):
            said_of_it = page.locator("script[data-today]").get_attribute(f"data-{word}")
            assert any(said_of_it in text for text in told)
    assert_no_barrier(page, widths=(320,), opened=True)


def test_from_right_to_left_words_keep_to_their_room_at_every_width(visit):
    assert widths_where_words_spill(visit, f"/ar{OFFICE}") == {100: [], 200: []}


MANY = """office => {
  office.classList.replace("split--even", "split--stacked");
  office.querySelectorAll(".dates, .disclosure").forEach(part => part.remove());
  office.querySelectorAll(".people").forEach((people, index) => {
    while (people.children.length < [12, 8][index]) people.append(people.firstElementChild.cloneNode(true));
  });
}"""


@pytest.mark.parametrize("code", BRACKETS)
def test_an_office_where_many_receive_prints_on_one_sheet(visit, code):
    page = visit(f"/{code}{OFFICE}")
    page.locator("main > .split--even").evaluate(MANY)
    assert page.locator(".people .person").count() == 20
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("path", [OFFICE, f"{OFFICE}fiche/", "/bureaux/"])
def test_the_postcode_stands_before_the_town_from_right_to_left(visit, path):
    page = visit(f"/ar{path}")
    assert postcodes_and_towns(page)
    assert towns_before_postcodes(page) == []


def test_a_title_in_latin_letters_begins_where_the_page_does(visit):
    page = visit(f"/ar{OFFICE}")
    title = page.locator("h1")
    words = title.evaluate(MIRRORED)
    box = title.bounding_box()
    assert words["right"] == pytest.approx(box["x"] + box["width"], abs=2)


def test_joined_letters_are_not_spaced(visit):
    page = visit(f"/ar{OFFICE}")
    spacings = page.locator("main *").evaluate_all("all => all.map((each) => getComputedStyle(each).letterSpacing)")
    assert set(spacings) <= {"normal", "0px"}


def test_on_a_phone_without_network_phrases_are_shown_and_the_page_is_read_aloud(chromium, tmp_path):
    with answering(tmp_path, "publishconf.py") as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
        )
        context.add_init_script(SPEECH.replace("VOICES", f"[{ARABIC}]"))
        page = context.new_page()
        page.goto("/ar/")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        context.set_offline(True)
        page.goto(f"/ar{OFFICE}")
        page.locator(".offline-note").wait_for()
        assert len(page.locator(".phrase:visible").all()) == 2
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        button = page.locator(".read-aloud button")
        assert button.bounding_box()["height"] >= 44
        button.tap()
        assert page.locator("h1").inner_text() in said(page)
        button.tap()
        assert said(page) == []
        context.close()
