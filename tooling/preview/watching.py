"""Notices which files changed, by looking: it works alike on every system, disk and editor, and needs no package.

A look at a thousand files takes a few milliseconds. Systems that announce changes lose sight of a single file (the
settings) once an editor has replaced it, and say nothing at all on network drives.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PAUSE = 0.05  # seconds between two looks, at least
LONGEST = 3  # seconds that files which change all the time are waited for
SHARE = 20  # a look may take one part in so many of the time
IGNORED_ENDS = ("~", ".swp", ".swx", ".tmp", ".pyc", ".mo")  # editors' own files, and what is made from other files

Snapshot = dict[str, tuple[int, int]]  # path → when it changed (ns), how long it is (bytes)


def snapshot(places: Iterable[Path]) -> Snapshot:
    """The state of all files in *places* (folders with all that is in them, or single files; they need not exist)."""
    return {entry: state for place in places for entry, state in states(place)}


def states(place: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if place.is_dir():
        yield from states_in(str(place))
    elif place.exists():
        status = place.stat()
        yield str(place), (status.st_mtime_ns, status.st_size)


def states_in(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "__pycache__" or entry.name.endswith(IGNORED_ENDS):
                    continue
                if entry.is_dir():
                    yield from states_in(entry.path)
                else:
                    status = entry.stat()
                    yield entry.path, (status.st_mtime_ns, status.st_size)
    except OSError:  # it went away while we looked: the next look will tell
        return


def differences(before: Snapshot, after: Snapshot) -> list[Path]:
    """The files that came, went or changed between two looks, in order."""
    return sorted(Path(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def wait_for_change(places: Iterable[Path], known: Snapshot, until: Callable[[], bool] = lambda: False) -> Snapshot:
    """Wait for the files of *places* to differ from *known* and stand still, or for *until*; return their state.

    They have to stand still because an editor may write a file in several steps, but not for ever.
    """
    places = tuple(places)
    last, unchanged = known, time.monotonic()
    while True:
        started = time.monotonic()
        now = snapshot(places)
        if now == known:
            unchanged = started
        if until() or (now != known and (now == last or started - unchanged >= LONGEST)):
            return now
        last = now
        time.sleep(max(PAUSE / 2 if now != known else PAUSE, (time.monotonic() - started) * SHARE))
