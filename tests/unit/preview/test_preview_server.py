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

from tooling.commands import building
from tooling.preview import server as preview_server
from tooling.preview import serving
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState

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
    """Starts preview servers, and stops them at the end."""
    servers = []

    def started(state):
        server = PreviewServer(state, 0)
        server.start()
        servers.append(server)
        return server

    yield started
    for server in servers:
        server.stop()


@pytest.fixture
def server(start, site):
    state = PreviewState(live=True)
    state.show(site)
    return start(state)


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
    script = f'<script src="/_preview/reload.js" data-version="{server.state.version}" defer></script>'
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
    state = PreviewState(live=False)
    state.show(site)
    server = start(state)
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
    server.state.show(None, "content/a.md:7: titre : <b> & « x »")
    status, _, body, _ = get(server, "/")
    assert status == 200
    assert "<h1>Dinant</h1>" in body
    assert '<dialog open class="preview-mistakes" lang="fr"' in body
    assert "content/a.md:7: titre : &lt;b&gt; &amp; « x »" in body
    assert "Voir la dernière version correcte" in body
    server.state.show(site)
    assert "dialog" not in get(server, "/")[2]


def test_mistakes_are_shown_before_there_is_any_good_page(start):
    state = PreviewState(live=True)
    state.show(None, "content/a.md:7: titre manquant")
    status, _, body, _ = get(start(state), "/bureaux/")
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
    assert first == f"data: {server.state.version}\n"
    stream.readline()
    server.state.show(site)
    second = stream.readline().decode()
    assert second == f"data: {server.state.version}\n"
    assert second != first
    server.stop()
    stream.read()
    connection.close()


def test_only_this_machine_can_see_the_preview(server):
    assert server.server_address[0] == "127.0.0.1"


def answer_to(server, *lines, end="\r\n\r\n"):
    """What the server answers, until it closes, to a request written by hand, in which PORT is its port."""
    with socket.create_connection(server.server_address, timeout=10) as page:
        page.sendall(("\r\n".join(lines) + end).replace("PORT", str(server.server_port)).encode("latin-1"))
        return b"".join(iter(lambda: page.recv(10_000), b"")).decode()


ADDRESSES = ["/", "/rien", "/bureaux/dinant", "/css/main.css", "/_preview/", "/_preview/events", "/_preview/reload.js"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "localhost:1",
        "localhost.:PORT",
        "127.0.0.2:PORT",
        "[::2]:PORT",
        "",
    ],
)
def test_under_another_name_nothing_is_answered(server, host):
    for path in ADDRESSES:
        answer = answer_to(server, f"GET {path} HTTP/1.1", f"Host: {host}")
        assert answer.startswith("HTTP/1.0 421 "), path
        assert "Dinant" not in answer
        assert server.state.version not in answer


def test_the_three_names_of_this_machine_are_answered(server):
    for host in ("127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT"):
        assert answer_to(server, "GET / HTTP/1.1", f"Host: {host}").startswith("HTTP/1.0 200 "), host


@pytest.mark.parametrize("hosts", [[], ["Host: 127.0.0.1:PORT"] * 2, ["Host: 127.0.0.1:PORT", "Host: evil.example"]])
def test_a_request_names_exactly_one_host(server, hosts):
    for path in ADDRESSES:
        for version in ("1.0", "1.1"):
            answer = answer_to(server, f"GET {path} HTTP/{version}", *hosts)
            assert answer.startswith("HTTP/1.0 400 "), (path, version)


def test_the_name_in_a_whole_address_counts_as_well(server):
    own = "Host: 127.0.0.1:PORT"
    assert answer_to(server, "GET http://localhost:PORT/ HTTP/1.1", own).startswith("HTTP/1.0 200 ")
    assert answer_to(server, "GET http://evil.example:PORT/ HTTP/1.1", own).startswith("HTTP/1.0 421 ")
    assert answer_to(server, "GET http://localhost:PORT/ HTTP/1.1", "Host: evil.example").startswith("HTTP/1.0 421 ")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:1", "null", "http://127.0.0.1:PORT", ""])
