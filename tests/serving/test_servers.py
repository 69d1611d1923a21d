"""The answers of nginx and Apache with the files of deploy/: header, type and status for every kind of file."""

import gzip
import re
import socket

import brotli
import pytest

from tooling.hosting import host_files
from tooling.hosting.policy import APEX, HOST, HSTS, UNKNOWN_TYPE, headers, media_type
from tooling.hosting.public_check import verify


@pytest.fixture(scope="session", params=["nginx", "apache"])
def server(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def kinds(root):
    """One path of each kind of file: each folder, each ending, with and without a hash in the name."""
    found = {}
    for path in host_files.paths(root):
        if not re.search(r"/\.|^(/ar)?/404\.html$|^/ancienne/|/ivoir/|/vieux|F%C3%AA|/F", path):
            hashed = bool(re.search(r"\.[0-9a-f]{10}\.", path))
            ending = path.rpartition("/" if path.endswith(".xml") else ".")[2]
            found.setdefault((path.split("/")[1], ending if "." in path else "/", hashed), path)
    return tuple(found.values())


def type_is_right(answer, path):
    """Whether the type is that of the policy. For an unknown ending, Apache sends no type: a browser saves the file,
    since nosniff forbids it to guess.
    """
    return answer["Content-Type"] == media_type(path) or (
        media_type(path) == UNKNOWN_TYPE and not answer["Content-Type"]
    )


def test_every_kind_of_file_has_its_headers_and_its_type(server, kinds):
    assert len(kinds) > 40
    assert {"/", "/actualites/atom.xml", "/actualites/rss.xml", "/sw.js", "/robots.txt", "/sitemap.xml"} <= set(kinds)
    for path in (*kinds, "/bureaux/yvoir/carte/", "/bureaux/yvoir/yvoir.vcf"):
        answer = server.ask(path)
        file = server.root / (path[1:] + "index.html" if path.endswith("/") else path[1:])
        assert (path, answer.status, answer.body) == (path, 200, file.read_bytes())
        wanted = headers(path)
        assert (path, {name: answer[name] for name in wanted}) == (path, wanted)
        assert type_is_right(answer, path)
        assert ("Access-Control-Allow-Origin" in answer.headers) == ("Access-Control-Allow-Origin" in wanted), path
        for name in wanted:
            assert len(answer.headers.get_all(name)) == 1, (path, name)
        assert not re.search(r"\d", answer["Server"]) or "Apache" in answer["Server"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ],
)
def test_what_the_browser_can_decompress_is_sent_compressed(server, kinds, accepted, encoding, decode):
    for path in (*kinds, "/bureaux/yvoir/carte/"):
        answer = server.ask(path, Accept_Encoding=accepted)
        file = server.root / (path[1:] + "index.html" if path.endswith("/") else path[1:])
        compressed = file.with_name(f"{file.name}.br").exists()
        assert answer.status == 200
        assert (path, answer["Content-Encoding"]) == (path, encoding if compressed else None)
        assert (decode(answer.body) if compressed else answer.body) == file.read_bytes()
        assert type_is_right(answer, path)
        for name, value in headers(path).items():
            assert (path, answer[name]) == (path, value)
        assert ("Accept-Encoding" in (answer["Vary"] or "")) == compressed, path


@pytest.mark.parametrize(
    "path",
    [
        "/rien/",
        "/rien",
        "/theme/css/main.0000000000.css",
        "/404.html",
        "/vide/",
        "/donnees/rien.json",
        "/.secret",
        "/.htaccess",
        "/.redirections.nginx",
        "/bureaux/.htaccess",
        "/_headers",
        "/_redirects",
        "/bureaux/yvoir/index.html/x",
    ],
)
def test_what_is_not_there_or_not_to_be_shown_gets_the_404_page(server, path):
    for method in ("GET", "HEAD"):
        answer = server.ask(path, method)
        assert answer.status == 404
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert answer.body == ((server.root / "404.html").read_bytes() if method == "GET" else b"")
        for name, value in headers("/404.html").items():
            assert (name, answer.headers.get_all(name)) == (name, [value])


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/ar/rien/", "ar/404.html"),
        ("/ar/rien", "ar/404.html"),
        ("/ar/bureaux/", "ar/404.html"),
        ("/ar/404.html", "ar/404.html"),
        ("/ar/.htaccess", "ar/404.html"),
        ("/ar/bureaux/x.txt.br", "ar/404.html"),
        ("/xx/rien/", "404.html"),
        ("/arabe/rien/", "404.html"),
        ("/bureaux/ar/rien/", "404.html"),
    ],
)
def test_what_is_not_there_in_a_language_gets_the_404_page_of_that_language(server, path, page):
    for method in ("GET", "HEAD"):
        answer = server.ask(path, method)
        assert answer.status == 404
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert answer.body == ((server.root / page).read_bytes() if method == "GET" else b"")
        for name, value in headers("/404.html").items():
            assert (name, answer.headers.get_all(name)) == (name, [value])
    accepted = server.ask(path, Accept_Encoding="br")
    body = brotli.decompress(accepted.body) if accepted["Content-Encoding"] == "br" else accepted.body
    assert (accepted.status, body) == (404, (server.root / page).read_bytes())


