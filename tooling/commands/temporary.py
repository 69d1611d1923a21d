"""Temporary folders of this program; making one removes those that killed processes have left."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.base.identity import IDENTITY
from tooling.commands.lock import Locked, locked

PREFIX = f"{IDENTITY.key}-"
LOCK = "lock"


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty temporary folder, removed at the end. Raises OSError where none can be made."""
    sweep()
    place = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with locked(place / LOCK, PREFIX):
            folder = place / "files"
            folder.mkdir()
            yield folder
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def temporary_files() -> Iterator[None]:
    """Make ``tempfile`` use a ``temporary_folder``: its files are removed even where this process is killed."""
    with temporary_folder() as folder:
        before, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


def sweep() -> None:
    """Remove the temporary folders of killed processes, whose locks are no longer held."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(Locked, OSError):  # the process still runs, or the folder belongs to another user
            status = place.lstat()
            if place.is_symlink() or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
                continue
            if (place / LOCK).stat().st_size:  # an empty file: the process has just started and does not hold it yet
                with locked(place / LOCK, PREFIX):
                    pass
                shutil.rmtree(place, ignore_errors=True)
