"""The service worker's file: what it keeps, when its bytes change, and what stands there where it is withdrawn."""

import json
import re
from pathlib import Path

import pytest

from plugins.files.service_worker import version
from tests.built_site import build

ROOT = Path(__file__).parents[3]
FILES = {
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n---\n",
    "pages/p.md": "---\ntitre: P\nresume: r\n---\nUn texte.\n",
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    """Builds a tiny public site, with some files in place of others, and gives its folder and its worker."""

    def publish(changes, settings="publishconf.py"):
        folder = tmp_path_factory.mktemp("offline")
        for path, text in (FILES | changes).items():
            file = folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        result = build(folder / "content", folder / "output", settings)
        assert result.returncode == 0, result.stderr + result.stdout
        return folder / "output", (folder / "output/sw.js").read_text("utf-8")

    return publish


@pytest.fixture(scope="module")
def first(worker):
    return worker({})


def kept(source):
    return json.loads(re.search(r"const KEPT = (\[.*\]);", source)[1])


def test_the_version_tells_the_files_and_their_bytes():
    files = {"/a": b"1", "/b": b"2"}
    others = ({"/a": b"1"}, {"/a": b"2", "/b": b"1"}, {"/a": b"1", "/c": b"2"}, {"/a": b"1\n/b", "/b": b"2"})
    assert version(files) == version(dict(reversed(files.items())))
    assert len({version(files), *map(version, others)}) == 5


def test_it_keeps_the_directory_and_what_its_pages_load(first):
    addresses = kept(first[1])
    assert {"/", "/bureaux/", "/bureaux/dinant/", "/bureaux/dinant/dinant.ics", "/permanences/"} <= set(addresses)
    for name in ("css/main", "fonts/asap-condensed-400", "fonts/alegreya-sans-400", "images/favicon", "js/main"):
        assert [a for a in addresses if a.startswith(f"/theme/{name}.")], name
    assert not [address for address in addresses if "/js/search" in address or address == "/p/"]


def test_it_keeps_nothing_that_is_not_there(first):
    folder, source = first
    for address in kept(source):
        file = folder / address[1:]
        assert (file / "index.html" if address.endswith("/") else file).is_file(), address


def test_a_page_that_is_not_kept_changes_nothing(worker, first):
    assert worker({"pages/p.md": FILES["pages/p.md"] + "Encore."})[1] == first[1]


def test_a_page_that_is_kept_makes_another_worker(worker, first):
    _, source = worker({"bureaux/dinant.md": FILES["bureaux/dinant.md"].replace("Haute", "Basse")})
    assert source != first[1]
    assert kept(source) == kept(first[1])


def test_a_message_for_the_other_pages_is_kept_where_the_content_has_one(worker, first):
    assert "const MESSAGE = null;" in first[1]
    _, source = worker({"pages/hors-ligne.md": "---\ntitre: Hors ligne\nresume: r\n---\n"})
    assert 'const MESSAGE = "/hors-ligne/";' in source
    assert "/hors-ligne/" in kept(source)


def test_only_the_public_site_registers_it(first, built):
    assert 'data-worker="/sw.js"' in (first[0] / "p/index.html").read_text("utf-8")
    assert not [page.address for page in built.pages.values() if "data-worker" in page.source]


def test_another_site_removes_a_worker_that_is_still_there(built):
    source = (built.folder / "sw.js").read_text("utf-8")
    assert "registration.unregister()" in source
    assert "fetch" not in source


def test_the_script_that_registers_it_is_tiny():
    assert (ROOT / "theme/static/js/offline.js").stat().st_size < 512
