"""Publishing into a plain folder, output/, which GitHub Pages, GitLab Pages or any other host then takes.

Beside it, on the same disk, lies the one published before.
"""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from tooling.exchange import exchange
from tooling.manifest import Manifest
from tooling.targets import TargetRefused


class FolderTarget:
    """``folder`` is replaced as a whole; ``aside`` is a folder of the same disk for what is not shown."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self.folder, self.name = folder, f"le dossier {folder.name}"
        self.previous, self._next = aside / "previous", aside / "next"
        self._leaving, self._spare = aside / "leaving", aside / "spare"

    def __enter__(self) -> Self:
        self.previous.parent.mkdir(parents=True, exist_ok=True)
        if not self.folder.exists() and self.previous.exists():  # killed where the system cannot exchange folders
            self.previous.rename(self.folder)
        for leftover in (self._next, self._leaving, self._spare):
            shutil.rmtree(leftover, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held: who publishes on this computer holds a lock of his own."""

    def published(self) -> Manifest:
        return Manifest.of(self.folder)

    def upload(self, site: Path, manifest: Manifest) -> None:
        shutil.copytree(site, self._next)
        if Manifest.of(self._next) != manifest:
            raise TargetRefused(f"La copie dans {self._next} n’est pas complète → vérifiez la place sur le disque.")

    def switch(self) -> str:
        if not self.folder.exists():
            self._next.rename(self.folder)
            return self.name
        if self.previous.exists():
            self.previous.rename(self._leaving)  # in one step: a folder that is half deleted must not be gone back to
        self._next.rename(self.previous)
        self._swap()
        shutil.rmtree(self._leaving, ignore_errors=True)
        return self.name

    def step_back(self) -> str:
        if not (self.previous.is_dir() and self.folder.is_dir()):
            raise TargetRefused("Il n’y a pas de publication précédente dans ce dossier.")
        self._swap()
        return f"{self.name}, tel qu’il était avant"

    def _swap(self) -> None:
        """Give ``folder`` and ``previous`` each other's place."""
        if not exchange(self.previous, self.folder):
            # Windows: between two of these steps there is no folder; the next run puts the old site back.
            self.previous.rename(self._spare)
            self.folder.rename(self.previous)
            self._spare.rename(self.folder)
