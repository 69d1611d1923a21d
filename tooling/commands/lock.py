"""A file lock that ends with its process, so that a killed one does not block the next."""

import contextlib
import getpass
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def user_name() -> str:
    """The login name of the user; « quelqu’un » where there is none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "quelqu’un"


class Locked(Exception):
    """Another process holds the lock; the message is its ``holder``."""


@contextlib.contextmanager
def locked(file: Path, holder: str) -> Iterator[None]:
    """Hold an exclusive lock on ``file``, which then names the ``holder``. Raises Locked at once where it is taken."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as lock:
        try:
            if sys.platform == "win32":
                lock.seek(2**20)  # a locked byte cannot be read: this one lies behind the text
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Locked(file.read_text("utf-8", "replace").strip()) from None
        lock.truncate(0)
        lock.write(holder.encode())
        lock.flush()
        yield