def test_a_script_of_another_site_is_refused(server, origin):
    for path in ADDRESSES:
        answer = answer_to(server, f"GET {path} HTTP/1.1", "Host: localhost:PORT", f"Origin: {origin}")
        assert answer.startswith("HTTP/1.0 403 "), path


def test_a_script_of_the_preview_itself_is_answered(server):
    lines = ("GET / HTTP/1.1", "Host: localhost:PORT", "Origin: http://localhost:PORT")
    assert answer_to(server, *lines).startswith("HTTP/1.0 200 ")


def test_no_other_site_can_use_what_is_answered(server):
    for path in (*ADDRESSES, "/[%zz", "*"):
        headers = get(server, path, "HEAD")[3]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Access-Control-Allow-Origin"] is None


ODD = [
    "/_preview/%00",
    "/_preview/events%00",
    "/_preview/..%2f..%2ftasks.py",
    "/%00",
    "http://[/x",
    "//[/x",
    "/[x",
    "/" + "x" * 300,
    "/" + "x" * 6000,
    "/" + "x/" * 3000,
    "/_preview/" + "x" * 300,
    "/%",
    "/%zz",
    "/%ff%fe",
    "/%ed%a0%80",
    "*",
    "localhost:80",
    "/\xe9",
    "/\x00",
    "/\x7f\x1b[31m",
    "?",
    "x" * 70_000,
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_odd_address_is_refused_without_a_word_in_the_window(server, capfd, method):
    for target in ODD:
        answer = answer_to(server, f"{method} {target} HTTP/1.1", "Host: localhost:PORT")
        assert re.match(r"HTTP/1\.0 4(00|04|14) ", answer), target[:30]
        assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("GET", 400),
        ("GET / HTTP/x", 400),
        ("GET / HTTP/1.1 x", 400),
        ("GET / HTTP/9.9", 505),
        ("BREW / HTTP/1.1", 501),
        ("POST / HTTP/1.1", 501),
        ("OPTIONS / HTTP/1.1", 501),
        ("CONNECT localhost:PORT HTTP/1.1", 400),
        ("\x16\x03\x01\x02", 400),
    ],
)
def test_an_odd_request_is_refused_in_french(server, capfd, request_line, status):
    answer = answer_to(server, request_line, "Host: localhost:PORT")
    assert answer.startswith(f"HTTP/1.0 {status} ")
    assert "Demande refusée" in answer
    assert "Error" not in answer
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("header", ["no colon", "X: " + "x" * 70_000, "\r\n".join(f"X-{n}: 1" for n in range(200))])
def test_odd_headers_are_no_fault_of_the_preview(server, capfd, header):
    assert re.match(r"HTTP/1\.0 (200|4\d\d) ", answer_to(server, "GET / HTTP/1.1", "Host: localhost:PORT", header))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_to_itself_is_not_found(server, site):
    (site / "turning.html").symlink_to("turning.html")
    assert get(server, "/turning.html")[0] == 404


def test_a_request_that_does_not_come_is_not_waited_for(start, site, monkeypatch):
    monkeypatch.setattr(preview_server, "READING", 0.2)
    state = PreviewState(live=True)
    state.show(site)
    server = start(state)
    with socket.create_connection(server.server_address, timeout=10) as silent:
        assert silent.recv(10) == b""

    def send_for_ever(slow):
        while True:  # one letter at a time: each alone would come in time
            slow.sendall(b"x")
            threading.Event().wait(0.02)

    with socket.create_connection(server.server_address, timeout=10) as slow, pytest.raises(ConnectionError):
        send_for_ever(slow)
    assert get(server, "/")[0] == 200


