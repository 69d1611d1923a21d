"""A small site in any number of versions: almost every file contains its version, and some files come and go."""

import hashlib
import os
import sys
from pathlib import Path

from tooling.release.publishing import Steps, publish
from tooling.targets.folder import FolderTarget
from tooling.targets.rsync import RsyncTarget
from tooling.targets.server_settings import read_server
from tooling.targets.sftp import SftpTarget

PAGES = 12


def files(version):
    """Return the files of a version by path: pages, of which one exists in every other version only, and a style sheet
    with a hash in its name.
    """
    style = f"/* {version} */ ".encode() * 300
    css = f"theme/css/main.{hashlib.sha256(style).hexdigest()[:10]}.css"
    made = {css: style, "same.txt": b"in every version\n" * 50}
    for name in ("", *(f"page-{number}/" for number in range(PAGES)), f"only-{version % 2}/"):
        text = f"<!doctype html><link rel=stylesheet href=/{css}><p>{version}</p>" + f"<p>{version} {name}</p>" * 200
        made[f"{name}index.html"] = f"{text}</html>".encode()
    return made


def write(folder, made):
    for path, data in made.items():
        file = Path(folder) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def steps(version, folder=None):
    """The ``Steps`` of a publication that build this version, or a copy of ``folder``, and find no fault."""

    def build(site):
        made = files(version) if folder is None else contents(folder)
        write(site, made)
        return 0

    return Steps("https://www.exemple.be", build, lambda site: [])


def contents(folder):
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def publish_alone(told, where, aside, version, folder=None):
    """Publish in a process group of its own, with all output in the file ``told``; end the process with the code."""
    os.setsid()
    for stream in (1, 2):
        os.dup2(os.open(told, os.O_WRONLY | os.O_APPEND), stream)
    if where.name == "sftp.toml":
        target = SftpTarget(read_server(where))
    else:
        target = RsyncTarget(read_server(where)) if where.suffix == ".toml" else FolderTarget(where, aside)
    sys.exit(publish(steps(version, folder), target, aside, yes=True))
