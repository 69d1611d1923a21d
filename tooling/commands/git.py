"""Runs git commands that never wait for an answer: git, ssh and editors would ask their questions in English."""

import contextlib
import os
import subprocess
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

LONGEST: Final = 300
"""The timeout of a command, in seconds."""
OF_ANOTHER: Final = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_DIR GIT_INDEX_FILE GIT_NAMESPACE GIT_OBJECT_DIRECTORY "
    "GIT_PREFIX GIT_WORK_TREE".split()
)
"""Variables that git sets for a hook, and that would send a command to the repository of that hook."""


def run(
    root: Path, *words: str, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``git WORDS`` in ``root``; return its result, success or failure. Raises OSError where git is missing.

    A command that takes longer than LONGEST fails with « Connection timed out », as one without a connection does.
    """
    command, own = _command(words), _environment() | dict(environment or {})
    try:
        return subprocess.run(command, cwd=root, env=own, input=data, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, b"", b"Connection timed out")


def _command(words: Sequence[str]) -> list[str]:
    return ["git", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", *words]


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    ssh = own.get("GIT_SSH_COMMAND", "ssh")
    own |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "auto"}
    return own | {"GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes -o ConnectTimeout=15", "GIT_EDITOR": "true"}


class ServiceEnded(Exception):
    """A ``Service`` has ended before it answered; the message is what git said, in English."""


class Service:
    """One ``git WORDS`` in ``root`` that answers many requests, and ends with this object.

    Each answer is read before the next request is written: neither side ever waits for the other.
    """

    def __init__(self, root: Path, *words: str) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _end; a pipe that nobody reads could fill up
        self._process = subprocess.Popen(
            _command(words),
            cwd=root,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        weakref.finalize(self, _end, self._process, self._errors)

    def request(self, data: bytes) -> bytes:
        """The first line of the answer to a request. Raises ServiceEnded."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(OSError):  # a service that has ended: its answer is empty
            self._process.stdin.write(data)
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        return self._whole(line, is_whole=line.endswith(b"\n"))[:-1]

    def more(self, size: int) -> bytes:
        """The next ``size`` bytes of the answer. Raises ServiceEnded."""
        assert self._process.stdout
        data = self._process.stdout.read(size)
        return self._whole(data, is_whole=len(data) == size)

    def _whole(self, data: bytes, *, is_whole: bool) -> bytes:
        if is_whole:
            return data
        self._process.wait()
        self._errors.seek(0)
        raise ServiceEnded(self._errors.read().decode("utf-8", "replace"))


def _end(process: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
    """End a process, which only reads, or adds objects: it may be killed at any moment."""
    process.kill()
    process.communicate()
    errors.close()


def ask(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> str | None:
    """The output of ``git WORDS`` in the clone whose top folder is ``root``; None where it fails or there is no clone.

    A clone whose top folder is above ``root`` does not count.
    """
    if (root / ".git").exists():
        with contextlib.suppress(OSError):
            done = run(root, "--no-optional-locks", *words, environment=environment)
            return None if done.returncode else done.stdout.decode("utf-8", "replace")
    return None
