"""What a shelf keeps from one build to the next, and when kept values are not used."""

import hashlib
import os
import pickle
import shutil
import sys

import pytest

from plugins.base.shelf import PARTS, Shelf

NAMES = [f"name {number:03}" for number in range(300)]


def filled(folder, version="one", names=NAMES):
    shelf = Shelf(folder, version)
    for name in names:
        shelf.put(name, name.upper())
    shelf.save()
    return shelf


def held(folder, version="one", names=NAMES):
    """The values that a later build, with the same or another version, finds on the shelf."""
    shelf = Shelf(folder, version)
    return {name: value for name in names if (value := shelf.get(name))}


def part_of(folder, name):
    """The file of the shelf that holds the value of a name."""
    return next(file for file in folder.iterdir() if name.upper().encode() in file.read_bytes())


def told(shelf):
    return shelf.older, shelf.damaged


def test_values_are_found_again(tmp_path):
    filled(tmp_path)
    assert held(tmp_path) == {name: name.upper() for name in NAMES}
    assert told(Shelf(tmp_path, "one")) == (False, False)


def test_a_new_shelf_is_neither_older_nor_damaged(tmp_path):
    assert told(Shelf(tmp_path / "none", "one")) == (False, False)


def test_what_is_not_asked_for_is_dropped(tmp_path):
    filled(tmp_path)
    shelf = Shelf(tmp_path, "one")
    assert shelf.get(NAMES[7])
    shelf.save()
    assert held(tmp_path) == {NAMES[7]: NAMES[7].upper()}


def test_a_change_rewrites_one_part(tmp_path):
    filled(tmp_path)
    for file in tmp_path.iterdir():
        os.utime(file, (1, 1))
    shelf = Shelf(tmp_path, "one")
    for name in NAMES:
        shelf.get(name)
    shelf.put(NAMES[7], "NAME 007, again")
    shelf.save()
    assert [file for file in tmp_path.iterdir() if file.stat().st_mtime != 1] == [part_of(tmp_path, NAMES[7])]
    assert held(tmp_path)[NAMES[7]] == "NAME 007, again"


def test_a_shelf_can_be_saved_twice(tmp_path):
    shelf = filled(tmp_path)
    for name in NAMES:
        shelf.get(name)
    shelf.save()
    assert len(held(tmp_path)) == len(NAMES)


def cut(data):
    return data[:-1]


def flipped(data):
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


def of_another_digest(data):
    return data[:40] + bytes([data[40] ^ 1]) + data[41:]


def of_no_values(data):
    """A part with a right digest whose data cannot be unpickled."""
    return data[:32] + hashlib.sha256(b"x").digest() + b"x"


DAMAGES = (cut, flipped, of_another_digest, of_no_values, lambda data: data + b"x", lambda data: b"", lambda data: b"x")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_part_is_dropped_and_told_and_written_anew(tmp_path, damage):
    filled(tmp_path)
    part = part_of(tmp_path, NAMES[7])
    part.write_bytes(damage(part.read_bytes()))
    shelf = Shelf(tmp_path, "one")
    assert told(shelf) == (False, True)
    found = {name for name in NAMES if shelf.get(name)}
    assert NAMES[7] not in found
    assert len(found) > len(NAMES) / 2
    shelf.save()
    assert told(Shelf(tmp_path, "one")) == (False, False)


def test_a_part_that_is_a_folder_is_damaged(tmp_path):
    filled(tmp_path)
    part = part_of(tmp_path, NAMES[7])
    part.unlink()
    part.mkdir()
    shelf = Shelf(tmp_path, "one")
    assert told(shelf) == (False, True)
    assert shelf.get(NAMES[7]) is None
    shelf.put(NAMES[7], "again")
    shelf.save()
    assert told(Shelf(tmp_path, "one")) == (False, False)
    assert held(tmp_path)[NAMES[7]] == "again"


def test_values_of_another_version_are_dropped(tmp_path):
    filled(tmp_path, "one")
    shelf = Shelf(tmp_path, "two")
    assert told(shelf) == (True, False)
    assert [name for name in NAMES if shelf.get(name)] == []
    shelf.save()
    assert told(Shelf(tmp_path, "two")) == (False, False)
    assert held(tmp_path, "two") == {}


def test_one_part_of_another_version_is_dropped_alone(tmp_path):
    filled(tmp_path / "now", "two")
    filled(tmp_path / "before", "one")
    part = part_of(tmp_path / "before", NAMES[7])
    shutil.copy(part, tmp_path / "now" / part.name)
    shelf = Shelf(tmp_path / "now", "two")
    assert told(shelf) == (True, False)
    assert shelf.get(NAMES[7]) is None
    assert len([name for name in NAMES if shelf.get(name)]) > len(NAMES) / 2


class Trap:
    """An object that creates a folder when it is unpickled."""

    def __init__(self, file):
        self.file = file

    def __reduce__(self):
        return os.mkdir, (str(self.file),)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no numbers of users")
def test_what_another_user_wrote_is_not_opened(tmp_path, monkeypatch):
    trap = tmp_path / "trap"
    Shelf(tmp_path / "kept", "one").save()
    shelf = Shelf(tmp_path / "kept", "one")
    shelf.put("name", Trap(trap))
    shelf.save()
    monkeypatch.setattr(os, "getuid", lambda: os.stat(tmp_path).st_uid + 1)  # noqa: PTH116
    assert told(Shelf(tmp_path / "kept", "one")) == (False, True)
    assert not trap.exists()
    monkeypatch.undo()
    Shelf(tmp_path / "kept", "one")
    assert trap.exists()


def test_what_another_version_wrote_is_not_unpickled(tmp_path):
    shelf = Shelf(tmp_path / "kept", "one")
    shelf.put("name", Trap(tmp_path / "trap"))
    shelf.save()
    Shelf(tmp_path / "kept", "two")
    assert not (tmp_path / "trap").exists()


def test_a_lazy_one_reads_and_rewrites_only_the_parts_of_names_that_are_given(tmp_path):
    first = Shelf(tmp_path / "kept", "one")
    for number in range(500):
        first.put(f"name {number}", number)
    first.save()
    before = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "kept").iterdir()}
    shelf = Shelf(tmp_path / "kept", "one", lazy=True)
    assert shelf.get("name 7") == 7
    shelf.put("name 8", "eight")
    shelf.forget("name 9")
    shelf.save()
    after = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "kept").iterdir()}
    assert 1 <= sum(after[name] != before[name] for name in before) <= 2
    kept = Shelf(tmp_path / "kept", "one")
    assert [kept.get(f"name {number}") for number in range(500)] == [*range(8), "eight", None, *range(10, 500)]


def test_a_folder_that_refuses_keeps_nothing(tmp_path):
    (tmp_path / "kept").write_bytes(b"a file")
    shelf = Shelf(tmp_path / "kept", "one")
    shelf.put("name", "value")
    shelf.save()
    assert Shelf(tmp_path / "kept", "one").get("name") is None
    assert (tmp_path / "kept").read_bytes() == b"a file"


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    filled(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plugins.base.shelf.write_whole", full)
    filled(tmp_path, names=NAMES[:3])
    assert len(held(tmp_path)) == len(NAMES)


def test_names_are_spread_over_the_parts(tmp_path):
    filled(tmp_path)
    sizes = [len(pickle.loads(file.read_bytes()[64:])) for file in tmp_path.iterdir()]
    assert sum(sizes) == len(NAMES)
    assert len(sizes) > PARTS / 2
    assert max(sizes) < 20
