"""The person whom a command informs and asks: at the keyboard, or at the desk of the preview (tooling/preview)."""

import hashlib
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tooling.commands.program import COMMAND
from tooling.sharing.repository import SharingRefused

WIDTH: Final = 44
"""The width, in characters, of each of two versions that are shown side by side."""
NOBODY: Final = "Personne n’est là pour répondre. Rien n’a changé."
CANCELLED: Final = "Tout est annulé : ce dossier est comme avant."
SIGNATURE: Final = {"name": "Votre prénom et votre nom", "email": "Votre adresse e-mail"}
"""What signs every change: git's « user.name » and « user.email », each with its question."""
SIGNED: Final = "Chaque changement est signé. Cette question n’est posée qu’une fois ; la réponse se verra."


@dataclass(frozen=True)
class Dispute:
    """Two versions of one ``place`` in a file, called ``page``; "" is a removal.

    ``whose`` says who made the other version, ``theirs``.
    """

    path: str
    page: str
    place: str
    ours: str
    theirs: str
    whose: str

    @property
    def key(self) -> str:
        """A digest that is the same for the same two versions, by which a form names the answer."""
        return hashlib.sha256(repr((self.path, self.place, self.ours, self.theirs)).encode()).hexdigest()[:16]


class Interlocutor(Protocol):
    """The person who uses a command. Each question may raise SharingRefused."""

    def say(self, text: str) -> None:
        """Show a text, in French."""

    def way(self, command: str) -> str:
        """How this person starts another command, in French."""

    def agrees(self, question: str) -> bool:
        """Ask whether the command may do something that was not asked for."""

    def signs(self, lacking: Sequence[str]) -> Mapping[str, str]:
        """Ask for the keys of the SIGNATURE that are ``lacking``; return their values."""

    def chooses(self, disputes: Sequence[Dispute]) -> Sequence[bool]:
        """Ask of each dispute whether our own version stays."""


class AtTheKeyboard:
    """The person in the terminal; nobody where stdin is not one."""

    def __init__(self, ask: Callable[[str], str] = input) -> None:
        self._ask = ask

    def say(self, text: str) -> None:
        print(text, flush=True)

    def way(self, command: str) -> str:
        return f"{COMMAND} {command}"

    def agrees(self, question: str) -> bool:
        return sys.stdin.isatty() and self._ask(f"{question} [o/N] ").strip().lower() in {"o", "oui"}

    def signs(self, lacking: Sequence[str]) -> Mapping[str, str]:
        if not sys.stdin.isatty():
            raise SharingRefused(
                f'Dites une fois qui vous êtes : {COMMAND} envoyer --nom "Prénom Nom" --courriel adresse@exemple.be'
            )
        print(SIGNED)
        return {key: self._ask(f"{SIGNATURE[key]} : ") for key in lacking}

    def chooses(self, disputes: Sequence[Dispute]) -> Sequence[bool]:
        if not sys.stdin.isatty():
            told = "\n\n".join(map(_side_by_side, disputes))
            count = f"{len(disputes)} endroit{'s' * (len(disputes) > 1)}"
            raise SharingRefused(f"{told}\n\nDeux versions de la même chose, à {count}. {NOBODY}")
        return [
            self._choice(f"({number} sur {len(disputes)}) {_side_by_side(dispute)}")
            for number, dispute in enumerate(disputes, 1)
        ]

    def _choice(self, shown: str) -> bool:
        print(f"\nDeux versions de la même chose {shown}")
        while True:
            answer = self._ask("Laquelle garder ? [1, 2, ou a pour tout annuler] ").strip().lower()
            if answer in {"1", "2"}:
                return answer == "1"
            if answer in {"a", "annuler"}:
                raise SharingRefused(CANCELLED)


def _side_by_side(dispute: Dispute) -> str:
    sides = [f"1. la vôtre\n{dispute.ours or '(effacé)'}", f"2. {dispute.whose}\n{dispute.theirs or '(effacé)'}"]
    columns = [[line for row in side.splitlines() for line in textwrap.wrap(row, WIDTH) or [""]] for side in sides]
    height = max(map(len, columns))
    rows = zip(*(column + [""] * (height - len(column)) for column in columns), strict=True)
    sided = "\n".join(f"  {one:<{WIDTH}}  {other}".rstrip() for one, other in rows)
    return f"{dispute.page}, {dispute.place} :\n{sided}"