@pytest.mark.parametrize(
    "path", ["/../content/index.md", "/%2e%2e/content/index.md", "/bureaux/..%2f..%2fcontent/index.md"]
)
def test_nothing_outside_of_the_site_is_served(server, path):
    assert (server.root / "../content/index.md").is_file()
    answer = server.ask(path)
    assert answer.status in (400, 403, 404)
    assert b"titre:" not in answer.body


def test_the_proof_of_the_name_is_not_hidden(server):
    assert server.ask("/.well-known/security.txt").status == 200


def test_a_folder_without_its_slash_leads_to_its_page(server):
    answer = server.ask("/bureaux/yvoir?x=1")
    assert answer.status == 301
    assert answer["Location"].removeprefix(f"https://{HOST}").replace(f":{server.secure}", "") == "/bureaux/yvoir/?x=1"


def test_nginx_names_neither_host_nor_port_within_the_site(nginx):
    """So that redirections also work behind a proxy."""
    assert nginx.ask("/bureaux/yvoir")["Location"] == "/bureaux/yvoir/"
    assert nginx.ask("/ancienne/page/")["Location"] == "/contact/"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/ancienne/page/", "/contact/"),
        ("/ancienne/page", "/contact/"),
        ("/ancienne/page/?utm_source=lettre", "/contact/"),
        ("/F%C3%AAte%202019/d'%C3%A9t%C3%A9/", "/agenda/"),
        ("/vieux.html", "/a-propos/"),
        ("/bureaux/ivoir/ivoir.ics", "/bureaux/yvoir/yvoir.ics"),
        ("/index.php", "/plan-du-site/"),
        ("/index.php/actualites/12-nouvelle", "/plan-du-site/"),
        ("/index.php?option=com_contact&view=contact", "/contact/"),
        ("/index.php?option=com_content&id=7", "/accueil/"),
        ("/index.php?option=com_content&id=7&Itemid=2", "/accueil/"),
        ("/index.php?option=com_content&id=77", "/plan-du-site/"),
        ("/?p=123", "/actualites/"),
        ("/?page_id=2", "/plan-du-site/"),
        ("/category/agenda/page/2/", "/actualites/"),
        ("/category", "/actualites/"),
        ("/wp-login.php?redirect_to=x", "/"),
    ],
)
def test_an_old_address_leads_to_the_new_one_for_good(server, path, target):
    answer = server.ask(path)
    assert answer.status == 301
    assert answer["Location"].removeprefix(f"https://{HOST}").removeprefix(f":{server.secure}") == target
    assert answer["Cache-Control"] == "no-cache"  # a mistake in a redirection can be mended
    assert server.ask(target).status == 200


@pytest.mark.parametrize(
    "path", ["/?page=2", "/?utm_source=lettre", "/categories/", "/ancienne/", "/ancienne/page/x", "/"]
)
def test_an_address_that_is_only_like_an_old_one_does_not_move(server, path):
    assert server.ask(path).status == (200 if path.startswith("/?") or path == "/" else 404)


@pytest.mark.parametrize(("host", "tls"), [(HOST, False), (APEX, False), (APEX, True)])
def test_there_is_one_address(server, host, tls):
    answer = server.ask("/bureaux/yvoir/?x=%C3%A9", host=host, tls=tls)
    assert answer.status == 301
    assert answer["Location"] == f"https://{HOST}/bureaux/yvoir/?x=%C3%A9"


def test_the_certificate_is_renewed_over_plain_http(nginx):
    assert nginx.ask("/.well-known/acme-challenge/token", tls=False).body == b"proof"


