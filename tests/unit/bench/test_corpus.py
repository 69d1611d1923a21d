"""The generated texts of the benchmark: the same bytes on every machine, and readable by every generator."""

import datetime as dt
import hashlib
import re
from itertools import pairwise

import pytest
import yaml

from bench import corpus
from bench.tools import TOOLS, Eleventy, Hugo, PlainPelican, ThisProject

TODAY = dt.date(2026, 11, 23)
SIZE = 20
LINK = re.compile(r"\]\((.+?)\)")


def text_of(item):
    return "\n".join([item.path, item.title, item.summary, str(item.date), item.category, *item.tags, item.body])


def test_the_same_number_and_size_give_the_same_bytes():
    """On every machine and Python, so that all benchmarks measure the same texts."""
    text = "\n".join(text_of(corpus.item(number, SIZE)) for number in range(SIZE))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "d02b615336389c35"


def test_no_two_items_are_alike():
    items = [corpus.item(number, SIZE) for number in range(SIZE)]
    for what in ("path", "title", "summary", "body"):
        assert len({getattr(item, what) for item in items}) == SIZE


def test_the_items_are_spread_over_all_years():
    days = [corpus.day(number, 2000) for number in range(2000)]
    assert (days[0], days[-1]) == (corpus.FIRST, corpus.LAST)
    assert all(before <= after for before, after in pairwise(days))
    assert len({day.year for day in days}) == 11


def test_every_link_leads_to_an_item():
    items = [corpus.item(number, SIZE) for number in range(SIZE)]
    links = {link for item in items for link in LINK.findall(item.body)}
    assert len(links) > SIZE / 2
    assert links <= {item.address for item in items}


def test_there_are_categories_and_tags_enough_for_lists():
    items = [corpus.item(number, 300) for number in range(300)]
    assert {item.category for item in items} == set(corpus.categories())
    assert {tag for item in items for tag in item.tags} == set(corpus.tags())
    assert (len(set(corpus.categories())), len(set(corpus.tags()))) == (corpus.CATEGORIES, corpus.TAGS)


def test_an_edit_adds_one_word():
    body = "Une phrase\n\n- un point ;\n\nUne autre. Et encore une.\n"
    assert corpus.with_word(body, "ajouté") == body.replace("autre.", "autre ajouté.")


def test_every_item_can_be_edited():
    for number in range(SIZE):
        body = corpus.item(number, SIZE).body
        assert sorted(corpus.with_word(body, "ajouté").split()) != sorted(body.split())


def test_the_content_is_read_as_any_generator_understands_it(content):
    folder = content(
        {
            "pages/contact.md": "---\ntitre: Contact\nresume: Pour écrire.\n---\n\nÉcrivez.\n",
            "bureaux/index.md": "---\ntitre: Bureaux\n---\n\nLes bureaux.\n",
            "actualites/une.md": "---\ntitre: Une\ndate: 2021-05\ncategorie: Vie\netiquettes: [a, b]\n---\n\nUne.\n",
            "actualites/deux.md": "No front matter.\n",
        }
    )
    une, bureaux, contact = corpus.texts(folder, 0)
    assert (une.date, une.category, une.tags) == (dt.date(2021, 5, 1), "Vie", ("a", "b"))
    assert [text.address for text in (une, bureaux, contact)] == ["/actualites/2021/une/", "/bureaux/", "/contact/"]
    assert (contact.title, contact.summary, contact.body) == ("Contact", "Pour écrire.", "Écrivez.\n")
    assert contact.date is None


def test_this_project_accepts_the_items(tmp_path, site):
    tool = ThisProject(tmp_path)
    files = {}
    for number in range(SIZE):
        item = corpus.item(number, SIZE)
        files[item.path] = tool.front_matter(item) + item.body
    news = {record.slug: record for record in site(files).news}
    for number in range(SIZE):
        item = corpus.item(number, SIZE)
        record = news[item.name]
        assert record.address == item.address
        assert (record.category, tuple(record.tags)) == (item.category, item.tags)


def test_a_file_of_the_content_stays_as_it_is(content, tmp_path):
    source = "---\ntitre: 'Contact'\na_verifier: [le numéro]\n---\n\nÉcrivez.\n"
    (text,) = corpus.texts(content({"pages/contact.md": source}), 0)
    tool = ThisProject(tmp_path / "made")
    tool.write(text)
    assert tool.source(text).read_text("utf-8") == source


def told(tool, text):
    """The fields and the body of a source file, as the generator ``tool`` parses them."""
    if isinstance(tool, PlainPelican):
        fields, _, body = text.partition("\n\n")
        return dict(row.split(": ", 1) for row in fields.splitlines()), body
    _, fields, body = text.split("---\n", 2)
    return yaml.safe_load(fields), body.removeprefix("\n")


@pytest.mark.parametrize("kind", TOOLS)
def test_every_generator_is_given_the_same(kind, tmp_path):
    tool, item = kind(tmp_path), corpus.item(4, SIZE)
    tool.write(item)
    fields, body = told(tool, tool.source(item).read_text("utf-8"))
    values = " ".join(map(str, fields.values()))
    assert body == item.body
    assert all(value in values for value in (item.title, item.summary, str(item.date), item.category, *item.tags))
    if kind is not ThisProject:
        assert item.address.strip("/") in values


@pytest.mark.parametrize("kind", [PlainPelican, Hugo, Eleventy])
def test_no_two_texts_have_the_same_file(kind, content, tmp_path):
    """No text is called ``index.md`` either: Hugo reads that file as the text of its whole folder."""
    page = "---\ntitre: T\n---\n\nT.\n"
    texts = list(corpus.texts(content({"index.md": page, "bureaux/index.md": page, "pages/index-a.md": page}), 3))
    files = {kind(tmp_path).source(text) for text in texts}
    assert len(files) == len(texts) == 6
    assert "index.md" not in {file.name for file in files}
