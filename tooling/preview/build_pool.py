"""Builds in fresh processes, without the wait for their start."""

import contextlib
import errno
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

from tooling.commands import building

PYTHON = (sys.executable, "-X", "utf8")
NO_PROGRAM = f"{sys.executable}: "
"""How Python begins what it says where it does not find the module to run."""

SILENT = (
    "La construction s’est arrêtée sans rien dire (code {}). Ce n’est pas votre faute → relancez ; "
    "si cela recommence, prévenez la personne qui développe le site."
)


class BuildPool:
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
        try:
            code, said = self._run(output)
            if said.startswith(NO_PROGRAM):  # the project was moved, and maybe is back, while the process started
                code, said = self._run(output)
            if said.startswith(NO_PROGRAM):
                raise FileNotFoundError(errno.ENOENT, said, building.ROOT / "tooling")
        except OSError as error:
            return None, building.refused(error, self.settings.parent)
        if code:
            return None, said.strip() or SILENT.format(code)
        return output, ""

    def _run(self, output: Path) -> tuple[int, str]:
        """Build in the process that waits; return its code and its words. Raises OSError where there can be none."""
        process, self._waiting = self._ready(), None
        _, said = process.communicate(f"{output}\n")
        return process.returncode, said

    def prepare(self) -> None:
        """Have a process waiting for the next build; where there can be none, that build will say why."""
        with contextlib.suppress(OSError):
            self._ready()

    def _ready(self) -> subprocess.Popen[str]:
        """The process that waits for the next build. Raises OSError."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._templates.mkdir(parents=True, exist_ok=True)
            self._waiting = subprocess.Popen(
                [*PYTHON, "-m", "tooling.preview.worker", str(self.settings), str(self._templates)],
                cwd=building.ROOT,
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