def test_a_head_request_gets_the_headers_alone(server):
    whole, head = server.ask("/bureaux/"), server.ask("/bureaux/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head["Content-Length"]) == len(whole.body)


def test_a_part_of_a_file_can_be_asked_for(server):
    answer = server.ask("/documents/rapport.pdf", Range="bytes=1-3")
    assert (answer.status, answer.body) == (206, b"PDF")
    assert answer["Content-Range"] == "bytes 1-3/5"


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", "/permanences/permanences.ics", "/donnees/hsds.json"])
def test_what_did_not_change_is_not_sent_again(server, path, accepted):
    first = server.ask(path, Accept_Encoding=accepted)
    for condition in ({"If_None_Match": first["ETag"]}, {"If_Modified_Since": first["Last-Modified"]}):
        again = server.ask(path, Accept_Encoding=accepted, **condition)
        assert (again.status, again.body) == (304, b"")
        assert again["Cache-Control"] == "no-cache"


HASHED, CARD, OPEN, DOCUMENT = (
    "/images/forum.0123456789.avif",
    "/bureaux/yvoir/carte/",
    "/donnees/hsds.json",
    "/documents/rapport.pdf",
)
ANSWERS = [
    *((200, path, {}) for path in ("/", HASHED, CARD, OPEN, "/?x")),
    *((200, path, {"method": "HEAD"}) for path in ("/", HASHED, CARD, OPEN)),
    (206, DOCUMENT, {"Range": "bytes=0-1"}),
    (206, OPEN, {"Range": "bytes=5-"}),
    *((301, path, {}) for path in ("/bureaux/yvoir", "/ancienne/page/", "/wp-content/x.js", "/?p=1")),
    *((301, path, {"host": APEX}) for path in ("/", HASHED, OPEN)),
    *((304, path, {"If_None_Match": "*"}) for path in ("/", HASHED, CARD, OPEN)),
    *((404, path, {}) for path in ("/rien", "/theme/css/main.0000000000.css", "/donnees/rien.json", "/.htaccess")),
    (404, "/index.html.br", {}),
    *((405, path, {"method": "POST", "Content_Length": "0"}) for path in ("/", HASHED, CARD)),
    *((405, path, {"method": method}) for path in ("/", HASHED) for method in ("PUT", "DELETE", "OPTIONS")),
    (416, DOCUMENT, {"Range": "bytes=9-"}),
]
"""Requests with the status that both servers answer: status, path, and further arguments of ``Server.ask``."""


def meant(status, path):
    """The path whose headers the answer must have: the 404 page for wrong addresses, else the requested path."""
    return "/404.html" if status in (400, 404, 414) else path.partition("?")[0]


def assert_headers(answer, wanted):
    """Check that the answer has each wanted header once, with its value, and no other header of the policy."""
    told = {name: answer.headers.get_all(name) for name in {*headers("/"), "Access-Control-Allow-Origin"}}
    assert told == {name: [wanted[name]] if name in wanted else None for name in told}


@pytest.mark.parametrize(("status", "path", "asked"), ANSWERS)
def test_every_status_has_each_header_once(server, status, path, asked):
    answer = server.ask(path, **asked)
    assert answer.status == status
    assert_headers(answer, headers(meant(status, path), status))


@pytest.mark.parametrize(
    ("status", "path", "asked"),
    [
        (400, "/%zz", {}),
        (400, "/%00", {}),
        (400, "/../x", {}),
        (400, "/..%2f..%2fx", {}),
        (400, "/", {"host": None}),
        (400, "/", {"X_Long": "a" * 40_000}),
        (404, "/a%2fb", {}),
        (405, "/", {"method": "TRACE"}),
        (414, "/" + "a" * 9_000, {}),
    ],
)
def test_nginx_sends_the_headers_also_with_what_it_cannot_read(nginx, status, path, asked):
    answer = nginx.ask(path, **asked)
    assert answer.status == status
    assert_headers(answer, headers(meant(status, path), status))


REFUSED_BY_APACHE = [
    (400, "/%zz", {}),
    (400, "/../x", {}),
    (400, "/", {"host": None}),
    (400, "/", {"X_Long": "a" * 40_000}),
    (404, "/a%2fb", {}),
    (414, "/" + "a" * 9_000, {}),
]
"""Requests that Apache refuses before it reads any .htaccess."""


@pytest.mark.parametrize(("status", "path", "asked"), REFUSED_BY_APACHE)
def test_apache_refuses_what_it_cannot_read_and_says_nothing_of_the_site(apache, status, path, asked):
    """No .htaccess applies to these answers; deploy/README.md says which configuration does."""
    answer = apache.ask(path, **asked)
    assert answer.status == status
    assert len(answer.body) < 1_000
    assert b"CAI" not in answer.body


def test_apache_refuses_to_echo_and_sends_the_headers_always_when_its_own_configuration_says_them_too(
    start_apache, root
):
    lines = [line.strip() for line in (root / ".htaccess").read_text("utf-8").splitlines()]
    first = [line for line in lines if line.startswith("Header always set")][: len(headers("/"))]
    with start_apache(root, beside=("AllowEncodedSlashes NoDecode", "TraceEnable off", *first)) as apache:
        for status, path, asked in (*REFUSED_BY_APACHE, *ANSWERS, (405, "/", {"method": "TRACE"})):
            answer = apache.ask(path, **asked)
            assert (path, answer.status) == (path, status)
            assert_headers(answer, headers(meant(status, path), status))


def test_only_a_secure_answer_asks_for_secure_ones(server):
    """RFC 6797, 7.2: not over plain HTTP."""
    for path in ("/", "/bureaux/yvoir/", HASHED):
        for host in (HOST, APEX):
            answer = server.ask(path, host=host, tls=False)
            assert answer.status == 301
            wanted = headers(path, 301)
            del wanted[HSTS]
            assert_headers(answer, wanted)


def test_nothing_can_be_sent_to_the_site(server):
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert (method, server.ask("/", method, Content_Length="0").status) == (method, 405)


@pytest.mark.parametrize(
    "path", ["/index.html", "/bureaux/index.html", "/bureaux/yvoir/yvoir.vcf", "/donnees/hsds.json"]
)
def test_a_compressed_form_has_no_address_of_its_own(server, path):
    for ending in (".br", ".gz"):
        assert (server.root / f"{path[1:]}{ending}").is_file()
        for accepted in ("identity", "gzip", "br"):
            answer = server.ask(path + ending, Accept_Encoding=accepted)
            assert answer.status == 404
            assert answer["Content-Type"] == "text/html; charset=utf-8"


def test_what_is_kept_for_ever_is_never_kept_as_an_error(server):
    answer = server.ask(HASHED, Range="bytes=9999999-")
    assert answer.status in (200, 416)  # a server may send the whole instead (RFC 9110, 14.2)
    assert_headers(answer, headers(HASHED, answer.status))


@pytest.fixture
def published_at(certificate, monkeypatch):
    """Gives the public address of a server on this machine, whose name resolves and whose certificate is trusted."""
    find = socket.getaddrinfo
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: find("127.0.0.1", *more, **named))
    return lambda server: f"https://{HOST}:{server.secure}"


