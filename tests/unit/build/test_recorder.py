"""The dependencies of a page: the questions that its templates ask, and how a later build compares the answers."""

import datetime as dt
import pickle
from dataclasses import dataclass, replace
from functools import partial

import pytest
from markupsafe import Markup

from plugins.base.shelf import Shelf
from plugins.build.recorder import Dependencies, NotedWords, Of, Recorder
from plugins.files.file import File
from plugins.languages.language import OF_CONTENT, Language
from plugins.model.fields import PersonRef, TeamRef
from plugins.model.generated_page import GeneratedPage
from plugins.model.redirection import Redirection
from plugins.model.site import Site
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache

DAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Sheet(GeneratedPage):
    address: str
    title: str = "A sheet"
    template = kind = "sheet"


class Seen:
    """A stand-in for the site, with only what these tests read."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def double(self, number):
        return 2 * number


def recorder(pages=(), **answers):
    """A recorder with a question of each given name, which has the given value as its answer."""
    made = Recorder(Site((), DAY), pages)
    for name, answer in answers.items():
        made.question(name, lambda *_, answer=answer: answer)
    return made


def of_outline(asked):
    return pickle.loads(asked.of_outline)


def names(asked):
    return [question[0] for question, _ in (*of_outline(asked), *asked.of_texts)]


def asked_while(made, page, body):
    with made.recording(page) as asked:
        body()
    return asked()


# --- which questions are noted ----------------------------------------------------------------------------------------


@pytest.fixture
def page():
    return Sheet("/a/")


def test_what_is_asked_is_noted_once_with_the_page(page):
    made = recorder([page], one=1, two=2)
    asked = asked_while(made, page, lambda: [made.ask("one"), made.ask("two"), made.ask("one")])
    assert names(asked) == ["page", "one", "two"]


def test_what_was_answered_for_another_page_is_noted_too(page):
    made = recorder([page], one=1)
    asked_while(made, page, lambda: made.ask("one"))
    assert names(asked_while(made, page, lambda: made.ask("one"))) == ["page", "one"]


def test_what_is_asked_on_the_way_to_an_answer_is_not_noted(page):
    made = recorder([page], inner=1)
    outer = made.question("outer", lambda: made.ask("inner") + 1)
    asked = asked_while(made, page, outer)
    assert names(asked) == ["page", "outer"]
    assert names(asked_while(made, page, lambda: (outer(), made.ask("inner"))))[1:] == [
        "outer",
        "inner",
    ]


def test_each_question_is_answered_once(page):
    counted = []
    made = recorder([page])
    count = made.question("count", counted.append)
    for _ in range(3):
        count("one")
        count(Markup("one"))
    assert counted == ["one"]


def test_the_page_of_an_address_answers_whatever_stands_for_it(page):
    """An archive's first page and its section share an address: the order of the questions must not matter."""
    made = recorder([page])
    title = made.question("title", lambda page: page.title)
    assert title(replace(page, title="A stand-in")) == title(page) == "A sheet"


def test_an_answer_depends_on_the_text_of_a_reference_alone():
    made = recorder()
    kind_of = made.question("kind", lambda slug: type(slug))
    assert kind_of(PersonRef("ana")) is kind_of(TeamRef("ana")) is str


def test_nothing_is_noted_outside_of_a_page(page):
    made = recorder([page], one=1, two=2)
    asked = asked_while(made, page, lambda: made.ask("one"))
    made.ask("two")
    assert len(names(asked)) == 2
    assert made.would_answer(asked)


def test_a_page_that_fails_leaves_nothing_behind(page):
    made = recorder([page], one=1, two=2)

    def fail():
        made.ask("one")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asked_while(made, page, fail)
    assert names(asked_while(made, page, lambda: made.ask("two"))) == ["page", "two"]


def test_only_what_is_asked_of_a_view_is_noted(page):
    made = recorder([page])
    site = made.view("site", Seen, lambda: Seen(news=(1, 2), people=(3,)))
    asked = asked_while(made, page, lambda: (site.news, site.double(2)))
    assert [question for question, _ in of_outline(asked)][1:] == [("site.news",), ("site.double", 2)]
    assert not hasattr(site, "_secret")
    assert not hasattr(site, "nothing")


# --- whether a later build gets the same answers ---------------------------------------------------------------------


def still(asked, pages, **answers):
    """Whether a new build, in which nothing was asked yet, gives the same answers to the noted questions."""
    return recorder(pages, **answers).would_answer(asked)


