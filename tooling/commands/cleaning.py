"""Removes the files and folders that the program has made, never a source."""

import contextlib
import os
import shutil
from pathlib import Path
from typing import Final

MADE: Final = ("output", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__")
OWN_PYTHON: Final = ("bench", "plugins", "tests", "tooling")


def clean(root: Path, cache: Path, kept: Path) -> list[str]:
    """Remove what was made below ``root`` and in ``cache``, except ``kept``; return what could not be removed."""
    compiled = (folder for place in OWN_PYTHON for folder in (root / place).rglob("__pycache__"))
    in_cache = (each for each in cache.glob("*") if each != kept)
    left = []
    for each in [*(root / name for name in MADE), *in_cache, *compiled, *root.glob("relecture-*.html")]:
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                each.unlink(missing_ok=True)
        if os.path.lexists(each):
            left.append(each.relative_to(root).as_posix())
    return left
