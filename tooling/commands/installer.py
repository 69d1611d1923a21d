"""Installs packages into the project's environment with pip, ignoring the machine's settings, and explains failures.

Like ``environment``, it uses the standard library only and parses on older Pythons.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

PYTHON_IN_VENV = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")

# Variables that make Python look for its modules elsewhere.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONUSERBASE")
# The settings of pip, in files or variables, that are kept: those that say how to reach the packages. The others
# (target, user, prefix, python, constraint…) could install elsewhere or other packages.
PIP_SETTINGS = frozenset(
    "index-url extra-index-url no-index find-links trusted-host proxy cert client-cert keyring-provider "
    "cache-dir no-cache-dir timeout default-timeout".split()
)

SILENCE = 8  # seconds without output of pip, after which a message is printed
STEP = 10  # packages between two messages about the download

DAMAGED = (
    "un paquet est arrivé coupé en route, ou différent de celui attendu ; il a été refusé, deux fois de suite. "
    "→ Relancez la même commande, si possible par une autre connexion. Si cela persiste, prévenez la personne qui "
    "développe le site."
)
TELL_THE_DEVELOPER = "Transmettez ce message à la personne qui développe le site."
UNKNOWN_CAUSE = "les outils n’ont pas pu être installés. → " + TELL_THE_DEVELOPER
CAUSES = (  # regular expression for the output of pip → cause and remedy in French
    ("DO NOT MATCH THE HASHES|IncompleteRead|incomplete-download|Download failed", DAMAGED),
    (
        r"No space left on device|\[Errno 28\]|\[WinError 112\]",
        "le disque est plein. → Libérez environ 500 Mo, puis relancez la même commande.",
    ),
    (
        r"\[WinError (5|32)\][^\n]*\.venv\W",
        "un fichier du dossier .venv est protégé ou utilisé par un autre programme. → Fermez les autres fenêtres de "
        "commande, supprimez le dossier .venv, puis relancez la même commande.",
    ),
    (
        r"Permission denied|Access is denied|Read-only file system|\[WinError (5|32)\]|\[Errno (13|30)\]",
        "le dossier du site, ou son dossier .venv, est protégé : vous ne pouvez pas y écrire. → Donnez-vous le droit "
        "d’y écrire, ou copiez le site dans un dossier à vous, puis relancez la même commande.",
    ),
    (
        r"HTTP/\d\.\d\" 5\d\d|HTTP error 5\d\d|too many 5\d\d error responses|5\d\d Server Error",
        "le serveur des paquets est en panne (il répond par une erreur). → Attendez quelques minutes, puis relancez la "
        "même commande.",
    ),
    (
        "NewConnectionError|Failed to establish|ConnectTimeout|ReadTimeout|timed out|ProxyError|SSLError|"
        "Connection (aborted|broken|refused|reset)|connection broken|ConnectionError|Temporary failure",
        "pas de connexion à l’internet, ou le serveur des paquets ne répond pas. La première fois, il en faut une pour "
        "télécharger les outils. → Vérifiez la connexion, puis relancez la même commande.",
    ),
    (
        "Configuration file|contains invalid",
        "la configuration de pip de cet ordinateur est illisible. → Transmettez ce message à la personne qui s’occupe "
        "de l’ordinateur.",
    ),
)


class SetupFailed(Exception):
    """The environment could not be made; the message is in French, for the person at the keyboard."""

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure


def install(folder: Path, lock: Path) -> None:
    """Install exactly what ``lock`` pins, checking hashes, without building any package. Raises SetupFailed."""
    command = [
        *pip(folder),
        *("install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--retries=2"),
        *("--no-input", "--disable-pip-version-check", "--progress-bar=off", "--requirement", str(lock)),
    ]
    variables = pip_variables(pip(folder))
    code, output = listen(command, variables)
    if code and cause_of(output) in (DAMAGED, UNKNOWN_CAUSE):
        # The connection or pip's cache may be at fault. Only with -vv does pip print what servers answer.
        say("L’installation n’a pas réussi du premier coup : nouvel essai…")
        code, output = listen([*command, "--no-cache-dir", "-vv"], variables)
    if code:
        raise SetupFailed(explain(output))


def pip(folder: Path) -> list[str]:
    """The pip command that installs into ``folder``: its own pip, or the system's where Debian's venv has none."""
    if any([*folder.glob(place + "/site-packages/pip")] for place in ("Lib", "lib/python*")):
        return [str(folder / PYTHON_IN_VENV), "-m", "pip"]
    if has("pip") or Path(sys.prefix) == folder:
        base = getattr(sys, "_base_executable", sys.executable)
        return [base, "-m", "pip", "--python", str(folder / PYTHON_IN_VENV)]
    raise SetupFailed("Python est incomplet : il lui manque pip. → Installez les paquets python3-pip et python3-venv.")


def has(module: str) -> bool:
    """Whether this Python can import a module."""
    return importlib.util.find_spec(module) is not None


def clean_variables() -> dict[str, str]:
    """The variables of this process without those that mislead Python."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return {**kept, "PYTHONUTF8": "1"}  # else Windows uses its legacy encoding for pipes and files


