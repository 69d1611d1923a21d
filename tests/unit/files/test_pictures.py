"""What is told while pictures are made."""

import io
import shutil

import pytest

from plugins.files import pictures as generator
from plugins.files.pictures import Progress, documents, pictures
from plugins.text.mistakes import ContentMistakes
from tests.drawn import JPEG


class Screen(io.StringIO):
    def isatty(self):
        return True


def told(monkeypatch, stream, moments):
    """What is printed when one picture more is ready at each of these moments, in seconds."""
    clock = iter([0, *moments])
    monkeypatch.setattr(generator.time, "monotonic", lambda: next(clock))
    progress = Progress(stream)
    for count, _ in enumerate(moments, 1):
        progress(count, len(moments))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("moments", "printed"),
    [
        ((0.3, 0.6, 0.9), ""),
        ((0.9, 1.2, 1.4), "\rImages : 2 sur 3\rImages : 3 sur 3\n"),
        ((0.9, 1.2), "\rImages : 2 sur 2\n"),
    ],
)
def test_on_a_screen_one_line_tells_how_far_it_is(monkeypatch, moments, printed):
    assert told(monkeypatch, Screen(), moments) == printed


def test_in_a_log_there_is_a_line_now_and_then(monkeypatch):
    lines = told(monkeypatch, io.StringIO(), (0.5, 1.1, 3, 5, 6.2, 7)).splitlines()
    assert lines == ["Images : 2 sur 6", "Images : 5 sur 6", "Images : 6 sur 6"]


def test_a_document_that_went_away_during_the_build_is_told(site, context, tmp_path):
    page = "---\ntitre: T\nresume: r\n---\n[plan](/documents/plan.pdf)\n"
    read = site({"pages/a.md": page, "documents/plan.pdf": b"%PDF-1.7"})
    (tmp_path / "documents/plan.pdf").unlink()
    with pytest.raises(ContentMistakes, match=r"/documents/plan\.pdf:1: le fichier n’est plus là"):
        list(documents(read, context(content=tmp_path)))


def test_copies_that_went_away_during_the_build_are_made_again(site, context, tmp_path):
    read = site({"pages/a.md": "---\ntitre: T\nresume: r\n---\n![Du bruit](/images/a.jpg)\n", "images/a.jpg": JPEG})
    making = context(content=tmp_path)
    files = list(pictures(read, making))
    before = [file.read() for file in files]
    shutil.rmtree(making.cache.folder)
    assert [file.read() for file in files] == before


def test_a_picture_that_went_away_too_is_told(site, context, tmp_path):
    read = site({"pages/a.md": "---\ntitre: T\nresume: r\n---\n![Du bruit](/images/a.jpg)\n", "images/a.jpg": JPEG})
    making = context(content=tmp_path)
    files = list(pictures(read, making))
    shutil.rmtree(making.cache.folder)
    (tmp_path / "images/a.jpg").unlink()
    with pytest.raises(ContentMistakes, match=r"/images/a\.jpg:1: le fichier a changé .* → recommencez"):
        files[0].read()
