"""Random damage to the cache and the output of the last build; builds that are interrupted or go to another folder."""

import contextlib
import hashlib
import os
import shutil
from unittest import mock

from plugins.build import output
from tests.incremental.content import a_title


def _part(workshop):
    """Choose a file of the cache, where possible one that is not empty."""
    parts = sorted(workshop.kept.rglob("*.pickle"))
    full = [part for part in parts if part.stat().st_size > 80]
    return workshop.dice.choice(full or parts) if parts else None


def a_part_damaged(workshop):
    if not (part := _part(workshop)):
        return ""
    data = bytearray(part.read_bytes())
    how = workshop.dice.choice(("cut", "flipped", "empty", "longer", "gone", "of another version"))
    match how:
        case "cut":
            part.write_bytes(data[: workshop.dice.randrange(len(data))])
        case "flipped":
            data[workshop.dice.randrange(len(data))] ^= 1 << workshop.dice.randrange(8)
            part.write_bytes(data)
        case "empty":
            part.write_bytes(b"")
        case "longer":
            part.write_bytes(data + b"x")
        case "of another version":
            part.write_bytes(hashlib.sha256(b"other").digest() + data[32:])
        case _:
            part.unlink()
    return f"{workshop.name(part)} {how}"


def a_copy_of_the_cache(workshop):
    """Copy the cache and the output, so that a later edit can bring these old ones back."""
    shutil.rmtree(workshop.older, ignore_errors=True)
    if workshop.kept.is_dir():
        shutil.copytree(workshop.kept, workshop.older / "kept")
        shutil.copytree(workshop.output, workshop.older / "output", symlinks=True)
    return "kept"


def an_older_cache(workshop):
    """Bring the copied cache back, as a whole or in part."""
    if not workshop.older.is_dir():
        return ""
    if workshop.dice.random() < 0.5:
        shutil.rmtree(workshop.kept)
        shutil.copytree(workshop.older / "kept", workshop.kept)
        return "all of it"
    parts = [part for part in (workshop.older / "kept").rglob("*.pickle") if part.is_file()]
    for part in workshop.dice.sample(sorted(parts), 20):
        target = workshop.kept / part.relative_to(workshop.older / "kept")
        if not target.is_dir():
            shutil.copy2(part, target)
    return "twenty parts"


def an_older_output(workshop):
    """Bring the copied output back, with its times of modification."""
    if not workshop.older.is_dir():
        return ""
    shutil.rmtree(workshop.output)
    shutil.copytree(workshop.older / "output", workshop.output, symlinks=True)
    return "the older output"


def the_cache_gone(workshop):
    """Delete the cache, the made files or the output."""
    shutil.rmtree(workshop.dice.choice((workshop.kept, workshop.folder / "made", workshop.output)), ignore_errors=True)
    return "a folder"


def the_output_damaged(workshop):
    pages = sorted(file for file in workshop.output.rglob("*") if file.is_file() and not file.is_symlink())
    if len(pages) < 2:
        return ""
    page, other = workshop.dice.sample(pages, 2)
    status = page.stat()
    hows = ("edited", "edited unseen", "gone", "a folder", "a link", "touched", "swapped", "stray", "folders", "cut")
    how = workshop.dice.choice(hows)
    match how:
        case "edited":
            page.write_bytes(page.read_bytes() + b"x")
        case "edited unseen":
            page.write_bytes(b"x" + page.read_bytes()[1:])
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "gone":
            page.unlink()
        case "a folder":
            page.unlink()
            (page / "sub").mkdir(parents=True)
            (page / "sub/file").write_bytes(b"x")
        case "a link":
            page.unlink()
            page.symlink_to(other)
        case "touched":
            page.touch()
        case "swapped":
            page.rename(workshop.folder / "aside")
            other.rename(page)
            (workshop.folder / "aside").rename(other)
        case "stray":
            (page.parent / f"stray-{workshop.number()}.html").write_bytes(b"x")
            (page.parent / "empty").mkdir(exist_ok=True)
            (workshop.output / ".hidden").mkdir(exist_ok=True)
            (workshop.output / ".hidden/file").write_bytes(b"x")
        case "folders":
            folders = sorted(folder for folder in workshop.output.glob("*/*") if folder.is_dir())
            if len(folders) > 1:
                one, two = workshop.dice.sample(folders, 2)
                one.rename(workshop.folder / "aside")
                two.rename(one)
                (workshop.folder / "aside").rename(two)
        case "cut":
            page.write_bytes(b"")
    return f"{workshop.name(page)} {how}"


def a_build_stopped(workshop):
    """Change a title, and interrupt the build after it has written some files."""
    write, left = output._write, workshop.dice.randrange(6)

    def stopping(target, file):
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write(target, file)

    what = a_title(workshop)
    with mock.patch.object(output, "_write", stopping), contextlib.suppress(KeyboardInterrupt):
        workshop.build()
    return what


def a_build_elsewhere(workshop):
    """Build into another folder with the same cache."""
    workshop.build(OUTPUT_PATH=str(workshop.folder / "elsewhere"))
    return "another folder"
