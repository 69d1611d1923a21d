"""Reads from ``publication.toml`` whether the site is launched, and where it is online.

Before the launch it may be at a trial address, closed to search engines; what is « à compléter » is then a question,
not a fault.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plugins.base.identity import IDENTITY
from tooling.commands.program import COMMAND
from tooling.targets.target import TargetRefused

TABLE: Final = "site"
KEYS: Final = {"lance": bool, "adresse_essai": str, "hebergeur": str}
FORGES: Final = {"github": "GitHub", "gitlab": "GitLab"}
"""The hosts that put the site online by themselves, each time that somebody sends (« envoyer »)."""
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?/?")


@dataclass(frozen=True)
class Launch:
    """``launched``: whether the public may know of the site; ``trial``: its address until then, "" for its own."""

    launched: bool = True
    trial: str = ""
    host: str = ""
    """The name of the host: on « github » and « gitlab » a workflow puts the site online, else « publier » does."""

    @property
    def address(self) -> str:
        """The trial address; "" where the site is at its own."""
        return "" if self.launched else self.trial

    @property
    def online(self) -> str:
        """Where the site is online; "" where it is not yet."""
        return IDENTITY.website if self.launched else self.trial


def read_launch(file: Path) -> Launch:
    """The settings of the launch in ``file``; without any, the site counts as launched. Raises TargetRefused."""
    try:
        given = tomllib.loads(file.read_text("utf-8")).get(TABLE, {}) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetRefused(f"{file.name} ne se lit pas ({error}) → reprenez le modèle du guide") from None
    wrong = isinstance(given, dict) and [key for key, value in given.items() if type(value) is not KEYS.get(key)]
    if not isinstance(given, dict) or wrong or not _ADDRESS.fullmatch(given.get("adresse_essai", "https://x")):
        raise TargetRefused(
            f"{file.name}, [{TABLE}] : écrivez « lance = false » avant le lancement et « lance = true » ensuite, et, "
            's’il y a une adresse d’essai, « adresse_essai = "https://essai.exemple.be" »'
        )
    return Launch(given.get("lance", True), given.get("adresse_essai", "").rstrip("/"), given.get("hebergeur", ""))


def after_sending(file: Path) -> str:
    """What remains to be done until the public sees what was sent, in French; it depends on the host in ``file``."""
    try:
        forge = FORGES.get(read_launch(file).host)
    except TargetRefused:
        forge = None
    if forge:
        return f"{forge} vérifie et met en ligne, en quelques minutes. S’il trouve une erreur, un e-mail vous prévient."
    return f"Le public ne voit encore rien de nouveau. Pour le mettre en ligne : {COMMAND} publier"
