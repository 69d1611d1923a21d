"""Makes the .venv that the commands run in, on first use, with exactly the packages that the lock file pins.

It runs before anything is installed, so it uses the standard library only. It must parse on Python 3.8, to be able to
ask for a newer version.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tooling.commands.installer import (
    MISLEADING,
    PYTHON_IN_VENV,
    TELL_THE_DEVELOPER,
    SetupFailed,
    clean_variables,
    explain,
    has,
    install,
    say,
)

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BUILD_LOCK = "requirements.lock"
IMPORT_LOCK = "requirements-import.lock"
TEST_LOCK = "requirements-test.lock"
LOCKS = (BUILD_LOCK, IMPORT_LOCK, TEST_LOCK)  # each holds all of the one before, with the same versions
STAMP = "installed.json"  # written last: a set-up that was interrupted has none
INSTALLATION_LOCK = Path(".cache/installation.lock")  # one installation at a time
LOCK_TIMEOUT = 1200  # seconds
PYTHON_VERSION = "{}.{}".format(*sys.version_info[:2])
SEPARATOR = os.pathsep  # separates the folders of PATH, so no folder in it may contain this


class Unusable(Exception):
    """An environment does not hold the pinned packages; the message says in French what is wrong."""


def enter(script: str) -> None:
    """Return at once inside the project's .venv; elsewhere set it up, run ``script`` there and exit with its code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python {PYTHON_VERSION} est trop ancien : il faut Python 3.11 ou plus récent (python.org).")
        sys.exit(1)
    inside = Path(sys.prefix).resolve() == VENV.resolve() and not any(name in os.environ for name in MISLEADING)
    if not inside:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on, Ctrl-C is reported
    try:
        ensure(VENV, BUILD_LOCK)
    except SetupFailed as failure:
        say(str(failure))
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nInterrompu. La prochaine commande reprendra l’installation.")
        sys.exit(130)
    if not inside:
        sys.exit(run_inside(VENV, [script, *sys.argv[1:]]))


def ensure(folder: Path, lock_name: str, root: Path = ROOT) -> None:
    """Install into ``folder`` what the lock file ``lock_name`` of ``root`` pins, unless it is installed already.

    Raises SetupFailed, with the reason in French.
    """
    wanted = {name: fingerprint(root / name) for name in LOCKS}
    if read_stamp(folder).get(lock_name) == wanted[lock_name]:
        return
    if SEPARATOR in str(folder):
        raise SetupFailed(
            f"Le site ne peut pas être préparé dans le dossier {root} : son chemin contient « {SEPARATOR} ». "
            f"→ Renommez le dossier sans « {SEPARATOR} », puis relancez la même commande."
        )
    try:
        with contextlib.ExitStack() as stack:
            wait_for_lock(stack, root / INSTALLATION_LOCK)
            if read_stamp(folder).get(lock_name) != wanted[lock_name]:  # nobody else has installed meanwhile
                folders = update(folder, root / lock_name)
                held = LOCKS[: LOCKS.index(lock_name) + 1]
                write_stamp(folder, {name: wanted[name] for name in held}, folders)
    except OSError as error:
        raise SetupFailed(explain(str(error))) from error


def wait_for_lock(stack: contextlib.ExitStack, file: Path) -> None:
    """Wait for the lock ``file``, at most LOCK_TIMEOUT seconds; hold it until ``stack`` ends. Raises SetupFailed."""
    from tooling.commands.lock import Locked, locked  # does not parse on older Pythons

    for second in range(LOCK_TIMEOUT):
        try:
            stack.enter_context(locked(file, "installation"))
            return
        except Locked:
            if not second:
                say("Une autre commande installe déjà les outils du site : j’attends qu’elle finisse…")
            time.sleep(1)
    raise SetupFailed("Une autre commande installe les outils depuis trop longtemps. → Fermez-la, puis recommencez.")


def update(folder: Path, lock: Path) -> list[str]:
    """Install what ``lock`` pins into ``folder``, printing progress; return the folders of the packages in it.

    Raises SetupFailed.
    """
    started = time.monotonic()
    try:
        return inspect_environment(folder, lock)  # complete: it was only moved, copied or touched
    except Unusable as fault:
        if read_stamp(folder):
            say("Mise à jour des outils du site…")
            (folder / STAMP).unlink()
        else:
            why = f"qui n’est pas utilisable ({fault})" if folder.exists() else "cette fois seulement"
            say(f"Installation des outils du site dans le dossier .venv, {why}. Une minute environ…")
            make_venv(folder)
    install(folder, lock)
    try:
        folders = inspect_environment(folder, lock)
    except Unusable as fault:
        raise SetupFailed(f"Installation impossible : {fault}. → {TELL_THE_DEVELOPER}") from None
    say(f"Outils prêts ({time.monotonic() - started:.0f} s).")
    return folders


def inspect_environment(folder: Path, lock: Path) -> list[str]:
    """The folders, inside ``folder``, of the packages that ``lock`` pins.

    Raises Unusable unless all are installed, complete and of the pinned version.
    """
    command = [str(folder / PYTHON_IN_VENV), "-I", str(Path(__file__).with_name("installed.py")), str(lock)]
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        answer = json.loads(run.stdout.splitlines()[-1])
        python, fault, folders = tuple(answer["python"]), answer["fault"], list(map(str, answer["folders"]))
    except (OSError, subprocess.CalledProcessError, ValueError, LookupError):
        raise Unusable("son Python ne démarre pas") from None
    if python < OLDEST_PYTHON:
        raise Unusable("son Python est trop ancien")
    if fault:
        raise Unusable(fault)
    return folders


def write_stamp(folder: Path, locks: dict[str, str], folders: list[str]) -> None:
    """Record which ``locks`` (fingerprints, by name) are installed in ``folder``, and the marks of its ``folders``."""
    names = [*folders, PYTHON_IN_VENV.as_posix(), "pyvenv.cfg"]
    stamp = {"locks": locks, "marks": file_marks(folder, names)}
    (folder / STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def read_stamp(folder: Path) -> dict[str, str]:
    """The fingerprints of the lock files installed in ``folder``; empty when anything in it has changed since.

    Folders stand for their files: their modification time changes when a file is added or removed.
    """
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        rows = (folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        home = next(row.split("=", 1)[1].strip() for row in rows if row.startswith("home"))
        # The environment uses the Python that made it, and does not work once that is removed.
        whole = Path(home).is_dir() and file_marks(folder, stamp["marks"]) == stamp["marks"]
        return dict(stamp["locks"]) if whole else {}
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return {}


def file_marks(folder: Path, names: list[str]) -> dict[str, list[int]]:
    """The modification time (ns) and size (bytes) of each of ``names`` in ``folder``."""
    found = {name: (folder / name).stat() for name in names}
    return {name: [status.st_mtime_ns, status.st_size] for name, status in found.items()}


def fingerprint(lock: Path) -> str:
    """The SHA-256 of a lock file, the same for both kinds of line ends."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def make_venv(folder: Path) -> None:
    """Make an empty environment, replacing ``folder``."""
    import venv  # only now: every command starts here, and few need it

    try:
        venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=has("ensurepip"))
    except subprocess.CalledProcessError as error:
        raise SetupFailed(explain((error.output or b"").decode("utf-8", "replace"))) from error


def run_inside(folder: Path, arguments: list[str]) -> int:
    """Run the environment's Python and return its exit code, as a shell would give it."""
    # Ctrl-C reaches the child too, which handles it. The child inherits SIG_IGN until it sets its own handler.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = subprocess.Popen([str(folder / PYTHON_IN_VENV), *arguments], env=clean_variables())
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code
