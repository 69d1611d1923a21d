"""The requests that the forms of the desk refuse, without writing anything."""

import http.client
import re
import shutil

import pytest

from tests.drawn import JPEG
from tests.unit.preview.forms import OFFICE, ask, controls
from tooling.preview.multipart import MOST_FIELDS
from tooling.preview.server import LARGEST_FORM, LARGEST_WITH_FILES

PATH = "/_atelier/modifier/bureaux/dinant"


@pytest.fixture
def sent(desk):
    """The values that the form of an office sends, with a changed title."""
    return {**controls(ask(desk, PATH)[1])[0], "champ.titre": "Autre", "geste": "enregistrer"}


@pytest.fixture(autouse=True)
def nothing_is_written(workshop):
    before = {file: file.read_bytes() for file in workshop.content.rglob("*") if file.is_file()}
    yield
    assert {file: file.read_bytes() for file in workshop.content.rglob("*") if file.is_file()} == before


REFUSED = (
    ({"Host": "evil.example"}, 421),
    ({"Host": "127.0.0.1"}, 421),
    ({"Host": "127.0.0.1:1"}, 421),
    ({"Origin": None}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "http://127.0.0.1:1"}, 403),
    ({"Content_Type": None}, 415),
    ({"Content_Type": "text/plain"}, 415),
    ({"Content_Type": "application/json"}, 415),
    ({"Content_Type": "multipart/form-data"}, 415),
    ({"Content_Type": "multipart/form-data; boundary="}, 415),
    ({"Content_Type": "multipart/form-data; boundary=x"}, 400),
    ({"Content_Type": "multipart/form-data; boundary=x", "Content_Length": str(LARGEST_WITH_FILES + 1)}, 413),
    ({"Content_Length": "many"}, 411),
    ({"Content_Length": "-1"}, 411),
    ({"Content_Length": str(LARGEST_FORM + 1)}, 413),
    ({"Transfer_Encoding": "chunked"}, 411),
)
"""Headers of a request, and the status with which it is refused."""


def test_another_site_or_program_is_refused(desk, sent):
    answers = [(headers, ask(desk, PATH, sent, **headers)[0]) for headers, _ in REFUSED]
    assert answers == list(REFUSED)


@pytest.mark.parametrize("token", [None, "", "x" * 43, "é"])
def test_a_form_of_another_start_is_refused_and_its_text_is_kept(desk, sent, token):
    del sent["jeton"]
    status, page, _ = ask(desk, PATH, {**sent, **({} if token is None else {"jeton": token})})
    assert status == 403
    assert "L’atelier a redémarré" in page
    assert controls(page)[0]["champ.titre"] == "Autre"


@pytest.mark.parametrize("body", ["é=1".encode(), b"a=%ff", b"&".join([b"a=1"] * (MOST_FIELDS + 1))])
def test_what_no_form_sends_is_refused(desk, body):
    assert ask(desk, PATH, body)[0] == 400


NO_FORMS = (
    "/_atelier/modifier/bureaux/absent",
    "/_atelier/modifier/bureaux/dinant.md",
    "/_atelier/modifier/../../etc/passwd",
    "/_atelier/modifier/bureaux/..%2f..%2fsecret",
    "/_atelier/modifier//etc/passwd",
    "/_atelier/modifier/bureaux/dinant%00",
    "/_atelier/modifier/lien",
    "/_atelier/modifier/pages/lien",
    "/_atelier/ajouter/absent",
    "/_atelier/ajouter/",
    "/_atelier/autre",
)


def test_a_file_that_has_no_form_is_refused(desk, sent, workshop):
    outside = workshop.content.parent / "secret.md"
    outside.write_text(OFFICE, "utf-8")
    (workshop.content / "pages/lien.md").symlink_to(outside)
    (workshop.content / "lien").symlink_to(workshop.content.parent)
    answers = [(path, ask(desk, path, sent)[0], ask(desk, path)[0]) for path in NO_FORMS]
    assert answers == [(path, 404, 404) for path in NO_FORMS]
    assert outside.read_text("utf-8") == OFFICE
    (workshop.content / "pages/lien.md").unlink()
    (workshop.content / "lien").unlink()


