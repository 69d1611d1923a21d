"""A template reads only answers to questions, noted with the page, and values that change with the version alone."""

from functools import lru_cache, partial
from pathlib import Path

import pytest
from babel import Locale
from jinja2 import DictLoader, UndefinedError, meta, nodes
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE, DEFAULT_TESTS

from plugins.build.recorder import Recorder, View
from plugins.build.vocabulary import READ_SETTINGS
from plugins.files.file import BuildContext
from plugins.languages.language import Language
from plugins.model.base import Record
from plugins.model.facets import Lists
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.permanences.wordings.words import Wording
from plugins.pictures.media import Media
from plugins.source.version import PLAIN_SETTINGS
from tests.built_site import INVENTED
from tests.made_site import generator_of
from tests.tables import each_row
from tests.unit.build.test_vocabulary import WRITTEN
from tests.unit.conftest import TODAY

CONSTANTS = {
    "asset": "the theme's files, which are part of the version",
    "base_url": "a part of the version (SiteGenerator.generate_context)",
    "bold_faces": "of the language, by the program",
    "channel_of": "of its argument alone, by the program",
    "data_tables": "of its argument alone, by the program",
    "data_version": "of the program",
    "embed_address": "of its argument alone, by the program",
    "finder_data_address": "of the program",
    "first_faces": "of the language, by the program",
    "hsds_fields": "of the program",
    "in_each_language": "of two questions, which it asks",
    "hsds_version": "of the program",
    "identity": "a part of the version (plugins.source.version)",
    "language": "a setting; its words are noted",
    "levels": "of the program",
    "list_over": "of the program",
    "page_over": "of the program",
    "sections": "as the program declares them, without their records",
    "types": "as the program declares them, without their records",
}
"""The words of the templates that are no questions, each with the reason why nothing need be noted of them."""
GIVEN = {
    "record": "the page, which is the first of its questions",
    "office": "of a card, which is made at each build",
    "target": "of a redirection, which is made at each build",
    **dict.fromkeys(
        ("files", "mark", "message", "ours", "version"), "of the service worker, which is made at each build"
    ),
    **dict.fromkeys(("domain", "home", "letter", "palette", "sign"), "of the letter, which is no page"),
    **dict.fromkeys(
        ("footer_sections", "footer_about", "footer_missions", "footer_legal"), "of the footer, which is a question"
    ),
}
"""What a template is rendered with."""
TRANSLATING = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
WHOLE = frozenset({"whole", "pages"})
"""Attributes that tell more of a page of something long than stands on it (plugins.model.facets.Paginated)."""
BY_CHANCE = frozenset({"lipsum", "random"})


@pytest.fixture(scope="module")
def generator():
    """The generator of the invented site; its environment has the vocabulary."""
    return generator_of(INVENTED)


def is_question(word, recorder):
    return isinstance(word, View) or (isinstance(word, partial) and word.func == recorder.ask)


def held(word):
    """A value of the vocabulary and those inside it: closed over, bound, default arguments, items of containers."""
    match word:
        case View():
            return
        case partial() if getattr(word.func, "__func__", None) is Recorder.ask:
            return
        case partial():
            inside = (word.func, *word.args, *word.keywords.values())
        case tuple() | list() | frozenset() | set():
            inside = tuple(word)
        case dict():
            inside = tuple(word.values())
        case _:
            cells = tuple(cell.cell_contents for cell in getattr(word, "__closure__", None) or ())
            inside = (*cells, *(getattr(word, "__defaults__", None) or ()), getattr(word, "__self__", None))
    yield word
    for each in inside:
        if each is not None:
            yield from held(each)


FROM_THE_SITE = (Site, Lists, Media, Record, GeneratedPage, Recorder, BuildContext)


def of_the_site(word):
    return [each for each in held(word) if isinstance(each, FROM_THE_SITE)]


def speaks(word):
    """Whether a name of the vocabulary depends on the language: templates are compiled once for all languages."""
    return any(isinstance(each, Language | Locale | Wording) for each in held(word))


def view_or_question(word, recorder):
    return is_question(word, recorder) or any(is_question(each, recorder) for each in _cells(word))


def _cells(word):
    return [cell.cell_contents for cell in getattr(word, "__closure__", None) or ()]


