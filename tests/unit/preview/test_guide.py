"""The guide in the preview: each page of it, as it answers there."""

import posixpath
import re

import pytest

from tests.unit.preview.forms import ask
from tooling.preview.guide import FOLDER
from tooling.preview.server import own_files

HOME = "/_atelier/guide/"
PAGES = sorted(page.relative_to(FOLDER).as_posix() for page in FOLDER.rglob("*.md"))


@pytest.fixture
def ids(desk):
    """The ids of a page of the guide, by its address."""
    return lambda address: re.findall(r' id="([^"]+)"', ask(desk, address)[1])


@pytest.mark.parametrize("page", PAGES)
def test_each_link_of_a_page_leads_to_a_part_that_is_there(desk, ids, page):
    status, html, _ = ask(desk, HOME + page)
    assert status == 200
    assert len(set(ids(HOME + page))) == len(ids(HOME + page))
    links = [link for link in re.findall(r'href="([^"]+)"', html) if not link.startswith(("http", "/"))]
    assert links or page == "reference/traductions.md"
    for link in links:
        target, _, part = link.partition("#")
        address = posixpath.normpath(posixpath.join(HOME, posixpath.dirname(page), target)) if target else HOME + page
        assert ask(desk, address)[0] == 200, link
        assert not part or part in ids(address), link


@pytest.mark.parametrize("page", PAGES)
def test_all_of_a_page_is_shown(desk, page):
    """Nothing of it is left out as a mistake, and no sign of Markdown is left."""
    html = ask(desk, HOME + page)[1]
    text, examples = re.subn(r"^```.*?^```", "", (FOLDER / page).read_text("utf-8"), flags=re.M | re.S)
    assert html.count("<pre>") >= examples
    assert len(re.findall("<h[23]", html)) == len(re.findall("^##", text, re.M))
    assert not re.search(r"```|<!--|\*\*|\]\(|\| ---", re.sub(r"<(pre|code)>.*?</\1>", "", html, flags=re.S))


def test_its_pictures_are_answered(desk):
    pictures = re.findall(r'src="([^"]+)"', "".join(ask(desk, HOME + page)[1] for page in PAGES))
    assert pictures
    for picture in pictures:
        assert picture in own_files()


def test_its_first_page_is_linked_from_the_desk_and_a_page_that_is_not_there_is_not_answered(desk):
    assert f'href="{HOME}"' in ask(desk, "/_atelier/")[1]
    assert "Je veux…" in ask(desk, HOME)[1]
    for wrong in ("../../README.md", "absent.md", "premier-jour"):
        assert ask(desk, HOME + wrong)[0] == 404


def test_a_page_of_the_site_leads_to_the_desk(desk):
    assert '<a href="/_atelier/">Atelier</a>' in ask(desk, "/")[1]
