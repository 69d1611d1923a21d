"""The server that « publier --vers rsync » publishes to, as publication.toml says it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tooling.targets import TargetRefused

EXAMPLE: Final = """[serveur]
hote = "www.exemple.be"
utilisateur = "publication"
dossier = "/srv/cainamur"
port = 22"""
KEYS: Final = {"hote": str, "utilisateur": str, "dossier": str, "port": int, "options_ssh": list}
PATTERNS: Final = {
    "hote": (r"[\w.:][\w.:-]*", "un nom comme www.exemple.be"),
    "utilisateur": (r"[\w][\w.-]*", "un nom comme publication"),
    "dossier": (r"/[\w./-]*[\w-]", "un chemin comme /srv/cainamur"),
}
ALIVE: Final = ("ConnectTimeout=15", "ServerAliveInterval=10", "ServerAliveCountMax=3")


@dataclass(frozen=True)
class Server:
    """Where the site lies, and how to get there; ``options`` go to ssh."""

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
        """The command that connects, without the address."""
        alive = (word for option in ALIVE for word in ("-o", option))
        return ("ssh", "-T", "-p", str(self.port), *alive, *self.options)


def read(file: Path) -> Server:
    """The server of a file. Raises TargetRefused, which says in French what to write where."""
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
    for key, (pattern, hint) in PATTERNS.items():
        if not re.fullmatch(pattern, str(settings.get(key, ""))):
            problems.append(f"{key} : « {settings.get(key, '')} » → écrivez {hint}")
    port, options = settings.get("port", 22), settings.get("options_ssh", [])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        problems.append(f"port : « {port} » → écrivez un nombre entre 1 et 65535")
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        problems.append('options_ssh : écrivez une liste de textes, par exemple ["-i", "cle"]')
    if problems:
        raise TargetRefused("\n".join(f"{file.name} : {problem}" for problem in problems))
    return Server(settings["hote"], settings["utilisateur"], settings["dossier"], port, tuple(options))
