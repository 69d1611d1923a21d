"""The bootstrap of the commands: when it installs packages, when it does nothing, and its messages."""

import ast
import json
import os
import re
import shutil
import signal
import sys
import tomllib
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from tests.tables import each_row
from tooling.commands import environment, installer
from tooling.commands.environment import BUILD_LOCK, IMPORT_LOCK, LOCKS, TEST_LOCK, SetupFailed, Unusable
from tooling.commands.lock import locked

ROOT = environment.ROOT


class Machine:
    """A project in a temporary folder, with a fake installer that only notes the calls to it in ``done``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.packages = self.venv / "packages"
        self.python = root / "python"
        self.python.mkdir()
        self.done: list[str] = []
        self.failure: BaseException | None = None
        (root / BUILD_LOCK).write_text("pelican==4.12.0\n")
        (root / IMPORT_LOCK).write_text("pelican==4.12.0\nlxml==6\n")
        (root / TEST_LOCK).write_text("pelican==4.12.0\nlxml==6\npytest==9\n")

    def make_venv(self, folder):
        self.done.append("new")
        shutil.rmtree(folder, ignore_errors=True)
        self.packages.mkdir(parents=True)
        self.python.mkdir(exist_ok=True)
        python = folder / environment.PYTHON_IN_VENV
        python.parent.mkdir()
        python.write_text("python")
        (folder / "pyvenv.cfg").write_text(f"home = {self.python}\nversion = 3\n")

    def install(self, folder, lock):
        self.done.append(lock.name)
        if self.failure:
            raise self.failure
        for pin in lock.read_text().split():
            package = self.packages / pin.partition("=")[0]
            package.mkdir(exist_ok=True)
            (package / "version").write_text(pin)

    def inspect(self, folder, lock):
        self.done.append("look")
        python = folder / environment.PYTHON_IN_VENV
        if not python.exists() or python.read_text() != "python" or not self.python.exists():
            raise Unusable("son Python ne démarre pas")
        for pin in lock.read_text().split():
            version = self.packages / pin.partition("=")[0] / "version"
            if not version.exists() or version.read_text() != pin:
                raise Unusable(f"{pin.partition('=')[0]} manque")
        return [path.relative_to(folder).as_posix() for path in self.packages.glob("**")]

    def ensure(self, lock_name=BUILD_LOCK):
        """Run the bootstrap; return the calls to the installer, without those that only look."""
        self.done = []
        environment.ensure(self.venv, lock_name, self.root)
        return [each for each in self.done if each != "look"]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    machine = Machine(tmp_path)
    monkeypatch.setattr(environment, "make_venv", machine.make_venv)
    monkeypatch.setattr(environment, "install", machine.install)
    monkeypatch.setattr(environment, "inspect_environment", machine.inspect)
    return machine


def test_the_first_run_installs_and_the_second_does_nothing(machine):
    assert machine.ensure() == ["new", BUILD_LOCK]
    assert machine.ensure() == []


def test_the_tests_add_their_tools_to_the_same_environment(machine):
    machine.ensure()
    assert machine.ensure(TEST_LOCK) == [TEST_LOCK]
    assert machine.ensure(TEST_LOCK) == machine.ensure(BUILD_LOCK) == []


def test_the_tools_of_the_tests_hold_all_that_a_build_needs(machine):
    assert machine.ensure(TEST_LOCK) == ["new", TEST_LOCK]
    assert machine.ensure(BUILD_LOCK) == []


def test_the_tools_of_an_import_are_installed_when_one_is_first_asked_for(machine):
    machine.ensure()
    assert machine.ensure(IMPORT_LOCK) == [IMPORT_LOCK]
    assert machine.ensure(IMPORT_LOCK) == machine.ensure(BUILD_LOCK) == []
    assert machine.ensure(TEST_LOCK) == [TEST_LOCK]
    assert machine.ensure(IMPORT_LOCK) == []


def test_a_changed_lock_file_updates_in_place(machine):
    machine.ensure()
    (machine.root / BUILD_LOCK).write_text("pelican==4.12.1\n")
    assert machine.ensure() == [BUILD_LOCK]
    assert machine.ensure() == []


def test_a_changed_build_is_installed_again_for_the_tests_too(machine):
    machine.ensure(TEST_LOCK)
    (machine.root / BUILD_LOCK).write_text("pelican==4.12.1\n")
    (machine.root / TEST_LOCK).write_text("pelican==4.12.1\npytest==10\n")
    assert machine.ensure(BUILD_LOCK) == [BUILD_LOCK]
    assert machine.ensure(TEST_LOCK) == [TEST_LOCK]


def test_the_line_ends_of_a_lock_file_do_not_matter(machine):
    machine.ensure()
    (machine.root / BUILD_LOCK).write_bytes(b"pelican==4.12.0\r\n")
    machine.ensure()
    assert machine.done == []


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SetupFailed("réseau"), SystemExit(1)])
def test_an_interrupted_installation_starts_afresh(machine, failure):
    machine.failure = failure
    with pytest.raises(type(failure)):
        machine.ensure()
    machine.failure = None
    assert machine.ensure() == ["new", BUILD_LOCK]


def test_an_interrupted_update_starts_afresh(machine):
    machine.ensure()
    (machine.root / BUILD_LOCK).write_text("pelican==4.12.1\n")
    machine.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        machine.ensure()
    machine.failure = None
    assert machine.ensure() == ["new", BUILD_LOCK]


def test_an_environment_that_has_not_changed_is_not_looked_through_again(machine):
    machine.ensure()
    machine.ensure()
    assert machine.done == []


def damage_stamp(machine):
    (machine.venv / environment.STAMP).write_text("{")


def empty_stamp(machine):
    (machine.venv / environment.STAMP).write_text("[]")


def move(machine):
    machine.venv.rename(machine.root / "moved")
    shutil.copytree(machine.root / "moved", machine.venv, copy_function=shutil.copy)


def update_python(machine):
    os.utime(machine.venv / environment.PYTHON_IN_VENV, (1, 1))


@pytest.mark.parametrize("change", [damage_stamp, empty_stamp, move, update_python])
def test_an_environment_that_is_whole_all_the_same_is_looked_through_once_and_kept(machine, change, capsys):
    machine.ensure()
    capsys.readouterr()
    change(machine)
    assert machine.ensure() == []
    assert machine.done == ["look"]
    machine.ensure()
    assert machine.done == []
    assert capsys.readouterr().err == ""


def lose_a_package(machine):
    shutil.rmtree(machine.packages / "pelican")


def lose_a_part(machine):
    (machine.packages / "pelican/version").unlink()


def lose_python(machine):
    (machine.venv / environment.PYTHON_IN_VENV).unlink()


def replace_python(machine):
    (machine.venv / environment.PYTHON_IN_VENV).write_text("another one")


def lose_the_python_behind(machine):
    """Remove the interpreter as an upgrade of Python by the system does: the environment itself does not change."""
    machine.python.rmdir()


@pytest.mark.parametrize(
    ("accident", "told"),
    [
        (lose_a_package, "pelican manque"),
        (lose_a_part, "pelican manque"),
        (lose_python, "son Python ne démarre pas"),
        (replace_python, "son Python ne démarre pas"),
        (lose_the_python_behind, "son Python ne démarre pas"),
    ],
)
def test_a_damaged_environment_is_made_again_and_it_is_told_why(machine, accident, told, capsys):
    machine.ensure()
    capsys.readouterr()
    accident(machine)
    assert machine.ensure() == ["new", BUILD_LOCK]
    assert f"dans le dossier .venv, qui n’est pas utilisable ({told})." in capsys.readouterr().err
    assert machine.ensure() == []


def test_an_installation_that_leaves_something_out_is_a_failure_and_not_remembered(machine, monkeypatch):
    monkeypatch.setattr(environment, "install", lambda folder, lock: None)
    for _ in range(2):
        with pytest.raises(SetupFailed, match="Installation impossible : pelican manque"):
            machine.ensure()


def test_of_two_installations_at_once_the_second_waits_and_installs_nothing(machine, monkeypatch, capsys):
    with ExitStack() as first:
        first.enter_context(locked(machine.root / environment.INSTALLATION_LOCK, "installation"))

        def wait(seconds):
            machine.make_venv(machine.venv)
            machine.install(machine.venv, machine.root / BUILD_LOCK)
            machine.done = []
            first.close()

        monkeypatch.setattr(environment.time, "sleep", wait)
        assert machine.ensure() == []
    assert capsys.readouterr().err == (
        "Une autre commande installe déjà les outils du site : j’attends qu’elle finisse…\n"
    )


@pytest.mark.parametrize("separator", [":", ";"])
def test_a_folder_with_a_separator_of_paths_in_its_name_is_refused_in_french(tmp_path, monkeypatch, separator):
    monkeypatch.setattr(environment, "SEPARATOR", separator)
    root = tmp_path / f"le{separator}site"
    root.mkdir()
    for lock in LOCKS:
        (root / lock).write_text("")
    with pytest.raises(SetupFailed, match=f"contient « {separator} »") as refusal:
        environment.ensure(root / ".venv", BUILD_LOCK, root)
    assert "→ Renommez" in str(refusal.value)
    assert not list(root.glob(".*"))


def test_a_package_that_a_developer_added_is_left_alone(machine):
    machine.ensure()
    (machine.packages / "ipdb").mkdir()
    assert machine.ensure() == []


def test_what_happens_is_said_in_french(machine, capsys):
    machine.ensure()
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "Installation des outils du site dans le dossier .venv, cette fois seulement. Une minute environ…\n"
        "Outils prêts (0 s).\n"
    )


def test_a_full_disk_is_told_in_french(machine):
    machine.failure = OSError(28, "No space left on device")
    with pytest.raises(SetupFailed, match="le disque est plein"):
        machine.ensure()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")])
def test_a_protected_folder_is_told_in_french(machine, error):
    machine.failure = error
    with pytest.raises(SetupFailed, match="est protégé : vous ne pouvez pas y écrire") as refusal:
        machine.ensure()
    assert "supprimez" not in str(refusal.value)


@each_row(
    ("output", "cause"),
    [
        ("NewConnectionError('<…>: Failed to establish a new connection: [Errno 111] refused')", "pas de connexion"),
        ("ReadTimeoutError: Read timed out.", "pas de connexion"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "coupé en route, ou différent"),
        ("error: incomplete-download\n× Download failed because not enough bytes were received", "coupé en route"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disque est plein"),
        ("ERROR: [WinError 5] Access is denied: 'C:\\\\site\\\\.venv\\\\Lib\\\\x.pyd'", "supprimez le dossier .venv"),
        ("[WinError 5] Access is denied: 'C:\\\\site\\\\.venv'", "est protégé"),
        ('http://h "GET /simple/x/ HTTP/1.1" 503 9\nERROR: No matching distribution found for x', "est en panne"),
        ("WARNING: x: Permission denied\nERROR: HTTP error 502 while getting y", "est en panne"),
        ("Configuration file could not be loaded.\nFile contains no section headers.", "configuration de pip"),
        ("ERROR: No matching distribution found for pelican==4.12.0", "n’ont pas pu être installés"),
        ("", "n’ont pas pu être installés"),
    ],
)
def test_a_failure_of_pip_has_a_cause_and_a_remedy_in_french(output, cause):
    told = environment.explain(output)
    assert cause in told
    assert "→ " in told


def test_an_old_python_gets_one_french_sentence(monkeypatch, capsys):
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit) as end:
        environment.enter("tasks.py")
    assert end.value.code == 1
    assert re.fullmatch(r"Python 3\.\d+ est trop ancien : il faut .+\n", capsys.readouterr().err)


@pytest.mark.parametrize("failure", [SetupFailed("Installation impossible : x"), KeyboardInterrupt()])
def test_a_failed_set_up_ends_without_a_traceback(monkeypatch, capsys, failure):
    def fail(folder, lock):
        raise failure

    monkeypatch.setattr(environment, "ensure", fail)
    with pytest.raises(SystemExit) as end:
        environment.enter("tasks.py")
    assert end.value.code == (130 if isinstance(failure, KeyboardInterrupt) else 1)
    assert "Inst" in capsys.readouterr().err or end.value.code == 130


@pytest.fixture
def signals():
    """Restore the signal handlers that a command sets for the rest of its process."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("code", [0, 1, 7])
