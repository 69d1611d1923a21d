"""The day and the clock of a publication, and the refusal of a content older than the published one."""

import sys
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plugins.base.identity import IDENTITY
from tests.serving.small_site import contents, files, steps
from tests.unit.release.keyboard import Keyboard
from tests.unit.release.repository import commit, git, repository
from tooling.commands import build_date
from tooling.commands.program import COMMAND
from tooling.release import clock, publishing
from tooling.release.clock import Timestamp
from tooling.release.publishing import Steps, rollback
from tooling.targets import folder as folder_target
from tooling.targets import origin
from tooling.targets.folder import FolderTarget

NOON = datetime(2026, 11, 24, 12, tzinfo=IDENTITY.zone)


@pytest.fixture
def at(monkeypatch):
    """A function that sets the clock of this computer."""
    monkeypatch.setenv("BUILD_DATE", "")  # counts as missing; a publication for another day sets it

    def set_clock(moment):
        for module in (build_date, clock, origin, publishing):
            monkeypatch.setattr(module, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


def told(version, *, witness=None, root=None):
    """Return steps that publish a version of the site, with a witness for the clock and the clone of its content."""
    made = steps(version)
    return Steps(made.website, made.build, made.check, clock=lambda: lambda: witness, root=root)


@pytest.mark.parametrize("days", [-365, -2, 2, 365])
@pytest.mark.parametrize("trial", [False, True])
def test_a_clock_that_another_one_contradicts_publishes_nothing(said, output, at, days, trial):
    code, _, errors = said(told(1, witness=Timestamp("le site x", NOON + timedelta(days=days))), trial=trial)
    assert code == 1
    assert errors.startswith("L’horloge de cet ordinateur dit le mardi 24 novembre 2026, mais le site x dit le ")
    assert ("des textes paraîtraient avant leur date" in errors) is (days < 0)
    assert "--jour 2026-11-24" in errors
    assert not output.exists()


@pytest.mark.parametrize("hours", [-23, 0, 23])
def test_a_wrong_time_zone_is_no_wrong_day(said, at, hours):
    assert said(told(1, witness=Timestamp("le site x", NOON + timedelta(hours=hours))))[0] == 0


def test_a_publication_in_the_future_means_that_a_clock_is_wrong(said, output, at):
    said(told(1))
    at(NOON - timedelta(days=40))
    code, _, errors = said(told(2))
    assert code == 1
    assert "mais la dernière publication est du mardi 24 novembre 2026, un jour à venir.\n" in errors
    assert contents(output) == files(1)
    assert said(told(2, witness=Timestamp("le site x", NOON - timedelta(days=40))))[0] == 0  # its clock was wrong


def test_a_commit_in_the_future_means_that_a_clock_is_wrong(said, output, at, tmp_path):
    root = repository(tmp_path / "project")
    commit(root, "2026-12-24", content__a="a")
    code, _, errors = said(told(1, root=root))
    assert code == 1
    assert "mais le dernier enregistrement de git est du jeudi 24 décembre 2026, un jour à venir.\n" in errors
    assert not output.exists()


def test_a_commit_of_long_ago_says_nothing_of_the_clock(said, at, tmp_path):
    root = repository(tmp_path / "project")
    commit(root, "2026-05-24", content__a="a")
    assert said(told(1, root=root))[0] == 0


def test_a_stated_day_is_that_of_the_site_whatever_the_clock_says(said, at):
    at(NOON - timedelta(days=365))
    code, printed, _ = said(told(1, witness=Timestamp("le site x", NOON)), day="2026-11-24")
    assert code == 0
    assert "Site du mardi 24 novembre 2026." in printed
    assert "ATTENTION" not in printed


@pytest.mark.parametrize("witness", [Timestamp("le site x", NOON), None])
def test_a_stated_day_to_come_is_asked_about_and_refused_where_nobody_is_asked(said, output, at, monkeypatch, witness):
    code, printed, errors = said(told(1, witness=witness), day="2026-11-25")
    assert code == 1
    who = "le site x" if witness else "l’horloge de cet ordinateur"
    asked = f"ATTENTION : le mercredi 25 novembre 2026 est un jour à venir : {who} dit le mardi 24 novembre 2026."
    assert errors.startswith(asked)
    assert errors.endswith("recommencez sans --oui, et répondez à la question.\n")
    assert not output.exists()
    monkeypatch.setattr(sys, "stdin", Keyboard("o\n"))
    code, printed, _ = said(told(1, witness=witness), day="2026-11-25", yes=False)
    assert code == 0
    assert asked in printed
    assert "Publier quand même ? [o/N] " in printed


@pytest.mark.parametrize("day", ["demain", "24/11/2026", "2026-13-01", "2026-11"])
def test_a_stated_day_that_is_none_is_told(said, at, day):
    code, _, errors = said(told(1), day=day)
    assert code == 1
    assert errors.startswith(f"--jour : « {day} »")


def test_an_older_content_over_a_newer_one_is_asked_about_and_refused_where_nobody_is_asked(
    said, output, at, tmp_path, monkeypatch
):
    root = repository(tmp_path / "project")
    old = commit(root, "2026-11-20", content__a="a")
    new = commit(root, "2026-11-21", content__a="b")
    _, printed, _ = said(told(2, root=root))
    assert f"Le contenu : l’enregistrement {new[:7]} du 21/11/2026 à 12:00.\n" in printed
    git(root, "checkout", "-q", old)
    code, _, errors = said(told(1, root=root))
    assert code == 1
    assert errors.startswith("ATTENTION : le contenu de ce dossier est plus ancien que celui du site qui est montré")
    assert f"Montré : l’enregistrement {new[:7]} du 21/11/2026 à 12:00, publié par " in errors
    assert f"Ce dossier : l’enregistrement {old[:7]} du 20/11/2026 à 12:00.\n" in errors
    assert contents(output) == files(2)
    for typed, version in (("n\n", 2), ("o\n", 1)):
        monkeypatch.setattr(sys, "stdin", Keyboard(typed))
        code, printed, _ = said(told(1, root=root), yes=False)
        assert code == 0
        assert "ATTENTION" in printed
        assert "Publier quand même ? [o/N] " in printed
        assert contents(output) == files(version)
    git(root, "checkout", "-q", "main")
    assert said(told(2, root=root))[0] == 0  # a newer commit is no obstacle


def test_going_back_gives_back_the_origin_too(said, output, aside, at, tmp_path, capsys):
    root = repository(tmp_path / "project")
    old = commit(root, "2026-11-20", content__a="a")
    said(told(1, root=root))
    commit(root, "2026-11-21", content__a="b")
    said(told(2, root=root))
    new = git(root, "rev-parse", "HEAD").strip()
    between = {(old, new): ["Dinant : texte changé"]}
    rollback(FolderTarget(output, aside), aside, lambda *commits: between[commits], yes=True)
    printed = capsys.readouterr().out
    by = f"la publication du 24/11/2026 à 12:00, par {origin.publisher(root)}"
    assert printed.startswith(
        f"Le dossier output montre {by} (l’enregistrement {new[:7]} du 21/11/2026 à 12:00).\n"
        f"Il montrerait de nouveau {by} (l’enregistrement {old[:7]} du 20/11/2026 à 12:00).\n"
    )
    assert printed.index(
        "Ce que cela retire du site :\n  Dinant : texte changé\n"
        f"Pour n’en retirer qu’une partie : {COMMAND} historique, puis {COMMAND} restaurer\n"
    ) < printed.index("C’est annulé.")
    git(root, "checkout", "-q", old)
    assert said(told(3, root=root))[0] == 0


def test_a_missed_night_is_told_and_keeps_nothing_back(said):
    silence = "Pas de nouvelle du site en ligne."
    code, printed, _ = said(replace(told(1), silence=lambda: lambda: silence))
    assert (code, silence in printed) == (0, False)  # before the first publication, no night can be missed
    code, printed, _ = said(replace(told(2), silence=lambda: lambda: silence))
    assert (code, f"{silence}\n" in printed) == (0, True)


def test_only_the_last_origins_are_kept(said, aside, at):
    for version in range(1, folder_target.REMEMBERED + 4):
        said(told(version))
    assert len((aside / "origins").read_text("utf-8").splitlines()) == folder_target.REMEMBERED


def test_without_git_a_site_is_published_and_says_when(said, output, aside, at, tmp_path):
    (tmp_path / "tarball").mkdir()
    code, printed, _ = said(told(1, root=tmp_path / "tarball"))
    assert code == 0
    assert "Le contenu : un dossier sans git.\n" in printed
    target = FolderTarget(output, aside)
    target.published()
    assert (target.origin().made_at, target.origin().commit) == (NOON, "")


def test_origins_that_cannot_be_read_are_as_none(said, aside, at):
    said(told(1))
    (aside / "origins").write_text("x\nx y\n", "utf-8")
    assert said(told(2))[0] == 0
