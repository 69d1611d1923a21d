"""The commands: their names, their French and their exit codes."""

import datetime as dt
import errno
import io
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

import tasks
from plugins.desk import check, scaffold
from plugins.importing import wordpress_import
from tests.tables import each_row
from tooling.commands import building, cleaning, environment
from tooling.commands.program import COMMAND, FrenchProgram
from tooling.preview import serving
from tooling.release import publishing

ALIASES = {
    "build": "construire",
    "serve": "servir",
    "open": "ouvrir",
    "check": "verifier",
    "new": "nouveau",
    "show": "apercu",
    "publish": "publier",
    "setup": "mise-en-route",
    "send": "envoyer",
    "receive": "recevoir",
    "history": "historique",
    "revert": "restaurer",
    "test": "tester",
    "clean": "nettoyer",
    "cancel": "annuler",
    "move": "deplacer",
    "reinstate": "retablir",
    "cancel-session": "annuler-seance",
    "move-session": "deplacer-seance",
    "reinstate-session": "retablir-seance",
    "letter": "lettre",
    "translations": "traductions",
    "copy-event": "copier-evenement",
    "import-wordpress": "importer-wordpress",
    "import-agenda": "importer-agenda",
    "budget": "poids",
    "rollback": "annuler-publication",
}
FRENCH = set(ALIASES.values())


@pytest.fixture
def run(capsys):
    """Type a command line; return its exit code and its stdout and stderr."""

    def typed(*words):
        with pytest.raises(SystemExit) as end:
            FrenchProgram.of(tasks.ns).run(["tasks.py", *words])
        printed = capsys.readouterr()
        return end.value.code, printed.out, printed.err

    return typed


@each_row(("name", "alias"), ALIASES.items())
def test_each_task_has_its_conventional_name_and_a_french_one(name, alias):
    assert tasks.ns[name] is tasks.ns[alias]


@each_row("task", tasks.ns.tasks.values())
def test_no_task_lacks_a_french_name(task):
    assert {task.name, *task.aliases} & FRENCH


@pytest.mark.parametrize("words", [["--list"], ["--liste"], ["-l"], ["--help"], ["--aide"], []])
def test_the_list_explains_every_task_in_french(run, words):
    code, printed, errors = run(*words)
    assert (code, errors) == (0, "")
    assert printed.startswith(f"Les commandes du site ({COMMAND} COMMANDE) :\n\n  build (construire)")
    assert all(name in printed for pair in ALIASES.items() for name in pair)
    assert "Voir le site tel qu’il sera publié." in printed


def test_the_list_follows_the_order_of_the_work(run):
    _, printed, _ = run("--list")
    rows = [row.split()[0] for row in printed.splitlines() if row.startswith("  ") and row[2] != " "]
    assert rows == [task.name for task in tasks.ns.tasks.values()]
    assert [rows[0], rows[-1]] == ["build", "clean"]


@pytest.mark.parametrize("words", [["--help", "servir"], ["servir", "--help"], ["serve", "-h"], ["apercu", "--aide"]])
def test_the_help_of_a_task_is_in_french(run, words):
    code, printed, _ = run(*words)
    assert code == 0
    assert "Voir le site " in printed
    assert "Autres noms : " in printed
    assert "--port=VALEUR   un autre numéro de port" in printed


def test_help_is_given_for_a_task_that_lacks_its_words(run):
    code, printed, _ = run("nouveau", "--help")
    assert code == 0
    assert "Préparer un nouveau contenu" in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("buidl", "La commande « buidl » n’existe pas. Vouliez-vous dire « build » ?"),
        ("verifer", "La commande « verifer » n’existe pas. Vouliez-vous dire « verifier » ?"),
        ("vérifié", "La commande « vérifié » n’existe pas. Vouliez-vous dire « verifier » ?"),
        ("xyz", "La commande « xyz » n’existe pas."),
        ("--list xyz", "La commande « xyz » n’existe pas."),
        ("--help xyz", "La commande « xyz » n’existe pas."),
        ("--hlep", "L’option --hlep n’existe pas. Vouliez-vous dire « --help » ?"),
        ("serve --prot 8001", "L’option --prot n’existe pas pour « servir ». Vouliez-vous dire « --port » ?"),
        ("serve --port", "Il faut une valeur après l’option --port."),
        ("serve --port abc", "--port abc : écrivez un nombre entre 1024 et 65535, par exemple --port 8001."),
        ("serve --port 80", "--port 80 : écrivez un nombre entre 1024 et 65535, par exemple --port 8001."),
        ("annuler dinant", f'Dites aussi le jour, et pourquoi → écrivez : {COMMAND} annuler dinant JOUR "…"'),
        ("annuler dinant 2026-12-24", f'Dites aussi pourquoi → écrivez : {COMMAND} annuler dinant 2026-12-24 "…"'),
        (
            "deplacer dinant 2026-12-24 2026-12-18 --horaire 9h-12h",
            f'Dites aussi pourquoi → écrivez : {COMMAND} deplacer dinant 2026-12-24 2026-12-18 "…" --horaire 9h-12h',
        ),
    ],
)
def test_a_slip_of_the_keyboard_is_told_in_french(run, words, said):
    code, printed, errors = run(*words.split())
    assert (code, printed) == (1, "")
    assert errors.splitlines()[0] == said


