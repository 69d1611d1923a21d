import ctypes
import errno
import sys
import threading
from types import SimpleNamespace

import pytest

from tooling.targets.atomic_swap import swap


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="ce système ne sait pas échanger deux dossiers")
def test_at_every_moment_there_is_one_whole_folder(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    ended, seen = threading.Event(), set()

    def look():
        while not ended.is_set():
            seen.add((one / "index.html").read_text() if (one / "index.html").exists() else "absent")

    visitor = threading.Thread(target=look)
    visitor.start()
    try:
        done = 0
        while done < 1000 or (len(seen) < 2 and done < 1_000_000):  # until the visitor has seen both
            assert swap(one, other)
            done += 1
    finally:
        ended.set()
        visitor.join()
    assert seen == {"one", "other"}
    assert (one / "index.html").read_text() == ("other" if done % 2 else "one")


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="ce système ne sait pas échanger deux dossiers")
def test_what_cannot_be_swapped_stays_as_it_is(tmp_path):
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "one", tmp_path / "nowhere")
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="ce système ne sait pas échanger deux dossiers")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_only_a_system_that_does_not_know_how_is_one_that_cannot(tmp_path, monkeypatch, code):
    def refuse(*_):
        ctypes.set_errno(code)
        return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renameat2=refuse, renamex_np=refuse))
    assert swap(tmp_path / "one", tmp_path / "other") is False
    code = errno.EACCES
    with pytest.raises(PermissionError):
        swap(tmp_path / "one", tmp_path / "other")
