"""The security policy in the ``<meta>`` element of the pages, on a host that sends no such header."""

import http.server

import pytest

from tests.browser.conftest import serving
from tooling.preview.drafts import Draft
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState

TRIED = """async () => {
  const tried = [];
  document.addEventListener("securitypolicyviolation", (event) => tried.push(event.effectiveDirective));
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  const style = document.createElement("style");
  style.textContent = "h1 { display: none }";
  document.body.append(style);
  const picture = new Image();
  picture.src = "http://127.0.0.1:9/x.png";
  document.body.append(picture);
  await fetch("http://127.0.0.1:9/").catch(() => {});
  await new Promise((done) => setTimeout(done, 50));
  return { ran: Boolean(window.ran), shown: document.querySelector("h1").checkVisibility(), tried: tried.sort() };
}"""


class Bare(http.server.SimpleHTTPRequestHandler):
    """A host that sends no header of the policy."""

    def log_message(self, *_):
        pass


@pytest.fixture
def open_page(chromium):
    """Opens an address; returns the page and the errors that it logged."""
    contexts = []

    def opened(address):
        context = chromium.new_context()
        contexts.append(context)
        page, errors = context.new_page(), []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page, errors

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def bare_host(built):
    with serving(built.folder, Bare) as server:
        yield server.address


@pytest.mark.parametrize("path", ["/", "/bureaux/yvoir/carte/", "/404.html"])
def test_a_page_keeps_to_the_policy_where_the_host_sends_no_headers(open_page, bare_host, path):
    page, errors = open_page(bare_host + path)
    assert errors == []
    assert page.evaluate(TRIED) == {
        "ran": False,
        "shown": True,
        "tried": ["connect-src", "img-src", "script-src-elem", "style-src-elem"],
    }
    assert page.evaluate("document.querySelector('meta[name=referrer]').content") == "no-referrer"


def test_what_the_preview_adds_to_a_page_keeps_to_the_policy(open_page, built):
    state = PreviewState(live=True)
    state.show(built.folder, "content/pages/contact.md, ligne 2 : un essai")
    state.drafts = (Draft("content/bureaux/yvoir.md", "/bureaux/yvoir/", "Yvoir", None, ()),)
    server = PreviewServer(state, 0)
    server.start()
    try:
        page, errors = open_page(f"{server.address}bureaux/")
        mark = page.evaluate(
            "getComputedStyle(document.querySelector('main a[href=\"/bureaux/yvoir/\"]'), '::before').content"
        )
        assert "brouillon" in mark
        assert page.locator(".preview-mistakes").is_visible()
        assert page.locator(".preview-drafts").is_visible()
        with page.expect_navigation():
            state.show(built.folder)
        assert errors == []
    finally:
        server.stop()
