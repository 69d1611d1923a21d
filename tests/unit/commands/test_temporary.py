"""Temporary folders, including those that a killed run leaves behind."""

import os
import signal
import subprocess
import sys
import tempfile

import pytest

from tooling.commands.temporary import temporary_folder
from tooling.targets.server_settings import Server
from tooling.targets.sftp import SftpTarget

HOLD = """
import sys
from tooling.commands.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "half.html").write_text("x")
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The folder in which temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def holder(place):
    """Another process that holds a temporary folder."""
    command = [sys.executable, "-c", f"import tempfile; tempfile.tempdir = {str(place)!r}\n{HOLD}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_it_is_empty_and_goes_at_the_end_whatever_happens(place):
    def fail():
        with temporary_folder() as folder:
            assert list(folder.iterdir()) == []
            (folder / "file").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(place.iterdir()) == []


def test_that_of_a_killed_run_goes_with_the_next_one(place, holder):
    holder.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    holder.wait()
    assert len(list(place.iterdir())) == 1
    with temporary_folder():
        assert len(list(place.iterdir())) == 1
    assert list(place.iterdir()) == []


def test_that_of_a_living_run_stays(place, holder):
    with temporary_folder():
        pass
    assert len(list(place.rglob("half.html"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such owners")
def test_that_of_another_user_stays(place, holder, monkeypatch):
    holder.kill()
    holder.wait()
    monkeypatch.setattr(os, "getuid", lambda: place.stat().st_uid + 1)
    with temporary_folder():
        pass
    assert len(list(place.rglob("half.html"))) == 1


def test_what_is_not_surely_a_dead_one_stays(place):
    (place / "cainamur-other").mkdir()
    (place / "cainamur-just-made").mkdir()
    (place / "cainamur-just-made/lock").touch()
    (place / "cainamur-file").touch()
    (place / "elsewhere").mkdir()
    (place / "elsewhere/lock").write_text("cainamur")
    if sys.platform != "win32":
        (place / "cainamur-link").symlink_to(place / "elsewhere")
    before = sorted(place.rglob("*"))
    with temporary_folder():
        pass
    assert sorted(place.rglob("*")) == before
    assert (place / "elsewhere/lock").read_text() == "cainamur"


def test_what_a_host_is_sent_lies_in_such_a_folder(place, monkeypatch):
    target, seen = SftpTarget(Server("www.exemple.be", "a", "/site/www")), []
    monkeypatch.setattr(target, "_do", lambda *lines: seen.extend(place.glob("*/lock")))
    target._write({"state": {}})
    assert (len(seen), [*place.iterdir()]) == (1, [])
