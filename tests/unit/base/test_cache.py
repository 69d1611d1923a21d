import os
import stat
import sys

import pytest

from plugins.base.cache import NOW, Cache

DAY = 24 * 3600 * 10**9


def never():
    raise AssertionError("it is there already")


def fail(*_, **__):
    raise PermissionError(13, "Permission denied")


def age(cache, name, days):
    """Date the last use of a cached file some days back."""
    file = cache.folder / name
    used = file.stat().st_mtime_ns - round(days * DAY)
    os.utime(file, ns=(used, used))


def names(cache):
    return sorted(file.relative_to(cache.folder).as_posix() for file in cache.folder.rglob("*.bin"))


def test_a_file_is_made_once(tmp_path):
    cache = Cache(tmp_path / "kept")
    assert cache.made("a/one.bin", lambda: b"data") == b"data"
    assert cache.made("a/one.bin", never) == b"data"


def test_what_could_not_be_made_leaves_nothing(tmp_path):
    cache = Cache(tmp_path)
    with pytest.raises(PermissionError):
        cache.made("one.bin", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_another_user_may_read_what_is_kept_as_far_as_the_system_is_set_to_let_them(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        Cache(tmp_path).write("one.bin", b"data")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "one.bin").stat().st_mode) == mode


def test_what_cannot_be_read_is_made_again(tmp_path, monkeypatch):
    cache = Cache(tmp_path)
    cache.write("one.bin", b"old")
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.read_bytes", fail)
        assert cache.read("one.bin") is None
        assert cache.made("one.bin", lambda: b"new") == b"new"
    assert cache.read("one.bin") == b"new"
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert not cache.has("one.bin")


def test_what_another_user_keeps_is_found_although_its_use_cannot_be_noted(tmp_path, monkeypatch):
    cache = Cache(tmp_path)
    cache.write("one.bin", b"data")
    monkeypatch.setattr(os, "utime", fail)
    assert cache.has("one.bin")
    assert cache.made("one.bin", never) == b"data"


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nothing(tmp_path):
    (tmp_path / "file").touch()
    for cache in (Cache(tmp_path / "file"), Cache(tmp_path / "file/below")):
        assert cache.made("a/one.bin", lambda: b"data") == b"data"
        assert not cache.has("a/one.bin")
        cache.prune()
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_cannot_be_kept_is_kept_in_the_spare_folder(tmp_path):
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file", spare=tmp_path / "spare")
    cache.write("a/one.bin", b"data")
    assert cache.has("a/one.bin")
    assert cache.made("a/one.bin", never) == b"data"
    with pytest.raises(OSError, match=r"file"):
        Cache(tmp_path / "file", spare=tmp_path / "file").write("a/one.bin", b"data")


def test_what_was_not_used_for_a_season_is_forgotten(tmp_path):
    cache = Cache(tmp_path / "kept")
    for name, days in {"a/now.bin": 0, "b/c/old.bin": 91, "b/recent.bin": 89, "a/to-come.bin": -400}.items():
        cache.write(name, b"data")
        age(cache, name, days)
    cache.prune()
    assert names(cache) == ["a/now.bin", "b/recent.bin"]
    assert not (tmp_path / "kept/b/c").exists()


def test_what_is_used_again_is_not_forgotten(tmp_path):
    cache = Cache(tmp_path)
    for name in ("read.bin", "made.bin"):
        cache.write(name, b"data")
        age(cache, name, 91)
    cache.read("read.bin")
    cache.made("made.bin", never)
    cache.prune()
    assert names(cache) == ["made.bin", "read.bin"]


def test_beyond_a_size_the_longest_unused_is_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr("plugins.base.cache.LARGEST_CACHE", 250)
    cache = Cache(tmp_path)
    for days in (3, 1, 2, 0):
        cache.write(f"{days}.bin", b"x" * 100)
        age(cache, f"{days}.bin", days)
    cache.prune()
    assert names(cache) == ["0.bin", "1.bin"]


@pytest.mark.parametrize(("days", "left"), [(0, ["old.bin"]), (0.9, ["old.bin"]), (1.1, []), (-1.1, [])])
def test_once_a_day_is_enough(tmp_path, days, left):
    cache = Cache(tmp_path)
    cache.prune()
    cache.write("old.bin", b"data")
    age(cache, "old.bin", 91)
    age(cache, NOW, days)
    cache.prune()
    assert names(cache) == left


def test_what_cannot_be_removed_stays_without_a_word(tmp_path, monkeypatch):
    cache = Cache(tmp_path)
    cache.write("old.bin", b"data")
    age(cache, "old.bin", 91)
    monkeypatch.setattr("pathlib.Path.unlink", fail)
    cache.prune()
    assert names(cache) == ["old.bin"]


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.replace", fail)
    Cache(tmp_path).write("one.bin", b"data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda data: b"", lambda data: data[:20] + b"x" + data[21:], lambda data: data[16:]],
    ids=["truncated", "empty", "changed", "of an older program"],
)
def test_what_is_damaged_is_made_again(tmp_path, damage):
    cache = Cache(tmp_path)
    cache.write("a/one.bin", b"something to keep")
    file = tmp_path / "a/one.bin"
    file.write_bytes(damage(file.read_bytes()))
    assert cache.read("a/one.bin") is None
    assert cache.made("a/one.bin", lambda: b"anew") == b"anew"
    assert cache.read("a/one.bin") == b"anew"


def test_what_is_kept_under_another_name_is_not_used(tmp_path):
    cache = Cache(tmp_path)
    cache.write("one.bin", b"one")
    (tmp_path / "one.bin").rename(tmp_path / "two.bin")
    assert cache.read("two.bin") is None
