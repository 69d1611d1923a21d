"""A content-addressed cache of what is costly to make, such as pictures, kept from build to build.

No build depends on it: a file that cannot be read is made again, and one that cannot be written is not kept. Files that
have not been used for long are deleted at the end of the first build of a day (``prune``).
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
"""Nanoseconds for which a file is kept without being used."""
LARGEST_CACHE: Final = 2**30
"""The most bytes of all kept files together."""
NOW: Final = ".pruned"
"""The name of a file that ``prune`` writes to read the clock of the disk, which also dates the kept files."""
DAY: Final = 24 * 3600 * 10**9
"""Nanoseconds between two runs of ``prune``, which looks at every file: that takes longer than a small build."""

DIGEST_SIZE: Final = 16
"""Bytes of the digest at the beginning of each file."""


@dataclass(frozen=True)
class Cache:
    """A folder of files whose content never changes: the result of another recipe or source has another name.

    The modification time of a file tells when it was last used. A file that cannot be written to ``folder`` goes to the
    ``spare`` folder, if there is one.
    """

    folder: Path
    spare: Path | None = None

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under ``name``; where they are absent or damaged, those that ``make`` returns, kept from now.

        A file is kept whole or not at all, also where two builds run at once.
        """
        data = self.read(name)
        if data is None:
            data = make()
            self.write(name, data)
        return data

    def has(self, name: str) -> bool:
        """Whether a readable file is kept under ``name``; only ``read`` tells whether it is whole. Counts as a use."""
        file = next((folder / name for folder in self._folders if os.access(folder / name, os.R_OK)), None)
        if file:
            with contextlib.suppress(OSError):  # the file of another user
                os.utime(file)
        return file is not None

    def read(self, name: str) -> bytes | None:
        """The bytes kept under ``name``; None where they are absent or damaged."""
        for folder in self._folders:
            with contextlib.suppress(OSError):
                sealed = (folder / name).read_bytes()
                data = sealed[DIGEST_SIZE:]
                if sealed[:DIGEST_SIZE] == _digest(name, data):
                    self.has(name)
                    return data
        return None

    def write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, if possible. Raises OSError where the ``spare`` folder, if any, fails too."""
        sealed = _digest(name, data) + data
        try:
            write_whole(self.folder / name, sealed)
        except OSError:
            if self.spare:
                write_whole(self.spare / name, sealed)

    def prune(self) -> None:
        """Delete files not used for ``KEPT_UNUSED``, then those unused for longest beyond ``LARGEST_CACHE`` bytes.

        It does so once a ``DAY`` at most.
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
        """Each file after the time since its last use (ns) and its size (bytes).

        A time in the future comes from a wrong clock, and counts as one in the past.
        """
        found = []
        for folder, _, names in os.walk(self.folder):
            for file in (Path(folder, name) for name in names if name != NOW):
                with contextlib.suppress(OSError):  # another build has just deleted it
                    status = file.lstat()
                    found.append((abs(now - status.st_mtime_ns), status.st_size, file))
        return found


def _digest(name: str, data: bytes) -> bytes:
    """The digest at the beginning of a file: it shows damage, and the content of another file under this name."""
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
