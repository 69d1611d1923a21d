"""The detection of changes, by regular looks at the files."""

import os
import threading
from pathlib import Path

import pytest

from tooling.preview import watching


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bureaux").mkdir()
    (tmp_path / "bureaux/dinant.md").write_text("un")
    return tmp_path


def rewrite(path):
    path.write_text("autre chose")


def replace(path):
    """Save a file as many editors do: write a new one, and rename it to the old one."""
    new = path.with_name("new")
    new.write_text("neuf")
    new.replace(path)


def remove(path):
    path.unlink()


@pytest.mark.parametrize("change", [rewrite, replace, remove])
def test_a_change_is_noticed_in_a_folder_and_in_a_single_file(folder, change):
    file = folder / "bureaux/dinant.md"
    for place in (folder, file):
        file.write_text("un")
        before = watching.snapshot([place])
        change(file)
        assert watching.differences(before, watching.snapshot([place])) == [file]


def test_a_new_file_is_noticed(folder):
    before = watching.snapshot([folder])
    (folder / "bureaux/namur.md").touch()
    assert watching.differences(before, watching.snapshot([folder])) == [folder / "bureaux/namur.md"]


def test_a_change_of_the_same_length_is_noticed(folder):
    before = watching.snapshot([folder])
    file = folder / "bureaux/dinant.md"
    file.write_text("mu")
    os.utime(file, ns=(0, 1))
    assert watching.differences(before, watching.snapshot([folder])) == [file]


@pytest.mark.parametrize("name", [".dinant.md.swp", "dinant.md~", ".git/x", "__pycache__/a.pyc", "fr.mo"])
def test_what_editors_and_python_leave_is_no_change(folder, name):
    before = watching.snapshot([folder])
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).touch()
    assert watching.snapshot([folder]) == before


def test_a_dead_link_is_noticed_and_hides_nothing(folder):
    (folder / "aa").symlink_to("absent")
    before = watching.snapshot([folder])
    (folder / "aa").unlink()
    rewrite(folder / "bureaux/dinant.md")
    assert watching.differences(before, watching.snapshot([folder])) == [folder / "aa", folder / "bureaux/dinant.md"]


def test_a_link_to_its_own_folder_is_one_entry(folder):
    (folder / "bureaux/ici").symlink_to(".", target_is_directory=True)
    names = [Path(path).relative_to(folder).as_posix() for path in watching.snapshot([folder])]
    assert names == ["bureaux", "bureaux/dinant.md", "bureaux/ici"]


def test_a_folder_is_noticed_since_its_name_may_be_a_mistake(folder):
    before = watching.snapshot([folder])
    (folder / "zz.md").mkdir()
    assert watching.differences(before, watching.snapshot([folder])) == [folder / "zz.md"]


def test_a_place_that_does_not_exist_is_empty(tmp_path):
    assert watching.snapshot([tmp_path / "absent"]) == {}


def test_waiting_ends_once_the_files_stand_still(folder):
    known = watching.snapshot([folder])
    timer = threading.Timer(0.05, Path.write_text, (folder / "bureaux/dinant.md", "nouveau"))
    timer.start()
    now = watching.wait_for_change([folder], known)
    timer.join()
    assert watching.differences(known, now) == [folder / "bureaux/dinant.md"]
    assert now == watching.snapshot([folder])


def test_a_file_that_is_still_being_written_is_waited_for(monkeypatch):
    empty, half, whole = ({"a.md": (time, size)} for time, size in [(1, 0), (2, 50), (3, 100)])
    looks = iter([empty, half, whole, whole])
    monkeypatch.setattr(watching, "snapshot", lambda places: next(looks))
    monkeypatch.setattr(watching, "PAUSE", 0)
    assert watching.wait_for_change([], {}) == whole


def test_files_that_never_stand_still_are_not_waited_for_for_ever(monkeypatch):
    looks = ({"a.md": (time, 1)} for time in range(1000))
    clock = iter(range(1000))
    monkeypatch.setattr(watching, "snapshot", lambda places: next(looks))
    monkeypatch.setattr(watching.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(watching.time, "sleep", lambda seconds: None)
    shown = watching.wait_for_change([], {})
    assert shown["a.md"][0] < 20


def test_waiting_ends_when_it_is_told_to(folder):
    known = watching.snapshot([folder])
    assert watching.wait_for_change([folder], known, until=lambda: True) == known
