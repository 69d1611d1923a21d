"""The real content as it is today: it loads, it builds, and every page keeps to the rules."""

import re

import pytest

from tests.content.invariants import INVARIANTS
from tests.page_rules import RULES, Addresses, in_french

FEWEST_WORDS = 80


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_the_content_keeps_to_the_invariants(real, invariant):
    assert list(invariant(real)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_to_the_rules(real_site, real, rule):
    assert list(rule(real_site, real)) == []


def test_hardly_a_page_for_search_engines_says_next_to_nothing(real_site, real):
    """A page with few words belongs in another one, or must ask to be left out (plugins/pages/indexing.py)."""
    french = {address: page for address, page in real_site.pages.items() if in_french(address) == address}
    listed = [page for address, page in french.items() if address not in Addresses.of(real).unlisted]
    short = {page.address: count for page in listed if (count := words(page)) < FEWEST_WORDS}
    assert len(short) <= 5, short


def words(page):
    """The number of words in the main part of a page, without header and footer."""
    return len(re.findall(r"[^\W_][\w’-]*", "".join(page.tree.find(".//main").itertext())))
