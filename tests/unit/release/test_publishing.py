"""Publishing into a folder: the messages, the questions, and the cases in which the old site stays."""

import io
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.base.findings import Finding
from tests.built_site import ROOT
from tests.serving.small_site import contents, files, steps, write
from tests.unit.release.keyboard import Keyboard, interrupt
from tests.unit.release.repository import commit, repository
from tooling.commands import building
from tooling.release import published, publishing
from tooling.release.publishing import Steps, rollback
from tooling.release.site_publication import SitePublication
from tooling.targets.folder import FolderTarget
from tooling.targets.target import TargetRefused


def test_the_folder_holds_the_new_site_and_nothing_else(said, output):
    for version in (1, 2):
        assert said(steps(version))[0] == 0
        assert contents(output) == files(version)


OTHERS = {"devis.pdf": b"%PDF-", "webmail/config.php": b"<?php"}


def test_what_others_put_into_the_folder_is_told_first_and_never_deleted(said, output, aside, monkeypatch, capsys):
    write(output, OTHERS)
    code, _, told = said(steps(1))
    assert (code, contents(output)) == (1, OTHERS)
    assert told.startswith("Le dossier output contient ce que ce site n’y a pas mis : devis.pdf, webmail.\n")
    monkeypatch.setattr(sys, "stdin", Keyboard("o\n"))
    assert said(steps(1), yes=False)[0] == 0
    assert rollback(FolderTarget(output, aside), aside, yes=True) == 0
    assert "Il montrerait de nouveau ce que le dossier output contenait avant." in capsys.readouterr().out
    assert contents(output) == OTHERS
    for version in (2, 3, 4):
        assert said(steps(version))[0] == 0
        assert contents(output) == files(version)
        write(output, {"dropped.txt": b"x"})
    assert contents(aside / "before") == OTHERS
    assert contents(aside / "before-2") == files(2) | {"dropped.txt": b"x"}


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


def test_a_fault_of_the_program_is_told_as_one(said, output):
    code, _, errors = said(Steps("", steps(1).build, lambda site: [1 / 0]))
    assert code == 1
    assert errors.startswith("Le programme du site a rencontré une erreur inattendue")
    assert not output.exists()


FULL = "[Errno 28] No space left on device: '/x/index.html'"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device", "/x"), "/x : le disque est plein → libérez de la place"),
        (shutil.Error([("/a", "/x", FULL), ("/b", "/y", FULL)]), "/x/index.html : le disque est plein → libérez"),
        (PermissionError(13, "Permission denied", "/x"), "/x : l’accès est refusé, parce que ce fichier"),
        (shutil.Error([("/a", "/x", "odd")]), "/a : le système refuse ce fichier ou ce dossier (copie) → recommencez"),
        (OSError(5, "Input/output error", "/x"), "/x : le système refuse ce fichier ou ce dossier (EIO) → recommencez"),
        (OSError("odd"), "Le système refuse ce fichier ou ce dossier (copie) → recommencez"),
        (shutil.Error(), "Le système refuse ce fichier ou ce dossier (copie) → recommencez"),
    ],
)
def test_a_disk_that_refuses_is_told_in_french(said, monkeypatch, error, told):
    def refuse(*_):
        raise error

    monkeypatch.setattr(FolderTarget, "upload", refuse)
    code, _, errors = said(steps(1))
    assert code == 1
    assert errors.startswith(told)
    assert errors.endswith("\nLe site en ligne est entier.\n")
    assert "None" not in errors
    assert "space left" not in errors


def test_what_follows_a_publication_is_done_once_it_is_public(said, output):
    seen = []
    after = Steps(
        "", steps(1).build, lambda site: [], remember=lambda site: seen.append(contents(output) == contents(site))
    )
    said(after)
    assert seen == [True]


def test_the_real_steps_know_the_public_address():
    assert SitePublication(ROOT / "publishconf.py", ROOT).website == "https://www.cainamur.be"


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, " et 1 autre"), (7, " et 2 autres")])
def test_the_first_addresses_that_are_new_are_named(monkeypatch, tmp_path, capsys, count, more):
    monkeypatch.setattr(published, "remember", lambda *_: tuple(f"/{number}/" for number in range(count)))
    SitePublication(ROOT / "publishconf.py", tmp_path).remember(tmp_path)
    assert capsys.readouterr().out.startswith(
        f"Adresses publiées pour la première fois : /0/, /1/, /2/, /3/, /4/{more}.\n"
    )


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("elsewhere"), Path.touch])
def test_what_is_no_folder_is_refused_and_left_alone(said, output, make):
    (output.parent / "elsewhere").mkdir()
    make(output)
    code, _, errors = said(steps(1))
    assert code == 1
    assert "n’est pas un vrai dossier" in errors
    assert not any((output.parent / "elsewhere").iterdir())


