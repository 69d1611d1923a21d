"""The replacement of a published site in one step, also when it is interrupted, and the return to the site before."""

import io
import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.serving.small_site import contents, files, steps, write
from tests.unit.release.keyboard import Keyboard, interrupt
from tooling.commands import build_date
from tooling.release import publishing
from tooling.release.publishing import Steps, rollback
from tooling.targets import folder as folder_target
from tooling.targets.atomic_swap import swap
from tooling.targets.folder import FolderTarget
from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin


def test_going_back_shows_the_site_before_and_once_more_the_new_one(said, output, aside, capsys):
    for version in (1, 2):
        said(steps(version))
    for version in (1, 2):
        assert rollback(FolderTarget(output, aside), aside, yes=True) == 0
        assert contents(output) == files(version)
        assert "C’est annulé. Le site montre maintenant la publication du " in capsys.readouterr().out


def test_what_going_back_takes_from_the_site_is_told_before_somebody_is_asked(said, output, aside, monkeypatch, capsys):
    for version in (1, 2):
        said(steps(version))
    for typed, version, then in (("n\n", 2, "Rien n’a changé.\n"), ("oui\n", 1, "C’est annulé.")):
        monkeypatch.setattr(sys, "stdin", Keyboard(typed))
        assert rollback(FolderTarget(output, aside), aside) == 0
        told, asked, done = capsys.readouterr().out.partition("Revenir à la publication précédente ? [o/N] ")
        assert told.startswith("Le dossier output montre la publication du ")
        assert "ATTENTION : 1 page disparaît :\n  /only-0/\n1 page ajoutée :\n  /only-1/\n13 pages changées :\n" in told
        assert asked
        assert done.startswith(then)
        assert contents(output) == files(version)


def test_nothing_is_gone_back_to_where_nobody_can_be_asked(said, output, aside, monkeypatch, capsys):
    for version in (1, 2):
        said(steps(version))
    monkeypatch.setattr(sys, "stdin", io.StringIO("o\n"))
    assert rollback(FolderTarget(output, aside), aside) == 1
    assert capsys.readouterr() == ("", "Personne n’est là pour répondre : ajoutez --oui pour le faire sans question.\n")
    assert contents(output) == files(2)


def test_what_another_publication_shows_meanwhile_is_not_gone_back_from(said, output, aside, monkeypatch, capsys):
    def answered(_):
        with FolderTarget(output, aside) as other:
            site = output.parent / "another"
            write(site, files(3))
            other.upload(site, Manifest.of(site), Origin(build_date.now(), "aline"))
            other.switch()
        return "o"

    for version in (1, 2):
        said(steps(version))
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    monkeypatch.setattr("builtins.input", answered)
    assert rollback(FolderTarget(output, aside), aside) == 1
    assert "Une autre publication a eu lieu pendant la question" in capsys.readouterr().err
    assert contents(output) == files(3)


def test_there_is_nothing_to_go_back_to(said, output, aside, capsys):
    said(steps(1))
    assert rollback(FolderTarget(output, aside), aside, yes=True) == 1
    assert "pas de publication précédente" in capsys.readouterr().err


@pytest.mark.parametrize("when", ["build", "check"])
def test_ctrl_c_before_the_switch_changes_nothing(said, output, when):
    made = {"build": steps(1).build, "check": lambda site: []} | {when: interrupt}
    assert said(Steps("", **made))[::2] == (130, "\nArrêté : rien n’a été publié.\n")
    assert not output.exists()


def test_ctrl_c_during_the_switch_promises_no_more_than_is_known(said, monkeypatch):
    monkeypatch.setattr(FolderTarget, "switch", interrupt)
    code, _, errors = said(steps(1))
    assert code == 130
    assert "entier : l’ancien ou le nouveau" in errors


def test_ctrl_c_after_the_switch_does_not_say_that_nothing_was_published(said, output):
    code, _, errors = said(Steps("", steps(1).build, lambda site: [], remember=interrupt))
    assert (code, contents(output)) == (130, files(1))
    assert "rien n’a été publié" not in errors


def test_two_publications_on_one_computer(said, aside, output):
    def during(_):
        codes.append(said(steps(1)))

    codes = []
    said(Steps("", steps(1).build, lambda site: during(site) or []))
    ((code, _, errors),) = codes
    assert code == 1
    assert re.match(
        r"Une autre publication est en cours sur cet ordinateur \(.+, le \d\d/\d\d/\d{4} à \d\d:\d\d\)\.\n", errors
    )
    assert "Si c’est la vôtre, elle attend peut-être votre réponse dans une autre fenêtre" in errors
    assert said(steps(1))[0] == 0


