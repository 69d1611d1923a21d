"""The guide in the preview: every page is shown completely, and its links work."""

import functools
import posixpath
import re

from plugins.base.typography import slugify
from plugins.desk.forms.workshop import words
from tests.tables import each_row
from tests.unit.preview.forms import ask
from tooling.preview.guide import FOLDER, guide_page
from tooling.preview.pages import named
from tooling.preview.server import own_files

HOME = "/_atelier/guide/"
PAGES = sorted(page.relative_to(FOLDER).as_posix() for page in FOLDER.rglob("*.md"))
FIELDS = "reference/champs.md"


@functools.cache
def html(page):
    return guide_page(page)[1]


def ids(page):
    return re.findall(r' id="([^"]+)"', html(page))


@each_row("page", PAGES)
def test_each_link_of_a_page_leads_to_a_part_that_is_there(page):
    assert len(set(ids(page))) == len(ids(page))
    links = [link for link in re.findall(r'href="([^"]+)"', html(page)) if not link.startswith(("http", "/"))]
    for link in links:
        target, _, part = link.partition("#")
        other = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
        assert other in PAGES
        assert not part or part in ids(other), link


@each_row("page", PAGES)
def test_all_of_a_page_is_shown(page):
    """Every heading and example is shown, and no Markdown is left unconverted."""
    text, examples = re.subn(r"^```.*?^```", "", (FOLDER / page).read_text("utf-8"), flags=re.M | re.S)
    assert html(page).count("<pre") >= examples
    assert len(re.findall("<h[23]", html(page))) == len(re.findall("^##", text, re.M))
    shown = re.sub(r"<(pre|code)\b[^>]*>.*?</\1>", "", html(page), flags=re.S)
    assert not re.search(r"```|<!--|\*\*|\]\(|\| ---", shown)


def test_its_pictures_are_answered():
    pictures = re.findall(r'<img[^>]* src="([^"]+)"', "".join(map(html, PAGES)))
    assert pictures
    assert set(pictures) <= own_files().keys()


def test_its_first_page_is_linked_from_the_desk_and_a_page_that_is_not_there_is_not_answered(desk):
    assert f'href="{HOME}"' in ask(desk, "/_atelier/")[1]
    assert "Je veux…" in ask(desk, HOME)[1]
    assert html(FIELDS) in ask(desk, HOME + FIELDS)[1]
    for wrong in ("../../README.md", "absent.md", "premier-jour"):
        assert ask(desk, HOME + wrong)[0] == 404


def test_a_page_of_the_site_leads_to_the_desk(desk):
    assert '<a href="/_atelier/" target="_top">Atelier</a>' in ask(desk, "/")[1]


def test_a_form_leads_to_the_fields_of_its_type(desk):
    assert f'href="{HOME}{FIELDS}#equipe"' in ask(desk, "/_atelier/ajouter/equipe")[1]
    assert {slugify(named(cls)) for cls in words().values()} <= set(ids(FIELDS))