def test_without_a_desk_no_form_is_answered(server):
    assert ask(server, PATH)[0] == 404
    assert ask(server, PATH, {"champ.titre": "Autre"})[0] == 501


@pytest.mark.parametrize("path", ["/", "/_preview/", "/bureaux/dinant/"])
def test_the_site_takes_no_form(desk, sent, path):
    assert ask(desk, path, sent)[0] == 501


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_unknown(desk, method):
    connection = http.client.HTTPConnection("127.0.0.1", desk.server_port, timeout=10)
    connection.request(method, PATH)
    assert connection.getresponse().status == 501
    connection.close()


@pytest.mark.parametrize("path", ["/_atelier/", PATH, "/_atelier/ajouter/page", "/_atelier/absent"])
def test_no_other_page_may_show_or_script_a_form(desk, path):
    _, page, headers = ask(desk, path)
    own = [f'<script src="/_preview/{name}.js" type="module">' for name in ("atelier", "writing")]
    assert re.findall("<script[^>]*>", page) in ([], own)
    assert not re.search(r"\bstyle=|\son\w+=", page)
    assert headers["Cache-Control"] == "no-store"
    if "absent" not in path:
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def shown_beside(page):
    """Return the address of the page that a form shows beside itself."""
    return re.search(r'<iframe [^>]*src="([^"]*)"', page)[1]


def test_only_a_form_shows_the_page_that_is_typed_in_it(desk, sent):
    page = ask(desk, PATH, {**sent, "geste": "verifier"})[1]
    status, shown, headers = ask(desk, shown_beside(page))
    assert (status, shown) == (200, "<p>Autre /bureaux/dinant/")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert ask(desk, shown_beside(page), Host="evil.example")[0] == 421
    assert ask(desk, f"{shown_beside(page)}0")[0] == 404


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_nothing_is_shown_of_a_form_of_another_start(desk, sent, token):
    page = ask(desk, PATH, {**sent, "geste": "voir", "jeton": token})[1]
    assert ask(desk, shown_beside(page))[1] == "<p>Dinant /bureaux/dinant/"


@pytest.mark.parametrize(
    "name",
    [
        "absente.jpg",
        "",
        "../bureaux/dinant.md",
        "..%2fbureaux%2fdinant.md",
        "lien.jpg",
        "notes.md",
        "x%00.jpg",
        "d.jpg",
    ],
)
def test_what_is_no_picture_of_the_content_is_not_shown(desk, workshop, name):
    assert ask(desk, f"/_atelier/image/{name}")[0] == 404
    images = workshop.content / "images"
    images.mkdir()
    (workshop.content.parent / "autre.jpg").write_bytes(JPEG)
    (images / "lien.jpg").symlink_to(workshop.content.parent / "autre.jpg")
    (images / "d.jpg").mkdir()
    (images / "notes.md").write_text("secret", "utf-8")
    assert ask(desk, f"/_atelier/image/{name}")[0] == 404
    shutil.rmtree(images)


def test_text_that_looks_like_a_page_is_shown_as_text(desk, sent):
    evil = '"><script>alert(1)</script>'
    status, page, _ = ask(desk, PATH, {**sent, "champ.titre": evil, "champ.telephone": evil})
    assert status == 200
    assert "<script>" not in page
    assert controls(page)[0]["champ.titre"] == evil


@pytest.mark.parametrize("title", ["Essai", "index", "…", ""])
def test_a_new_file_takes_the_place_of_none(desk, title):
    path = "/_atelier/ajouter/page"
    sent = {**controls(ask(desk, path)[1])[0], "champ.titre": title, "champ.resume": "r"}
    assert ask(desk, path, sent)[0] in (409, 200)
