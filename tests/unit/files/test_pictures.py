"""Pictures and documents that disappear, or whose copies disappear, during a build."""

import shutil

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.files.pictures import documents, pictures
from plugins.source.loading import load
from tests.drawn import JPEG
from tests.unit.conftest import TODAY

PICTURE = {"pages/a.md": "---\ntitre: T\nresume: r\n---\n![Du bruit](/images/a.jpg)\n", "images/a.jpg": JPEG}


def test_a_document_that_went_away_during_the_build_is_told(content, context, tmp_path):
    page = "---\ntitre: T\nresume: r\n---\n[plan](/documents/plan.pdf)\n"
    read = load(content({"pages/a.md": page, "documents/plan.pdf": b"%PDF-1.7"}), TODAY)
    (tmp_path / "documents/plan.pdf").unlink()
    with pytest.raises(ContentMistakes, match=r"/documents/plan\.pdf:1: le fichier n’est plus là"):
        list(documents(read, context(content=tmp_path)))


def test_copies_that_went_away_during_the_build_are_made_again(content, context, tmp_path):
    read = load(content(PICTURE), TODAY)
    making = context(content=tmp_path)
    files = list(pictures(read, making))
    before = [file.read() for file in files]
    shutil.rmtree(making.cache.folder)
    assert [file.read() for file in files] == before


def test_a_picture_that_went_away_too_is_told(content, context, tmp_path):
    read = load(content(PICTURE), TODAY)
    making = context(content=tmp_path)
    files = list(pictures(read, making))
    shutil.rmtree(making.cache.folder)
    (tmp_path / "images/a.jpg").unlink()
    with pytest.raises(ContentMistakes, match=r"/images/a\.jpg:1: le fichier a changé .* → recommencez"):
        files[0].read()
