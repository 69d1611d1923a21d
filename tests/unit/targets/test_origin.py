"""The origin of a release (its commit and date), and whether another release is newer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plugins.base.identity import IDENTITY
from tests.unit.release.repository import commit, git, repository
from tooling.targets import origin
from tooling.targets.origin import Origin, why_older

NOON = datetime(2026, 11, 24, 12, tzinfo=IDENTITY.zone)
LIST = Path("publication/addresses.txt")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(origin, "now", lambda: NOON)
    return repository(tmp_path / "project")


def made(root):
    return Origin.of(root, LIST)


def test_it_is_the_last_commit_and_what_was_not_saved(root):
    first = commit(root, content__a="a")
    (root / LIST).parent.mkdir()
    (root / LIST).write_text("/\n", "utf-8")  # written by the publication before, so it is no change
    found = made(root)
    assert (found.made_at, found.commit, found.has_changes) == (NOON, first, False)
    assert found.committed_at == datetime(2026, 11, 20, 12, tzinfo=IDENTITY.zone)
    assert found.description == f"l’enregistrement {first[:7]} du 20/11/2026 à 12:00"
    (root / "content/new.md").write_text("b", "utf-8")
    assert made(root).description.endswith(", avec des changements non enregistrés")


@pytest.mark.parametrize("what", ["no git", "no commit", "a clone around"])
def test_a_folder_that_is_no_clone_has_no_commit(tmp_path, root, monkeypatch, what):
    folder = root
    if what == "no git":
        monkeypatch.setenv("PATH", str(tmp_path))
    elif what == "a clone around":
        commit(root, a="a")
        folder = root / "site"
        folder.mkdir()
    found = made(folder)
    assert (found.commit, found.committed_at, found.has_changes) == ("", None, False)
    assert found.description == "un dossier sans git"


def test_the_clone_of_a_hook_that_runs_it_is_not_meant(root, tmp_path, monkeypatch):
    mine = commit(root, content__a="a")
    other = repository(tmp_path / "other")
    commit(other, content__b="b")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert made(root).commit == mine


def test_it_is_written_and_read_again(root):
    for each in (made(root), commit(root, content__a="a") and made(root)):
        assert Origin.read(str(each)) == each
        assert "\n" not in str(each)


@pytest.mark.parametrize("text", ["", "x", "{}", "[]", "null", '{"made": 1, "by": "", "commit": "", "saved": null}'])
def test_what_is_none_is_read_as_none(text):
    assert Origin.read(text) is None


def test_a_time_without_a_zone_is_none(root):
    assert Origin.read(str(made(root)).replace("+01:00", "")) is None


def test_what_came_before_is_older_and_what_came_after_is_not(root):
    commit(root, "2026-11-20", content__a="a")
    first = made(root)
    commit(root, "2026-11-21", content__a="b")
    second = made(root)
    assert why_older(second, first, root) == ""
    assert why_older(second, second, root) == ""
    assert "plus ancien que celui du site qui est montré" in why_older(first, second, root)


def test_a_commit_that_goes_before_is_older_whatever_its_date_says(root):
    commit(root, "2026-11-22", content__a="a")
    first = made(root)
    commit(root, "2026-11-21", content__a="b")
    assert why_older(made(root), first, root) == ""
    assert "plus ancien" in why_older(first, made(root), root)


def test_what_another_clone_has_saved_and_this_one_has_not_is_missed(root, tmp_path):
    commit(root, "2026-11-20", content__a="a")
    git(tmp_path, "clone", "-q", str(root), "other")
    commit(tmp_path / "other", "2026-11-21", content__b="b")
    theirs = made(tmp_path / "other")
    assert "plus ancien" in why_older(made(root), theirs, root)
    commit(root, "2026-11-22", content__c="c")
    assert "a des changements que ce dossier n’a pas" in why_older(made(root), theirs, root)
    git(root, "pull", "-q", "--rebase", str(tmp_path / "other"), "main")
    assert why_older(made(root), theirs, root) == ""


def test_what_was_published_without_being_saved_is_missed(root):
    commit(root, "2026-11-20", content__a="a")
    clean = made(root)
    dirty = replace(clean, has_changes=True, made_by="aline depuis pc-3")
    assert why_older(clean, dirty, root).startswith(
        "ATTENTION : aline depuis pc-3 a publié des changements qui ne sont pas"
    )
    assert why_older(dirty, dirty, root) == ""
    assert why_older(dirty, clean, root) == ""
    commit(root, "2026-11-21", content__a="b")
    assert why_older(made(root), dirty, root) == ""  # the changes may have been committed since


def test_a_clone_without_its_past_goes_by_the_dates(root, tmp_path):
    for day in (20, 21, 22):
        commit(root, f"2026-11-{day}", content__a=str(day))
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    here = made(tmp_path / "shallow")
    assert here.commit == made(root).commit
    before = replace(here, commit="0" * 40, committed_at=here.committed_at - timedelta(days=1))
    after = replace(here, commit="0" * 40, committed_at=here.committed_at + timedelta(days=1))
    assert why_older(here, before, tmp_path / "shallow") == ""
    assert "plus ancien" in why_older(here, after, tmp_path / "shallow")


def test_of_a_release_without_git_nothing_is_said(root):
    without = made(root)
    commit(root, content__a="a")
    assert why_older(made(root), without, root) == ""
    assert why_older(without, made(root), root) == ""


@pytest.mark.parametrize(("name", "by"), [("Ana Essai", "Ana Essai"), (" ", origin.person())])
def test_who_publishes_is_called_by_the_name_that_signs(root, name, by):
    commit(root, content__a="a")
    git(root, "config", "user.name", name)
    assert made(root).made_by == by


def test_times_are_told_in_the_time_of_the_organisation():
    saved = datetime(2026, 11, 26, 23, 12, tzinfo=UTC)
    assert "du 27/11/2026 à 00:12" in Origin(NOON, "", "1234567", saved).description
    assert origin.spoken(saved) == "27/11/2026 à 00:12"
