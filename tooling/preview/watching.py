"""Notices which files changed, by looking: it works alike on every system, disk and editor, and needs no package.

A look at a thousand files takes a few milliseconds. Systems that announce changes lose sight of a single file (the
settings) once an editor has replaced it, and say nothing at all on network drives.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from plugins.source.walk import What, walk

PAUSE = 0.05  # seconds between two looks, at least
LONGEST = 3  # seconds that files which change all the time are waited for
SHARE = 20  # a look may take one part in so many of the time
MADE = (".pyc", ".mo")  # from other files

Snapshot = dict[str, tuple[int, int]]  # path → when it changed (ns), how long it is (bytes)


def snapshot(places: Iterable[Path]) -> Snapshot:
    """The state of all files in *places* (folders with all that is in them, or single files; they need not exist)."""
    return {entry: state for place in places for entry, state in states(place)}


def states(place: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """What is no noise in a place: also links, pipes and folders, since the content may not have them there."""
    try:
        if not place.is_dir():
            status = place.stat()
            yield str(place), (status.st_mtime_ns, status.st_size)
            return
    except OSError:  # not there, or it went away while we looked: the next look will tell
        return
    for found in walk(place):
        if found.path and not found.noise and not found.name.endswith(MADE):
            yield f"{place}/{found.path}", (0, 0) if found.what is What.FOLDER else found.state


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
