"""The pictures of the guide show the words of the present screens; the looks of the screens are not compared."""

import json

import pytest
from PIL import Image

from scripts.guide_pictures import IMAGES, LARGEST, SCREENS, WORDS, desk, digests, shown
from tests.built_site import INVENTED


def test_the_words_on_each_screen_are_those_of_its_picture(built, tmp_path):
    """If this fails, ``scripts/guide_pictures.py`` takes the pictures again."""
    assert digests(desk(INVENTED, tmp_path, shown(built.folder)), built.folder) == json.loads(WORDS.read_text("utf-8"))


@pytest.mark.parametrize("name", SCREENS)
def test_a_picture_is_light_and_as_large_as_its_screen(name):
    file = IMAGES / f"{name}.webp"
    assert file.stat().st_size < LARGEST
    with Image.open(file) as picture:
        assert picture.size == SCREENS[name].size


def test_no_picture_is_left_over():
    assert {file.stem for file in IMAGES.glob("*.webp")} == set(SCREENS)
