"""After ordinary edits of a copy of the content, the invariants, the page rules and the published addresses hold."""

import random
import re
import shutil
from pathlib import PurePosixPath

import pytest

from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.built_site import ROOT, Built, build
from tests.content.edits import EDITS, Desk
from tests.content.invariants import INVARIANTS
from tests.page_rules import RULES
from tooling.release import gate, published
from tooling.release.published import Answers
from tooling.release.sources import Sources

LIST = ROOT / published.LIST


@pytest.fixture
def content(tmp_path):
    """A copy of the content."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The cache of records, shared by the tests: each reads again only what it edits, and what depends on it."""
    return RecordCache(tmp_path_factory.mktemp("records"), "of these tests")


def other_file(built, address):
    """The address of a file with the same ending, as an officer may choose one for a redirection."""
    return f"/{min(built.folder.rglob(f'*{PurePosixPath(address).suffix}')).relative_to(built.folder).as_posix()}"


def broken(site):
    return {invariant.__name__: faults for invariant in INVARIANTS if (faults := list(invariant(site)))}


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.endurance)])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_breaks_nothing(content, records, today, edit, seed):
    if not (where := edit(Desk(content, today, random.Random(seed), records))):
        pytest.skip("le contenu n’a rien de tel")
    assert (where, broken(load(content, today, records=records))) == (where, {})


@pytest.mark.endurance
def test_a_day_of_edits_breaks_no_page_and_no_published_address(content, records, today, tmp_path):
    """Each lost address gets the line of ``redirections.txt`` that the publication proposes.

    Built in French and one other language only, since every other one is made like it.
    """
    desk = Desk(content, today, random.Random(5), records)
    for edit in desk.dice.sample(EDITS, 10):
        edit(desk)
    two = ("-e", 'LANGUAGES=["fr", "ar"]')
    assert build(content, tmp_path / "output", date=today.isoformat(), extra=two).returncode == 0
    built, site = Built(tmp_path / "output"), load(content, today, records=records)
    assert {rule.__name__: found for rule in RULES if (found := list(rule(built, site)))} == {}
    sources = Sources(content, site, LIST)
    lost = list(gate.lost(sources, Answers.of_built(built.folder, gate.titles(site))))
    assert lost == list(gate.published_addresses(sources))  # ``check`` finds the same without a build
    with (content / "redirections.txt").open("a", encoding="utf-8") as redirections:
        for gone in lost:
            offered = re.search(r"la ligne : (.+)", gone.remedy)
            redirections.write(f"\n{offered[1] if offered else f'{gone.where} → {other_file(built, gone.where)}'}")
    assert published.missing(Answers.of_built(built.folder), LIST, load(content, today).redirections) == ()
