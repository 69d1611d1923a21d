"""The templates: every visible word is translatable, and no layout assumes a direction of writing."""

import re
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from plugins.base.shelf import Shelf
from plugins.build.templates import CompiledTemplates
from plugins.build.vocabulary import page_title, query
from plugins.model import TYPES
from plugins.model.base import Fields
from plugins.model.fields import choices
from plugins.pages.indexing import SHOWN_OF_A_TITLE
from plugins.source.markdown import OF_THE_THEME
from tests.made_site import generator_of
from tests.tables import each_row

THEME = Path(__file__).parents[3] / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
WRITTEN = sorted(file for file in (THEME / "templates").rglob("*.*") if file.suffix != ".svg")
"""The templates without the drawings, which scripts/ writes."""
LONGEST = 160
STYLES = sorted((THEME / "static/css").rglob("*.css"))
SPOKEN = ("aria-label", "title", "alt", "placeholder")


def test_every_template_is_compiled_before_a_page_is_made(content, tmp_path, monkeypatch):
    """Otherwise each process that makes pages compiles the templates, and the next build does so again."""
    generator = generator_of(content({"content/pages/a.md": "---\ntitre: A\nresume: r\n---\n"}) / "content")
    shelf = Shelf(tmp_path / "shelf", "")
    generator.env.bytecode_cache = CompiledTemplates(shelf)
    generator.env.bytecode_cache.compile(generator.env, THEME / "templates")

    def compiled(*arguments, **named):
        raise AssertionError(arguments)

    monkeypatch.setattr("jinja2.Environment.compile", compiled)
    assert generator.making.render("home.html", record=generator.site.section(""))
    assert shelf.holds_something


def words_outside_translations(source):
    """The letters that a visitor reads or hears and that are outside of translations."""
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


def faulty(files, faults):
    """The files in which ``faults`` finds something, each with its faults."""
    assert files
    found = {file.relative_to(THEME).as_posix(): faults(file.read_text("utf-8")) for file in files}
    return {name: faults for name, faults in found.items() if faults}


def test_every_word_of_a_template_is_translatable():
    wrong = faulty(TEMPLATES, words_outside_translations)
    assert not wrong, wrong


def test_a_word_that_is_not_translatable_is_found():
    assert words_outside_translations('<p>Bonjour {% trans %}à tous{% endtrans %}</p><a title="Lien">') == [
        "Bonjour",
        "Lien",
    ]


def test_a_style_assumes_no_direction():
    directions = (
        r"(?:margin|padding|border|inset)-(?:left|right)|^\s*(?:left|right)\s*:|(?:float|text-align):\s*(?:left|right)"
    )
    refused = re.compile(rf"{directions}|!important|^#[\w-]+", re.M)
    wrong = faulty(STYLES, refused.findall)
    assert not wrong, wrong


PLACES = sorted((THEME / "templates").rglob("*.*"))


def ids(source):
    """The ids that a template defines or refers to."""
    given = re.findall(r"""(?<![\w-])(?:id|for|list|aria-(?:labelledby|describedby))=["']([^"']+)""", source)
    return {one for words in given for one in re.sub(r"\{\{.*?\}\}", "1", words).split()}


def test_no_id_of_the_theme_can_be_that_of_a_heading():
    wrong = faulty(PLACES, lambda source: {one for one in ids(source) - OF_THE_THEME if not one.startswith("_")})
    assert not wrong, wrong


def test_an_id_that_a_heading_could_have_is_found():
    assert ids('<nav aria-labelledby="suite"><h2 id="_a-{{ n }}">') == {"suite", "_a-1"}


@each_row("file", ["layouts/base.html", "components/position.html", "news.html"])
def test_a_title_has_the_direction_of_its_own_script(file):
    source = (THEME / "templates" / file).read_text("utf-8")
    titles = re.findall(r'<h1[^>]*>|<h3 class="teaser__title"[^>]*>', source)
    assert titles
    assert all('dir="auto"' in title for title in titles)


def test_no_line_of_a_template_is_too_long_to_read():
    wrong = faulty(WRITTEN, lambda source: [line for line in source.splitlines() if len(line) > LONGEST])
    assert not wrong, wrong


def words_of(cls):
    """Every value of a field with fixed choices, also in the nested parts of a record."""
    for field in cls.model_fields.values():
        yield from choices(field)
        waiting = [field.annotation]
        while waiting:
            found = waiting.pop()
            waiting += get_args(found)
            if isinstance(found, type) and issubclass(found, Fields):
                yield from words_of(found)


CHOICES = {word for cls in TYPES for word in words_of(cls)}


def choices_in(source):
    """The choices of the content that a template uses as constants, outside of translated messages."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.newstyle_gettext = True  # as in a build; else names in {% trans %} are constants
    tree = environment.parse(source)
    said = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", None) in {"_", "gettext"}]
    spoken = {id(word) for call in said for word in call.args}
    return [word.value for word in tree.find_all(nodes.Const) if word.value in CHOICES and id(word) not in spoken]


def test_the_words_of_the_choices_are_found():
    assert {"annulé", "brouillon", "clôturée", "fermé", "région"} <= CHOICES


def test_no_template_depends_on_a_word_of_the_content():
    wrong = faulty(WRITTEN, choices_in)
    assert not wrong, wrong


@each_row(
    "source",
    [
        '{% if event.state == "annulé" %}x{% endif %}',
        '{% if event.state in ("annulé", "x") %}x{% endif %}',
        '{{ words["annulé"] }}',
        '{{ {"annulé": "x"} }}',
        '{{ events|selectattr("state", "eq", "annulé") }}',
    ],
)
def test_a_word_of_the_content_in_a_template_is_found(source):
    assert choices_in(source) == ["annulé"]


def test_a_word_that_is_only_said_is_none():
    said = (
        '{{ _("annulé") }} annulé {% trans %}annulé{% endtrans %} {% trans province=name %}{{ province }}{% endtrans %}'
    )
    assert choices_in(said) == []


@each_row(
    ("length", "told"),
    [(1, " · Agenda · CA"), (51, " · Agenda · CA"), (52, " · CA"), (60, " · CA"), (61, ""), (99, "")],
)
def test_a_title_loses_its_section_then_whose_it_is_but_no_word_of_its_own(length, told):
    title = "a" * length
    assert page_title(title, " · Agenda", "CA") == title + told
    assert len(title + told) <= max(SHOWN_OF_A_TITLE, length)


@pytest.mark.parametrize(("is_empty", "links"), [(False, 1), (True, 0)])
def test_an_empty_calendar_is_followed_and_no_file_of_it_is_offered(is_empty, links):
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)
    environment.globals["base_url"] = "https://example.be"
    calendar = environment.get_template("components/calendar.html").module.calendar
    told = str(calendar("/agenda/agenda.ics", "Suivre", is_empty=is_empty))
    assert told.count('href="/agenda/agenda.ics"') == links
    assert '<code dir="ltr">https://example.be/agenda/agenda.ics</code>' in told


def test_a_text_in_an_address_is_read_back_and_keeps_its_letters():
    text = "Été & « été » : 100 %\n+32 #1 ? مكتب\u00a0»"
    assert unquote(query(text)) == text
    assert not re.search(r"[\s&#%?+\"<>]", re.sub(r"%[0-9A-F]{2}", "", query(text)).replace("\u00a0", ""))
    assert "مكتب" in query(text)