def added(generator):
    """The names that the vocabulary adds to those of Jinja, each as its kind, its name and its value."""
    environment = generator.env
    for kind, words, usual in (
        ("global", environment.globals, DEFAULT_NAMESPACE),
        ("filter", environment.filters, DEFAULT_FILTERS),
        ("test", environment.tests, DEFAULT_TESTS),
    ):
        for name, word in words.items():
            if name not in usual and name not in TRANSLATING:
                yield kind, name, word


def test_a_word_of_the_templates_is_a_question_or_holds_nothing_of_the_site(generator):
    found = {(kind, name): of_the_site(word) for kind, name, word in added(generator)}
    questions = {(kind, name) for kind, name, word in added(generator) if is_question(word, generator.recorder)}
    assert {key for key, holding in found.items() if holding} <= questions
    assert {("global", "site"), ("global", "lists"), ("global", "footer"), ("filter", "related")} <= questions


def test_a_word_that_holds_the_site_is_found(generator):
    site, view = generator.site, generator.env.globals["site"]
    assert of_the_site(lambda record: site.today)
    assert of_the_site(partial(str, site))
    assert of_the_site({"a": (site.news[0],)})
    assert of_the_site(site.visit)
    assert not of_the_site(lambda record: view.today)


def test_every_word_that_is_no_question_has_its_reason(generator):
    words = {name for kind, name, word in added(generator) if kind == "global"}
    questions = {name for _, name, word in added(generator) if is_question(word, generator.recorder)}
    assert words - questions == CONSTANTS.keys() | {"filters", "tests"} & words


def test_the_settings_that_templates_read_are_parts_of_the_version(generator):
    assert {name for name in READ_SETTINGS if not isinstance(generator.settings[name], PLAIN_SETTINGS)} == set()


def test_a_template_gets_no_other_setting_of_pelican(generator, monkeypatch):
    monkeypatch.setattr(generator.env, "loader", DictLoader({"x.html": "{{ SITENAME }}", "y.html": "{{ PATH }}"}))
    assert generator.making.render("x.html") == generator.settings["SITENAME"]
    with pytest.raises(UndefinedError):
        generator.making.render("y.html")


@pytest.fixture(scope="module")
def trees(generator):
    """The syntax tree of each template."""
    return {file: generator.env.parse(file.read_text("utf-8")) for file in WRITTEN}


@pytest.fixture(scope="module")
def unrecorded(generator, trees):
    """What a template reads without a build noticing: unknown names, chance, whole lists, values made once."""
    environment, recorder = generator.env, generator.recorder
    # A template that is included or extended also sees the names that other templates set.
    shared = {name for tree in trees.values() for name in (*_set(tree), *_macros(tree))}
    known = {*shared, *READ_SETTINGS, *GIVEN, *CONSTANTS, *TRANSLATING, *DEFAULT_NAMESPACE}
    known |= {name for kind, name, word in added(generator) if kind == "global" and is_question(word, recorder)}
    asking = {name for kind, name, word in added(generator) if kind == "filter" and view_or_question(word, recorder)}
    asking |= {name for kind, name, word in added(generator) if kind == "filter" and speaks(word)}
    views = {name for kind, name, word in added(generator) if kind == "global" and view_or_question(word, recorder)}

    def find(tree):
        yield from sorted(meta.find_undeclared_variables(tree) - known - set(_macros(tree)))
        yield from (f"|{each.name}" for each in tree.find_all(nodes.Filter) if each.name in BY_CHANCE)
        yield from (each.name for each in tree.find_all(nodes.Name) if each.name in BY_CHANCE)
        yield from (f".{each.attr}" for each in tree.find_all(nodes.Getattr) if each.attr in WHOLE)
        yield from (repr(each.value) for each in tree.find_all(nodes.Const) if str(each.value) in WHOLE)
        for each in tree.find_all(nodes.Filter):
            # Jinja evaluates a filter on a constant once, when it compiles the template.
            if each.name in asking and not (each.node and any(nodes.Tuple([each.node], "load").find_all(nodes.Name))):
                yield f"a text|{each.name}"
        if _is_imported(tree):
            # Jinja runs an imported template once, for all the pages that import it.
            outside = list(_outside_of_macros(tree))
            once = views | TRANSLATING
            yield from (f"{each.name} once" for each in outside if isinstance(each, nodes.Name) and each.name in once)
            yield from (
                f"|{each.name} once" for each in outside if isinstance(each, nodes.Filter) and each.name in asking
            )

    return lambda read: list(find(environment.parse(read) if isinstance(read, str) else read))