def test_what_was_left_half_done_is_cleared_up(said, output, aside):
    said(steps(1))
    for name in ("next", "leaving"):
        (aside / name).mkdir()
        (aside / name / "half").touch()
    (aside / "whole").unlink()  # as the first step of a copy does
    assert said(steps(2))[0] == 0
    assert contents(output) == files(2)
    assert sorted(entry.name for entry in aside.iterdir()) == ["lock", "origins", "previous", "site", "whole"]
    assert contents(aside / "previous") == files(1)


def test_where_folders_cannot_be_swapped_they_are_renamed(said, output, aside, monkeypatch):
    monkeypatch.setattr(folder_target, "swap", lambda one, other: False)
    for version in (1, 2, 3):
        assert said(steps(version))[0] == 0
        assert contents(output) == files(version)


class Killed(BaseException):
    """Imitates the kill of the process, after which no step is done."""


def killed_after(count, action, monkeypatch, can_swap):
    """Run ``action``, and kill it after ``count`` steps on the disk; return whether it was killed before its end."""

    def counted(step):
        def do(*given, **options):
            nonlocal count
            count -= 1
            if count < 0:
                raise Killed
            return step(*given, **options)

        return do

    with monkeypatch.context() as patch:
        patch.setattr(folder_target, "swap", counted(swap) if can_swap else lambda *_: False)
        steps_on_the_disk = (
            (Path, "rename"),
            (Path, "replace"),
            (Path, "unlink"),
            (shutil, "rmtree"),
            (shutil, "copytree"),
        )
        for place, name in steps_on_the_disk:
            patch.setattr(place, name, counted(getattr(place, name)))  # copytree calls itself for each folder
        try:
            action()
        except Killed:
            return True
    return False


@pytest.mark.parametrize("can_swap", [True, False])
@pytest.mark.parametrize("back", [False, True])
def test_killed_at_any_step_the_site_is_whole_and_so_is_the_one_to_go_back_to(tmp_path, monkeypatch, can_swap, back):
    def show(version):
        if not (site := tmp_path / f"version-{version}").exists():
            write(site, {"index.html": str(version).encode(), "a/index.html": str(version).encode()})
        target.upload(site, Manifest.of(site), Origin(build_date.now(), "aline"))
        target.switch()

    seen, count, killed = set(), 0, True
    while killed:
        output = tmp_path / str(count) / "output"
        target = FolderTarget(output, output.parent / "aside")
        for version in (1, 2):
            with target:
                show(version)
        with target:
            action = target.rollback if back else partial(show, 3)
            killed = killed_after(count, action, monkeypatch, can_swap)
        with target:
            online = set(contents(output).values())
            target.rollback()
            before = set(contents(output).values())
        seen.add((*online, *before))
        count += 1
    assert seen == {(b"2", b"1"), (b"1", b"2") if back else (b"3", b"2")}
    assert count > 1


def test_where_folders_cannot_be_swapped_a_refusal_in_between_puts_the_site_back_at_once(
    said, output, aside, monkeypatch
):
    said(steps(1))
    rename = Path.rename

    def busy(self, target):
        if self == aside / "next":
            raise PermissionError(13, "busy", str(self))
        return rename(self, target)

    monkeypatch.setattr(folder_target, "swap", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", busy)
    assert said(steps(2))[0] == publishing.UNSURE
    assert contents(output) == files(1)


def test_an_upload_that_is_not_whole_is_not_shown(said, output, monkeypatch):
    said(steps(1))
    monkeypatch.setattr(shutil, "copytree", lambda site, place: write(place, {"index.html": b"half"}))
    code, _, errors = said(steps(2))
    assert code == 1
    assert "n’est pas complète" in errors
    assert contents(output) == files(1)


@pytest.mark.skipif(os.name == "nt", reason="no umask")
@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_a_web_server_can_read_what_is_published_whatever_the_umask(said, output, umask):
    before = os.umask(umask)
    try:
        assert said(steps(1))[0] == 0
    finally:
        os.umask(before)
    modes = {(entry.is_dir(), entry.stat().st_mode & 0o777) for entry in (output, *output.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}