def test_an_open_stream_is_not_taken_for_a_slow_request(start, site, monkeypatch):
    monkeypatch.setattr(preview_server, "READING", 0.1)
    state = PreviewState(live=True)
    state.show(site)
    server = start(state)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/_preview/events")
    stream = connection.getresponse()
    stream.readline(), stream.readline()
    threading.Event().wait(0.5)
    state.show(site)
    assert stream.readline().decode() == f"data: {state.version}\n"
    server.stop()
    connection.close()


def test_more_connections_than_one_person_needs_are_refused_until_others_end(start, site, monkeypatch, capfd):
    monkeypatch.setattr(preview_server, "CONNECTIONS", 3)
    state = PreviewState(live=True)
    state.show(site)
    server = start(state)
    waiting = [socket.create_connection(server.server_address, timeout=10) for _ in range(3)]
    status, _, body, _ = get(server, "/")
    assert status == 503
    assert "trop de pages ouvertes" in body
    for connection in waiting:
        connection.sendall(b"\r\n")
        while connection.recv(1000):
            pass
        connection.close()
    assert answered(server, "/") == 200
    assert capfd.readouterr() == ("", "")


def test_pages_are_answered_however_many_streams_are_open(start, site, monkeypatch):
    monkeypatch.setattr(preview_server, "STREAMS", 2)
    state = PreviewState(live=True)
    state.show(site)
    server = start(state)
    streams = []
    for _ in range(2):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", "/_preview/events")
        streams.append((connection, connection.getresponse()))
    assert get(server, "/_preview/events")[0] == 503
    assert get(server, "/")[0] == 200
    server.stop()
    for connection, _ in streams:
        connection.close()


def answered(server, path):
    """The status of an answer, once the server has noticed that other connections have ended."""
    for _ in range(100):
        if (status := get(server, path)[0]) != 503:
            return status
        threading.Event().wait(0.05)
    return 503


def test_stopping_ends_every_thread(start, site):
    before = set(threading.enumerate())
    state = PreviewState(live=True)
    state.show(site)
    server = start(state)
    with socket.create_connection(server.server_address, timeout=10) as page:
        page.sendall(f"GET /_preview/events HTTP/1.0\r\nHost: localhost:{server.server_port}\r\n\r\n".encode())
        assert page.recv(10)
        server.stop()
        while page.recv(1000):
            pass
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert set(threading.enumerate()) <= before


def test_a_port_in_use_is_told_in_french(server, tmp_path, capsys):
    port = server.server_port
    with pytest.raises(serving.PortTaken) as taken:
        serving.serve(tmp_path / "pelicanconf.py", port)
    assert building.report_failure(taken.value) == 1
    assert capsys.readouterr().err == (
        f"Le port {port} est déjà utilisé, sans doute par un autre aperçu resté ouvert. "
        f"Fermez-le, ou choisissez un autre numéro, par exemple : --port {port + 1}\n"
    )


SETTINGS = """
SITENAME = "{name}"
TIMEZONE = "Europe/Brussels"
PLUGINS = ["marking"]
PLUGIN_PATHS = ["plugins"]
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
    write("plugins/marking.py", PLUGIN.format(mark="avant"))
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
                return next_page()

            def next_page():
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
            assert "trois après" in page_after("plugins/marking.py", PLUGIN.format(mark="après"))
            assert "Autre nom" in page_after("pelicanconf.py", SETTINGS.format(name="Autre nom"))
            (tmp_path / "content").rename(tmp_path / "contenu")
            assert "content : ce dossier ou ce fichier n’est plus à sa place → remettez-le" in next_page()
            (tmp_path / "contenu").rename(tmp_path / "content")
            assert "dialog" not in next_page()
        finally:
            os.killpg(process.pid, ending)
            said = process.stdout.read()
        stream.read()
        connection.close()
        assert process.wait(20) == 0, said
    assert said.endswith("Arrêté.\n")
    assert "Traceback" not in said
    assert not list(tmp_path.glob("cainamur-*"))