@pytest.mark.parametrize("word", ["Construire", "CONSTRUIRE", "build"])
def test_capitals_and_accents_are_forgiven(run, monkeypatch, word):
    monkeypatch.setattr(building, "build", lambda *_, **__: 3)
    assert run(word) == (3, "", "")
    assert run("Vérifier", "--help")[1].startswith(f"{COMMAND} verifier\n")


def test_python_keeps_its_compiled_files(run, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    run("--list")
    assert sys.dont_write_bytecode is False


def test_a_build_ends_with_the_code_of_pelican(run, monkeypatch):
    asked = []
    monkeypatch.setattr(building, "build", lambda *given, **settings: asked.append((*given, settings)) or 3)
    assert run("construire")[0] == 3
    kept = {"BUILD_CACHE": str(tasks.ROOT / ".cache/build")}
    assert asked == [(tasks.ROOT / "pelicanconf.py", tasks.ROOT / "output", {}, kept)]


@pytest.mark.parametrize(
    ("words", "module", "name"),
    [
        ("nouveau actualite Fête", "plugins.desk.scaffold", "main"),
        ("annuler dinant 2026-12-24 congés", "plugins.desk.permanence_edits", "cancel"),
        ("verifier", "plugins.desk.check", "main"),
        ("traductions", "plugins.desk.translations", "main"),
        ("construire", "tooling.commands.building", "build"),
        ("servir", "tooling.preview.serving", "serve"),
        ("apercu", "tooling.preview.serving", "show"),
    ],
)
def test_a_disk_that_refuses_is_told_in_french_by_every_command(run, monkeypatch, words, module, name):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system", str(tasks.ROOT / "content/a.md"))

    monkeypatch.setattr(f"{module}.{name}", refuse)
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    said = "content/a.md : ce disque est en lecture seule → copiez le projet dans un dossier où vous pouvez écrire.\n"
    assert run(*words.split()) == (1, "", said)


def test_a_fault_of_the_program_is_told_by_every_command(run, monkeypatch):
    monkeypatch.setattr(building, "build", lambda *_, **__: 1 // 0)
    code, _, errors = run("construire")
    assert code == 1
    assert errors.startswith("Le programme du site a rencontré une erreur inattendue : ce n’est pas votre faute.")


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("publier", {"yes": False, "trial": False, "day": ""}),
        ("publish --oui", {"yes": True, "trial": False, "day": ""}),
        ("publier --vers dossier --essai", {"yes": False, "trial": True, "day": ""}),
        ("publier --jour 2026-11-23", {"yes": False, "trial": False, "day": "2026-11-23"}),
    ],
)
def test_publish_passes_its_options_and_ends_with_the_code(run, monkeypatch, words, options):
    asked = []
    monkeypatch.setattr(publishing, "publish", lambda steps, target, aside, **given: asked.append((target, given)) or 3)
    assert run(*words.split())[0] == 3
    ((target, given),) = asked
    assert (target.folder, target.serves_public, given) == (tasks.ROOT / "public", False, options)


def test_a_folder_that_a_host_takes_is_said_to_be_public(run, monkeypatch):
    asked = []
    monkeypatch.setattr(publishing, "publish", lambda steps, target, aside, **_: asked.append(target) or 3)
    run("publier", "--oui", "--en-ligne")
    assert [target.serves_public for target in asked] == [True]


@pytest.mark.parametrize("command", ["publier", "annuler-publication"])
@pytest.mark.parametrize(
    ("where", "told"),
    [("ftp", "--vers ftp : écrivez « dossier », « rsync » ou « sftp »."), ("rsync", "Aucun serveur n’est indiqué")],
)
def test_a_target_that_there_is_not_is_told(run, command, where, told):
    code, printed, errors = run(command, "--vers", where)
    assert (code, printed) == (1, "")
    assert errors.startswith(told)


