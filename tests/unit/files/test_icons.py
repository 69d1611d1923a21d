"""The icons: drawn once, always alike, with the background of the site for a phone and transparent for a tab."""

import io
import json

import pytest
from PIL import Image

from plugins.base.cache import Cache
from plugins.files import icons
from tests.built_site import ROOT


@pytest.fixture
def made(site, context, tmp_path_factory):
    """A function that makes the icons and the manifest of a site without an organisation, by address."""
    found, caches = site({}), tmp_path_factory.mktemp("caches")

    def make(cache="one"):
        files = icons.icons(found, context(theme=ROOT / "theme", cache=Cache(caches / cache)))
        return {file.address: file.read() for file in files}

    return make


def test_an_icon_has_the_same_bytes_each_time(made):
    assert made() == made("another")


def test_an_icon_is_drawn_once(made, monkeypatch):
    first = made()
    monkeypatch.setattr(icons, "draw_circles", lambda *_: pytest.fail("drawn again"))
    assert made() == first


def test_a_phone_gets_paper_and_a_tab_what_is_behind_it(made):
    files = made()
    for address in ("/icone-192.png", "/icone-512.png", "/icone-masquable-512.png"):
        assert Image.open(io.BytesIO(files[address])).convert("RGB").getpixel((0, 0)) == (255, 253, 247)
    tab = Image.open(io.BytesIO(files["/favicon.ico"])).convert("RGBA")
    assert (tab.getpixel((0, 0))[3], tab.getpixel((24, 10))) == (0, (207, 32, 48, 255))


def test_a_mask_cuts_nothing_of_the_sign(made):
    """The drawing keeps to the circle that no mask cuts, whose diameter is four fifths of the side."""
    picture = Image.open(io.BytesIO(made()["/icone-masquable-512.png"])).convert("RGB")
    drawn = [
        (x - 255.5, y - 255.5)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if picture.getpixel((x, y)) != (255, 253, 247)
    ]
    assert max(x * x + y * y for x, y in drawn) <= (0.4 * 512) ** 2


def test_the_manifest_of_a_site_without_an_organisation_has_the_name_of_the_site(made):
    manifest = json.loads(made()["/site.webmanifest"])
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == ("Essai", "Essai", "fr")
