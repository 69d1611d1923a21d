"""One run of a command, measured: its wall clock, its processor time, its memory."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A command ended with an error; the message holds the end of what it printed."""


@dataclass(frozen=True)
class Run:
    """What one run took. Processes that the command started are counted, once they have ended."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor, of the user and of the system."""
    peak: float
    """MiB of the largest process."""


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str], log: Path) -> Run:
    """Run a command in a folder; raises Failed where it fails. What it prints goes to the file ``log``.

    The disk is first done with what was written before. A process is never told smaller than the benchmark itself,
    which is why that keeps no corpus in memory.
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
