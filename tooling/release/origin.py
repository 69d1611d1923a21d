"""Records the origin of a release: the commit, whether files differed from it, who made it and when."""

import json
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tooling.commands.build_date import now
from tooling.release import git
from tooling.targets.lock import user_name


def person() -> str:
    """Who publishes, and on which computer, in French."""
    return f"{user_name()} depuis {platform.node() or 'un ordinateur'}"


@dataclass(frozen=True)
class Origin:
    """``made`` and ``saved`` know their time zone; without git, ``commit`` is empty and ``saved`` None.

    ``unsaved``: whether files differed from the commit.
    """

    made: datetime
    by: str
    commit: str = ""
    saved: datetime | None = None
    unsaved: bool = False

    @classmethod
    def of(cls, root: Path, apart: Path) -> "Origin":
        """The origin of a release made now from the folder ``root``; the file ``apart`` may differ from the commit."""
        head = (git.ask(root, "log", "-1", "--format=%H %cI") or "").split()
        if len(head) != 2:
            return cls(now(), person())
        changed = git.ask(root, "status", "--porcelain", "--", ".", f":(exclude){apart.as_posix()}")
        return cls(now(), person(), head[0], datetime.fromisoformat(head[1]), changed != "")

    @classmethod
    def read(cls, text: str) -> "Origin | None":
        """Parse the result of ``str``; None for any other text."""
        try:
            kept = json.loads(text)
            saved = datetime.fromisoformat(kept["saved"]) if kept["saved"] else None
            made = datetime.fromisoformat(kept["made"])
            if made.tzinfo is None or (saved and saved.tzinfo is None):
                return None
            return cls(made, str(kept["by"]), str(kept["commit"]), saved, bool(kept["unsaved"]))
        except (ValueError, TypeError, KeyError):
            return None

    def __str__(self) -> str:
        """One line of JSON."""
        saved = self.saved.isoformat() if self.saved else None
        kept = {"made": self.made.isoformat(timespec="seconds"), "by": self.by, "commit": self.commit}
        return json.dumps(kept | {"saved": saved, "unsaved": self.unsaved}, ensure_ascii=False)

    @property
    def description(self) -> str:
        """In French: « l’enregistrement 1a2b3c4 du 24/11/2026 à 10:00, avec des changements non enregistrés »."""
        if not self.saved:
            return "un dossier sans git"
        more = ", avec des changements non enregistrés" if self.unsaved else ""
        return f"l’enregistrement {self.commit[:7]} du {self.saved:%d/%m/%Y à %H:%M}{more}"


def older(ours: Origin, shown: Origin, root: Path) -> str:
    """Why publishing ``ours`` over ``shown`` may undo something, in French; empty when nothing suggests it.

    Releases made without git cannot be compared.
    """
    if not (ours.saved and shown.saved):
        return ""
    if ours.commit == shown.commit:
        if shown.unsaved and not ours.unsaved:
            return (
                f"ATTENTION : {shown.by} a publié des changements qui ne sont pas enregistrés, et que ce dossier n’a "
                "pas : ils seraient défaits.\n→ Enregistrez-les et envoyez-les depuis cet ordinateur-là "
                "(git commit, git push), puis recevez-les ici (git pull --rebase)."
            )
        return ""
    if _holds(root, ours.commit, shown.commit):
        return ""
    if git.ask(root, "rev-parse", "--is-shallow-repository") == "true\n" and shown.saved < ours.saved:
        return ""  # a shallow clone cannot show which commit comes first
    if shown.saved > ours.saved or _holds(root, shown.commit, ours.commit):
        what = "le contenu de ce dossier est plus ancien que celui du site qui est montré"
    else:
        what = "le site qui est montré a des changements que ce dossier n’a pas"
    return (
        f"ATTENTION : {what} : ce qui a été corrigé entre-temps serait défait.\n"
        f"  Montré : {shown.description}, publié par {shown.by}.\n  Ce dossier : {ours.description}.\n"
        "→ Recevez d’abord le travail des autres (git pull --rebase), puis recommencez."
    )


def _holds(root: Path, commit: str, other: str) -> bool:
    """Whether ``other`` is in the past of ``commit``."""
    return git.ask(root, "merge-base", "--is-ancestor", other, commit) is not None