def test_the_same_answers_are_the_same(page):
    made = recorder([page], one=1)
    asked = asked_while(made, page, lambda: made.ask("one"))
    assert still(asked, [page], one=1)


def test_another_answer_or_another_page_is_not(page):
    made = recorder([page], one=1)
    asked = asked_while(made, page, lambda: made.ask("one"))
    assert not still(asked, [page], one=2)
    assert not still(asked, [replace(page, title="Another")], one=1)


def test_an_answer_that_was_never_asked_for_does_not_matter(page):
    made = recorder([page], one=1, two=1)
    asked = asked_while(made, page, lambda: made.ask("one"))
    assert still(asked, [page], one=1, two=2)


def test_a_page_that_is_gone_is_not_the_same(page):
    made = recorder([page])
    assert not still(asked_while(made, page, lambda: None), [])


@pytest.mark.parametrize(
    "error", [KeyError, AttributeError, AssertionError, IndexError, ValueError, TypeError, StopIteration]
)
def test_a_question_that_has_no_answer_any_more_is_not_the_same(page, error):
    made = recorder([page], one=1)
    asked = asked_while(made, page, lambda: made.ask("one"))
    later = recorder([page])

    def fail():
        raise error

    later.question("one", fail)
    assert not later.would_answer(asked)


def test_a_page_that_never_was_among_the_pages_is_made_each_time(page):
    """Two missing answers are not equal, so a page that is not among the pages is never reused."""
    made = recorder()
    asked = asked_while(made, page, lambda: None)
    assert not still(asked, [])


@pytest.mark.parametrize("among", [lambda page: page, lambda page: (page, page), lambda page: [(page,), 1]])
def test_a_question_about_pages_is_asked_about_those_of_the_same_addresses(page, among):
    def titles(value):
        return [titles(each) for each in value] if isinstance(value, tuple | list) else getattr(value, "title", value)

    made, same, other = recorder([page]), recorder([page]), recorder([replace(page, title="Another")])
    for each in (made, same, other):
        each.question("titles", titles)
    asked = asked_while(made, page, lambda: made.ask("titles", among(page)))
    asked = Dependencies(of_outline=pickle.dumps(of_outline(asked)[1:]))
    assert same.would_answer(asked)
    assert not other.would_answer(asked)


# --- the outline of a site: everything but its texts ------------------------------------------------------------------


class Kept:
    """Successive builds of a site of one page; ``answered`` lists the questions that the last build answered."""

    def __init__(self, site, folder):
        self._site, self._folder, self.answered = site, folder, []

    def __call__(self, text="one", about="zzz", beside=None, **values):
        site = self._site({"pages/a.md": f"---\ntitre: A\nresume: {about}\n---\n{text}\n"})
        (record,) = (record for record in site.records if record.address == "/a/")
        site = site.changed(versions={"/a/": (text + about).encode()}, outlines={"/a/": about.encode()}, **values)
        self._shelf = Shelf(self._folder, "one")
        made = Recorder(site, [record], self._shelf)
        for name, answer in (("length", lambda: len(record.html)), ("about", lambda: record.summary)):
            made.question(name, partial(self._told, name, answer))
        made.compare_outline(beside)
        self.answered = []
        return made, record

    def _told(self, name, answer):
        self.answered.append(name)
        return answer()

    def save(self):
        self._shelf.save()


@pytest.fixture
def kept(site, tmp_path_factory):
    return Kept(site, tmp_path_factory.mktemp("kept"))


def test_that_a_text_is_read_is_noted(kept):
    made, record = kept()
    asked = asked_while(made, record, lambda: record.html)
    assert [question for question, _ in asked.of_texts] == [("text", Of("/a/"))]


@pytest.mark.parametrize(
    "before", [lambda made: None, lambda made: made.ask("length"), lambda made: made.fingerprint(("length",))]
)
def test_that_an_answer_is_made_of_a_text_is_noted_whoever_asked_first(kept, before):
    made, record = kept()
    before(made)
    asked = asked_while(made, record, lambda: (made.ask("length"), made.ask("about")))
    assert [question[0] for question, _ in asked.of_texts] == ["length"]
    assert [question[0] for question, _ in of_outline(asked)] == ["page", "about"]


def test_an_answer_is_made_of_the_texts_of_the_answers_that_it_is_made_of(kept):
    made, record = kept()
    made.question("double", lambda: 2 * made.ask("length"))
    made.ask("length")
    assert [question[0] for question, _ in asked_while(made, record, lambda: made.ask("double")).of_texts] == ["double"]


