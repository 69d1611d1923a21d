"""A content-addressed cache of what is costly to make (pictures), kept from build to build.

Nothing depends on it: what cannot be read is made again, and what cannot be written is not kept. What has long
not been used is deleted at the end of the first build of a day (``prune``).
"""

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CACHE_FOLDER: Final = Path(".cache/made")
"""Where checks, builds and publications of the project keep what they made."""
KEPT_UNUSED: Final = 90 * 24 * 3600 * 10**9
"""Nanoseconds that a file is kept without being used."""
LARGEST_CACHE: Final = 2**30
"""Bytes of all that is kept."""
NOW: Final = ".pruned"
"""A file that is written to read the clock of the disk, which dates the others too."""
DAY: Final = 24 * 3600 * 10**9
"""Nanoseconds between two looks at all that is kept, which take longer than a small build."""

DIGEST_SIZE: Final = 16
"""Bytes."""


@dataclass(frozen=True)
class Cache:
    """A folder of files that never change: another recipe or another source has another name.

    A file's time of change tells when it was last used. What the folder refuses goes to the ``spare`` one, if any.
    """

    folder: Path
    spare: Path | None = None

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under ``name``; ``make`` gives them where they are not there yet, or damaged.

        They are kept whole or not at all, also where two builds run at once.
        """
        data = self.read(name)
        if data is None:
            data = make()
            self.write(name, data)
        return data

    def has(self, name: str) -> bool:
        """Whether something is kept under ``name`` and can be read; only ``read`` tells whether it is whole."""
        file = next((folder / name for folder in self._folders if os.access(folder / name, os.R_OK)), None)
        if file:
            with contextlib.suppress(OSError):  # another user's
                os.utime(file)
        return file is not None

    def read(self, name: str) -> bytes | None:
        """The bytes kept under ``name``, if they are there as they were written."""
        for folder in self._folders:
            with contextlib.suppress(OSError):
                sealed = (folder / name).read_bytes()
                data = sealed[DIGEST_SIZE:]
                if sealed[:DIGEST_SIZE] == _digest(name, data):
                    self.has(name)
                    return data
        return None

    def write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, if possible. Raises OSError where there is a spare folder that refuses too."""
        sealed = _digest(name, data) + data
        try:
            write_whole(self.folder / name, sealed)
        except OSError:
            if self.spare:
                write_whole(self.spare / name, sealed)

    def prune(self) -> None:
        """Delete what was not used for ``KEPT_UNUSED``, then the longest unused beyond ``LARGEST_CACHE`` bytes.

        Once a ``DAY`` is enough.
        """
        with contextlib.suppress(OSError):
            if abs(time.time_ns() - (self.folder / NOW).stat().st_mtime_ns) < DAY:
                return
        with contextlib.suppress(OSError):
            write_whole(self.folder / NOW, b"")
            now, size = (self.folder / NOW).stat().st_mtime_ns, 0
            for unused, length, file in sorted(self._kept(now)):
                size += length
                if unused > KEPT_UNUSED or size > LARGEST_CACHE:
                    with contextlib.suppress(OSError):
                        file.unlink()
                        file.parent.rmdir()

    @property
    def _folders(self) -> tuple[Path, ...]:
        return (self.folder, self.spare) if self.spare else (self.folder,)

    def _kept(self, now: int) -> list[tuple[int, int, Path]]:
        """How long each file was not used, its size, and the file. A time in the future comes from a wrong clock."""
        found = []
        for folder, _, names in os.walk(self.folder):
            for file in (Path(folder, name) for name in names if name != NOW):
                with contextlib.suppress(OSError):  # another build has just deleted it
                    status = file.lstat()
                    found.append((abs(now - status.st_mtime_ns), status.st_size, file))
        return found


def _digest(name: str, data: bytes) -> bytes:
    """What a file begins with: a damaged one, or another one's content under this name, is not used."""
    return hashlib.blake2b(data, digest_size=DIGEST_SIZE, key=hashlib.sha256(name.encode()).digest()).digest()


def write_whole(file: Path, *data: bytes) -> None:
    """Write ``data``, one after the other, into a file, whole or not at all. Raises OSError.

    The file keeps its rights, or gets those of a new one.
    """
    unfinished = file.with_name(f"{file.name}.{os.urandom(8).hex()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("xb") as new:
            new.writelines(data)
        if file.exists():
            shutil.copymode(file, unfinished)
        unfinished.replace(file)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
