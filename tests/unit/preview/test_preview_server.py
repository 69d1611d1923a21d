"""The preview: what a browser gets, and how it ends."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tooling.preview import serving
from tooling.preview.server import PreviewServer
from tooling.preview.stage import Stage

ROOT = Path(serving.__file__).parents[2]
PAGE = "<!doctype html><html lang=fr><title>Dinant</title><body><h1>Dinant</h1></BODY></html>"
FILES = {
    "index.html": PAGE,
    "bureaux/dinant/index.html": PAGE,
    "404.html": "<title>Page introuvable</title><body>404</body>",
    "css/main.css": "/* </body> */",
    "js/main.js": "0",
    "dinant.ics": "BEGIN:VCALENDAR",
    "actualites/atom.xml": "<feed/>",
    "actualites/rss.xml": "<rss/>",
    "sitemap.xml": "<urlset/>",
    "images/forum.avif": "avif",
    "images/forum.webp": "webp",
    "vide/x.txt": "",
}


@pytest.fixture
def site(tmp_path):
    """A folder such as a build leaves."""
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def start():
    """Starts servers for stages, and stops them at the end."""
    servers = []

    def started(stage):
        server = PreviewServer(stage, 0)
        server.start()
        servers.append(server)
        return server

    yield started
    for server in servers:
        server.stop()


@pytest.fixture
def server(start, site):
    stage = Stage(live=True)
    stage.show(site)
    return start(stage)


def get(server, path, method="GET"):
    """The status, the type, the body and all headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type"), answer.read().decode(), answer.headers
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/index.html", "/bureaux/dinant/", "/bureaux/dinant/?x=1#y"])
def test_a_page_is_served_with_the_script_that_reloads_it(server, site, path):
    status, media_type, body, _ = get(server, path)
    assert (status, media_type) == (200, "text/html; charset=utf-8")
    script = f'<script src="/_preview/reload.js" data-version="{server.stage.version}" defer></script>'
    assert body == PAGE.replace("</BODY>", f"{script}</BODY>")
    assert (site / "index.html").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/css/main.css", "text/css; charset=utf-8"),
        ("/js/main.js", "text/javascript; charset=utf-8"),
        ("/dinant.ics", "text/calendar; charset=utf-8"),
        ("/actualites/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/actualites/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/images/forum.avif", "image/avif"),
        ("/images/forum.webp", "image/webp"),
    ],
)
def test_every_other_file_is_served_as_it_is(server, path, media_type):
    assert get(server, path)[:3] == (200, media_type, FILES[path[1:]])


def test_the_public_preview_adds_nothing(start, site):
    stage = Stage(live=False)
    stage.show(site)
    server = start(stage)
    assert get(server, "/")[2] == PAGE
    assert get(server, "/_preview/")[0] == 404


def test_a_folder_without_its_slash_is_sent_to_its_page(server):
    status, _, body, headers = get(server, "/bureaux/dinant")
    assert (status, headers["Location"], body) == (301, "/bureaux/dinant/", "")


@pytest.mark.parametrize(
    "path",
    ["/rien/", "/rien", "/vide/", "/vide", "/index.html/", "/../secret.html", "/%2e%2e/secret.html", "/a%00b"],
)
def test_a_wrong_address_gets_the_page_of_the_site_with_status_404(server, path):
    status, media_type, body, _ = get(server, path)
    assert (status, media_type) == (404, "text/html; charset=utf-8")
    assert "Page introuvable" in body
    assert "reload.js" in body


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_that_leads_out_of_the_site_is_not_followed(server, site):
    (site / "link.html").symlink_to(site.parent / "secret.html")
    assert get(server, "/link.html")[0] == 404


def test_a_site_without_a_404_page_gets_one(server, site):
    (site / "404.html").unlink()
    status, _, body, _ = get(server, "/rien")
    assert status == 404
    assert "Page introuvable" in body


def test_a_head_request_gets_no_body(server):
    status, _, body, headers = get(server, "/", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > len(PAGE)


def test_nothing_is_kept_by_the_browser(server):
    assert get(server, "/css/main.css")[3]["Cache-Control"] == "no-store"


def test_mistakes_are_shown_over_the_last_good_page_until_they_are_mended(server, site):
    server.stage.show(None, "content/a.md:7: titre : <b> & « x »")
    status, _, body, _ = get(server, "/")
    assert status == 200
    assert "<h1>Dinant</h1>" in body
    assert '<dialog open class="preview-mistakes" lang="fr"' in body
    assert "content/a.md:7: titre : &lt;b&gt; &amp; « x »" in body
    assert "Voir la dernière version correcte" in body
    server.stage.show(site)
    assert "dialog" not in get(server, "/")[2]


def test_mistakes_are_shown_before_there_is_any_good_page(start):
    stage = Stage(live=True)
    stage.show(None, "content/a.md:7: titre manquant")
    status, _, body, _ = get(start(stage), "/bureaux/")
    assert status == 503
    assert "content/a.md:7: titre manquant" in body
    assert "reload.js" in body
    assert "Voir la dernière version correcte" not in body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_preview/reload.js", 200),
        ("/_preview/mistakes.css", 200),
        ("/_preview/../tasks.py", 404),
        ("/_preview/drafts.css", 200),
        ("/_preview/", 200),
    ],
)
def test_the_preview_serves_its_own_files_and_no_others(server, path, status):
    assert get(server, path)[0] == status


