"""After the import of a WordPress site, each of its old addresses leads to a page: on real servers, and without rules.

The export is from a real WordPress with invented texts (scripts/wordpress_fixture.py).
"""

import contextlib
import datetime as dt
import json
import re
import shutil
from urllib.parse import quote, unquote, urlsplit

import pytest

from plugins.importing.wordpress_export import read_exports
from plugins.importing.wordpress_import import ImportRequest, main
from plugins.model.redirection import RedirectionIndex
from plugins.source.loading import load
from tests.built_site import INVENTED, ROOT, build
from tooling.hosting import host_files
from tooling.hosting.policy import APEX, HOST

WORDPRESS = ROOT / "tests/invented/wordpress"
TODAY = dt.date(2026, 11, 23)
OWN = re.compile(r"/actualites/\d{4}/[^/]+/")
OTHER = f"historique.{APEX}"
OF_OTHER_HOST = f"""\
https://{OTHER}/expo.html → /actualites/
https://{OTHER}/index.php?p=* → /agenda/
https://{OTHER}/fonds/* → /ressources/
https://{OTHER}/* → /a-propos/
"""
SECRET = "phyr"
"""A part of a word (« Zéphyr », « zephyr ») that only the texts contain which must not be imported."""


def moved_by(place):
    return ImportRequest((place / "export/export.xml",), place / "export/uploads", False, "python3 tasks.py")


@pytest.fixture(scope="module")
def moved(workshop):
    """A folder with the content into which the export was imported (``content``) and its public site (``site``)."""
    place = workshop / "moved"
    shutil.copytree(INVENTED, place / "content")
    (place / "content/anciennes-adresses.txt").write_text(OF_OTHER_HOST, "utf-8")
    shutil.copytree(WORDPRESS, place / "export")
    for _ in range(2):  # the first run only writes the proposed mapping of the categories
        assert main(place / "content", TODAY, moved_by(place), place / ".cache") == 0
    two = ("-e", 'LANGUAGES=["fr", "en"]')  # the old addresses lead to the same pages
    run = build(place / "content", place / "site", "publishconf.py", extra=two)
    assert (run.returncode, run.stderr) == (0, "")
    return place


@pytest.fixture(scope="module")
def site(moved):
    """The imported content as a ``Site``; its host files are written into the folder of the public site."""
    read = load(moved / "content", TODAY)
    host_files.write_host_files(moved / "site", read.redirections, read.other_hosts)
    return read


@pytest.fixture(scope="module")
def export(moved):
    return read_exports([moved / "export/export.xml"])


@pytest.fixture(scope="module")
def addresses(site, export):
    """Every old address as a browser sends it: those of ``anciennes-adresses.txt``, and three for each public text."""
    texts = [item for item in export.of_type("post", "page", "tribe_events") if item.status == "publish"]
    open_texts = [item for item in texts if not item.protected and item.path]
    found = [*site.old_addresses, *(quote(item.path) for item in open_texts)]
    found += [f"{quote(item.path)}?print=print" for item in open_texts] + [f"/?p={item.id}" for item in open_texts]
    return tuple(dict.fromkeys(found))


def lost(server, addresses):
    """Return the addresses that end at no page or need several hops, each with its hops, status and last address."""
    with contextlib.closing(server.connection()) as connection:
        told = {address: hops(server, address, connection) for address in addresses}
    return {address: way for address, way in told.items() if way[:2] not in ((0, 200), (1, 200))}


def hops(server, address, connection):
    for count in range(5):
        answer = server.ask(address, over=connection)
        if answer.status not in (301, 302, 307, 308):
            return count, answer.status, address
        address = answer["Location"].removeprefix(f"https://{HOST}").removeprefix(f":{server.secure}")
    return count, answer.status, address


@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_every_old_address_ends_at_a_page_after_one_hop_at_most(request, moved, addresses, kind):
    assert len(addresses) > 200
    start = request.getfixturevalue(f"start_{kind}")
    with start(folder=moved / "site") as server:
        assert lost(server, addresses) == {}


