"""The content as it is today: it loads, it builds, and every page is what a page must be."""

import pytest

from tests.content.invariants import INVARIANTS
from tests.page_rules import RULES


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_the_content_keeps_to_the_invariants(real, invariant):
    assert list(invariant(real)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_to_the_rules(real_site, real, rule):
    assert list(rule(real_site, real)) == []
