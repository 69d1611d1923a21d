"""The banner appears and disappears at its hours, without a new build; a screen reader announces it once."""

import shutil

import pytest

from plugins.model.banner import LONGEST
from tests.browser.axe import assert_no_barrier
from tests.browser.conftest import serving
from tests.browser.test_offline import ready
from tests.browser.test_visit import OFFICES
from tests.built_site import INVENTED, build

TEXT = (
    "Le bureau d’Yvoir est fermé ce matin, à cause de la neige. Appelez avant de venir, ou allez jeudi à celui de Couvin, "
    "ouvert de 9h à 12h."
)
FILE = f"---\ntexte: {TEXT}\ndu: 2026-11-23 08:00\nau: 2026-11-23 12:00\nniveau: urgent\nlien: /permanences/\nbureaux: yvoir\n---\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the invented site with a banner from 8:00 to 12:00 on the day of its build."""
    folder = tmp_path_factory.mktemp("banner")
    shutil.copytree(INVENTED, folder / "content")
    (folder / "content/bandeau.md").write_text(FILE, "utf-8")
    result = build(folder / "content", folder / "output", "publishconf.py")
    assert result.returncode == 0, result.stderr
    with serving(folder / "output") as server:
        yield server.address


@pytest.fixture
def opened(chromium, address):
    """A function that opens a new tab; all are closed at the end."""
    contexts = []

    def open_page(**options):
        contexts.append(chromium.new_context(base_url=address, viewport={"width": 360, "height": 740}, **options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(opened):
    """A new tab, whose clock a test may set, without the service worker, which would store many pages at once."""
    return opened(timezone_id="Asia/Tokyo", reduced_motion="reduce", service_workers="block")


def test_it_is_there_from_its_hour_to_its_hour(page):
    hours = {"07:59:30": False, "08:00:00": True, "11:59:59": True, "12:00:00": False, "12:01:00": False}
    for hour, shown in hours.items():
        page.clock.set_fixed_time(f"2026-11-23T{hour}+01:00")
        page.goto("/bureaux/")
        assert page.locator(".banner").is_visible() is shown, hour
        assert page.locator(".office-note").is_visible() is shown, hour


def test_an_open_page_shows_it_at_its_hour_and_no_longer_a_minute_after_its_end(page):
    page.clock.install(time="2026-11-23T07:59:00+01:00")
    page.goto("/")
    assert not page.locator(".banner").is_visible()
    page.clock.run_for(62_000)
    assert page.locator(".banner").is_visible()
    assert page.get_by_role("alert").inner_text() == TEXT
    page.clock.fast_forward("04:00:30")
    assert not page.locator(".banner").is_visible()


def test_it_is_said_aloud_on_the_first_page_of_a_visit_alone(page):
    page.clock.install(time="2026-11-23T09:00:00+01:00")
    page.goto("/bureaux/")
    page.clock.run_for(500)
    assert page.get_by_role("alert").inner_text() == TEXT
    page.clock.run_for(15_000)
    assert page.get_by_role("alert").count() == 0
    page.locator(".banner__link").click()
    page.wait_for_url("**/permanences/")
    page.clock.run_for(500)
    assert page.get_by_role("complementary", name="Important").is_visible()
    assert page.get_by_role("alert").count() == 0


def test_without_script_it_is_there_and_says_until_when(opened):
    page = opened(java_script_enabled=False)
    page.goto("/")
    assert "de 8h à 12h" in page.locator(".banner").inner_text().replace("\u00a0", " ")


def test_the_keyboard_goes_past_it_and_the_page_below_stays_whole(page):
    page.clock.set_fixed_time("2026-11-23T09:00:00+01:00")
    page.goto("/bureaux/yvoir/")
    page.keyboard.press("Tab")
    assert page.locator(".skip-link").evaluate("link => link === document.activeElement")
    page.keyboard.press("Tab")
    assert page.locator(".banner__link").evaluate("link => link === document.activeElement")
    page.keyboard.press("Tab")
    assert page.locator(".brand").evaluate("link => link === document.activeElement")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_whom_to_call_stays_in_the_first_screen_of_a_small_phone(page):
    assert 130 <= len(TEXT) <= LONGEST
    page.clock.set_fixed_time("2026-11-23T09:00:00+01:00")
    page.set_viewport_size({"width": 360, "height": 640})
    for path in OFFICES:
        page.goto(path)
        box = page.locator(".masthead .call").bounding_box()
        assert box["y"] + box["height"] < 640, path
        # There is room for languages whose letters are taller, such as Arabic.
        assert page.locator(".banner").bounding_box()["height"] < 180, path


def test_axe_finds_nothing(page):
    page.clock.set_fixed_time("2026-11-23T09:00:00+01:00")
    for path in ("/bureaux/yvoir/", "/bureaux/yvoir/carte/"):
        page.goto(path)
        assert_no_barrier(page, widths=(320, 1440))


def test_a_page_that_was_kept_shows_it_from_its_hour_to_its_hour_without_network(opened):
    page = opened()
    page.clock.set_fixed_time("2026-11-23T07:00:00+01:00")
    page.goto("/")
    ready(page)
    page.context.set_offline(True)
    for hour, shown in (("07:59", False), ("08:00", True), ("11:59", True), ("12:00", False)):
        page.clock.set_fixed_time(f"2026-11-23T{hour}:00+01:00")
        page.goto("/bureaux/")
        assert page.locator("main > .offline-note").count() == 1
        assert page.locator(".banner").is_visible() is shown, hour


def test_the_card_of_the_office_notes_it_and_says_nothing_aloud(page):
    page.set_viewport_size({"width": 320, "height": 740})
    page.clock.install(time="2026-11-23T07:58:00+01:00")
    for hour, shown in (("07:59", False), ("11:59", True), ("12:00", False)):
        page.clock.pause_at(f"2026-11-23T{hour}:00+01:00")
        page.goto("/bureaux/yvoir/carte/")
        assert page.locator(".embed__note").is_visible() is shown, hour
        page.clock.run_for(500)
        assert page.get_by_role("alert").count() == 0, hour
        box = page.locator(".call").bounding_box()
        assert box["y"] + box["height"] < 740, hour  # the height of the frame in the HTML that partners copy
