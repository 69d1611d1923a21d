"""Publishing into a plain folder, public/, which GitHub Pages, GitLab Pages or any other host then takes.

Beside it, on the same disk, lies the one published before.
"""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from tooling.targets.exchange import exchange
from tooling.targets.manifest import Manifest
from tooling.targets.target import TargetRefused


class FolderTarget:
    """``folder`` is replaced as a whole; ``aside`` is a folder of the same disk for what is not shown.

    What is killed on the way, the next one finishes (``__enter__``): ``previous`` holds only what was public.
    """

    word = "dossier"

    def __init__(self, folder: Path, aside: Path) -> None:
        self.folder, self.name = folder, f"le dossier {folder.name}"
        self.previous, self._next = aside / "previous", aside / "next"
        self._leaving, self._spare = aside / "leaving", aside / "spare"
        self._whole = aside / "whole"  # the manifest of what is in _next, once all of it is there

    def __enter__(self) -> Self:
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise TargetRefused(
                f"{self.folder} n’est pas un vrai dossier, mais un lien ou un fichier : il ne peut pas être remplacé "
                "en une fois.\nRien n’a changé. Renommez-le ou effacez-le, puis recommencez."
            )
        self.previous.parent.mkdir(parents=True, exist_ok=True)
        if self._spare.exists():  # killed where the system cannot exchange folders
            if self.folder.exists():
                self._keep(self._spare)
            else:
                self._spare.rename(self.folder)
        if self._next.exists() and self._whole.exists() and self._whole.read_text("utf-8") == str(self.published()):
            self._keep(self._next)  # killed just after the exchange: it is the site before
        for leftover in (self._next, self._leaving):
            shutil.rmtree(leftover, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held: who publishes on this computer holds a lock of his own."""

    def published(self) -> Manifest:
        return Manifest.of(self.folder)

    def upload(self, site: Path, manifest: Manifest) -> None:
        self._whole.unlink(missing_ok=True)
        shutil.copytree(site, self._next)
        if Manifest.of(self._next) != manifest:
            raise TargetRefused(f"La copie dans {self._next} n’est pas complète → vérifiez la place sur le disque.")
        self._whole.write_text(str(manifest), "utf-8", newline="\n")

    def switch(self) -> str:
        if self.folder.exists():
            self._show(self._next)
        else:
            self._next.rename(self.folder)
        return self.name

    def step_back(self) -> str:
        if not (self.previous.is_dir() and self.folder.is_dir()):
            raise TargetRefused("Il n’y a pas de publication précédente dans ce dossier.")
        self._show(self.previous)
        return f"{self.name}, tel qu’il était avant"

    def _show(self, site: Path) -> None:
        """Make ``site`` the public folder, and the public folder the previous one."""
        if exchange(site, self.folder):
            last = site
        else:
            # Windows: between these two steps there is no folder; killed there, the next run puts the old site back.
            last = self.folder.rename(self._spare)
            try:
                site.rename(self.folder)
            except BaseException:
                last.rename(self.folder)
                raise
        if last != self.previous:
            self._keep(last)

    def _keep(self, last: Path) -> None:
        """Make ``last`` the previous site; the one before it leaves only then, under a name of its own."""
        if self.previous.exists():
            shutil.rmtree(self._leaving, ignore_errors=True)
            self.previous.rename(self._leaving)
        last.rename(self.previous)
        shutil.rmtree(self._leaving, ignore_errors=True)
