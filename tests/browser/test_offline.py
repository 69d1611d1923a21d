"""The public site after one visit: read without network, never stale with one, and rid of its worker where it is withdrawn."""

import functools
import http.server
import shutil
import threading

import pytest

from tests.browser.conftest import Quiet
from tests.built_site import build


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The public site as it goes online."""
    output = tmp_path_factory.mktemp("published") / "output"
    result = build("content", output, settings="publishconf.py")
    assert result.returncode == 0, result.stderr
    return output


@pytest.fixture
def site(published, tmp_path):
    """A copy of it that a test may change, its address, and how to take its server away."""
    folder = tmp_path / "site"
    shutil.copytree(published, folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor(chromium, site):
    """A browser of its own, on the home page, once the worker has what it keeps."""
    context = chromium.new_context(base_url=site[1])
    page = context.new_page()
    page.goto("/")
    ready(page)
    yield page
    context.close()


def ready(page):
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")


def caches(page):
    return page.evaluate("() => caches.keys()")


def workers(page):
    return page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)")


def becomes(value, read, page):
    """Whether what is read of a page is that value within thirty seconds."""
    for _ in range(300):
        if read(page) == value:
            return True
        page.wait_for_timeout(100)
    return False


def change(folder, path, old, new):
    file = folder / path
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new), "utf-8")


def test_one_visit_keeps_the_directory_for_a_day_without_network(visitor):
    visitor.context.set_offline(True)
    for address, words in {
        "/": "Dinant",
        "/bureaux/": "Dinant",
        "/bureaux/dinant/": "Rue Léopold",
        "/bureaux/namur/?from=poster": "Rue Docteur Haibe",
        "/permanences/": "Sambreville",
    }.items():
        visitor.goto(address)
        assert words in visitor.locator("main").inner_text()
        assert "Hors ligne" in visitor.get_by_role("status").first.inner_text()


def test_the_pages_without_network_have_their_look_and_their_script(visitor):
    visitor.context.set_offline(True)
    visitor.goto("/permanences/")
    family = visitor.evaluate("() => document.fonts.ready.then(() => getComputedStyle(document.body).fontFamily)")
    assert "Alegreya Sans" in family
    assert visitor.evaluate("() => document.fonts.check('1rem \"Alegreya Sans\"')")
    assert visitor.evaluate("() => getComputedStyle(document.querySelector('.offline-note')).textAlign") == "center"


def test_the_kept_page_tells_of_which_day_it_is(visitor):
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/dinant/")
    day = visitor.evaluate(
        "() => new Date().toLocaleDateString('fr', {dateStyle: 'long', timeZone: 'Europe/Brussels'}).replace(/^1 /, '1er ')"
    )
    note = visitor.locator("main > .offline-note").inner_text().replace("\u00a0", " ")
    assert note == f"Hors ligne : voici la page telle qu’elle était le {day}."


def test_a_calendar_is_kept(visitor):
    visitor.context.set_offline(True)
    text = visitor.evaluate("() => fetch('/bureaux/dinant/dinant.ics').then(answer => answer.text())")
    assert text.startswith("BEGIN:VCALENDAR")


def test_another_page_without_network_says_what_can_be_read(visitor):
    visitor.context.set_offline(True)
    visitor.goto("/positions/")
    assert visitor.locator("h1").inner_text() == "Hors ligne"
    visitor.locator("main").get_by_role("link", name="permanences").click()
    visitor.wait_for_url("**/permanences/")


def test_a_page_with_network_is_never_a_kept_one(visitor, site):
    folder, _ = site
    visitor.goto("/bureaux/dinant/")
    assert visitor.locator(".offline-note").count() == 0
    change(folder, "bureaux/dinant/index.html", "Rue Léopold, 1-3", "Rue Neuve, 7")
    visitor.goto("/bureaux/dinant/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/dinant/")
    visitor.context.set_offline(False)
    visitor.goto("/bureaux/dinant/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()
    assert visitor.locator(".offline-note").count() == 0


def test_a_new_version_replaces_what_was_kept(visitor, site):
    folder, _ = site
    (old,) = caches(visitor)
    change(folder, "bureaux/dinant/index.html", "Rue Léopold, 1-3", "Rue Neuve, 7")
    change(folder, "sw.js", old.removeprefix("cainamur-"), "0123456789abcdef")
    visitor.goto("/permanences/")
    assert becomes(["cainamur-0123456789abcdef"], caches, visitor)
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/dinant/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()


def test_a_withdrawn_worker_takes_everything_away(visitor, site, built):
    folder, _ = site
    shutil.copytree(built.folder, folder, copy_function=shutil.copy, dirs_exist_ok=True)  # with the time of now
    visitor.goto("/permanences/")
    assert becomes(0, workers, visitor)
    assert caches(visitor) == []
    visitor.goto("/")
    assert visitor.evaluate("() => navigator.serviceWorker.controller") is None


def test_a_site_that_is_not_the_public_one_registers_nothing(visit):
    page = visit("/")
    page.wait_for_timeout(300)
    assert workers(page) == 0


def test_who_saves_data_gets_no_worker(chromium, site):
    context = chromium.new_context(base_url=site[1])
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto("/")
    page.wait_for_timeout(300)
    assert workers(page) == 0
    context.close()
