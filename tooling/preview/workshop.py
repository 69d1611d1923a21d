"""Builds in fresh processes, without the wait for their start."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

PYTHON = (sys.executable, "-X", "utf8")


class Workshop:
    """Makes builds in fresh processes, with one always waiting that has already imported what it needs."""

    def __init__(self, settings: Path, folder: Path) -> None:
        """The builds of *settings* go into new folders inside *folder*."""
        self.settings = settings
        self._builds = folder / "builds"
        self._templates = folder / "templates"  # compiled, which takes as long as all the rest of a small build
        self._number = 0
        self._waiting: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def build(self) -> tuple[Path | None, str]:
        """Build; return the folder of a good build, or None with what was wrong in the words of the build."""
        self._number += 1
        output = self._builds / str(self._number)
        process, self._waiting = self.prepare(), None
        _, said = process.communicate(f"{output}\n")
        if process.returncode:
            return None, said.strip() or f"La construction s'est arrêtée sans rien dire (code {process.returncode})."
        return output, ""

    def prepare(self) -> subprocess.Popen[str]:
        """Have a process waiting for the next build; return it."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._templates.mkdir(exist_ok=True)
            self._waiting = subprocess.Popen(
                [*PYTHON, "-m", "tooling.preview.worker", str(self.settings), str(self._templates)],
                cwd=Path(__file__).resolve().parents[2],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        return self._waiting

    def forget(self) -> None:
        """Keep nothing of the code and the settings: they have changed."""
        self._dismiss()
        shutil.rmtree(self._templates, ignore_errors=True)

    def discard(self, keep: Path | None) -> None:
        """Remove all builds but the one to *keep*."""
        for old in self._builds.iterdir() if self._builds.exists() else ():
            if old != keep:
                shutil.rmtree(old, ignore_errors=True)

    def _dismiss(self) -> None:
        if self._waiting is not None:
            self._waiting.kill()
            self._waiting.communicate()
            self._waiting = None