def test_the_exit_code_of_the_command_is_passed_on(monkeypatch, tmp_path, signals, code):
    monkeypatch.setattr(environment, "PYTHON_IN_VENV", Path(sys.executable))
    assert environment.run_inside(tmp_path, ["-c", f"raise SystemExit({code})"]) == code


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals between processes")
def test_a_command_that_was_killed_gives_the_code_of_a_shell(monkeypatch, tmp_path, signals):
    monkeypatch.setattr(environment, "PYTHON_IN_VENV", Path(sys.executable))
    assert environment.run_inside(tmp_path, ["-c", "import os; os.kill(os.getpid(), 9)"]) == 137


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals between processes")
def test_ctrl_c_while_the_command_starts_is_no_traceback(monkeypatch, tmp_path, signals, capfd):
    monkeypatch.setattr(environment, "PYTHON_IN_VENV", Path(sys.executable))
    early = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    assert environment.run_inside(tmp_path, ["-c", early]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="on Windows the variable has another separator")
def test_what_misleads_python_does_not_reach_the_commands(monkeypatch, tmp_path, signals, capfd):
    for name in installer.MISLEADING:
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(environment, "PYTHON_IN_VENV", Path(sys.executable))
    code = f"import os; print({{*os.environ}} & {{*{installer.MISLEADING!r}}})"
    assert environment.run_inside(tmp_path, ["-c", code]) == 0
    assert capfd.readouterr().out == "set()\n"


