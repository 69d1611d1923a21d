"""Build beside the output and move over only what is whole: a failed build leaves the last good site untouched."""

import filecmp
import shutil
import tempfile
from pathlib import Path

from pelican import Pelican, signals


def build_aside(pelican: Pelican) -> None:
    """Send what Pelican writes to a folder of its own; Pelican asks for generators at the start of each run."""
    aside = tempfile.TemporaryDirectory(prefix="cainamur-")
    pelican.settings["STAGING"] = (aside, pelican.output_path, pelican.delete_outputdir)
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = aside.name
    pelican.delete_outputdir = False


def move_into_place(pelican: Pelican) -> None:
    """Give the output folder the bytes of the new build; files that did not change are not touched."""
    aside, output, delete = pelican.settings.pop("STAGING")
    with aside:
        if Path(output).exists():
            mirror(Path(aside.name), Path(output), delete=delete)
        else:
            move(Path(aside.name), Path(output))
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = output
    pelican.delete_outputdir = delete


def move(source: Path, target: Path) -> None:
    """Give the files of ``source`` to ``target``, which does not exist yet: no copy where both are on one disk."""
    target.mkdir(parents=True)
    for entry in source.iterdir():
        shutil.move(entry, target)


def mirror(source: Path, target: Path, *, delete: bool) -> None:
    """Make ``target`` hold the files of ``source``; with ``delete``, nothing else."""
    wanted = {file.relative_to(source) for file in source.rglob("*") if file.is_file()}
    for path in sorted(wanted):
        new, old = source / path, target / path
        if old.is_dir():
            shutil.rmtree(old)
        if not old.is_file() or not filecmp.cmp(new, old, shallow=False):
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)
    if delete:
        for file in sorted(target.rglob("*"), reverse=True):
            if file.is_file() and file.relative_to(target) not in wanted:
                file.unlink()
            elif file.is_dir() and not any(file.iterdir()):
                file.rmdir()


def register() -> None:
    signals.get_generators.connect(build_aside)
    signals.finalized.connect(move_into_place)
