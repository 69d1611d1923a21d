"""Lists all entries of a folder, of whatever type, without opening files or following symbolic links.

It imports the standard library alone, and is fast enough for the preview to look at a thousand files several times a
second.
"""

import os
import re
import stat
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_NOISE = re.compile(
    r"[.~].*|#.*#|__pycache__|__macosx|(?:eh)?thumbs\.db|desktop\.ini|icon\r|.*(?:~|\.(?:sw[op-x]|tmp|bak|orig|rej|part))",
    re.IGNORECASE | re.DOTALL,
)

FileState = tuple[int, ...]
"""The modification time of a file (ns), its change time on the disk (ns), its size (bytes): see ``state_of``."""
YOUNG: Final = 2 * 10**9
"""Nanoseconds: a file changed so shortly before it was looked at may change again and keep the same times."""


class EntryType(Enum):
    """What an entry of a folder is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    SPECIAL = "special"
    """A pipe, a socket or a device: opening one may block for ever."""
    UNREADABLE = "unreadable"
    """A folder that cannot be listed, or an entry that the system cannot describe."""


class FolderEntry(NamedTuple):
    """One entry. ``path`` is below the folder, with « / »; a change of the file changes ``state``.

    An unreadable entry has the ``error``.
    """

    path: str
    what: EntryType
    state: FileState = ()
    error: OSError | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def noise(self) -> bool:
        """As ``is_noise``, for the name of the entry."""
        return is_noise(self.name)


@lru_cache(maxsize=2**14)  # the preview asks for the same names again and again
def is_noise(name: str) -> bool:
    """Whether a name is one that systems and editors give to files of their own."""
    return _NOISE.fullmatch(name) is not None


def state_of(status: os.stat_result) -> FileState:
    """The state of a file, from its status on the disk."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def is_young(state: FileState, looked_at: int) -> bool:
    """Whether a file may have changed again, without a change of its state, since it was ``looked_at`` (ns)."""
    return max(state[:2]) >= looked_at - YOUNG


def walk(folder: Path | str) -> list[FolderEntry]:
    """Every entry below ``folder``, in the order of paths, but for those inside a folder that is noise.

    ``folder`` itself may be a link; it is in the list, with the path "", only where it cannot be listed.
    """
    found: list[FolderEntry] = []
    waiting = [FolderEntry("", EntryType.FOLDER)]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, here.path) if here.path else folder) as entries:  # noqa: PTH118 - quick
                inside = [
                    _looked_at(entry, f"{here.path}/{entry.name}" if here.path else entry.name) for entry in entries
                ]
        except OSError as error:
            if not here.path or not isinstance(error, FileNotFoundError):  # else it was deleted meanwhile
                found.append(FolderEntry(here.path, EntryType.UNREADABLE, here.state, error))
            continue
        if here.path:
            found.append(here)
        for entry in filter(None, inside):
            (waiting if entry.what is EntryType.FOLDER and not entry.noise else found).append(entry)
    return sorted(found, key=lambda entry: entry.path.split("/"))


def paths_in(folder: Path) -> list[str]:
    """The path below ``folder`` of each file in it, in the order of paths, from the names alone."""
    found: list[str] = []
    for place, _, names in os.walk(folder):
        below = place[len(str(folder)) :].replace(os.sep, "/").lstrip("/")
        found += [f"{below}/{name}" if below else name for name in names]
    return sorted(found, key=lambda path: path.split("/"))


def _looked_at(entry: os.DirEntry[str], path: str) -> FolderEntry | None:
    """The entry with its type and state; None where it was deleted meanwhile."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        return FolderEntry(path, EntryType.UNREADABLE, error=error)
    return FolderEntry(path, _what(status), state_of(status))


def _what(status: os.stat_result) -> EntryType:
    if stat.S_ISREG(status.st_mode):
        return EntryType.FILE
    # A « junction » of Windows is a link to a folder.
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    if stat.S_ISLNK(status.st_mode) or (junction and getattr(status, "st_reparse_tag", 0) == junction):
        return EntryType.LINK
    if stat.S_ISDIR(status.st_mode):
        return EntryType.FOLDER
    return EntryType.SPECIAL
