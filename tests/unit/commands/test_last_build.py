"""Whether a build would change nothing is found from the state of the files alone."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from plugins.base import identity, walk
from plugins.base.walk import EntryType
from tooling.commands import building, last_build
from tooling.commands.last_build import FILES, FOLDERS, LastBuild

LONG_AGO = 1_600_000_000 * 10**9
SAID = "Rien n’a changé : le site est prêt dans output (2 pages).\n"


@pytest.fixture
def root(tmp_path, monkeypatch, pelican):
    """A project that was built; all dates of its files are old, except the change time that the system sets."""
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    monkeypatch.delenv(identity.VARIABLE, raising=False)
    for name in (*(f"{folder}/a.txt" for folder in FOLDERS), *FILES, "output/index.html", "output/a/index.html"):
        write(tmp_path / name, "avant")
    build(tmp_path)
    return tmp_path


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    os.utime(file, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture(autouse=True)
def pelican(monkeypatch):
    """A fake build: it counts the files of the output as written, and runs ``does``, nothing by default."""
    pelican = SimpleNamespace(code=0, does=lambda: None, asked=[])

    def build(settings, output, written, **given):
        pelican.asked.append((settings, output, given))
        pelican.does()
        written.update((entry.path, entry.state) for entry in walk.walk(output) if entry.what is EntryType.FILE)
        return pelican.code

    monkeypatch.setattr(building, "build", build)
    return pelican


def build(root):
    assert not holds(root)
    assert LastBuild(root).renew() == 0


def holds(root):
    return LastBuild(root).pages_if_unchanged() == 2


def test_a_package_that_was_installed_by_hand_is_seen(root, tmp_path_factory, monkeypatch):
    packages = tmp_path_factory.mktemp("installed") / "site-packages"
    (packages / "essai-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(packages))
    build(root)
    (packages / "__pycache__").mkdir()
    assert holds(root)
    (packages / "essai-1.0.dist-info").rename(packages / "essai-1.1.dist-info")
    assert not holds(root)


def wait_until_old(monkeypatch):
    """Let time pass, so that every file written until now counts as old."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3 * 10**9)


def test_the_last_build_holds_as_long_as_nothing_changes(root, capsys, monkeypatch):
    assert LastBuild(root).renew() == 0
    assert capsys.readouterr() == (SAID, "")
    wait_until_old(monkeypatch)
    assert holds(root)
    assert holds(root)


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("name", [*(f"{folder}/a.txt" for folder in FOLDERS), *FILES, "output/a/index.html"])
def test_a_file_that_changed_is_noticed(root, monkeypatch, name, old):
    if old:
        wait_until_old(monkeypatch)
        assert holds(root)
    write(root / name, "apres")
    assert not holds(root)


@pytest.mark.parametrize("name", [*(f"{folder}/a.txt" for folder in FOLDERS), *FILES, "output/a/index.html"])
def test_a_file_that_changed_under_the_same_date_is_noticed_while_it_is_young(root, monkeypatch, name):
    monkeypatch.setattr(walk, "state_of", lambda status: (LONG_AGO, 0, status.st_size))
    monkeypatch.setattr(last_build, "state_of", walk.state_of)
    monkeypatch.setattr(walk, "YOUNG", time.time_ns())
    build(root)
    assert holds(root)
    (root / name).write_text("apres")
    assert not holds(root)


@pytest.mark.parametrize("name", [*(f"{folder}/a.txt" for folder in FOLDERS), *FILES, "output/a/index.html"])
def test_a_file_that_is_gone_is_noticed(root, name):
    (root / name).unlink()
    assert not holds(root)


@pytest.mark.parametrize("name", [*(f"{folder}/b/c.txt" for folder in FOLDERS), "output/index.htm", "output/.b"])
def test_a_new_file_is_noticed(root, name):
    write(root / name, "")
    assert not holds(root)


@pytest.mark.parametrize("name", ["content/b.md", "output/b"])
def test_a_new_folder_is_noticed(root, name):
    (root / name).mkdir()
    assert not holds(root)


@pytest.mark.parametrize("name", ["content/.a.swp", "plugins/__pycache__/a.pyc"])
def test_what_editors_and_python_leave_changes_nothing(root, name):
    write(root / name, "")
    assert holds(root)


@pytest.mark.parametrize("name", ["theme/a.html", "output/a.html"])
def test_a_link_may_lead_to_anything(root, name):
    (root / name).symlink_to(root / "output/index.html")
    build(root)
    assert not holds(root)


def test_another_day_is_noticed(root, monkeypatch):
    monkeypatch.setenv("BUILD_DATE", "2026-11-24")
    assert not holds(root)


def test_a_day_that_is_none_is_left_to_the_build(root, monkeypatch):
    monkeypatch.setenv("BUILD_DATE", "hier")
    assert not holds(root)


def test_another_identity_is_noticed(root, monkeypatch):
    other = root / "other.toml"
    write(other, "avant")
    monkeypatch.setenv(identity.VARIABLE, str(other))
    build(root)
    assert holds(root)
    write(other, "apres")
    assert not holds(root)


def test_another_python_is_noticed(root, monkeypatch):
    monkeypatch.setattr(sys, "version", "3.99")
    assert not holds(root)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b'{"sources": 1, "output": 2}', b'{"sources": {"x": 1}}']
)
def test_a_damaged_note_tells_nothing(root, damage):
    note = root / ".cache/build/last.json"
    note.write_bytes(damage)
    assert not holds(root)
    note.unlink()
    assert not holds(root)


def test_a_file_that_is_saved_during_a_build_is_not_forgotten(root, pelican):
    write(root / "content/a.txt", "apres")
    pelican.does = lambda: write(root / "content/a.txt", "enfin")
    build(root)
    assert not holds(root)


def test_a_build_that_fails_is_not_kept(root, pelican):
    write(root / "content/a.txt", "apres")
    pelican.code = 3
    assert LastBuild(root).renew() == 3
    assert not holds(root)


def test_a_build_that_would_change_nothing_is_not_made(root, pelican):
    pelican.asked.clear()
    assert LastBuild(root).renew() == 0
    assert pelican.asked == []


def test_a_clean_build_is_always_made_and_takes_nothing_from_the_last_one(root, pelican):
    pelican.asked.clear()
    assert LastBuild(root).redo(clean=True) == 0
    kept = {"BUILD_CACHE": str(root / ".cache/build")}
    assert pelican.asked == [(root / "pelicanconf.py", root / "output", kept)]
    assert not (root / ".cache/build").exists()


def test_a_build_that_did_not_begin_with_a_look_is_not_kept(root):
    write(root / "content/a.txt", "apres")
    assert LastBuild(root).redo() == 0
    assert not holds(root)


def test_a_note_that_cannot_be_written_costs_time_only(root):
    (root / ".cache/build/last.json").unlink()
    (root / ".cache/build/last.json").mkdir()
    build(root)
    assert not holds(root)


def test_the_look_imports_nothing_that_is_slow():
    code = "import sys, tooling.commands.last_build; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"pelican", "pydantic", "invoke", "jinja2", "markdown", "babel", "logging", "asyncio"}
    assert not slow & set(done.stdout.split())