def test_an_apache_is_given_only_some_of_thousands_and_every_address_still_ends_at_a_page(
    moved, site, addresses, start_apache, monkeypatch
):
    monkeypatch.setattr(host_files, "MOST_RULES", 60)
    folder = moved / "short"
    shutil.copytree(moved / "site", folder)
    host_files.write_host_files(folder, site.redirections)
    rules = (folder / ".htaccess").read_text("utf-8").count("[R=301,L,QSD]")
    assert rules < 60 < len(site.redirections)
    with start_apache(folder=folder) as server:
        assert lost(server, addresses) == {}


@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_an_address_of_another_host_ends_at_a_page_after_one_hop(request, moved, site, kind):
    """Also without TLS, since the other host may have no certificate."""
    told = {}
    with request.getfixturevalue(f"start_{kind}")(folder=moved / "site") as server:
        for address in (
            "/expo.html",
            "/expo.html?x=1",
            "/index.php?p=12",
            "/fonds/a%20b",
            "/",
            "/contact/",
            "/index.php",
        ):
            for tls in (True, False):
                first = server.ask(address, host=OTHER, tls=tls)
                end = first["Location"].removeprefix(f"https://{HOST}")
                told.setdefault(address, set()).add((first.status, end, server.ask(end).status))
        assert server.ask("/expo.html").status == 404
    assert told == {
        "/expo.html": {(301, "/actualites/", 200)},
        "/expo.html?x=1": {(301, "/actualites/", 200)},
        "/index.php?p=12": {(301, "/agenda/", 200)},
        "/fonds/a%20b": {(301, "/ressources/", 200)},
        "/": {(301, "/a-propos/", 200)},
        "/contact/": {(301, "/a-propos/", 200)},
        "/index.php": {(301, "/a-propos/", 200)},
    }


def test_each_post_that_may_come_is_at_its_own_text(site, export):
    """Except three posts: an empty one, the example post of WordPress, and one that is imported as a draft."""
    index = RedirectionIndex(site.redirections)
    posts = [item for item in export.of_type("post") if item.status == "publish" and not item.protected]
    elsewhere = [item.slug for item in posts if not OWN.fullmatch(index.of(quote(item.path)).target)]
    assert elsewhere == ["hello-world", "des-liens-utiles", "rien-encore"]
    assert len(elsewhere) <= 0.05 * len(posts)


def test_on_a_host_without_rules_a_page_stands_at_every_old_address(moved, addresses):
    """Such hosts ignore the query of an address."""

    def file_at(address):
        place = moved / "site" / unquote(urlsplit(address).path).lstrip("/")
        return place / "index.html" if place.is_dir() else place

    assert [address for address in addresses if not file_at(address).is_file()] == []
    for address in addresses:
        _, leads, rest = file_at(address).read_bytes().partition(b'content="0; url=')
        if leads:
            target = file_at(rest.partition(b'"')[0].decode())
            assert b'http-equiv="refresh"' not in target.read_bytes(), address


def test_no_word_of_what_was_not_public_is_in_any_file_of_the_content_or_the_site(moved, site):
    for folder in ("content", "site"):
        for file in (moved / folder).rglob("*"):
            assert SECRET not in file.name, file
            if file.is_file():
                data = file.read_bytes().lower()
                assert SECRET.encode() not in data, file


def test_only_what_a_person_must_decide_is_a_draft(moved, site):
    held = {text.path.stem for text in site.withheld if not (INVENTED / text.path).exists()}
    waiting = {"brouillon-des-essais", "a-relire-des-essais", "dans-le-futur"}
    assert held == waiting | {"des-liens-utiles", "sans-date-2019"}
    came = json.loads((moved / "publication/imported.json").read_text("utf-8"))["texts"]
    assert len(held - waiting) <= 0.02 * (len(came) - len(waiting))


def test_a_second_import_changes_no_byte(moved, capsys):
    before = {file: file.read_bytes() for file in (moved / "content").rglob("*") if file.is_file()}
    assert main(moved / "content", TODAY, moved_by(moved), moved / ".cache") == 0
    assert "Rien n’a changé depuis le dernier import." in capsys.readouterr().out
    assert {file: file.read_bytes() for file in (moved / "content").rglob("*") if file.is_file()} == before
