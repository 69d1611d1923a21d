"""Values kept from build to build in the files of a folder, for values that are quick to read and slow to make again.

They are pickled: a file of somebody else could make Python run any code, so only files of this user, with the digest
that they had when they were written, are read. Values of another ``version`` of the program are dropped.
"""

import contextlib
import hashlib
import os
import pickle
import shutil
from pathlib import Path
from typing import Final, Generic, TypeVar
from zlib import crc32

from plugins.base.cache import write_whole

PARTS: Final = 64
"""The number of files over which the values are spread: a change of a value rewrites one of them."""
DIGEST: Final = 32
"""Bytes of a digest."""
Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """A dictionary of values by name; ``save`` keeps only the values that were asked for or put in this build.

    A ``lazy`` shelf reads each of its files when a name in it is first used, and keeps all values that are not
    forgotten. ``older`` tells whether files were of another version, ``damaged`` whether a file could not be read or
    belongs to another user.
    """

    def __init__(self, folder: Path, version: str, *, lazy: bool = False) -> None:
        self.folder, self.older, self.damaged = folder, False, False
        self._version = hashlib.sha256(version.encode()).digest()
        self._old: dict[str, Kept] = {}
        self._new: dict[str, Kept] = {}
        self._changed: set[int] = set()
        self._digests: dict[int, bytes] = {}
        self._unread = set(range(PARTS)) if lazy else set[int]()
        for part in () if lazy else range(PARTS):
            self._old.update(self._read(part))
        if self.older or self.damaged:
            self._changed.update(range(PARTS))

    @property
    def holds_something(self) -> bool:
        """Whether the shelf has read or been given a value."""
        return bool(self._old or self._new)

    def get(self, name: str) -> Kept | None:
        """The value of a name, which is then kept; None where there is none."""
        self._reach(name)
        if name not in self._new and name in self._old:
            self._new[name] = self._old[name]
        return self._new.get(name)

    def put(self, name: str, value: Kept) -> None:
        """Set the value of a name."""
        self._reach(name)
        self._new[name] = value
        self._changed.add(_part_of(name))

    def forget(self, name: str) -> None:
        """Drop the value of a name."""
        self._reach(name)
        if self._new.pop(name, None) is not None:
            self._changed.add(_part_of(name))

    @property
    def seal(self) -> bytes:
        """A digest of what the shelf held when it was read or saved."""
        return hashlib.sha256(b"".join(self._digests.get(part, b"") for part in range(PARTS))).digest()

    def save(self) -> None:
        """Write the files that changed, and free the values: the shelf is not used after that.

        The next build makes again the values that could not be written.
        """
        self._changed.update(_part_of(name) for name in self._old.keys() - self._new.keys())
        parts: dict[int, dict[str, Kept]] = {part: {} for part in self._changed}
        for name, value in self._new.items():
            if (part := _part_of(name)) in parts:
                parts[part][name] = value
        for part, values in parts.items():
            data = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
            self._digests[part] = hashlib.sha256(data).digest()
            with contextlib.suppress(OSError):
                if self._file(part).is_dir():
                    shutil.rmtree(self._file(part))
                write_whole(self._file(part), self._version, self._digests[part], data)
        self._old, self._new, self._changed = {}, {}, set()

    def _reach(self, name: str) -> None:
        if self._unread and (part := _part_of(name)) in self._unread:
            self._unread.remove(part)
            self._new.update(self._read(part))

    def _file(self, part: int) -> Path:
        return self.folder / f"{part:02}.pickle"

    def _read(self, part: int) -> dict[str, Kept]:
        try:
            with self._file(part).open("rb") as file:
                ours = not hasattr(os, "getuid") or os.fstat(file.fileno()).st_uid == os.getuid()
                version, digest, data = file.read(DIGEST), file.read(DIGEST), file.read() if ours else b""
        except FileNotFoundError:
            return {}
        except OSError:
            self.damaged = True
            return {}
        self._digests[part] = digest
        if digest == hashlib.sha256(data).digest():
            if version != self._version:
                self.older = True
                return {}
            with contextlib.suppress(Exception):  # pickle may raise any exception
                values: dict[str, Kept] = pickle.loads(data)
                return values
        self.damaged = True
        return {}


def _part_of(name: str) -> int:
    return crc32(name.encode()) % PARTS
