"""The service worker of the public site: pages without network, on a bad and on a good one; updates; its withdrawal."""

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
    """Serves the site; for a path in the ``faults`` of the server, the function of that fault answers instead."""

    def do_GET(self):  # noqa: N802 - the name that http.server asks for
        # A file that was written again within the same second would be answered as unchanged.
        del self.headers["If-Modified-Since"]
        fault = self.server.faults.get(self.path)
        if fault:
            self.close_connection = True
            fault(self)
        else:
            super().do_GET()


def silent(handler):
    """Fault: there is no answer."""
    handler.server.over.wait()


def silent_halfway(handler):
    """Fault: the answer stops in the middle of the page."""
    data = file_of(handler.directory, handler.path).read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.server.over.wait()


def answering(status, text="", media_type="text/html; charset=utf-8", **headers):
    """Return a fault: another answer than the file."""

    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content-Type": media_type, **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text.encode())

    return answer


def once(fault):
    """Return a fault that only the first request has."""

    def answer(handler):
        del handler.server.faults[handler.path]
        fault(handler)

    return answer


LOG_IN = "<!doctype html><title>Wi-Fi</title><main><h1>Connexion au Wi-Fi</h1></main>"


@contextlib.contextmanager
def faulty(folder):
    """Serve a folder during the ``with`` block; ``faults`` holds functions by path; ``over`` ends silent answers."""
    with serving(folder, Faulty) as server:
        server.folder, server.faults, server.over = folder, {}, threading.Event()
        try:
            yield server
        finally:
            server.over.set()


FEW = ("/", "/bureaux/couvin/", "/bureaux/yvoir/", "/bureaux/yvoir/yvoir.ics", "/hors-ligne/", "/permanences/")
"""The pages that the worker of a changed copy keeps, since keeping all takes most of the time of a visit."""


def keeping_few(public, folder):
    """Copy the site into a folder, with a worker that keeps ``FEW`` pages and waits a quarter of the time."""
    shutil.copytree(public.folder, folder)
    kept = json.loads(KEPT.search((folder / "sw.js").read_text("utf-8"))[1])
    change(folder, "sw.js", json.dumps(kept), json.dumps({address: kept[address] for address in FEW}))
    change(folder, "sw.js", "SOON = 4000;", "SOON = 1000;")
    change(folder, "sw.js", "IN_TIME = 10000;", "IN_TIME = 2500;")
    return folder


@contextlib.contextmanager
def visiting(chromium, address):
    """Open a tab with its own storage on the home page, during the ``with`` block, once the worker is ready."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    ready(page)
    yield page
    context.close()


@pytest.fixture
def server(public, tmp_path):
    """A server of a copy of the site (``folder``), which a test may change; its worker keeps few pages."""
    with faulty(keeping_few(public, tmp_path / "site")) as server:
        yield server


@pytest.fixture
def visitor(chromium, server):
    with visiting(chromium, server.address) as page:
        yield page


@pytest.fixture(scope="module")
def first_visits(chromium, public, tmp_path_factory):
    """Two servers, each with a tab that has visited it once: the site itself, and a copy with an impatient worker."""
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
    """The server of the site itself, whose files no test changes."""
    return first_visits[0][0]


@pytest.fixture
def faults(unchanged):
    return unchanged.faults


@pytest.fixture
def reader(first_visits):
    """A tab on the home page of the site itself, whose worker keeps the pages since its first visit."""
    return begun_anew(*first_visits[0])


@pytest.fixture
def stalled(first_visits):
    """The ``faults`` of the server of the copy with an impatient worker."""
    return first_visits[1][0].faults


@pytest.fixture
def impatient(first_visits):
    """A tab on the home page of the copy with an impatient worker."""
    return begun_anew(*first_visits[1])


def ready(page):
    """Wait until the worker controls the page, and until Chromium has looked for a newer worker.

    It puts this off while the first pages load, so that a hanging request would delay it for minutes.
    """
    page.evaluate("() => navigator.serviceWorker.ready.then((it) => it.update()).then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")


def caches(page):
    return page.evaluate("() => caches.keys()")


def workers(page):
    return page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)")


def comes(value, read, page):
    """Whether ``read(page)`` becomes ``value`` in 30 s; Chromium looks for a new worker a second after a visit."""
    for _ in range(300):
        if read(page) == value:
            return True
        page.wait_for_timeout(100)
    return False


def comes_on_a_visit(page, value, read):
    """Whether ``read(page)`` becomes ``value`` after one of four visits.

    On a busy machine, a visit may wait while one worker replaces another, or end before a worker is installed.
    """
    for _ in range(4):
        with contextlib.suppress(TimeoutError):
            page.goto("/permanences/", wait_until="commit")
            if comes(value, read, page):
                return True
    return False


def leave_for(address, page):
    """Follow a link, without waiting for the page."""
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
    """Rewrite the worker for the files that are now in the folder, as the next publication does."""
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
    ids=["stalled", "answered"],  # in separate cases, since a wrong answer fails before the others are known to stall
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
    shutil.copytree(built.folder, server.folder, copy_function=shutil.copy, dirs_exist_ok=True)  # with a new date
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
