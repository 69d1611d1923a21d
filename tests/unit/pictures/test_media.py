"""The cache of the inspection of pictures and documents, from one reading of a folder to the next."""

import json

import pytest

from plugins.base.cache import Cache
from plugins.pictures import inspection
from plugins.pictures.media import Media, read_media
from tests.drawn import JPEG, encoded, noise


def test_a_file_that_cannot_be_shown_is_told_each_time(tmp_path, content):
    folder, cache, faults = content({"content/images/a.jpg": JPEG[:200]}) / "content", Cache(tmp_path / "cache"), []
    for _ in range(2):
        media = read_media(folder, ["images/a.jpg"], lambda *fault: faults.append(fault), cache)
        assert media.pictures == {"/images/a.jpg": None}
    assert len(faults) == 2
    assert faults[0] == faults[1]


def test_what_was_not_touched_is_not_read_again(tmp_path, content, monkeypatch):
    folder, cache = content({"content/images/a.jpg": JPEG}) / "content", Cache(tmp_path / "cache")
    first = read_media(folder, ["images/a.jpg"], print, cache)
    monkeypatch.setattr(inspection, "inspect_picture", None)
    assert read_media(folder, ["images/a.jpg"], print, cache) == first


def test_what_was_touched_is_read_again(tmp_path, content):
    folder, cache = content({"content/images/a.jpg": JPEG}) / "content", Cache(tmp_path / "cache")
    first = read_media(folder, ["images/a.jpg"], print, cache).pictures["/images/a.jpg"]
    (folder / "images/a.jpg").write_bytes(encoded(noise(90, 80)))
    then = read_media(folder, ["images/a.jpg"], print, cache).pictures["/images/a.jpg"]
    assert (first.width, then.width) == (64, 90)
    assert first.key != then.key


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b"{}", b'{"by": "old", "pictures": {"images/a.jpg": {}}}'])
def test_a_memory_that_cannot_be_used_is_passed_over(tmp_path, content, kept):
    folder, cache = content({"content/images/a.jpg": JPEG}) / "content", Cache(tmp_path / "cache")
    first = read_media(folder, ["images/a.jpg"], print, cache)
    (memory,) = (file.relative_to(cache.folder).as_posix() for file in cache.folder.glob("pictures/*.json"))
    assert json.loads(cache.read(memory))["pictures"]
    cache.write(memory, kept)
    assert read_media(folder, ["images/a.jpg"], print, cache) == first


def test_a_site_without_pictures_has_none(tmp_path):
    assert read_media(tmp_path, [], print, None) == Media()


@pytest.mark.parametrize("asset", ["images/a.jpg", "documents/a.pdf"])
def test_a_link_to_a_file_that_is_not_there_is_told_in_french(tmp_path, asset):
    faults = []
    read_media(tmp_path, [asset], lambda *fault: faults.append(fault), None)
    ((_, line, message),) = faults
    assert (line, message.partition(" → ")[0]) == (
        1,
        "le fichier n’est plus là, ou n’est qu’un raccourci vers un fichier absent",
    )