def _set(tree):
    for assigned in tree.find_all((nodes.Assign, nodes.AssignBlock)):
        targets = (
            assigned.target.find_all(nodes.Name) if not isinstance(assigned.target, nodes.Name) else [assigned.target]
        )
        yield from (target.name for target in targets)


def _macros(tree):
    """The names of the macros and values that a template defines or imports."""
    yield from (macro.name for macro in tree.find_all(nodes.Macro))
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)


def _is_imported(tree):
    """Whether a template only defines macros and values for other templates to import."""
    return not any(isinstance(each, nodes.Extends | nodes.Block) for each in tree.body) and any(
        isinstance(each, nodes.Macro) for each in tree.body
    )


def _outside_of_macros(node):
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Macro):
            yield child
            yield from _outside_of_macros(child)


def test_a_template_reads_only_what_is_noted_or_never_changes(unrecorded, trees):
    found = {file.as_posix(): unrecorded(tree) for file, tree in trees.items()}
    assert {name: words for name, words in found.items() if words} == {}


@each_row(
    ("source", "found"),
    [
        ("{{ now }}", ["now"]),
        ("{{ BUILD_DATE }}", ["BUILD_DATE"]),
        ("{% macro a(b) %}{{ b.c }}{{ clock() }}{% endmacro %}", ["clock"]),
        ("{{ record.whole|length }}", [".whole"]),
        ("{{ record.pages|map(attribute='shown')|list }}", [".pages"]),
        ("{{ record['whole'] }}", ["'whole'"]),
        ("{{ record|attr('whole') }}", ["'whole'"]),
        ("{{ lists.made|map(attribute='whole') }}", ["'whole'"]),
        ("{{ site.news|random }}", ["|random"]),
        ("{{ lipsum() }}", ["lipsum"]),
        ('{{ "/documents/a.pdf"|document_note }}', ["a text|document_note"]),
        ("{{ 1000|number }}", ["a text|number"]),
        ('{{ "formation"|french }}', ["a text|french"]),
        ('{{ "tous les lundis"|capital }}', ["a text|capital"]),
        ("{% set today = site.today %}{% macro a() %}{{ today }}{% endmacro %}", ["site once"]),
        ("{% set next = menu() %}{% macro a() %}{% endmacro %}", ["menu once"]),
        ("{% set next = identity|json_ld %}{% macro a() %}{% endmacro %}", ["|json_ld once"]),
        ("{% set word = _('mot') %}{% macro a() %}{{ word }}{% endmacro %}", ["_ once"]),
        ("{% trans %}Mot{% endtrans %}{% macro a() %}{% endmacro %}", ["gettext once"]),
    ],
)
def test_what_no_build_would_know_of_is_found(unrecorded, source, found):
    assert unrecorded(source) == found


def test_what_is_noted_is_not_found(unrecorded):
    assert unrecorded("{{ site.today }}{{ record.shown|length }}{{ record.address|document_note }}{{ SITENAME }}") == []
    assert unrecorded("{% set word = 'mot' %}{% macro a() %}{{ site.today }}{{ _(word) }}{% endmacro %}") == []


def test_every_template_that_is_imported_is_known_to_be(trees):
    """Jinja runs the code outside of macros of these templates once: ``_is_imported`` must recognise each."""
    imported = {
        each.template.value for tree in trees.values() for each in tree.find_all((nodes.FromImport, nodes.Import))
    }
    folder = Path(WRITTEN[0].as_posix().partition("/templates/")[0]) / "templates"
    assert imported
    assert [name for name in imported if not _is_imported(trees[folder / name])] == []


def test_no_template_imports_with_what_a_page_knows(trees):
    for file, tree in trees.items():
        assert not any(each.with_context for each in tree.find_all((nodes.FromImport, nodes.Import))), file.name


def test_nothing_can_be_remembered_of_a_view():
    """A cached function of the site would ask its questions for the first page only."""
    view = Recorder(Site((), TODAY), ()).view("site", Site, lambda: Site((), TODAY))
    with pytest.raises(TypeError, match="unhashable"):
        lru_cache(lambda site: site.today)(view)
