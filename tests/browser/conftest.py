"""The built site in a headless Chromium: served on loopback, nothing let out. Mandatory in CI, else only where it is installed."""

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
"""The first has no windows: it loads a page with half the work."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --font-render-hinting=slight"  # letters are as wide as in the windows of a desk
).split()
OFF = (
    "AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose "
    "HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying OptimizationHints "
    "PaintHolding PreconnectToSearch ThirdPartyStoragePartitioning "  # as Playwright has them: the last list counts
    "WebUIOmniboxPopup WebUIOmniboxAimPopup WebUIOmniboxFullPopup"  # a page beside each tab: half of what a tab costs
).split()


NOON = f"{BUILD_DATE}T12:00:00+01:00"
"""The hour of a visit, unless a test says another: pages speak of today and tomorrow."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves under the headers of the public site: what they forbid logs an error."""

    def end_headers(self):
        for name, value in headers(self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def handle(self):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a tab went elsewhere while it was served
            super().handle()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    """A server of a folder, with its ``address``: it ends whatever happens, for a thread that does not holds back the end
    of all tests.
    """
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
    """Where the built site answers."""
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
        with contextlib.suppress(ProcessLookupError):  # it keeps nothing, so it need not close in order
            os.kill(next(process["id"] for process in processes if process["type"] == "browser"), signal.SIGKILL)


class Tab:
    """A page of the browser, on which test after test goes elsewhere: to open one takes as long as eight visits."""

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
            self.page.set_viewport_size(size)  # lays out the page before anew
        self.page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=motion)
        if now != self.now:
            self.page.clock.set_fixed_time(now)
            self.now = now
        self.page.goto(path)

    def leave(self):
        """Be as at first again; what it told of its visit."""
        told = self.told[:]
        self.told.clear()
        self.page.unroute_all()
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        return told


def becomes(value, read, page, seconds=30):
    """Whether what is read of a page is that value within some seconds."""
    for _ in range(50 * seconds):
        if read(page) == value:
            return True
        page.wait_for_timeout(20)
    return False


@pytest.fixture(scope="session")
def waiting_tabs():
    """The tabs that no test uses now, by the site that they visit, whether axe is in, and the options of their context."""
    return collections.defaultdict(list)


@pytest.fixture
def visit(chromium, address, waiting_tabs):
    """Opens a page; at the end of the test, no page may have logged an error or asked another host for anything.

    A ``still`` page is one that nothing moves on, and that axe is in. A ``fresh`` one has no file of earlier visits.
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
