"""Temporary folders; those of killed processes are removed when the next folder is made."""

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
    """An empty folder of this process, removed at the end. Raises OSError where none can be made."""
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
    """Put all temporary files of this process into such a folder: they go with it, however the process ends."""
    with temporary_folder() as folder:
        before, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


def sweep() -> None:
    """Remove the temporary folders of processes that were killed: their lock is no longer held."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(Locked, OSError):  # its process runs, or it belongs to another user
            status = place.lstat()
            if place.is_symlink() or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
                continue
            if (place / LOCK).stat().st_size:  # empty until its process has taken it
                with locked(place / LOCK, PREFIX):
                    pass
                shutil.rmtree(place, ignore_errors=True)
