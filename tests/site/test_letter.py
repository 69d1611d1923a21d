"""The letter of the invented site, compared with the site to which it links; ``test_html.py`` validates its HTML."""

import datetime as dt

import html5lib
import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.letter.contents import letter_of
from plugins.desk.letter.writing import as_email, as_html
from tests.built_site import ROOT


@pytest.fixture(scope="module")
def letter(invented):
    return letter_of(invented, dt.date(2026, 11, 1))


@pytest.fixture(scope="module")
def html(letter):
    return as_html(letter, ROOT / "theme")


@pytest.fixture(scope="module")
def elements(html):
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def test_all_that_it_names_is_the_site_s_own_and_answers(elements, public):
    named = [element.get(name) for element in elements for name in ("href", "src") if element.get(name)]
    assert len(named) > 10
    assert all(address.startswith(f"{IDENTITY.website}/") for address in named)
    assert [address for address in named if not public.answers(address.removeprefix(IDENTITY.website))] == []


def test_nothing_of_it_follows_the_reader(elements):
    assert {element.tag for element in elements}.isdisjoint({"script", "link", "iframe", "form", "object"})
    assert not [element for element in elements if "?" in (element.get("href") or element.get("src") or "")]
    assert not [element for element in elements if element.tag == "img" and element.get("width") in {"0", "1"}]


def test_each_picture_says_what_it_shows(elements):
    pictures = [element for element in elements if element.tag == "img"]
    assert len(pictures) == 2
    assert all(picture.get("alt") for picture in pictures)
    # Mail programs show this text in place of a picture of 56 pixels until the reader allows pictures.
    assert len(pictures[0].get("alt")) <= 6


def test_it_is_far_from_what_a_mail_program_cuts_off(letter, html):
    assert len(html.encode()) < 40_000
    assert len(as_email(letter, ROOT / "theme")) < 40_000
