"""Gives the commands an environment of their own: a .venv holding exactly what the lock file pins, made on first use.

It runs before anything is installed, so it uses the standard library only. It must parse on older Pythons (3.8), to be
able to ask for a newer one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BUILD_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds all of BUILD_LOCK, with the same versions
STAMP = "installed.json"  # written last: a set-up that was interrupted has none
PYTHON = "{}.{}".format(*sys.version_info[:2])
PYTHON_IN_VENV = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")
PACKAGES_IN_VENV = Path("Lib" if os.name == "nt" else "lib/python" + PYTHON, "site-packages")

CAUSES = (  # what pip says (or the system through it) → what it means
    (
        ("THESE PACKAGES DO NOT MATCH THE HASHES",),
        "un paquet reçu n'est pas celui attendu (empreinte différente), il a été refusé. Réessayez ; si cela persiste, "
        "prévenez la personne qui développe le site.",
    ),
    (
        ("No space left on device", "[Errno 28]", "[WinError 112]"),
        "le disque est plein. Libérez environ 500 Mo, puis relancez la même commande.",
    ),
    (
        ("Permission denied", "Access is denied", "[WinError 5]", "[Errno 13]", "[WinError 32]"),
        "un fichier du dossier .venv est protégé ou utilisé par un autre programme. Fermez les autres fenêtres de "
        "commande, supprimez le dossier .venv, puis relancez la même commande.",
    ),
    (
        (
            "NewConnectionError",
            "Failed to establish",
            "Connection",
            "Temporary failure",
            "timed out",
            "ProxyError",
            "SSL",
        ),
        "pas de connexion à l'internet. La première fois, il en faut une pour télécharger les outils. "
        "Vérifiez la connexion, puis relancez la même commande.",
    ),
)
UNKNOWN_CAUSE = "les outils n'ont pas pu être installés. Transmettez le détail à la personne qui développe le site."


class SetupFailed(Exception):
    """The environment could not be made; the message is in French, for the person at the keyboard."""


def enter(script: str) -> None:
    """Return at once inside the project's .venv; elsewhere set it up, run *script* there and exit with its code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python {PYTHON} est trop ancien : il faut Python 3.11 ou plus récent (python.org).")
        sys.exit(1)
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on, Ctrl-C is told
    try:
        ensure(VENV, BUILD_LOCK)
    except SetupFailed as failure:
        say(str(failure))
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nInterrompu. La prochaine commande reprendra l'installation.")
        sys.exit(130)
    if not inside:
        sys.exit(run_inside(VENV, [script, *sys.argv[1:]]))


def ensure(folder: Path, lock_name: str, root: Path = ROOT) -> None:
    """Bring the environment in *folder* to what the lock file *lock_name* of *root* says, unless it is there already.

    Raises SetupFailed, with the reason in French.
    """
    wanted = {name: fingerprint(root / name) for name in (BUILD_LOCK, TEST_LOCK)}
    stamp = read_stamp(folder)
    if stamp and stamp["locks"].get(lock_name) == wanted[lock_name]:
        return
    started = time.monotonic()
    try:
        if stamp:
            say("Mise à jour des outils du site…")
            (folder / STAMP).unlink()
        else:
            say("Installation des outils du site dans le dossier .venv (une minute au plus, cette fois seulement)…")
            make_venv(folder)
        install(folder, root / lock_name)
        fresh = wanted if lock_name == TEST_LOCK else {BUILD_LOCK: wanted[BUILD_LOCK]}
        write_stamp(folder, fresh)
    except OSError as error:
        raise SetupFailed(explain(str(error))) from error
    say(f"Outils prêts ({time.monotonic() - started:.0f} s).")


def write_stamp(folder: Path, locks: dict[str, str]) -> None:
    stamp = {"python": PYTHON, "locks": locks, "packages": sorted(packages(folder))}
    (folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def read_stamp(folder: Path) -> dict[str, dict[str, str]] | None:
    """What is installed in *folder*; None when it cannot be used as it is, whatever the reason."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        rows = (folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        home = next(row.split("=", 1)[1].strip() for row in rows if row.startswith("home"))
        whole = set(stamp["packages"]) <= packages(folder)
        # The environment borrows the Python that made it: when that one was removed, it is dead.
        alive = (folder / PYTHON_IN_VENV).exists() and Path(home).is_dir()
        return stamp if whole and alive and stamp["python"] == PYTHON and stamp["locks"] else None
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return None


def packages(folder: Path) -> set[str]:
    """The names of all that is installed in *folder*."""
    return {path.name for path in (folder / PACKAGES_IN_VENV).iterdir()}


def fingerprint(lock: Path) -> str:
    """A short digest of a lock file, the same whatever its line ends."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def make_venv(folder: Path) -> None:
    """Make an empty environment, in place of whatever is there."""
    try:
        venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=has("ensurepip"))
    except subprocess.CalledProcessError as error:
        raise SetupFailed(explain((error.output or b"").decode("utf-8", "replace"))) from error


def install(folder: Path, lock: Path) -> None:
    """Install what *lock* pins: these versions, these files (hashes), nothing else, and no code run to build them."""
    run = subprocess.run(
        [
            *pip(folder),
            *("install", "--require-hashes", "--no-deps", "--only-binary=:all:"),
            *("--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar=off"),
            *("--requirement", str(lock)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUTF8": "1"},
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        raise SetupFailed(explain(run.stdout))


def pip(folder: Path) -> list[str]:
    """The command that installs into *folder*: its own pip, or the system's where Debian left ours out."""
    if has("ensurepip"):
        return [str(folder / PYTHON_IN_VENV), "-m", "pip"]
    if has("pip") or Path(sys.prefix) == folder:
        base = getattr(sys, "_base_executable", sys.executable)
        return [base, "-m", "pip", "--python", str(folder / PYTHON_IN_VENV)]
    raise SetupFailed("Python est incomplet : il lui manque pip. Installez les paquets python3-pip et python3-venv.")


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def explain(output: str) -> str:
    """Turn what pip printed into a cause in French, followed by its last lines for whoever will help."""
    cause = next((meaning for signs, meaning in CAUSES if any(sign in output for sign in signs)), UNKNOWN_CAUSE)
    detail = [line for line in output.splitlines() if line.strip()][-2:]
    return "\n  ".join(["Installation impossible : " + cause, "Détail technique (en anglais) :", *detail])


def run_inside(folder: Path, arguments: list[str]) -> int:
    """Run the environment's Python and return its exit code, as a shell would give it."""
    # Ctrl-C reaches the child too, which knows better how to end. It inherits the deafness, until it can answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = subprocess.Popen(
        [str(folder / PYTHON_IN_VENV), *arguments],
        env={**os.environ, "PYTHONUTF8": "1"},  # else Windows writes pipes and files in its own old encoding
    )
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


def say(text: str) -> None:
    """Tell the person at the keyboard, on the stream that is not the command's result."""
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)
