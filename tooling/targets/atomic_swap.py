"""Swaps two folders in one system call, on Linux and macOS."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2  # of renameat2(2), Linux 3.15 and glibc 2.28
RENAME_SWAP: Final = 2  # of renamex_np(2), macOS 10.12
CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""The error numbers of a kernel or file system that does not support the swap."""


def swap(one: Path, other: Path) -> bool:
    """Swap the names of two folders on one disk; return False, with nothing done, where the system cannot.

    Raises OSError, with nothing done, for any other reason: a folder is missing, or may not be renamed.
    """
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(names[0], names[1], RENAME_SWAP)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in CANNOT:
        raise OSError(code, os.strerror(code), str(other))
    return not failed
