"""Temporary folders that go even where their process was killed: the next one that needs a folder removes those."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.text.identity import IDENTITY
from tooling.targets.lock import Locked, locked

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


def sweep() -> None:
    """Remove the temporary folders of processes that ended without doing so: nobody holds their lock any more."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(Locked, OSError):  # it is alive, or that of another user
            status = place.lstat()
            if place.is_symlink() or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
                continue
            if (place / LOCK).stat().st_size:  # it is empty until it is held
                with locked(place / LOCK, PREFIX):
                    pass
                shutil.rmtree(place, ignore_errors=True)
