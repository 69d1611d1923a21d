"""The built site in a headless Chromium: served on loopback, nothing let out. Mandatory in CI, else only where it is installed."""

import functools
import http.server
import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

from tests.built_site import BUILD_DATE
from tooling.hosting.policy import headers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()


NOON = f"{BUILD_DATE}T12:00:00+01:00"
"""The hour of a visit, unless a test says another: pages speak of today and tomorrow."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves under the headers of the public site: what they forbid logs an error."""

    def end_headers(self):
        for name, value in headers(self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address(built):
    """Where the built site answers."""
    handler = functools.partial(Quiet, directory=str(built.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("Chromium manque : les essais dans le navigateur ne sont pas faits")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Opens a page; at the end of the test, no page may have logged an error or asked another host for anything."""
    contexts, told = [], []

    def open_page(path, *, width=360, now=NOON, **options):
        context = chromium.new_context(viewport={"width": width, "height": 740}, base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(now)
        page.on("request", lambda r: None if r.url.startswith((address, "data:")) else told.append(r.url))
        page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []
