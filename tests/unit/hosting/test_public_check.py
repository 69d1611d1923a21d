"""The check of the public address after a publication; tests/serving/test_servers.py runs it with nginx and Apache."""

import contextlib
import datetime as dt
import functools
import http.server
import socket
import threading

import pytest

from plugins.model.redirection import Redirection, in_order
from plugins.source.loading import load
from tooling.commands import building
from tooling.hosting import public_address, public_check
from tooling.hosting.policy import CSP_OF_PAGES, EVERYWHERE
from tooling.hosting.public_check import verify
from tooling.release.site_publication import SitePublication

FILES = {
    "index.html": "accueil, en entier",
    "404.html": "rien ici",
    "sitemap.xml": "<urlset/>",
    "contact/index.html": "contact",
    "ancienne/index.html": '<meta http-equiv="refresh" content="0; url=/contact/">',
    "theme/css/main.0123456789.css": "p {}",
    "bureaux/dinant/carte/index.html": "carte",
    "donnees/hsds.json": "{}",
}
MOVED = in_order(
    (
        Redirection(1, "/ancienne/", "", False, "/contact/"),
        Redirection(2, "/famille/", "", True, "/contact/"),
        Redirection(3, "/index.php", "id=7", False, "/contact/"),
    )
)


@pytest.fixture
def site(tmp_path):
    """The folder of a published site."""
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    return tmp_path / "site"


@pytest.fixture
def start():
    """A function that starts a server with a handler and returns its address."""
    with contextlib.ExitStack() as running:

        def started(handler):
            server = running.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            server.daemon_threads = True
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            running.callback(thread.join)
            running.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield started


class Bare(http.server.SimpleHTTPRequestHandler):
    """A host that serves files without any setting; ``answer`` may answer in its place, and then returns true."""

    answer = staticmethod(lambda handler: False)

    def do_GET(self):
        if not self.answer(self):
            super().do_GET()

    def do_HEAD(self):
        if not self.answer(self):
            super().do_HEAD()

    def log_message(self, *_):
        pass


@pytest.fixture
def bare(start, site):
    return start(functools.partial(Bare, directory=str(site)))


@pytest.fixture
def answering(start, site):
    """A function that starts a host with an ``answer`` of its own and returns its address."""

    def started(answer):
        kind = type("Odd", (Bare,), {"answer": staticmethod(answer)})
        return start(functools.partial(kind, directory=str(site)))

    return started


def line(told, name):
    """Return the only line about a promise of the policy."""
    (found,) = [each for each in told if each[8:].startswith(f"{name} : ")]
    return found


def test_a_bare_host_is_told_what_it_keeps_and_what_not(bare, site):
    told = verify(bare, site, MOVED)
    assert told[0] == f"Ce qui tient à l’adresse {bare}/ :"
    assert line(told, "version") == "  oui   version : celle qui vient d’être publiée ; le site est en ligne, entier"
    lacking = line(told, "en-têtes")
    assert lacking.startswith("  note  en-têtes : manque Content-Security-Policy, Cross-Origin-Opener-Policy, ")
    assert "Access-Control-Allow-Origin (/donnees/hsds.json)" in lacking
    assert "autre valeur pour Content-Type" in lacking
    assert "les pages disent elles-mêmes ce qu’elles peuvent" in lacking
    assert "Strict-Transport-Security" not in lacking  # browsers ignore it over plain HTTP
    assert line(told, "compression").startswith("  note  compression : aucune")
    assert line(told, "adresse inconnue").startswith("  note  adresse inconnue : répond 404, mais sans la page du site")
    assert (
        line(told, "ancienne adresse")
        == "  oui   ancienne adresse : /ancienne/ mène à /contact/, par le fichier qui se trouve là"
    )
    assert line(told, "famille d’anciennes adresses").startswith(
        "  note  famille d’anciennes adresses : /famille/essai répond 404 au lieu de mener à /contact/"
    )
    assert "/index.php?id=7 répond 404" in line(told, "ancienne adresse avec une question")
    assert told[8:] == [public_check.FOR_THE_HOST]


def test_a_site_without_redirections_promises_none(bare, site):
    assert not [each for each in verify(bare, site, ()) if "ancienne" in each]


@pytest.mark.parametrize("name", ["index.html", "sitemap.xml"])
def test_another_version_is_told_with_the_time_that_a_host_may_need(bare, site, tmp_path, name):
    site.rename(tmp_path / "published")
    site.mkdir()
    for file in (tmp_path / "published").rglob("*.*"):
        copy = site / file.relative_to(tmp_path / "published")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (site / name).write_text("d’hier", "utf-8")
    told = line(verify(bare, tmp_path / "published", MOVED), "version")
    where = "/" if name == "index.html" else "/sitemap.xml"
    assert told.startswith(f"  NON   version : {where} ne montre pas ce qui vient d’être publié")
    assert "quelques minutes" in told


