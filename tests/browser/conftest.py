"""Fixtures: the built site in a headless Chromium, served on loopback, without requests to other hosts.

Without Chromium these tests are skipped, except in CI, where they fail.
"""

import collections
import contextlib
import functools
import http.server
import os
import shutil
import signal
import threading

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import axe
from tests.built_site import BUILD_DATE
from tooling.hosting.policy import headers

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The names of the program, in order of preference: the first has no windows, and takes half the time for a page."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --font-render-hinting=slight"  # letters are as wide as in a Chromium with windows
).split()
OFF = (
    "AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose "
    "HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying OptimizationHints "
    "PaintHolding PreconnectToSearch ThirdPartyStoragePartitioning "  # Playwright's own list: only the last one counts
    "WebUIOmniboxPopup WebUIOmniboxAimPopup WebUIOmniboxFullPopup"  # else a page beside each tab: half a tab's cost
).split()


NOON = f"{BUILD_DATE}T12:00:00+01:00"
"""The time of a visit, unless a test sets another one: pages say « today » and « tomorrow »."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers of the public site, so that the browser logs an error for what they forbid."""

    def end_headers(self):
        for name, value in headers(self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def handle(self):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a tab left the page while it was served
            super().handle()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    """Serve a folder during the ``with`` block; gives the server, with its ``address``."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        server.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def address(built):
    """The address of the built site."""
    with serving(built.folder) as server:
        yield server.address


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("Chromium manque : les essais dans le navigateur ne sont pas faits")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, f"--disable-features={','.join(OFF)}"]
        )
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        yield browser
        with contextlib.suppress(ProcessLookupError):  # killed: an orderly exit would save nothing
            os.kill(next(process["id"] for process in processes if process["type"] == "browser"), signal.SIGKILL)


class Tab:
    """A tab that the tests reuse one after the other, since to open a tab takes as long as eight visits."""

    def __init__(self, chromium, address, still, options):
        self.context = chromium.new_context(base_url=address, **options)
        if still:
            self.context.add_init_script(axe.script())
        self.page, self.told, self.now = self.context.new_page(), [], None
        self.page.on("request", lambda r: None if r.url.startswith((address, "data:")) else self.told.append(r.url))
        self.page.on("console", lambda m: self.told.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.told.append(str(error)))

    def go(self, path, width, now, color_scheme, still):
        motion = "reduce" if still else "no-preference"
        if self.page.viewport_size != (size := {"width": width, "height": 740}):
            self.page.set_viewport_size(size)  # only where it differs: this lays out the previous page again
        self.page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=motion)
        if now != self.now:
            self.page.clock.set_fixed_time(now)
            self.now = now
        self.page.goto(path)

    def leave(self):
        """Bring the tab back to its first state; return the errors and foreign requests of the visit."""
        told = self.told[:]
        self.told.clear()
        self.page.unroute_all()
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        return told


def becomes(value, read, page, seconds=30):
    """Wait until ``read(page)`` is ``value``; return whether it was within so many seconds."""
    for _ in range(50 * seconds):
        if read(page) == value:
            return True
        page.wait_for_timeout(20)
    return False


@pytest.fixture(scope="session")
def waiting_tabs():
    """The tabs that no test uses at present, by the address of the site, ``still``, and the options of the context."""
    return collections.defaultdict(list)


@pytest.fixture
def visit(chromium, address, waiting_tabs):
    """Opens a page; at the end of the test, no page may have logged an error or sent a request to another host.

    On a ``still`` page nothing moves, and axe is loaded. A ``fresh`` page has no cached file of earlier visits.
    """
    used = []

    def open_page(path, *, width=360, now=NOON, color_scheme="light", still=False, fresh=False, **options):
        alike = waiting_tabs[f"{address} {still} {options}"]
        tab = alike.pop() if alike and not fresh else Tab(chromium, address, still, options)
        used.append((tab, None if fresh else alike))
        tab.go(path, width, now, color_scheme, still)
        return tab.page

    yield open_page
    told = []
    for tab, alike in used:
        told += tab.leave()
        if alike is None:
            tab.context.close()
        else:
            alike.append(tab)
    assert told == []