def test_rollback_ends_with_its_code(run, monkeypatch):
    asked = []
    monkeypatch.setattr(publishing, "rollback", lambda *given, yes: asked.append(yes) or 3)
    assert [run("annuler-publication", *options)[0] for options in ((), ("--oui",))] == [3, 3]
    assert asked == [False, True]


def test_serve_takes_a_port(monkeypatch):
    asked = []
    monkeypatch.setattr(serving, "serve", lambda *given: asked.append(given[:2]) or 0)
    FrenchProgram.of(tasks.ns).run(["tasks.py", "servir", "--port", "8001"])
    assert asked == [(tasks.ROOT / "pelicanconf.py", 8001)]


def test_the_preview_shows_the_public_site_from_a_folder_of_its_own(monkeypatch):
    asked = []
    monkeypatch.setattr(serving, "show", lambda *given: asked.append(given) or 0)
    FrenchProgram.of(tasks.ns).run(["tasks.py", "apercu"])
    assert asked == [(tasks.ROOT / "publishconf.py", tasks.CACHE / "show", 8000)]


def test_two_tasks_run_one_after_the_other(monkeypatch):
    done = []
    monkeypatch.setattr(building, "build", lambda settings, *_, **__: done.append(settings.name) or 0)
    monkeypatch.setattr(publishing, "publish", lambda *_, **__: done.append("published") or 0)
    FrenchProgram.of(tasks.ns).run(["tasks.py", "build", "publish"])
    assert done == ["pelicanconf.py", "published"]


def test_check_passes_the_content_and_the_day_and_ends_with_its_code(run, monkeypatch):
    asked = []
    monkeypatch.setattr(check, "main", lambda *given, **_: asked.append(given) or 1)
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    assert run("verifier") == (1, "", "")
    assert run("verifier", "bureaux/dinant", "--tout") == (1, "", "")
    assert run("check", "--json") == (1, "", "")
    day = dt.date(2026, 11, 23)
    assert asked == [
        (tasks.Path("content"), day, check.Asked("", False, False, False, COMMAND)),
        (tasks.Path("content"), day, check.Asked("bureaux/dinant", True, False, False, COMMAND)),
        (tasks.Path("content"), day, check.Asked("", False, True, False, COMMAND)),
    ]


def test_an_import_takes_several_files_after_it_has_what_it_needs(run, monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "ensure", lambda folder, lock: asked.append(lock))
    monkeypatch.setattr(wordpress_import, "main", lambda content, today, request, *_: asked.append(request) or 3)
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    assert run("importer-wordpress", "a.xml", "b.xml.gz", "--medias", "uploads", "--essai")[0] == 3
    here = tasks.Path.cwd()
    request = wordpress_import.ImportRequest((here / "a.xml", here / "b.xml.gz"), here / "uploads", True, COMMAND)
    assert asked == [environment.IMPORT_LOCK, request]
    assert run("importer-wordpress")[2].startswith("Dites aussi quel fichier → écrivez : ")
    monkeypatch.setattr(
        wordpress_import, "import_agenda", lambda content, today, request, *_: asked.append(request) or 3
    )
    assert run("importer-agenda", "a.ics", "--essai")[0] == 3
    assert asked[-2:] == [
        environment.IMPORT_LOCK,
        wordpress_import.ImportRequest((here / "a.ics",), None, True, COMMAND),
    ]
    assert "quel fichier" in run("importer-agenda")[2]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ([], ("", "")),
        (["actualite"], ("actualite", "")),
        (["actualite", "Titre : « oui »"], ("actualite", "Titre : « oui »")),
        (["actualite", "--titre", "Titre"], ("actualite", "Titre")),
    ],
)
def test_what_follows_new_may_be_left_out(run, monkeypatch, words, given):
    asked = []
    monkeypatch.setattr(scaffold, "main", lambda *said: asked.append(said[:2]) or 0)
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    FrenchProgram.of(tasks.ns).run(["tasks.py", "nouveau", *words])
    assert asked == [given]


def test_another_task_may_follow_one_with_optional_words(run, monkeypatch):
    monkeypatch.setattr(building, "build", lambda *_, **__: 3)
    monkeypatch.setattr(check, "main", lambda *_, **__: 0)
    assert run("verifier", "construire")[0] == 3


def test_check_tells_a_wrong_build_date_in_french(run, monkeypatch):
    monkeypatch.setenv("BUILD_DATE", "hier")
    code, _, errors = run("check")
    assert code == 1
    assert errors.startswith("BUILD_DATE : « hier » n’est pas une date")