def sends(status, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    return answer


def test_a_host_that_answers_every_address_with_a_page_is_told(answering, site):
    told = verify(answering(sends(200)), site, MOVED)
    assert line(told, "adresse inconnue").startswith("  note  adresse inconnue : répond 200 au lieu de 404")
    assert "répond 200 au lieu de mener" in line(told, "ancienne adresse")


def test_a_broken_host_is_told(answering, site):
    told = verify(answering(sends(503)), site, MOVED)
    assert line(told, "version").startswith("  NON   version : la page d’accueil répond 503")


@pytest.mark.parametrize(
    ("status", "location", "said"),
    [
        (301, "/contact/", "oui   ancienne adresse : /ancienne/ mène à /contact/"),
        (302, "/contact/", "note  ancienne adresse : /ancienne/ mène à /contact/, mais pas pour de bon (302)"),
        (301, "/ailleurs/", "note  ancienne adresse : /ancienne/ ne mène pas à /contact/"),
        (301, "https://autre.example/contact/", "note  ancienne adresse : /ancienne/ ne mène pas à /contact/"),
        (301, "http://[", "note  anciennes adresses : pas vérifié, la réponse ne se comprend pas"),
    ],
)
def test_where_an_old_address_leads_is_told(answering, site, status, location, said):
    def answer(handler):
        return handler.path == "/ancienne/" and sends(status, Location=location)(handler)

    told = verify(answering(answer), site, MOVED)
    assert [each for each in told if each.strip().startswith(said)]


def test_headers_in_the_words_of_another_host_are_the_same_headers(answering, site):
    """Netlify joins the policies of several rules into one header, and has its own words for « no-cache »."""

    def answer(handler):
        framed = "" if handler.path.endswith("/carte/") else ", frame-ancestors 'none'"
        said = EVERYWHERE | {
            "Content-Security-Policy": f"{CSP_OF_PAGES}{framed}",
            "Cache-Control": "public,max-age=0,must-revalidate",
            "Content-Type": "text/html; charset=UTF-8",
        }
        return sends(200, **said)(handler)

    (site / "theme/css/main.0123456789.css").unlink()
    (site / "donnees/hsds.json").unlink()
    assert line(verify(answering(answer), site, ()), "en-têtes") == "  oui   en-têtes : tous ceux du site"


@pytest.mark.parametrize("framed", [", frame-ancestors *", ""])
def test_a_page_that_may_be_framed_is_told(answering, site, framed):
    policy = f"{CSP_OF_PAGES}{framed}"
    told = verify(answering(sends(200, **EVERYWHERE | {"Content-Security-Policy": policy})), site, ())
    assert "autre valeur pour Content-Security-Policy" in line(told, "en-têtes")


def test_what_a_host_says_is_never_shown_as_it_is(answering, site):
    told = verify(answering(sends(200, Content_Encoding="br", Cache_Control="\x1b[31mx")), site, MOVED)
    assert line(told, "compression").startswith("  note  compression : aucune")
    assert not [each for each in told if "\x1b" in each]


@pytest.mark.parametrize(
    ("home", "why"),
    [
        ("http://127.0.0.1:{closed}", "la connexion ne se fait pas"),
        ("https://127.0.0.1:{bare}", "la connexion ne se fait pas"),
        ("http://un..deux", "son nom n’est pas connu d’ici (cet ordinateur est-il relié à l’internet ?)"),
    ],
)
def test_an_address_that_does_not_answer_is_one_sentence(bare, site, home, why):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    home = home.format(closed=port, bare=bare.rpartition(":")[2])
    assert verify(home, site, MOVED) == [
        f"L’adresse {home}/ n’a pas pu être vérifiée : {why} → ouvrez-la plus tard dans un navigateur."
    ]


def test_without_the_internet_it_is_one_sentence(site, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    (told,) = verify("https://www.exemple.be", site, MOVED)
    assert "relié à l’internet" in told


def test_a_host_that_stays_silent_is_waited_for_a_moment_only(site, monkeypatch):
    monkeypatch.setattr(public_address, "ANSWER_TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        (told,) = verify(f"http://127.0.0.1:{mute.getsockname()[1]}", site, MOVED)
    assert "pas de réponse à temps" in told


def test_an_answer_that_never_ends_is_given_up(answering, site):
    given_up = threading.Event()

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not given_up.wait(0.01):
                handler.wfile.write(b".")
        return True

    home = answering(answer)
    told = verify(home, site, MOVED, seconds=0.2)
    given_up.set()
    assert told == [f"L’adresse {home}/ répond trop lentement : le reste n’a pas été vérifié."]


def test_who_stops_it_is_told_that_the_site_is_public(site):
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Thread, "join", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        told = verify(f"http://127.0.0.1:{mute.getsockname()[1]}", site, MOVED)
    assert told == ["Vérification arrêtée. Le site est publié."]


def test_a_publication_looks_at_the_public_address_with_the_redirections_that_it_published(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "publishconf.py").write_text('SITEURL = "https://www.exemple.be/"', "utf-8")
    content, folder = tmp_path / "content", tmp_path / "site"
    (content / "pages").mkdir(parents=True)
    (content / "pages/contact.md").write_text("---\ntitre: Contact\nresume: r\n---\n", "utf-8")
    (content / "redirections.txt").write_text("/ancienne/ → /contact/\n", "utf-8")
    folder.mkdir()
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    monkeypatch.setattr(
        building, "build", lambda *_, **given: given["TELL_SITE"](load(content, dt.date(2026, 11, 23))) or 0
    )
    monkeypatch.setattr(
        public_check, "verify", lambda home, folder, moved: [f"{home} {folder.name} {[one.path for one in moved]}"]
    )
    steps = SitePublication(tmp_path / "publishconf.py", tmp_path / "cache").steps
    assert steps.build(folder) == 0
    (content / "redirections.txt").write_text("/plus-tard/ → nulle part", "utf-8")  # a mistake made after the build
    steps.verify_public(folder)
    assert capsys.readouterr().out == (
        "Vérification de l’adresse publique…\nhttps://www.exemple.be site ['/ancienne/']\n"
    )
