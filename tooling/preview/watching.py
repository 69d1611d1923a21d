"""Finds changed files by polling, which works on every system, disk and editor, and needs no package.

Polling a thousand files takes a few milliseconds. Notifications of the system lose a single watched file (the settings)
once an editor has replaced it, and do not exist on network drives.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from plugins.base.walk import EntryType, state_of, walk

PAUSE = 0.05  # seconds between two polls, at least
STABLE = 0.025  # seconds between two polls in which changed files must be the same
LONGEST_WAIT = 3  # seconds to wait at most for files that keep changing
SHARE = 10  # polling takes at most a SHARE-th of the time of a processor
GENERATED = (".pyc", ".mo")  # endings of files made from others, which are not watched

Snapshot = dict[str, tuple[int, ...]]  # path → state (plugins.base.walk.FolderEntry)


def snapshot(places: Iterable[Path]) -> Snapshot:
    """The state of all files in ``places`` (folders with all that is in them, or single files; they need not exist)."""
    return {entry: state for place in places for entry, state in states(place)}


def states(place: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each entry of a place and its state, without noise; even links, pipes and folders, which may be mistakes."""
    try:
        if not place.is_dir():
            yield str(place), state_of(place.stat())
            return
    except OSError:  # absent, or removed meanwhile: the next poll will show it
        return
    for found in walk(place):
        if found.path and not found.noise and not found.name.endswith(GENERATED):
            yield f"{place}/{found.path}", () if found.what is EntryType.FOLDER else found.state


def differences(before: Snapshot, after: Snapshot) -> list[Path]:
    """The files added, removed or changed between two snapshots, sorted."""
    return sorted(Path(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def wait_for_change(places: Iterable[Path], known: Snapshot, until: Callable[[], bool] = lambda: False) -> Snapshot:
    """Wait until the files of ``places`` differ from ``known`` and are stable, or until ``until``; return their state.

    An editor may write a file in several steps, hence the wait for a stable state, for LONGEST_WAIT seconds at most.
    """
    places = tuple(places)
    last, unchanged = known, time.monotonic()
    while True:
        started, busy = time.monotonic(), time.thread_time()
        now = snapshot(places)
        if now == known:
            unchanged = started
        if until() or (now != known and (now == last or started - unchanged >= LONGEST_WAIT)):
            return now
        last = now
        time.sleep(STABLE if now != known else max(PAUSE, (time.thread_time() - busy) * SHARE))
