"""The origin of a release: who made it and when, from which commit, and whether files differed from that commit."""

import json
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.base.identity import IDENTITY
from tooling.commands import git
from tooling.commands.build_date import now
from tooling.commands.lock import user_name
from tooling.commands.program import COMMAND


def person() -> str:
    """Who publishes, and on which computer, in French."""
    return f"{user_name()} depuis {platform.node() or 'un ordinateur'}"


def spoken(moment: datetime) -> str:
    """« 24/11/2026 à 10:00 », in the organisation's time zone."""
    return f"{moment.astimezone(IDENTITY.zone):%d/%m/%Y à %H:%M}"


def publisher(root: Path) -> str:
    """The name of who publishes from the folder ``root``: git's user.name there, else the computer's user."""
    return (git.ask(root, "config", "user.name") or "").strip() or person()


@dataclass(frozen=True)
class Origin:
    """When and by whom a release was made, and from which commit.

    Both times have a time zone. Without git, ``commit`` is "" and ``committed_at`` None.
    """

    made_at: datetime
    made_by: str
    commit: str = ""
    committed_at: datetime | None = None
    has_changes: bool = False
    """Whether files differed from the commit."""

    @classmethod
    def of(cls, root: Path, ignored: Path) -> "Origin":
        """The origin of a release made now from the folder ``root``; changes of the file ``ignored`` do not count."""
        head = (git.ask(root, "log", "-1", "--format=%H %cI") or "").split()
        if len(head) != 2:
            return cls(now(), publisher(root))
        changed = git.ask(root, "status", "--porcelain", "--", ".", f":(exclude){ignored.as_posix()}")
        return cls(now(), publisher(root), head[0], datetime.fromisoformat(head[1]), changed != "")

    @classmethod
    def read(cls, text: str) -> "Origin | None":
        """Parse the result of ``str``; None for any other text."""
        try:
            kept = json.loads(text)
            committed_at = datetime.fromisoformat(kept["saved"]) if kept["saved"] else None
            made_at = datetime.fromisoformat(kept["made"])
            if made_at.tzinfo is None or (committed_at and committed_at.tzinfo is None):
                return None
            return cls(made_at, str(kept["by"]), str(kept["commit"]), committed_at, bool(kept["unsaved"]))
        except (ValueError, TypeError, KeyError):
            return None

    def __str__(self) -> str:
        """One line of JSON. Its keys are those of the releases that servers hold."""
        saved = self.committed_at.isoformat() if self.committed_at else None
        kept = {"made": self.made_at.isoformat(timespec="seconds"), "by": self.made_by, "commit": self.commit}
        return json.dumps(kept | {"saved": saved, "unsaved": self.has_changes}, ensure_ascii=False)

    @property
    def description(self) -> str:
        """In French: « l’enregistrement 1a2b3c4 du 24/11/2026 à 10:00, avec des changements non enregistrés »."""
        if not self.committed_at:
            return "un dossier sans git"
        more = ", avec des changements non enregistrés" if self.has_changes else ""
        return f"l’enregistrement {self.commit[:7]} du {spoken(self.committed_at)}{more}"


def why_older(ours: Origin, shown: Origin, root: Path) -> str:
    """Why publishing ``ours`` over ``shown`` may undo something, in French; empty when nothing suggests it.

    Releases made without git cannot be compared.
    """
    if not (ours.committed_at and shown.committed_at):
        return ""
    if ours.commit == shown.commit:
        if shown.has_changes and not ours.has_changes:
            return (
                f"ATTENTION : {shown.made_by} a publié des changements qui ne sont pas enregistrés, et que ce dossier "
                "n’a pas : ils seraient défaits.\n→ Enregistrez-les et envoyez-les depuis cet ordinateur-là "
                f"({COMMAND} envoyer), puis recevez-les ici ({COMMAND} recevoir)."
            )
        return ""
    if _is_ancestor(root, shown.commit, ours.commit):
        return ""
    if git.ask(root, "rev-parse", "--is-shallow-repository") == "true\n" and shown.committed_at < ours.committed_at:
        return ""  # a shallow clone cannot show which commit comes first
    if shown.committed_at > ours.committed_at or _is_ancestor(root, ours.commit, shown.commit):
        what = "le contenu de ce dossier est plus ancien que celui du site qui est montré"
    else:
        what = "le site qui est montré a des changements que ce dossier n’a pas"
    return (
        f"ATTENTION : {what} : ce qui a été corrigé entre-temps serait défait.\n"
        f"  Montré : {shown.description}, publié par {shown.made_by}.\n  Ce dossier : {ours.description}.\n"
        f"→ Recevez d’abord le travail des autres ({COMMAND} recevoir), puis recommencez."
    )


def _is_ancestor(root: Path, ancestor: str, commit: str) -> bool:
    """Whether ``commit`` is ``ancestor`` or a descendant of it."""
    return git.ask(root, "merge-base", "--is-ancestor", ancestor, commit) is not None
