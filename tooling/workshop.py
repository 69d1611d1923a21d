"""Builds in fresh processes, without the wait for their start."""

import subprocess
import sys
from pathlib import Path


class Workshop:
    """Makes builds in fresh processes, with one always waiting that has already imported what it needs."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings
        self._waiting: subprocess.Popen[str] | None = None

    def build(self, output: Path) -> str | None:
        """Build into *output*; return what was wrong, in the words of the build, or None."""
        process, self._waiting = self.prepare(), None
        _, said = process.communicate(f"{output}\n")
        if process.returncode == 0:
            return None
        return said.strip() or f"La construction s'est arrêtée sans rien dire (code {process.returncode})."

    def prepare(self) -> subprocess.Popen[str]:
        """Have a process waiting for the next build; return it."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._waiting = subprocess.Popen(
                [sys.executable, "-X", "utf8", "-m", "tooling.worker", str(self.settings)],
                cwd=Path(__file__).resolve().parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        return self._waiting

    def dismiss(self) -> None:
        """Send the waiting process home: it has imported what has changed since, or nobody needs it any more."""
        if self._waiting is not None:
            self._waiting.kill()
            self._waiting.communicate()
            self._waiting = None
