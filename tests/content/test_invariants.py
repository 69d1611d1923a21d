"""Each invariant of the content finds its violation: the invented site, with one fault of the program imitated."""

from dataclasses import replace

import pytest

from tests.content import invariants


@pytest.fixture
def site(invented):
    """A copy of the invented site with empty caches."""
    return replace(invented)


@pytest.mark.parametrize("invariant", invariants.INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_the_invented_site_breaks_none(site, invariant):
    assert list(invariant(site)) == []


def test_an_office_without_a_date_and_without_a_reason_is_found(site):
    office = site.get("office", "yvoir")
    site._visits[office.address] = replace(site.visit(office), dates=())
    assert list(invariants.an_office_has_a_next_date_or_says_why_not(site)) == [office.address]


def test_a_date_that_is_struck_out_without_a_reason_is_found(site):
    office = site.get("office", "havelange")
    struck = next(date for date in site.visit(office).dates if not date.held)
    bare = replace(struck, occurrence=replace(struck.occurrence, reason=""))
    site._visits[office.address] = replace(site.visit(office), dates=(bare,))
    assert list(invariants.a_struck_out_date_has_its_reason(site)) == [(office.address, struck.day)]


def test_a_title_that_lost_a_word_is_found(site, monkeypatch):
    monkeypatch.setattr(invariants, "is_cut", invariants.is_cut.__wrapped__)
    monkeypatch.setattr(invariants, "drawable", lambda title, writes: f"{title} perdu")
    assert "/bureaux/yvoir/" in list(invariants.no_card_is_cut_without_a_sign(site))


def test_data_of_another_shape_are_found(site, monkeypatch):
    monkeypatch.setitem(invariants.DATA, "bureaux.schema.json", lambda site, base: {"type": "Essai"})
    assert list(invariants.the_open_data_keep_to_their_schemas(site))
