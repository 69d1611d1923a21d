import sys
import threading

import pytest

from tooling.exchange import exchange


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
        while done < 1000 or (len(seen) < 2 and done < 1_000_000):  # until the visitor had his turn
            assert exchange(one, other)
            done += 1
    finally:
        ended.set()
        visitor.join()
    assert seen == {"one", "other"}
    assert (one / "index.html").read_text() == ("other" if done % 2 else "one")


def test_what_cannot_be_exchanged_stays_as_it_is(tmp_path):
    (tmp_path / "one").mkdir()
    assert exchange(tmp_path / "one", tmp_path / "nowhere") is False
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]
