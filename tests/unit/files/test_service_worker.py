"""The file of the service worker: what it keeps, when its bytes change, and its form when it is withdrawn."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from plugins.files.service_worker import MARK, digest
from tests.built_site import BUILD_DATE
from tests.made_site import few_communes, files_made

ROOT = Path(__file__).parents[3]
FILES = {
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n---\n",
    "pages/p.md": "---\ntitre: P\nresume: r\n---\nUn texte.\n",
}
NIGHTLY = {
    "bureaux/dinant.md": FILES["bureaux/dinant.md"].replace(
        "---\n", "---\npermanences: [{quand: tous les mardis}]\nverifie_le: 2026-01-05\n", 1
    ),
    "bureaux/ciney.md": "---\ntitre: Ciney\nadresse: {rue: Rue Large, code_postal: 5590, localite: Ciney}\n"
    "permanences: [{quand: '1er jeudi du mois, 9h-12h, sauf vacances scolaires'}]\n"
    "annulations: [{le: 2027-02-04, raison: Formation}]\n---\n",
    "agenda/fete.md": "---\ntitre: Fête\nresume: r\ngenre: fête\ndebut: 2026-11-21\n---\nUne fête.\n",
}
"""A permanence each Tuesday, another at the beginning of each month, and one event on Saturday 21 November 2026."""
CHANGED_BY = {
    "2026-11-21": set(),
    "2026-11-22": {"/"},
    "2026-11-24": set(),
    "2026-11-25": {"/", "/bureaux/", "/bureaux/dinant/", "/permanences/"},
}
"""The kept pages that change from one day of this list to the next, for builds from Friday 20 November 2026 on."""


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """A function that makes a public site of some content files; it returns the bytes of each file by path."""

    def made(files, day=BUILD_DATE, languages=("fr", "en")):
        content = tmp_path_factory.mktemp("offline")
        for path, text in files.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        with few_communes():
            return files_made(content, "publishconf.py", day, LANGUAGES=languages)

    return made


@pytest.fixture(scope="module")
def worker(make):
    """A function that makes a tiny public site, with some changed files; it returns its files and its worker."""

    def publish(changes):
        files = make(FILES | changes)
        return files, files["sw.js"].decode()

    return publish


@pytest.fixture(scope="module")
def first(worker):
    return worker({})


def kept(source):
    """Return the digests of the files that a worker keeps, by address."""
    return json.loads(re.search(r"const KEPT = ({.*});", source)[1])


def path_of(address):
    return f"{address[1:]}index.html" if address.endswith("/") else address[1:]


def test_it_knows_the_bytes_of_each_file_that_it_keeps(first):
    files, source = first
    for address, told in kept(source).items():
        assert told == digest(files[path_of(address)]), address


def test_a_digest_is_that_of_subresource_integrity():
    assert digest(b"alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="


def test_its_cache_is_named_after_all_its_bytes(first):
    source = first[1]
    (name,) = re.findall(r'CACHE = OURS \+ "(\w+)"', source)
    assert name == hashlib.sha256(source.replace(f'"{name}"', '""').encode()).hexdigest()[:16]


def test_each_page_of_the_site_is_marked_as_such(first):
    files, source = first
    pages = {path for path in files if path.endswith(".html") and not path.endswith("/carte/index.html")}
    assert {"404.html", "index.html"} <= pages
    assert not [path for path in pages if files[path].count(MARK.encode()) != 1]
    assert json.loads(re.search(r"const MARK = (.*);", source)[1]) == MARK


def test_a_page_that_leads_on_is_marked_too(worker):
    files, _ = worker({"redirections.txt": "/ancienne/ → /p/\n"})
    assert MARK.encode() in files["ancienne/index.html"]


def test_it_keeps_the_directory_and_what_its_pages_load(first):
    addresses = kept(first[1])
    assert {"/", "/bureaux/", "/bureaux/dinant/", "/bureaux/dinant/dinant.ics", "/permanences/"} <= set(addresses)
    for name in ("css/main", "fonts/asap-condensed-400", "fonts/alegreya-sans-400", "images/favicon", "js/main"):
        assert [a for a in addresses if a.startswith(f"/theme/{name}.")], name
    assert not [address for address in addresses if "/js/search" in address or address == "/p/"]


def test_it_keeps_nothing_that_is_not_there(first):
    files, source = first
    assert {path_of(address) for address in kept(source)} <= files.keys()


def test_a_page_that_is_not_kept_changes_nothing(worker, first):
    assert worker({"pages/p.md": FILES["pages/p.md"] + "Encore."})[1] == first[1]


def test_a_page_that_is_kept_makes_another_worker(worker, first):
    _, source = worker({"bureaux/dinant.md": FILES["bureaux/dinant.md"].replace("Haute", "Basse")})
    assert source != first[1]
    assert kept(source).keys() == kept(first[1]).keys()


def test_a_message_for_the_other_pages_is_kept_where_the_content_has_one(worker, first):
    assert "const MESSAGE = null;" in first[1]
    _, source = worker({"pages/hors-ligne.md": "---\ntitre: Hors ligne\nresume: r\n---\n"})
    assert 'const MESSAGE = "/hors-ligne/";' in source
    assert "/hors-ligne/" in kept(source)


def test_only_the_public_site_registers_it(first, built):
    assert 'data-worker="/sw.js"' in first[0]["p/index.html"].decode()
    assert not [page.address for page in built.pages.values() if "data-worker" in page.source]


def test_another_site_removes_a_worker_that_is_still_there(built):
    source = (built.folder / "sw.js").read_text("utf-8")
    assert "registration.unregister()" in source
    assert "fetch" not in source


def test_the_script_that_registers_it_is_tiny():
    assert (ROOT / "theme/static/js/offline.js").stat().st_size < 600


def test_what_is_kept_changes_on_the_night_on_which_a_date_passes_and_on_no_other(make):
    days = ["2026-11-20", *CHANGED_BY]
    made_on = {day: make(NIGHTLY, day, languages=("fr",)) for day in days}  # it keeps no page of another language
    kept_on = {
        day: {address: files[path_of(address)] for address in kept(files["sw.js"].decode())}
        for day, files in made_on.items()
    }
    for day, next_day in pairwise(days):
        before, after = kept_on[day], kept_on[next_day]
        changed = {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}
        assert changed == CHANGED_BY[next_day], next_day
    page = kept_on[days[0]]["/bureaux/dinant/"].decode()
    assert "Le calendrier va jusqu’au mardi 30 novembre 2027." in page
    assert '"endDate":"2027-11-30"' in page