@pytest.mark.parametrize(("variable", "again"), [("PYTHONPATH", True), ("PYTHONHASHSEED", False)])
def test_a_misled_python_of_the_environment_starts_again(monkeypatch, signals, variable, again):
    started = []
    for name in installer.MISLEADING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "0")
    monkeypatch.setattr(environment, "VENV", Path(sys.prefix))
    monkeypatch.setattr(environment, "ensure", lambda folder, lock: None)
    monkeypatch.setattr(environment, "run_inside", lambda folder, arguments: started.append(arguments) or 0)
    with pytest.raises(SystemExit) if again else nullcontext():
        environment.enter("tasks.py")
    assert bool(started) is again


BOOTSTRAP = ["tasks.py", "tooling/__init__.py", "tooling/commands/environment.py", "tooling/commands/installer.py"]


@each_row("name", BOOTSTRAP)
def test_the_bootstrap_parses_on_an_old_python(name):
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


@each_row("name", [*BOOTSTRAP[1:], "tooling/commands/installed.py", "tooling/commands/lock.py"])
def test_the_bootstrap_needs_nothing_but_python(name):
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names | {"tooling"}


def pins(lock_name):
    """The pinned version of each package in a lock file."""
    text = (ROOT / lock_name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def names(requirements):
    """The names of the packages in a dependency group, without the groups that it includes."""
    return {re.match(r"[\w-]+", name)[0].lower() for name in requirements if isinstance(name, str)}


def test_the_lock_files_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    build, importing = names(project["project"]["dependencies"]), names(groups["importing"])
    assert build <= pins(BUILD_LOCK).keys()
    assert build | importing <= pins(IMPORT_LOCK).keys()
    assert not importing & pins(BUILD_LOCK).keys()
    assert build | importing | names(groups["test"]) <= pins(TEST_LOCK).keys()


def test_the_lock_of_the_tests_holds_that_of_the_build():
    assert pins(BUILD_LOCK).items() <= pins(IMPORT_LOCK).items() <= pins(TEST_LOCK).items()


@each_row("lock_name", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock_name):
    text = (ROOT / lock_name).read_text(encoding="utf-8")
    assert len(re.findall(r"^[a-z0-9-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pins(lock_name))
    assert not re.search(r"://|--index|--find|file:|@ ", text)


@pytest.mark.parametrize("folder", ["tests/tools", "tooling/release/checker"])
def test_the_lock_of_what_npm_installs_names_no_registry(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    assert all(
        "integrity" in package and "resolved" not in package for name, package in lock["packages"].items() if name
    )
