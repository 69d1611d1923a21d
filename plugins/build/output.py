"""The one writer: makes a folder hold the files of a build, and writes only those that changed."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from plugins.files.file import File


def write(files: Mapping[str, File], folder: Path) -> None:
    """Make ``folder`` hold these files, by path, and nothing else. Raises OSError."""
    inside = {above for path in files for above in PurePosixPath(path).parents}
    for place in (folder / below for below in sorted(inside)):
        if place != folder and (place.is_symlink() or place.is_file()):
            place.unlink()
        place.mkdir(parents=True, exist_ok=True)
    for path, file in files.items():
        target, data = folder / path, file.read()
        if target.is_symlink():
            target.unlink()
        elif target.is_dir():
            shutil.rmtree(target)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)
    _remove_all_but(files, inside, folder)


def _remove_all_but(files: Mapping[str, File], inside: set[PurePosixPath], folder: Path) -> None:
    """Remove what is not among ``files``, and the folders that hold none of them."""
    for above, names, others in os.walk(folder, topdown=False):
        here = PurePosixPath(Path(above).relative_to(folder).as_posix())
        for name in others:
            if (here / name).as_posix() not in files:
                (folder / here / name).unlink()
        for name in names:
            if (folder / here / name).is_symlink():
                (folder / here / name).unlink()
            elif here / name not in inside:
                (folder / here / name).rmdir()
