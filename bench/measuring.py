"""Measures one run of a command: its wall-clock time, its processor time, its memory."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A command ended with an error; the message holds the end of what it printed."""


@dataclass(frozen=True)
class Run:
    """The costs of one run. Processes that the command started and waited for are included."""

    wall: float
    """Wall-clock seconds."""
    cpu: float
    """Processor seconds, user and system together."""
    peak: float
    """The peak memory of the largest process, in MiB."""


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str], log: Path) -> Run:
    """Run a command in a folder, with its output in the file ``log``. Raises Failed where it fails.

    Earlier writes are first flushed to the disk. The peak memory of a process is never reported below that of the
    benchmark itself, which therefore keeps no corpus in memory.
    """
    os.sync()
    here = os.open(".", os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    files = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
    try:
        os.chdir(folder)
        started = time.monotonic()
        pid = os.posix_spawnp(command[0], list(command), {**os.environ, **variables}, file_actions=files)
        _, status, used = os.wait4(pid, 0)
        wall = time.monotonic() - started
    finally:
        os.fchdir(here)
        os.close(here)
        os.close(output)
    if code := os.waitstatus_to_exitcode(status):
        printed = log.read_text("utf-8", "replace")
        raise Failed(f"{' '.join(command)} ended with {code}:\n{printed[-2000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