def test_after_a_publication_every_promise_is_told_to_hold(server, published_at, redirections):
    home = published_at(server)
    told = verify(home, server.root, redirections)
    assert told[:5] == [
        f"Ce qui tient à l’adresse {home}/ :",
        "  oui   version : celle qui vient d’être publiée ; le site est en ligne, entier",
        "  oui   en-têtes : tous ceux du site",
        "  oui   compression : br et gzip",
        "  oui   adresse inconnue : répond 404, avec la page du site",
    ]
    kinds = ("ancienne adresse", "famille d’anciennes adresses", "ancienne adresse avec une question")
    assert [line.partition(" : ")[0] for line in told[5:]] == [f"  oui   {kind}" for kind in kinds]


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("headers", "  note  en-têtes : manque Content-Security-Policy, "),
        ("rewrite", "  note  compression : aucune"),
        ("rewrite", "  note  famille d’anciennes adresses : "),
        ("rewrite", "  oui   ancienne adresse : "),
    ],
)
def test_after_a_publication_what_a_host_lacks_is_told(start_apache, root, published_at, redirections, module, told):
    with start_apache(root, without=(module,)) as server:
        lines = verify(published_at(server), server.root, redirections)
        assert [line for line in lines if line.startswith(told)]


def test_after_a_publication_a_certificate_that_nobody_signed_is_told(nginx, published_at, redirections, monkeypatch):
    home = published_at(nginx)
    monkeypatch.delenv("SSL_CERT_FILE")
    (told,) = verify(home, nginx.root, redirections)
    assert "son certificat n’est pas accepté" in told


@pytest.mark.parametrize("module", ["headers", "rewrite", "mime"])
def test_an_apache_without_a_module_still_serves_the_site(start_apache, root, module):
    with start_apache(root, without=(module,)) as server:
        answer = server.ask("/bureaux/yvoir/")
        assert answer.status == 200
        assert b"Yvoir" in answer.body
        assert (answer["Content-Security-Policy"] is None) == (module == "headers")
        assert server.ask("/rien").body == (server.root / "404.html").read_bytes()
        moved = server.ask("/ancienne/page/")
        assert moved.status == 301 if module != "rewrite" else b'http-equiv="refresh"' in moved.body
