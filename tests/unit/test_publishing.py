"""Publishing into a folder: what is told, what is asked, and that nothing but a whole site is ever there."""

import io
import sys

import pytest

from tests.built_site import ROOT
from tests.serving.small_site import contents, files, steps
from tooling import folder_target, publishing
from tooling.findings import Finding
from tooling.folder_target import FolderTarget
from tooling.only_one import only_one
from tooling.publishing import Steps, publish, step_back


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


@pytest.fixture
def aside(tmp_path):
    return tmp_path / "aside"


@pytest.fixture
def said(output, aside, capsys):
    """Publishes; returns the exit code and what was said."""

    def run(given, **options):
        code = publish(given, FolderTarget(output, aside), aside, **({"yes": True} | options))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def test_the_folder_holds_the_new_site_and_nothing_else(said, output):
    for version in (1, 2):
        assert said(steps(version))[0] == 0
        assert contents(output) == files(version)


def test_going_back_shows_the_site_before_and_once_more_the_new_one(said, output, aside, capsys):
    for version in (1, 2):
        said(steps(version))
    for version in (1, 2):
        assert step_back(FolderTarget(output, aside), aside) == 0
        assert contents(output) == files(version)
        assert "C’est annulé. Le site montre maintenant le dossier output" in capsys.readouterr().out


def test_there_is_nothing_to_go_back_to(said, output, aside, capsys):
    said(steps(1))
    assert step_back(FolderTarget(output, aside), aside) == 1
    assert "pas de publication précédente" in capsys.readouterr().err


def test_what_is_wrong_keeps_the_old_site(said, output):
    said(steps(1))
    wrong = Steps("", steps(2).build, lambda site: [Finding("/", "x", "y"), Finding("/a/", "z", "y")])
    code, _, errors = said(wrong)
    assert (code, errors) == (1, "/ : x → y\n/a/ : z → y\n2 points à corriger. Rien n’a été publié.\n")
    assert contents(output) == files(1)


def test_a_build_that_fails_keeps_the_old_site_and_its_code(said, output):
    said(steps(1))
    assert said(Steps("", lambda site: 3, lambda site: []))[0] == 3
    assert contents(output) == files(1)


@pytest.mark.parametrize(("typed", "version"), [("o\n", 2), ("OUI\n", 2), ("n\n", 1), ("\n", 1)])
def test_somebody_is_asked(said, output, monkeypatch, typed, version):
    said(steps(1))
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    code, printed, _ = said(steps(2), yes=False)
    assert code == 0
    assert "Publier ? [o/N] " in printed
    assert contents(output) == files(version)


def test_no_answer_is_ctrl_c(said, output, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    code, _, errors = said(steps(1), yes=False)
    assert (code, errors, output.exists()) == (130, "\nArrêté : rien n’a été publié.\n", False)


def test_nobody_is_asked_where_nobody_is(said, output, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, _, errors = said(steps(1), yes=False)
    assert code == 1
    assert "ajoutez --oui" in errors
    assert not output.exists()


def test_a_trial_shows_everything_and_publishes_nothing(said, output):
    code, printed, _ = said(steps(1), yes=False, trial=True)
    assert code == 0
    assert "14 pages ajoutées" in printed
    assert not output.exists()


def interrupt(*_):
    raise KeyboardInterrupt


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
    code, _, errors = said(Steps("", steps(1).build, lambda site: [], remember=(interrupt,)))
    assert (code, contents(output)) == (130, files(1))
    assert "rien n’a été publié" not in errors


def test_a_fault_of_the_program_is_told_as_one(said, output):
    code, _, errors = said(Steps("", steps(1).build, lambda site: [1 / 0]))
    assert code == 1
    assert errors.startswith("Le programme du site a rencontré une erreur inattendue")
    assert not output.exists()


def test_two_publications_on_one_computer(said, aside, output):
    with only_one(aside / "lock", "aline"):
        code, _, errors = said(steps(1))
    assert code == 1
    assert errors.startswith("Une autre publication est en cours sur cet ordinateur (aline).\n")
    assert said(steps(1))[0] == 0


def test_what_was_left_half_done_is_cleared_up(said, output, aside):
    said(steps(1))
    for name in ("next", "leaving", "spare"):
        (aside / name).mkdir()
        (aside / name / "half").touch()
    assert said(steps(2))[0] == 0
    assert contents(output) == files(2)
    assert sorted(entry.name for entry in aside.iterdir()) == ["lock", "previous", "site"]


def test_where_folders_cannot_be_exchanged_they_are_renamed(said, output, aside, monkeypatch):
    monkeypatch.setattr(folder_target, "exchange", lambda one, other: False)
    for version in (1, 2, 3):
        assert said(steps(version))[0] == 0
        assert contents(output) == files(version)
    output.rename(aside / "spare")  # killed in between: the old site comes back
    with FolderTarget(output, aside):
        assert contents(output) == files(2)


def test_a_full_disk_is_told(said, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "/x")

    monkeypatch.setattr(FolderTarget, "upload", full)
    code, _, errors = said(steps(1))
    assert code == 1
    assert "Le disque refuse" in errors


def test_what_follows_a_publication_is_done_once_it_is_public(said, output):
    seen = []
    after = Steps(
        "", steps(1).build, lambda site: [], remember=(lambda site: seen.append(contents(output) == contents(site)),)
    )
    said(after)
    said(after)
    assert seen == [True]


def test_the_real_steps_know_the_public_address():
    assert publishing.steps_of(ROOT / "publishconf.py", ROOT).home == "https://www.cainamur.be"