def test_an_answer_is_made_of_the_texts_of_what_an_earlier_build_made_once(kept):
    for _ in range(2):
        made, record = kept()
        made.question(
            "once", lambda made=made, record=record: made.made_once("x", record, lambda site: len(record.html))
        )
        asked = asked_while(made, record, lambda made=made: made.ask("once"))
        assert [question[0] for question, _ in asked.of_texts] == ["once"]
        kept.save()


def test_where_only_a_text_is_another_only_what_is_told_of_texts_is_asked(kept):
    made, record = kept()
    of_about, of_length, of_text = (
        asked_while(made, record, read)
        for read in (lambda: made.ask("about"), lambda: made.ask("length"), lambda: record.html)
    )
    kept.save()
    later, _ = kept("two and more")
    assert later.has_same_outline
    assert later.would_answer(of_about)
    assert not later.would_answer(of_length)
    assert not later.would_answer(of_text)
    assert kept.answered == ["length"]


@pytest.mark.parametrize(
    "values",
    [
        {"about": "another"},
        {"today": DAY + dt.timedelta(1)},
        {"redirections": (Redirection(1, "/b/", "", False, "/a/"),)},
        {"surroundings": b"other"},
    ],
    ids=str,
)
def test_where_anything_else_is_another_all_is_asked(kept, values):
    made, record = kept()
    of_page = asked_while(made, record, lambda: made.ask("about"))
    kept.save()
    later, _ = kept(**values)
    assert not later.has_same_outline
    assert later.would_answer(of_page) == ("about" not in values)
    kept.save()
    assert kept(**values)[0].has_same_outline


def test_where_the_words_of_the_content_may_change_all_is_asked(kept):
    """The words of the content are no part of the outline of the site."""
    for _ in range(2):
        made, _ = kept(language=Language("en", "", NotedWords(lambda: OF_CONTENT.words)))
        assert not made.has_same_outline
        kept.save()


class Maker:
    """The file of a maker, from the text or the summary of a page; ``there``: whether the last file still exists."""

    def __init__(self, kept):
        self._kept, self.there = kept, True

    def __call__(self, reads="text", text="one", about="zzz", content=b"x", beside=None):
        """Whether a build of a page with this text and summary makes the files again."""
        made, record = self._kept(text, about, beside)
        calls = []

        def make():
            calls.append(made.ask("about") if reads == "summary" else record.html)
            yield File("/x.xml", content)

        def still(address, version):
            return File(address, b"there", version) if self.there else None

        (file,) = made.files("maker", make, still)
        assert file.read() == (b"there" if not calls else content if isinstance(content, bytes) else b"file")
        self._kept.save()
        return bool(calls)


@pytest.fixture
def maker(kept):
    return Maker(kept)


@pytest.mark.parametrize(
    ("reads", "later", "made"),
    [
        ("text", {}, False),
        ("text", {"text": "two"}, True),
        ("summary", {"text": "two"}, False),
        ("summary", {"about": "other"}, True),
        ("summary", {"beside": frozenset("a")}, True),
    ],
)
def test_files_are_made_again_where_what_they_were_made_of_changed(maker, reads, later, made):
    assert maker(reads)
    assert maker(reads, **later) == made
    assert not maker(reads, **later)


def test_files_that_are_not_there_are_made_again(maker):
    maker()
    maker.there = False
    assert maker()


def test_files_that_stand_for_others_are_made_each_time_since_those_may_change(maker, tmp_path_factory):
    file = tmp_path_factory.mktemp("beside") / "x"
    file.write_bytes(b"file")
    for _ in range(2):
        assert maker(content=file)


def test_the_outline_of_a_file_is_the_same_for_another_text_alone(tmp_path):
    def outline(front="titre: A\nresume: r", text="one", name="a"):
        for file in (tmp_path / "content/pages").glob("*.md"):
            file.unlink()
        file = tmp_path / f"content/pages/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{front}\n---\n{text}\n", "utf-8")
        site = load(tmp_path / "content", DAY, records=RecordCache(tmp_path / "records", "one"))
        return site.outlines[f"/{name}/"], site.versions[f"/{name}/"]

    one, other = outline(), outline(text="two\n\nthree")
    assert one[0] == other[0]
    assert one[1] != other[1]
    others = [outline("titre: B\nresume: r"), outline(name="b"), outline(text="## two"), outline(text="[b](a.md)")]
    assert len({one[0], *(each[0] for each in others)}) == 5