def test_a_page_hears_of_each_new_version(server, site):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/_preview/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    first = stream.readline().decode()
    assert first == f"data: {server.stage.version}\n"
    stream.readline()
    server.stage.show(site)
    second = stream.readline().decode()
    assert second == f"data: {server.stage.version}\n"
    assert second != first
    server.stop()
    stream.read()
    connection.close()


def test_only_this_machine_can_see_the_preview(server):
    assert server.server_address[0] == "127.0.0.1"


def test_stopping_ends_every_thread(start, site):
    before = set(threading.enumerate())
    stage = Stage(live=True)
    stage.show(site)
    server = start(stage)
    with socket.create_connection(server.server_address, timeout=10) as page:
        page.sendall(b"GET /_preview/events HTTP/1.0\r\n\r\n")
        assert page.recv(10)
        server.stop()
        while page.recv(1000):
            pass
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert set(threading.enumerate()) <= before


def test_a_port_in_use_is_told_in_french(server, tmp_path, capsys):
    port = server.server_port
    assert serving.serve(tmp_path / "pelicanconf.py", port) == 1
    assert capsys.readouterr().err == (
        f"Le port {port} est déjà utilisé, sans doute par un autre aperçu resté ouvert. "
        f"Fermez-le, ou choisissez un autre numéro, par exemple : --port {port + 1}\n"
    )


SETTINGS = """
SITENAME = "{name}"
TIMEZONE = "Europe/Brussels"
PLUGINS = ["plugins"]
PLUGIN_PATHS = ["."]
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
"""
PLUGIN = """
import sys
from pelican import signals

def check(generator):
    for page in generator.pages:
        page.title += " {mark}"
        if "faute" in page.title:
            sys.exit("content/pages/a.md:1: title : faute")

def register():
    signals.page_generator_finalized.connect(check)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_follows_the_work_and_ends_quietly(tmp_path, ending):
    def write(name, text):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("content/pages/a.md", "Title: un\nSlug: a\n\nx\n")
    write("pelicanconf.py", SETTINGS.format(name="Essai"))
    write("plugins/__init__.py", PLUGIN.format(mark="avant"))
    command = "import pathlib, sys; from tooling.preview import serving; sys.exit(serving.serve(pathlib.Path(sys.argv[1]), 0))"
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", command, str(tmp_path / "pelicanconf.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        try:
            for row in process.stdout:
                if found := re.search(r":(\d+)/ \(Ctrl-C pour arrêter\)", row):
                    break
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
            connection.request("GET", "/_preview/events")
            stream = connection.getresponse()

            def page_after(name, text):
                """Save a file, wait for the preview to say that there is something new, and get the page."""
                write(name, text)
                while not stream.readline().startswith(b"data"):
                    pass
                other = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
                other.request("GET", "/pages/a.html")
                body = other.getresponse().read().decode()
                other.close()
                return body

            stream.readline()
            assert "deux avant" in page_after("content/pages/a.md", "Title: deux\nSlug: a\n\nx\n")
            wrong = page_after("content/pages/a.md", "Title: faute\nSlug: a\n\nx\n")
            assert "content/pages/a.md:1: title : faute" in wrong
            assert "deux avant" in wrong
            mended = page_after("content/pages/a.md", "Title: trois\nSlug: a\n\nx\n")
            assert "trois avant" in mended
            assert "dialog" not in mended
            assert "trois après" in page_after("plugins/__init__.py", PLUGIN.format(mark="après"))
            assert "Autre nom" in page_after("pelicanconf.py", SETTINGS.format(name="Autre nom"))
        finally:
            os.killpg(process.pid, ending)
            said = process.stdout.read()
        stream.read()
        connection.close()
        assert process.wait(20) == 0, said
    assert said.endswith("Arrêté.\n")
    assert "Traceback" not in said
    assert not list(tmp_path.glob("cainamur-preview-*"))
