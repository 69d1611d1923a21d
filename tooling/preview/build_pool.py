"""Makes builds in processes that were started in advance, all into one folder."""

import contextlib
import errno
import subprocess
import sys
from pathlib import Path
from typing import Final, Self

from tooling.commands import building
from tooling.preview.worker import ENDED

START_PYTHON = (sys.executable, "-X", "utf8")
FORKS: Final = sys.platform == "linux"
"""Whether one process makes all builds, in forks of itself; Windows has no fork, and on macOS one may crash."""
NO_PROGRAM = f"{sys.executable}: "
"""The beginning of Python's message when it does not find the module to run."""

SILENT = (
    "La construction s’est arrêtée sans rien dire (code {}). Ce n’est pas votre faute → relancez ; "
    "si cela recommence, prévenez la personne qui développe le site."
)


class BuildPool:
    """Makes each build in a new process or in a fork; a process that has done its imports waits for the next build."""

    def __init__(self, settings: Path, folder: Path) -> None:
        """Builds with ``settings`` go into ``folder``, where a later build only changes the files that differ."""
        self.settings = settings
        self._output, self.kept = folder / "site", folder / "kept"
        self._waiting: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()

    def build(self) -> tuple[Path | None, str]:
        """Build; return the folder of a good build and "", or None and the build's error messages."""
        try:
            code, said = self._run()
            if said.startswith(NO_PROGRAM):  # the project was moved, and maybe moved back, while the process started
                code, said = self._run()
            if said.startswith(NO_PROGRAM):
                raise FileNotFoundError(errno.ENOENT, said, building.ROOT / "tooling")
        except OSError as error:
            return None, building.refused(error, self.settings.parent)
        if code:
            return None, said.strip() or SILENT.format(code)
        return self._output, ""

    def _run(self) -> tuple[int, str]:
        """Build in the waiting process; return its exit code and stderr. Raises OSError when none can be started."""
        process, said = self._ready(), ""
        assert process.stdin
        assert process.stderr
        with contextlib.suppress(BrokenPipeError):  # it has just ended, and told why
            process.stdin.write("\n")
            process.stdin.flush()
        for line in process.stderr:
            text, ended, code = line.partition(ENDED)
            said += text
            if ended:
                return int(code), said
        self._waiting = None
        process.communicate()
        return process.returncode, said

    def prepare(self) -> None:
        """Start the process of the next build; if that fails, the build will report it."""
        with contextlib.suppress(OSError):
            self._ready()

    def _ready(self) -> subprocess.Popen[str]:
        """The process that waits for the next build. Raises OSError."""
        if self._waiting is None or self._waiting.poll() is not None:
            arguments = [*map(str, (self.settings, self._output, self.kept)), *(["fork"] if FORKS else [])]
            self._waiting = subprocess.Popen(
                [*START_PYTHON, "-m", "tooling.preview.worker", *arguments],
                cwd=building.ROOT,
                stdin=subprocess.PIPE,
                stdout=None if sys.stdout.isatty() else subprocess.DEVNULL,  # a terminal shows the progress
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        return self._waiting

    def forget(self) -> None:
        """Drop the waiting process, after a change of the code or the settings."""
        if self._waiting is not None:
            self._waiting.kill()
            self._waiting.communicate()
            self._waiting = None
