"""The public site after one visit: read without network or on a bad one, never stale on a good one, and rid of its
worker where it is withdrawn.
"""

import contextlib
import json
import re
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from plugins.files.service_worker import digest
from tests.browser.conftest import Quiet, serving


class Faulty(Quiet):
    """Serves the site, save the paths that the server's ``faults`` name: each has its own way to go wrong."""

    def do_GET(self):  # noqa: N802 - the name that http.server asks for
        # A file that is written twice in one second has one date: it would be answered as unchanged.
        del self.headers["If-Modified-Since"]
        fault = self.server.faults.get(self.path)
        if fault:
            self.close_connection = True
            fault(self)
        else:
            super().do_GET()


def silent(handler):
    """A line that carries nothing any more."""
    handler.server.over.wait()


def silent_halfway(handler):
    """A line that stalls in the midst of the page, after the head."""
    data = file_of(handler.directory, handler.path).read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.server.over.wait()


def answering(status, text="", media_type="text/html; charset=utf-8", **headers):
    """Another answer than the file."""

    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content-Type": media_type, **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text.encode())

    return answer


def once(fault):
    """A fault of the first request; the next one is answered."""

    def answer(handler):
        del handler.server.faults[handler.path]
        fault(handler)

    return answer


LOG_IN = "<!doctype html><title>Wi-Fi</title><main><h1>Connexion au Wi-Fi</h1></main>"


@contextlib.contextmanager
def faulty(folder):
    """A server of a folder with the ``faults`` that a test wants, until it is over."""
    with serving(folder, Faulty) as server:
        server.folder, server.faults, server.over = folder, {}, threading.Event()
        try:
            yield server
        finally:
            server.over.set()


FEW = ("/", "/bureaux/couvin/", "/bureaux/yvoir/", "/bureaux/yvoir/yvoir.ics", "/hors-ligne/", "/permanences/")
"""What the worker of a changed site keeps: to keep all takes most of the time of a visit."""


def keeping_few(public, folder):
    """A copy of the site in a folder, whose worker keeps a FEW of its pages, and is impatient: it gives up what does not
    come in a quarter of its time.
    """
    shutil.copytree(public.folder, folder)
    kept = json.loads(KEPT.search((folder / "sw.js").read_text("utf-8"))[1])
    change(folder, "sw.js", json.dumps(kept), json.dumps({address: kept[address] for address in FEW}))
    change(folder, "sw.js", "SOON = 4000;", "SOON = 1000;")
    change(folder, "sw.js", "IN_TIME = 10000;", "IN_TIME = 2500;")
    return folder