def pip_variables(command: list[str]) -> dict[str, str]:
    """The environment for the pip of ``command``: of all settings of the machine's pip, only PIP_SETTINGS.

    Raises SetupFailed.
    """
    # With their values of this machine these settings could make « pip config list » leave out others.
    whole = dict.fromkeys(("PIP_GLOBAL", "PIP_QUIET", "PIP_SITE", "PIP_USER"), "0")
    variables = {name: value for name, value in clean_variables().items() if name != "PIP_PYTHON"}
    code, output = listen([*command, "config", "list"], {**variables, **whole})
    if code:
        raise SetupFailed(explain(output))
    found = [re.match(r"(global|install|:env:)\.([a-z-]+)=(.*)", line) for line in output.splitlines()]
    variables = {name: value for name, value in variables.items() if not name.startswith("PIP_")}
    for section in ("global", "install", ":env:"):  # as in pip, a later section overrides an earlier one
        for setting in found:
            if setting and setting[1] == section and setting[2] in PIP_SETTINGS:
                variables["PIP_" + setting[2].replace("-", "_").upper()] = ast.literal_eval(setting[3])
    return {**variables, "PIP_CONFIG_FILE": os.devnull}  # so pip reads no configuration file


def listen(command: list[str], variables: dict[str, str]) -> tuple[int, str]:
    """Run ``command``; return its exit code and output. Prints progress, also after SILENCE seconds without output."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    said = ["\n"]

    def hear(output: Iterable[str]) -> None:
        for line in output:
            lines.put(line)
        lines.put("")  # marks the end of the output

    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=variables,
        encoding="utf-8",
        errors="replace",
    ) as process:
        threading.Thread(target=hear, args=(process.stdout,), daemon=True).start()
        try:
            while said[-1]:
                try:
                    said.append(lines.get(timeout=SILENCE))
                    news = progress(said)
                except queue.Empty:
                    news = waiting_for(said)
                if news:
                    say(news)
        except BaseException:
            process.kill()
            raise
    return process.returncode, "".join(said)


def progress(said: list[str]) -> str:
    """The message to print after the last line of ``said``, pip's output so far; "" for most lines."""
    if said[-1].startswith("Installing collected packages"):
        return "Les paquets se mettent en place dans le dossier .venv…"
    asked = sum(line.startswith("Collecting ") for line in said) if said[-1].startswith("Collecting ") else 0
    return f"{asked} paquets demandés…" if asked and asked % STEP == 0 else ""


def waiting_for(said: list[str]) -> str:
    """The message to print when pip is silent after its output ``said``."""
    if len(said) == 1:
        return "L’installateur démarre…"
    if any("Installing collected packages" in line for line in said):
        return "Les paquets se mettent en place dans le dossier .venv…"
    if "Downloading " in said[-1]:
        return "Un paquet se télécharge lentement : j’attends la suite…"
    return "J’attends une réponse du serveur des paquets…"


def cause_of(output: str) -> str:
    """The cause of a failure of pip and its remedy, in French, from its output."""
    texts = ("\n".join(errors_in(output)), output)
    return next((meaning for text in texts for sign, meaning in CAUSES if re.search(sign, text)), UNKNOWN_CAUSE)


def errors_in(output: str) -> list[str]:
    """The lines of pip’s output that report an error."""
    signs = ("ERROR", "Could not fetch URL")
    return [line for line in output.splitlines() if line.strip().startswith(signs)]


def explain(output: str) -> str:
    """The cause of a failure in French, followed by the main lines of pip's output for whoever will help."""
    errors, lines = errors_in(output), [line for line in output.splitlines() if line.strip()]
    detail = errors[:1] + errors[1:][-1:] if errors else lines[-2:]
    return "\n  ".join(["Installation impossible : " + cause_of(output), "Détail technique (en anglais) :", *detail])


def say(text: str) -> None:
    """Print a message to stderr, since stdout is for the command's result."""
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)
