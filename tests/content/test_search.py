"""The search finds, for queries that people type, the page that a reader judged the most useful answer."""

import json
import re
import subprocess

import pytest

from plugins.base.identity import IDENTITY
from tests.built_site import ROOT

QUERIES = ROOT / "tests/content/search_queries.txt"
UNANSWERED = "rien"
MOST_UNANSWERED = 5


def judged(code=""):
    """The queries in a language (French by default), each with the page that it must find first."""
    lines = [line for line in QUERIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    parts = [re.fullmatch(r"(?:(\w\w): )?(.*) → (.*)", line) for line in lines]
    return {each[2]: each[3] for each in parts if (each[1] or "") == code}


def wanted(real_site, code):
    """What is asked in a language, with the page that it must find; only for pages that the language has."""
    asked = {query: f"/{code}/je-cherche/{task}/" for query, task in judged(code).items()}
    return {query: address for query, address in asked.items() if address in real_site.pages}


@pytest.fixture(scope="module")
def hits(real_site, real, tmp_path_factory):
    """By language (« » is French), the addresses found for each query, and in French for each phrase of the synonyms, by
    the script of the browser: one run for all languages, since Node starts slowly."""
    folder = tmp_path_factory.mktemp("search")
    queries = {code: [*wanted(real_site, code)] for code in IDENTITY.languages[1:]}
    queries[""] = [*judged(), *(phrase for group in real.synonyms for phrase in group.phrases)]
    for code, asked in queries.items():
        (folder / f"in-{code}").mkdir()
        (folder / f"in-{code}/recherche").symlink_to(real_site.folder / code / "recherche")
        (folder / f"in-{code}/queries.txt").write_text("\n".join(asked), "utf-8")
    command = ["node", ROOT / "tests/tools/first_hits.mjs", ROOT / "theme/static/js/engine.js"]
    result = subprocess.run([*command, *(folder / f"in-{code}" for code in queries)], capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    found = zip(queries, json.loads(result.stdout), strict=True)
    return {code: {query: first for query, _, first in each} for code, each in found}


@pytest.fixture(scope="module")
def first_hits(hits):
    return hits[""]


def test_each_query_finds_first_what_a_person_judged_useful(first_hits):
    found = {query: (first_hits[query] or [UNANSWERED])[0] for query in judged()}
    assert found == judged()


def test_few_queries_are_without_an_answer():
    assert list(judged().values()).count(UNANSWERED) <= MOST_UNANSWERED
    assert len(judged()) > 110


def test_each_word_of_the_synonyms_leads_to_its_page_or_finds_something(real, first_hits):
    wrong = [
        (group.line, phrase)
        for group in real.synonyms
        for phrase in group.phrases
        if not (first_hits[phrase][:1] == [group.target] if group.leads_to_page else first_hits[phrase])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", IDENTITY.languages[1:])
def test_each_language_finds_what_people_ask_for_in_it(real_site, hits, code):
    asked = wanted(real_site, code)
    assert {query: (hits[code][query] or [UNANSWERED])[0] for query in asked} == asked
    assert len(asked) > 15
