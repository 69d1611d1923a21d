"""The templates themselves: every visible word goes through the translations, nothing assumes a direction."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from plugins.source.markdown import OF_THE_THEME

THEME = Path(__file__).parents[3] / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
STYLES = sorted((THEME / "static/css").rglob("*.css"))
SPOKEN = ("aria-label", "title", "alt", "placeholder")


def words_outside_translations(source):
    """Letters that a visitor reads or hears and that no translator sees."""
    kept, translating = [], False
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translating = value == "trans"
        elif kind == "data" and not translating:
            kept.append(value)
        elif kind != "data":
            kept.append("\0")
    html = re.sub(r"\0+", "", "".join(kept))
    attributes = re.findall(rf'\b(?:{"|".join(SPOKEN)})="([^"]*)"', html)
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", html, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", text) + " ".join(attributes))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_every_word_of_a_template_is_translatable(template):
    assert words_outside_translations(template.read_text("utf-8")) == []


def test_a_word_that_is_not_translatable_is_found():
    assert words_outside_translations('<p>Bonjour {% trans %}à tous{% endtrans %}</p><a title="Lien">') == [
        "Bonjour",
        "Lien",
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda file: file.name)
def test_a_style_assumes_no_direction(style):
    css = style.read_text("utf-8")
    assert not re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|^\s*(?:left|right)\s*:|float|text-align:\s*(?:left|right)",
        css,
        re.M,
    )
    assert "!important" not in css
    assert not re.findall(r"^#[\w-]+", css, re.M)


PLACES = sorted((THEME / "templates").rglob("*.*"))


def ids(source):
    """The ids that a template gives, and those to which it points."""
    given = re.findall(r"""(?<![\w-])(?:id|for|list|aria-(?:labelledby|describedby))=["']([^"']+)""", source)
    return {one for words in given for one in re.sub(r"\{\{.*?\}\}", "1", words).split()}


@pytest.mark.parametrize("template", PLACES, ids=lambda file: file.name)
def test_no_id_of_the_theme_can_be_that_of_a_heading(template):
    own = {one for one in ids(template.read_text("utf-8")) if not one.startswith("_")}
    assert own <= OF_THE_THEME


def test_an_id_that_a_heading_could_have_is_found():
    assert ids('<nav aria-labelledby="suite"><h2 id="_a-{{ n }}">') == {"suite", "_a-1"}


@pytest.mark.parametrize("file", ["layouts/base.html", "components/position.html", "news.html"])
def test_a_title_has_the_direction_of_its_own_script(file):
    source = (THEME / "templates" / file).read_text("utf-8")
    titles = re.findall(r'<h1[^>]*>|<h3 class="teaser__title"[^>]*>', source)
    assert titles
    assert all('dir="auto"' in title for title in titles)
