"""The server of the preview: its answers, its limits and its end."""

import http.client
import os
import socket
import threading

import pytest

from tests.unit.preview.small_site import FILES, PAGE, get
from tooling.commands import building
from tooling.preview import server as preview_server
from tooling.preview import serving
from tooling.preview.state import PreviewState


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


@pytest.mark.parametrize(
    ("path", "said"), [("/ar/rien/", "ARABE"), ("/ar/", "ARABE"), ("/xx/rien", "Page introuvable")]
)
def test_a_wrong_address_of_a_language_gets_its_page(server, site, path, said):
    (site / "ar").mkdir()
    (site / "ar/404.html").write_text("<title>ARABE</title><body>404</body>", encoding="utf-8")
    status, _, body, _ = get(server, path)
    assert (status, said in body) == (404, True)


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
        while True:  # letter by letter, each of which arrives before the timeout
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
    """Return the status of an answer, after the server has noticed the end of other connections (until then, 503)."""
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