def test_a_day_to_come_is_not_published(said, output, monkeypatch):
    monkeypatch.setenv("BUILD_DATE", "9999-12-31")
    code, _, errors = said(steps(1), trial=True)
    assert code == 1
    assert errors.startswith("BUILD_DATE : « 9999-12-31 » est un jour à venir")
    assert "unset BUILD_DATE" in errors
    assert not output.exists()


def test_the_day_of_the_site_stands_above_what_changes(said, monkeypatch):
    monkeypatch.setenv("BUILD_DATE", "2024-12-24")
    _, printed, _ = said(steps(1), trial=True)
    assert "\nSite du mardi 24 décembre 2024. Ce qui change pour le dossier output :\n" in printed


def test_the_pages_whose_own_text_changed_since_what_is_shown_are_named(said, tmp_path):
    asked = []

    def own_pages(commit):
        asked.append(commit)
        return {"/page-11/"}

    root = repository(tmp_path / "root")
    saved = commit(root, content__a="a")
    for version in (1, 3):
        _, printed, _ = said(replace(steps(version), root=root, own_pages=own_pages))
    told = "1 page dont le texte a changé :\n  /page-11/\n13 autres pages changent avec elle ("
    assert (asked, told in printed) == ([saved], True)


def test_what_was_not_remembered_is_by_the_next_publication_even_without_a_change(said):
    seen = []
    stopped = Steps("", steps(1).build, lambda site: [], remember=interrupt)
    said(stopped)
    again = Steps("", steps(1).build, lambda site: [], remember=seen.append)
    said(again, trial=True)
    assert seen == []
    said(again)
    assert len(seen) == 1


def test_the_code_says_that_the_new_site_may_be_public(said, output):
    def full(_):
        raise OSError(28, "No space left on device", "/x")

    code, _, errors = said(Steps("", steps(1).build, lambda site: [], remember=full))
    assert (code, contents(output)) == (publishing.UNSURE, files(1))
    assert "le disque est plein" in errors


def test_the_target_is_free_while_somebody_thinks_and_compared_again_after_the_answer(said, output, monkeypatch):
    held, publish_another = [], []

    class Watched(FolderTarget):
        def __enter__(self):
            held.append(self)
            return super().__enter__()

        def __exit__(self, *given):
            held.pop()

    def think(_):
        assert held == []
        for version in publish_another:
            write(output, files(version))
        return "o"

    monkeypatch.setattr(sys.modules[__name__], "FolderTarget", Watched)
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    monkeypatch.setattr("builtins.input", think)
    assert said(steps(1), yes=False)[0] == 0
    publish_another.append(3)
    code, _, errors = said(steps(2), yes=False)
    assert code == 1
    assert errors.startswith("Une autre publication a eu lieu pendant la question")
    assert contents(output).items() >= files(3).items()


def test_a_folder_for_a_trial_is_neither_said_to_be_online_nor_remembered(said):
    seen = []
    local = Steps("https://www.exemple.be", steps(1).build, lambda site: [], remember=seen.append)
    code, printed, _ = said(local, serves_public=False)
    assert (code, seen) == (0, [])
    assert "Le site est dans le dossier output, sur cet ordinateur. Rien n’a été mis en ligne.\n" in printed
    assert "https://www.exemple.be" not in printed
    assert "publié :" not in printed
    said(local, serves_public=False)  # without a change
    assert seen == []
    said(local)
    assert len(seen) == 1


def test_a_folder_that_a_host_takes_is_online_once_it_has(said):
    _, printed, _ = said(steps(1))
    assert "C’est publié : la publication du " in printed
    assert "L’adresse du site : https://www.exemple.be/, dès que l’hébergeur aura pris ce dossier\n" in printed


def test_the_public_address_is_looked_at_only_where_it_shows_the_new_site_already(said, output, monkeypatch):
    seen = []
    looked = Steps("", steps(1).build, lambda site: [], verify_public=lambda site: seen.append(contents(site)))
    said(looked)
    assert seen == []
    shutil.rmtree(output)
    monkeypatch.setattr(FolderTarget, "at_once", True)
    said(looked, trial=True)
    assert seen == []
    said(looked)
    said(looked)  # nothing changed
    assert seen == [files(1)]


def test_what_another_program_said_is_found_from_the_project(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(building, "ROOT", tmp_path)
    with publishing.reporting(tmp_path) as outcome:
        raise TargetRefused("Non.", "no way")
    kept = (tmp_path / publishing.SAID).read_text("utf-8")
    said = f"Non.\nCe que l’autre programme a dit, en anglais, est dans {publishing.SAID}.\n"
    assert (outcome.code, "no way" in kept, capsys.readouterr().err) == (1, True, said)