@pytest.fixture
def commands(monkeypatch):
    """The commands that « tester » starts, and the exit codes that they are made to return."""
    started, codes = [], {}

    def start(command, **_):
        assert command[:2] == [sys.executable, "-m"]
        started.append(command[2:])
        return SimpleNamespace(returncode=codes.get(command[2], 0))

    monkeypatch.setattr(environment, "ensure", lambda folder, lock: started.append(lock))
    monkeypatch.setattr(subprocess, "run", start)
    return started, codes


def test_the_tests_run_with_their_tools_and_the_arguments_after_two_dashes(commands, monkeypatch):
    line = ["tasks.py", "tester", "--", "-k", "dinant or namur", "-x"]
    monkeypatch.setattr(sys, "argv", line)
    FrenchProgram.of(tasks.ns).run(line)
    assert commands[0] == [
        environment.TEST_LOCK,
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["pytest", "-k", "dinant or namur", "-x"],
    ]


def test_the_quick_ones_leave_out_browsers_and_what_is_long_by_nature(commands, monkeypatch):
    line = ["tasks.py", "tester", "--rapide"]
    monkeypatch.setattr(sys, "argv", line)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    FrenchProgram.of(tasks.ns).run(line)
    left_out = ["--ignore", "tests/browser", "--ignore", "tests/serving", "-m", "not endurance"]
    assert commands[0][-1] == ["pytest", *left_out, "-n", "5", *tasks.SPREAD]


def test_all_of_them_run_in_one_process_more_than_there_are_cores(commands, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tasks.py", "tester"])
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    FrenchProgram.of(tasks.ns).run(["tasks.py", "tester"])
    assert commands[0][-1] == ["pytest", "-n", "5", *tasks.SPREAD]


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
def test_a_failure_of_any_test_tool_is_a_failure(run, commands, failing):
    commands[1][failing] = 2
    assert run("test")[0] == 2


def test_clean_removes_only_what_git_ignores():
    ignored = (tasks.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {f"{name}/" for name in cleaning.MADE} <= {*ignored}


def test_what_is_public_is_neither_built_into_nor_cleaned():
    made = {tasks.LAST_BUILD.output, *(tasks.ROOT / name for name in cleaning.MADE)}
    assert tasks.target("dossier").folder not in made


def test_clean_removes_what_was_made_and_nothing_else(monkeypatch, tmp_path, capsys):
    for place in ("output", "public", "content", "plugins/__pycache__", "cache/made", "cache/publication/previous"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "file").touch()
    (tmp_path / "cache/program.log").touch()
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    monkeypatch.setattr(tasks, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(tasks, "ASIDE", tmp_path / "cache/publication")
    FrenchProgram.of(tasks.ns).run(["tasks.py", "nettoyer"])
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "cache",
        "cache/publication",
        "cache/publication/previous",
        "cache/publication/previous/file",
        "content",
        "content/file",
        "plugins",
        "public",
        "public/file",
    ]
    assert "effacé" in capsys.readouterr().out


def test_clean_tells_what_the_disk_did_not_remove(monkeypatch, tmp_path, run):
    (tmp_path / "output").mkdir()
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    monkeypatch.setattr(tasks, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(cleaning.shutil, "rmtree", lambda *_, **__: None)
    code, printed, _ = run("nettoyer")
    assert (code, "effacer output :" in printed, "est effacé" in printed) == (1, True, False)


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
def test_who_stops_at_a_question_is_told_so(run, monkeypatch, end):
    def stop(*_, **__):
        raise end

    monkeypatch.setattr(publishing, "rollback", stop)
    assert run("annuler-publication") == (130, "", "\nArrêté.\n")


def test_the_first_day_needs_somebody_who_answers(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, printed, errors = run("mise-en-route")
    assert (code, "pose des questions" in printed + errors) == (1, True)


PRINTED_MEANWHILE = """
from invoke import Collection
from pathlib import Path
from tooling.commands.program import FrenchProgram, command
from tooling.release.publishing import reporting

@command("dire")
def say() -> int:
    with reporting(Path()):
        print("x" * 99_999)
    return 0

FrenchProgram.of(Collection(say)).run(["tasks.py", "dire"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there has no such end")
@pytest.mark.parametrize(
    ("words", "both"),
    [
        (("tasks.py", "--help"), False),
        (("tasks.py", "--help", "build"), True),
        (("-c", PRINTED_MEANWHILE), False),
        (("-c", PRINTED_MEANWHILE), True),
    ],
)
def test_a_command_whose_output_nobody_reads_ends_without_a_word(words, both):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        errors = writer if both else subprocess.PIPE
        done = subprocess.run([sys.executable, *words], cwd=tasks.ROOT, stdout=writer, stderr=errors, check=False)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, None if both else b"")
