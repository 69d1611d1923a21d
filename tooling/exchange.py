"""Two folders change places in one step, where the system can: Linux and macOS."""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2  # of renameat2(2), Linux 3.15 and glibc 2.28
RENAME_SWAP: Final = 2  # of renamex_np(2), macOS 10.12


def exchange(one: Path, other: Path) -> bool:
    """Give each of two folders of one disk the other's name; False where the system cannot, and nothing is done."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return library.renamex_np(names[0], names[1], RENAME_SWAP) == 0
    return False
