"""No test contains a real name, number, e-mail address or text, so that no edit of the content breaks a test."""

import re
from pathlib import Path

import pytest

from plugins.source.loading import load
from tooling.commands.build_date import build_date

ROOT = Path(__file__).parents[2]
TEXTS = {".py", ".mjs", ".md", ".txt", ".ics", ".xml"}
EXCEPT = {
    "tests/content/search_queries.txt",  # queries that people typed, with the real page that answers each
    "publication/addresses.txt",  # the addresses that were ever published
}
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:\+32|0)[\d/ .]{7,14}\d(?!\d)")


def plain(text):
    """Return a text in lower case, with straight apostrophes and single ordinary spaces, to be compared."""
    return re.sub(r"\s+", " ", text.replace("’", "'").casefold())


def digits(text):
    """Return the digits of a Belgian phone number without +32 or the 0 before them."""
    return re.sub(r"^(?:\+?32|0)0?", "", re.sub(r"[^\d+]", "", text))


@pytest.fixture(scope="module")
def content():
    return load(ROOT / "content", build_date(), with_drafts=True)


@pytest.fixture(scope="module")
def sources():
    return "\n".join(file.read_text("utf-8") for file in (ROOT / "content").rglob("*.md"))


@pytest.fixture(scope="module")
def tests():
    """The text of each file of tests, those with expected results included, by path."""
    files = (f for f in sorted((ROOT / "tests").rglob("*")) if f.suffix in TEXTS and "node_modules" not in f.parts)
    paths = {file.relative_to(ROOT).as_posix(): file for file in files}
    return {path: plain(file.read_text("utf-8")) for path, file in paths.items() if path not in EXCEPT}


def naming(tests, words):
    words = {plain(word) for word in words}
    return {path: found for path, text in tests.items() if (found := sorted(word for word in words if word in text))}


def test_nobody_is_named(tests, content):
    """No test contains the name of a person, or the slug, which stands in addresses."""
    assert content.people
    assert naming(tests, {name for person in content.people for name in (person.title, person.slug)}) == {}


def test_no_office_is_named_by_its_street(tests, content):
    assert content.offices
    assert naming(tests, {office.postal_address.street for office in content.offices}) == {}


def test_no_text_is_quoted_by_its_title(tests, content):
    """Short titles and slugs are left out, since those of another organisation may be the same."""
    records = (*content.coming_events, *content.past_events, *content.positions, *content.news)
    assert naming(tests, {record.title for record in records if len(record.title.split()) > 3}) == {}
    assert naming(tests, {record.slug for record in records if record.slug.count("-") > 1}) == {}


def test_no_real_address_is_written_to(tests, sources):
    real = {plain(address) for address in MAIL.findall(sources)}
    assert real
    assert {path: found for path, text in tests.items() if (found := sorted(real & set(MAIL.findall(text))))} == {}


def test_no_real_number_is_called(tests, sources):
    real = {digits(number) for number in PHONE.findall(sources)}
    assert real
    assert {
        path: found
        for path, text in tests.items()
        if (found := sorted(real & {digits(n) for n in PHONE.findall(text)}))
    } == {}