@contextlib.contextmanager
def visiting(chromium, address):
    """A browser of its own, on the home page, once the worker has what it keeps."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    ready(page)
    yield page
    context.close()


@pytest.fixture
def server(public, tmp_path):
    """Serves a copy of the site, in ``folder``, which a test may change; its worker keeps few pages."""
    with faulty(keeping_few(public, tmp_path / "site")) as server:
        yield server


@pytest.fixture
def visitor(chromium, server):
    with visiting(chromium, server.address) as page:
        yield page


@pytest.fixture(scope="module")
def first_visits(chromium, public, tmp_path_factory):
    """The servers of the site as it is and of one whose worker is impatient, each with somebody who was there once."""
    with (
        faulty(public.folder) as whole,
        faulty(keeping_few(public, tmp_path_factory.mktemp("impatient") / "site")) as impatient,
        visiting(chromium, whole.address) as reader,
        visiting(chromium, impatient.address) as impatient_reader,
    ):
        yield (whole, reader), (impatient, impatient_reader)


def begun_anew(server, page):
    server.faults.clear()
    page.context.set_offline(False)
    page.goto("/")
    return page


@pytest.fixture
def unchanged(first_visits):
    """Serves the site to those who change nothing of it."""
    return first_visits[0][0]


@pytest.fixture
def faults(unchanged):
    return unchanged.faults


@pytest.fixture
def reader(first_visits):
    """A visitor of that site, on the home page: the worker keeps what it kept at the first visit, whoever reads."""
    return begun_anew(*first_visits[0])


@pytest.fixture
def stalled(first_visits):
    """The ``faults`` of a site whose worker is impatient."""
    return first_visits[1][0].faults


@pytest.fixture
def impatient(first_visits):
    """A visitor of that site, on the home page."""
    return begun_anew(*first_visits[1])


def ready(page):
    """Wait for the worker, and for the browser: until all its first pages are there, Chromium puts off looking for a newer
    worker, so that one which hangs would put it off for minutes.
    """
    page.evaluate("() => navigator.serviceWorker.ready.then((it) => it.update()).then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")


def caches(page):
    return page.evaluate("() => caches.keys()")


def workers(page):
    return page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)")


def comes(value, read, page):
    """Whether it becomes so within half a minute: Chromium looks for a newer worker a second after a visit."""
    for _ in range(300):
        if read(page) == value:
            return True
        page.wait_for_timeout(100)
    return False


def comes_on_a_visit(page, value, read):
    """Whether it becomes so on one of a few visits: what a busy machine could not install in time, a later visit does.

    On a busy machine Chromium leaves a visit waiting at times, while one worker takes the place of another.
    """
    for _ in range(4):
        with contextlib.suppress(TimeoutError):
            page.goto("/permanences/", wait_until="commit")
            if comes(value, read, page):
                return True
    return False


def leave_for(address, page):
    """Go there, without waiting for anything."""
    page.evaluate("(address) => { location.href = address; }", address)


def change(folder, path, old, new):
    file = folder / path
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new), "utf-8")


def file_of(folder, address):
    path = f"{address[1:]}index.html" if address.endswith("/") else address[1:]
    return Path(folder) / path


KEPT = re.compile(r"const KEPT = ({.*});")
NEXT = "cainamur-0123456789abcdef"


def publish(folder):
    """Write the worker anew, as the next publication would, for what now stands in the folder."""
    file = folder / "sw.js"
    source = file.read_text("utf-8")
    for address, old in json.loads(KEPT.search(source)[1]).items():
        source = source.replace(
            f'"{address}": "{old}"', f'"{address}": "{digest(file_of(folder, address).read_bytes())}"'
        )
    file.write_text(re.sub(r'(?<=const CACHE = OURS \+ ")\w+', NEXT.removeprefix("cainamur-"), source), "utf-8")


def is_kept(page):
    return page.locator("main > .offline-note").count() == 1


def test_one_visit_keeps_the_directory_for_a_day_without_network(reader):
    reader.context.set_offline(True)
    for address, words in {
        "/": "Yvoir",
        "/bureaux/": "Yvoir",
        "/bureaux/yvoir/": "Rue de l’Essai",
        "/bureaux/couvin/?from=poster": "Rue des Tâtonnements",
        "/permanences/": "Florennes",
        "/contact/": "081/00 00 00",
    }.items():
        reader.goto(address)
        assert words in reader.locator("main").inner_text()
        assert "Hors ligne" in reader.get_by_role("status").first.inner_text()


def test_the_search_finds_the_directory_without_network(reader):
    reader.context.set_offline(True)
    reader.goto("/recherche/?q=tâtonnements")
    reader.wait_for_selector("[data-results] a[href='/bureaux/couvin/']")
    assert "Les pages plus anciennes n’ont pas pu être consultées" in reader.locator("[data-count]").inner_text()


def test_the_pages_without_network_have_their_look_and_their_script(reader):
    reader.context.set_offline(True)
    reader.goto("/permanences/")
    family = reader.evaluate("() => document.fonts.ready.then(() => getComputedStyle(document.body).fontFamily)")
    assert "Alegreya Sans" in family
    assert reader.evaluate("() => document.fonts.check('1rem \"Alegreya Sans\"')")
    assert reader.evaluate("() => getComputedStyle(document.querySelector('.offline-note')).textAlign") == "center"


def test_the_kept_page_tells_of_which_day_it_is(reader):
    reader.context.set_offline(True)
    reader.goto("/bureaux/yvoir/")
    day = reader.evaluate(
        "() => new Date().toLocaleDateString('fr', {dateStyle: 'long', timeZone: 'Europe/Brussels'}).replace(/^1 /, '1er ')"
    )
    note = reader.locator("main > .offline-note").inner_text().replace("\u00a0", " ")
    assert note == f"Hors ligne : voici la page telle qu’elle était le {day}."


def test_a_calendar_is_kept(reader):
    reader.context.set_offline(True)
    text = reader.evaluate("() => fetch('/bureaux/yvoir/yvoir.ics').then(answer => answer.text())")
    assert text.startswith("BEGIN:VCALENDAR")


def test_another_page_without_network_says_what_can_be_read(reader):
    reader.context.set_offline(True)
    reader.goto("/positions/")
    assert reader.locator("h1").inner_text() == "Hors ligne"
    reader.locator("main").get_by_role("link", name="permanences").click()
    reader.wait_for_url("**/permanences/")


def test_a_page_with_network_is_never_a_kept_one(visitor, server):
    visitor.goto("/bureaux/yvoir/")
    assert visitor.locator(".offline-note").count() == 0
    change(server.folder, "bureaux/yvoir/index.html", "Rue de l’Essai, 1-3", "Rue Neuve, 7")
    visitor.goto("/bureaux/yvoir/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/yvoir/")
    visitor.context.set_offline(False)
    visitor.goto("/bureaux/yvoir/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()
    assert visitor.locator(".offline-note").count() == 0


def test_a_new_version_replaces_what_was_kept(visitor, server):
    change(server.folder, "bureaux/yvoir/index.html", "Rue de l’Essai, 1-3", "Rue Neuve, 7")
    publish(server.folder)
    visitor.goto("/permanences/")
    assert comes([NEXT], caches, visitor)
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/yvoir/")
    assert "Rue Neuve, 7" in visitor.locator("main").inner_text()


def test_on_a_stalled_line_the_kept_page_is_shown_with_its_date(impatient, stalled):
    for fault in (silent, silent_halfway):
        stalled["/bureaux/yvoir/"] = fault
        impatient.goto("/bureaux/yvoir/")
        assert "Rue de l’Essai" in impatient.locator("main").inner_text(), fault
        note = impatient.locator("main > .offline-note").inner_text()
        assert note.startswith("Le site ne répond pas : voici la page telle qu’elle était le "), fault


def test_two_tabs_with_the_same_stalled_page_both_show_it(impatient, stalled):
    stalled["/bureaux/yvoir/"] = silent
    tabs = impatient, impatient.context.new_page()
    tabs[1].goto("/permanences/")
    for tab in tabs:
        leave_for("/bureaux/yvoir/", tab)
    for tab in tabs:
        tab.wait_for_url("**/bureaux/yvoir/")
        assert is_kept(tab)
    tabs[1].close()


NOT_THE_PAGE = {
    "503": answering(503, LOG_IN),
    "500": answering(500, "", "text/plain"),
    "511": answering(511, LOG_IN),
    "403": answering(403, LOG_IN),
    "404": answering(404, LOG_IN),
    "200": answering(200, LOG_IN),
    "empty": answering(200, "", "text/html"),
    "json": answering(200, "{}", "application/json"),
    "204": answering(204),
    "redirected": answering(302, Location="/log-in"),
    "sent elsewhere": answering(302, Location="http://localhost:9/"),
}


def test_what_is_not_the_page_of_the_site_does_not_stand_in_place_of_the_kept_one(reader, faults):
    faults["/log-in"] = answering(200, LOG_IN)
    for name, fault in NOT_THE_PAGE.items():
        faults["/bureaux/yvoir/"] = fault
        reader.goto("/bureaux/yvoir/")
        assert "Rue de l’Essai" in reader.locator("main").inner_text(), name
        assert is_kept(reader), name


def test_what_is_not_the_calendar_does_not_stand_in_place_of_the_kept_one(impatient, stalled):
    for fault in (silent, answering(503, LOG_IN), answering(200, LOG_IN)):
        stalled["/bureaux/yvoir/yvoir.ics"] = fault
        text = impatient.evaluate("() => fetch('/bureaux/yvoir/yvoir.ics').then(answer => answer.text())")
        assert text.startswith("BEGIN:VCALENDAR"), fault


@pytest.mark.parametrize("fault", [answering(503, LOG_IN), answering(200, LOG_IN)], ids=["503", "200"])
def test_of_a_page_that_is_not_kept_any_answer_is_shown(reader, faults, fault):
    faults["/positions/"] = fault
    reader.goto("/positions/")
    assert reader.locator("h1").inner_text() == "Connexion au Wi-Fi"


def test_a_page_that_is_not_kept_may_lead_to_another_site(reader, faults, unchanged):
    elsewhere = f"http://localhost:{unchanged.server_port}/log-in"
    faults |= {"/positions/": answering(302, Location=elsewhere), "/log-in": answering(200, LOG_IN)}
    reader.goto("/positions/")
    assert reader.locator("h1").inner_text() == "Connexion au Wi-Fi"


def test_on_a_stalled_line_another_page_says_what_can_be_read(impatient, stalled):
    stalled["/positions/"] = silent
    impatient.goto("/positions/")
    assert impatient.locator("h1").inner_text() == "Hors ligne"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_said_to_be_gone(reader, faults, public, status):
    not_found = (public.folder / "404.html").read_text("utf-8")
    faults["/bureaux/yvoir/"] = answering(status, not_found)
    assert reader.goto("/bureaux/yvoir/").status == status
    assert "Rue de l’Essai" not in reader.locator("main").inner_text()
    assert not is_kept(reader)


def test_a_page_that_moved_leads_to_its_new_address(reader, faults):
    faults["/bureaux/yvoir/"] = answering(301, Location="/bureaux/couvin/")
    reader.goto("/bureaux/yvoir/")
    assert reader.url.endswith("/bureaux/couvin/")
    assert "Rue des Tâtonnements" in reader.locator("main").inner_text()
    assert not is_kept(reader)


@pytest.mark.parametrize(
    "hanging",
    [
        {"/bureaux/yvoir/": silent, "/positions/": silent_halfway, "/theme/js/filtered.*.js": silent},
        {"/bureaux/yvoir/": silent_halfway, "/positions/": silent, "/sitemap.xml": silent_halfway},
    ],
)
def test_requests_that_hang_do_not_keep_a_correction_waiting(visitor, server, hanging):
    for path, fault in hanging.items():
        (file,) = server.folder.glob(path.strip("/"))
        server.faults["/" + file.relative_to(server.folder).as_posix() + "/" * file.is_dir()] = once(fault)
        tab = visitor.context.new_page()
        tab.goto("/permanences/")
        leave_for("/formations/" if path.endswith(".js") else path, tab)
    assert comes({}, lambda _: server.faults, visitor)
    change(server.folder, "bureaux/couvin/index.html", "Rue des Tâtonnements", "Rue Neuve")
    publish(server.folder)
    assert comes_on_a_visit(visitor, [NEXT], caches)
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/couvin/")
    assert "Rue Neuve" in visitor.locator("main").inner_text()


def test_a_request_that_hangs_does_not_keep_a_withdrawal_waiting(visitor, server, built):
    server.faults["/positions/"] = silent
    hanging = visitor.context.new_page()
    hanging.goto("/permanences/")
    leave_for("/positions/", hanging)
    shutil.copyfile(built.folder / "sw.js", server.folder / "sw.js")
    assert comes_on_a_visit(visitor, 0, workers)


@pytest.mark.parametrize(
    "failing",
    [
        {"/bureaux/couvin/": silent, "/bureaux/yvoir/": silent_halfway},
        {"/bureaux/couvin/": answering(503), "/bureaux/yvoir/": answering(200, LOG_IN)},
    ],
    ids=["stalled", "answered"],  # apart: an answer fails before the others have stalled
)
def test_a_new_version_comes_though_some_of_its_requests_failed(visitor, server, failing):
    publish(server.folder)
    server.faults |= {path: once(fault) for path, fault in failing.items()}
    visitor.goto("/permanences/")
    assert comes([NEXT], caches, visitor)
    assert not server.faults
    visitor.context.set_offline(True)
    for path, words in {"/bureaux/couvin/": "Rue des Tâtonnements", "/bureaux/yvoir/": "Rue de l’Essai"}.items():
        visitor.goto(path)
        assert words in visitor.locator("main").inner_text()


def test_a_version_that_cannot_be_had_whole_leaves_what_was_kept_as_it_was(visitor, server):
    before = caches(visitor)
    publish(server.folder)
    for fault in (answering(404), answering(200, LOG_IN)):
        asked = threading.Event()
        server.faults["/bureaux/couvin/"] = lambda handler, asked=asked, fault=fault: (asked.set(), fault(handler))
        visitor.goto("/permanences/")
        assert comes(True, lambda _, asked=asked: asked.is_set(), visitor), fault
        assert comes(before, caches, visitor), fault
    visitor.context.set_offline(True)
    visitor.goto("/bureaux/couvin/")
    assert "Rue des Tâtonnements" in visitor.locator("main").inner_text()


def test_a_withdrawn_worker_takes_everything_away(visitor, server, built):
    shutil.copytree(built.folder, server.folder, copy_function=shutil.copy, dirs_exist_ok=True)  # with the time of now
    visitor.goto("/permanences/")
    assert comes(0, workers, visitor)
    assert caches(visitor) == []
    visitor.goto("/")
    assert visitor.evaluate("() => navigator.serviceWorker.controller") is None


def test_a_site_that_is_not_the_public_one_registers_nothing(visit):
    page = visit("/")
    page.wait_for_timeout(300)
    assert workers(page) == 0


def test_who_saves_data_gets_no_worker(chromium, unchanged):
    context = chromium.new_context(base_url=unchanged.address)
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto("/")
    page.wait_for_timeout(300)
    assert workers(page) == 0
    context.close()
