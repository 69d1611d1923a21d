"""Tells whether the last build is still up to date, by the dates of its files, before any slow import.

This module therefore imports only the standard library, and modules of the project that need nothing else.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from plugins.base.cache import write_whole
from plugins.base.identity import IDENTITY, VARIABLE
from plugins.base.walk import EntryType, FileState, is_young, state_of, walk
from tooling.commands.build_date import build_date

FOLDERS = ("content", "theme", "plugins", "tooling")
FILES = ("pelicanconf.py", "tasks.py", "requirements.lock", "publication/addresses.txt", "identity.toml")
"""The sources of a build, in the project folder; ``made_from`` adds files that may lie elsewhere."""
UNCERTAIN = (OSError, ValueError, LookupError, TypeError)
"""What is raised where nothing can be said about the last build: a file is damaged, odd or unreadable."""


@dataclass(frozen=True)
class Look:
    """A snapshot of a set of files, by which a later one tells whether any of them has changed."""

    seen: str
    """A digest of the names, dates and sizes of the files."""
    young: dict[str, str]
    """The digest of each file that changed so recently that it may change again under the same date (``is_young``)."""
    pages: int
    """The number of HTML files."""

    def is_seen_again(self, now: "Look") -> bool:
        """Whether no file has changed up to the later snapshot ``now``. Raises OSError."""
        return self.seen == now.seen and all(_digest(Path(name)) == digest for name, digest in self.young.items())


class LastBuild:
    """The last good build of the project ``root`` into its folder ``output``, with snapshots of sources and output."""

    def __init__(self, root: Path) -> None:
        self.output, self.cache = root / "output", root / ".cache/build"
        self._root, self._file = root, self.cache / "last.json"
        self._sources: Look | None = None

    def renew(self) -> int:
        """Build unless nothing would change; return the exit code."""
        pages = self.pages_if_unchanged()
        if pages is None:
            return self.redo()
        print(f"Rien n’a changé : le site est prêt dans {self.output.name} ({pages} page{'s' * (pages > 1)}).")
        return 0

    def redo(self, *, clean: bool = False) -> int:
        """Build; return the exit code. ``clean``: make everything anew."""
        from tooling.commands import building  # a slow import, without which ``renew`` often answers

        if clean:
            shutil.rmtree(self.cache, ignore_errors=True)
        written: dict[str, FileState] = {}
        code = building.build(self._root / "pelicanconf.py", self.output, written, BUILD_CACHE=str(self.cache))
        if not code:
            self._keep(written)
        return code

    def pages_if_unchanged(self) -> int | None:
        """The number of pages of the last build where another one would make the same, else None.

        The snapshot of the sources is taken here: after the imports it could miss a change of a module.
        """
        with contextlib.suppress(*UNCERTAIN):
            self._sources = self._look_at_sources()
            kept = json.loads(self._file.read_bytes())
            sources, output = Look(**kept["sources"]), Look(**kept["output"])
            if sources.is_seen_again(self._sources) and output.is_seen_again(now := self._look_at_output()):
                if sources.young or output.young:
                    self._write({"sources": self._sources, "output": now})  # next time the dates alone tell
                return now.pages
        return None

    def _keep(self, written: Mapping[str, FileState]) -> None:
        """Record a good build before which the sources were looked at: their snapshot, and that of its output."""
        if self._sources:
            folders = {path[:end]: () for path in written for end, sign in enumerate(path) if sign == "/"}
            found = sorted({**folders, **written}.items(), key=lambda file: file[0].split("/"))
            with contextlib.suppress(*UNCERTAIN):
                output = _seen(((f"{self.output}/{path}", state) for path, state in found), time.time_ns())
                self._write({"sources": self._sources, "output": output})

    def _write(self, looks: dict[str, Look]) -> None:
        write_whole(self._file, json.dumps({name: asdict(look) for name, look in looks.items()}).encode())

    def _look_at_sources(self) -> Look:
        about = (sys.version, sys.prefix, build_date().isoformat(), os.environ.get(VARIABLE, ""), *_installed())
        return _look(*made_from(self._root), about)

    def _look_at_output(self) -> Look:
        return _look([self.output], with_noise=True)


def made_from(root: Path) -> tuple[list[Path], list[Path]]:
    """The folders and the single files from which the project ``root`` is built; a file need not exist."""
    files = [*(root / name for name in FILES), IDENTITY.province.places]
    if other_identity := os.environ.get(VARIABLE):
        files.append(Path(other_identity))
    return [root / name for name in FOLDERS], files


def _look(
    folders: Iterable[Path], files: Iterable[Path] = (), about: tuple[str, ...] = (), *, with_noise: bool = False
) -> Look:
    """Take a snapshot of folders and of single files, which need not exist; ``about`` goes into its digest.

    ``with_noise``: files that systems and editors leave count too. Raises OSError, and ValueError for a link.
    """
    now, states = time.time_ns(), list[tuple[str, FileState]]()
    for folder in folders:
        for entry in walk(folder):
            if with_noise or not entry.noise:
                if entry.what not in (EntryType.FILE, EntryType.FOLDER):
                    raise ValueError(entry.path)  # the target of a link may change while the link stays the same
                states.append((f"{folder}/{entry.path}", entry.state if entry.what is EntryType.FILE else ()))
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            states.append((str(file), state_of(file.stat())))
    return _seen(states, now, about)


def _seen(states: Iterable[tuple[str, FileState]], now: int, about: tuple[str, ...] = ()) -> Look:
    """The snapshot of files that had these ``states`` at ``now`` (ns); that of a folder is empty. Raises OSError."""
    digest, young, pages = hashlib.sha256(repr(about).encode()), dict[str, str](), 0
    for name, state in states:
        digest.update(f"{name}\0{state}\0".encode(errors="surrogateescape"))
        pages += name.endswith(".html")
        if state and is_young(state, now):
            young[name] = _digest(Path(name))
    return Look(digest.hexdigest(), young, pages)


def _installed() -> list[str]:
    """The ``…-info`` folders of the packages that a build may import; they name the versions. Raises OSError."""
    places = (place for place in sys.path if place.endswith("site-packages"))
    return sorted(name for place in places for name in os.listdir(place) if name.endswith("-info"))  # noqa: PTH208 - quick


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
