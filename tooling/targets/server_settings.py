"""Reads from publication.toml the server for « publier --vers rsync » and « publier --vers sftp »."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plugins.base.identity import IDENTITY
from tooling.targets.target import TargetRefused

EXAMPLE: Final = f"""[serveur]
hote = "www.exemple.be"
utilisateur = "publication"
dossier = "/srv/{IDENTITY.key}"
port = 22"""
KEYS: Final = {"hote": str, "utilisateur": str, "dossier": str, "port": int, "options_ssh": list}
DEFAULTS: Final = {"hote": "", "utilisateur": "", "dossier": "", "port": 22, "options_ssh": []}
PATTERNS: Final = {
    "hote": (r"[\w.][\w.-]*", "un nom comme www.exemple.be, sans « : »"),
    "utilisateur": (r"[\w][\w.-]*", "un nom comme publication"),
    "dossier": (r"(?!.*/\.\.(/|$))/[\w./-]*[\w-]", f"un chemin comme /srv/{IDENTITY.key}, sans « .. »"),
}
TYPE_NAMES: Final = {str: "un texte entre guillemets", int: "un nombre", list: "une liste de textes"}
ALIVE: Final = ("ConnectTimeout=15", "ServerAliveInterval=10", "ServerAliveCountMax=3")
KNOWN: Final = ("-o", "StrictHostKeyChecking=yes")
"""Makes ssh refuse an unknown server, which it would else ask about in English. Of two values for an option ssh takes
the first, so that ``Server.options`` have precedence."""


@dataclass(frozen=True)
class Server:
    """A server, the folder of the site there, and how to connect; ``options`` are passed to ssh."""

    host: str
    user: str
    folder: str
    port: int = 22
    options: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return f"{self.user}@{self.host}"

    @property
    def ssh(self) -> tuple[str, ...]:
        """The ssh command line, up to the address."""
        alive = (word for option in ALIVE for word in ("-o", option))
        return ("ssh", "-T", "-p", str(self.port), *alive, *self.options, *KNOWN)


def read_server(file: Path) -> Server:
    """The server that ``file``, publication.toml, describes. Raises TargetRefused, which says what to write."""
    try:
        settings = tomllib.loads(file.read_text("utf-8")).get("serveur")
    except FileNotFoundError:
        settings = None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetRefused(f"{file.name} ne se lit pas ({error}) → reprenez ce modèle :\n\n{EXAMPLE}") from None
    if not isinstance(settings, dict) or not settings:
        raise TargetRefused(
            f"Aucun serveur n’est indiqué → écrivez ceci dans {file.name}, avec les valeurs de votre hébergeur :"
            f"\n\n{EXAMPLE}"
        )
    problems = [f"{key} : champ inconnu → retirez-le" for key in settings if key not in KEYS]
    given = settings | {key: value for key, value in DEFAULTS.items() if key not in settings}
    wrong = [key for key, kind in KEYS.items() if type(given[key]) is not kind]  # isinstance takes a bool for an int
    problems += [f"{key} : « {given[key]} » → écrivez {TYPE_NAMES[KEYS[key]]}" for key in wrong]
    for key, (pattern, hint) in PATTERNS.items():
        if key not in wrong and not re.fullmatch(pattern, given[key]):
            problems.append(f"{key} : « {given[key]} » → écrivez {hint}")
    port, options = given["port"], given["options_ssh"]
    if "port" not in wrong and not 0 < port < 65536:
        problems.append(f"port : « {port} » → écrivez un nombre entre 1 et 65535")
    if "options_ssh" not in wrong and not _are_options(options):
        problems.append(
            'options_ssh : écrivez une liste de textes, par exemple ["-i", "cle"], où chaque option commence par « - »'
        )
    if problems:
        raise TargetRefused("\n".join(f"{file.name} : {problem}" for problem in problems))
    return Server(settings["hote"], settings["utilisateur"], settings["dossier"], port, tuple(options))


def _are_options(words: list[object]) -> bool:
    """Whether each word is an ssh option, or the value of the one-letter option before it.

    ssh would take any other word for the server.
    """
    texts = [word for word in words if isinstance(word, str)]
    pairs = zip(["", *texts], texts, strict=False)
    return texts == words and all(word.startswith("-") or re.fullmatch("-[A-Za-z]", before) for before, word in pairs)
