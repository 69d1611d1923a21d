"""The one writer: gives a folder the files of a build, and touches nothing that is the same already."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from plugins.files.file import File


def write(files: Mapping[str, File], folder: Path) -> None:
    """Make ``folder`` hold these files, by path, and nothing else."""
    folders = {folder / path.rpartition("/")[0] for path in files}
    for made in sorted(folders):
        _clear(made)
        made.mkdir(parents=True, exist_ok=True)
    for path, file in files.items():
        target = folder / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        if not target.is_file() or target.read_bytes() != file.read():
            target.write_bytes(file.read())
    for above, names, others in os.walk(folder, topdown=False):
        here = Path(above)
        for name in others:
            if (here / name).relative_to(folder).as_posix() not in files:
                (here / name).unlink()
        for name in names:
            if (here / name).is_symlink():
                (here / name).unlink()
            elif here / name not in folders and not any((here / name).iterdir()):
                (here / name).rmdir()


def _clear(folder: Path) -> None:
    """Remove a file that stands where a folder goes."""
    for place in (folder, *folder.parents):
        if place.is_file():
            place.unlink()
