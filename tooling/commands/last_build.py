"""Whether the last build still holds: a look at files tells, before anything that is slow is imported.

So nothing is imported here but the standard library, and what of this project needs nothing else.
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
"""What a build is made from, in the folder of the project, beside the file of the identity: see ``made_from``."""
UNCERTAIN = (OSError, ValueError, LookupError, TypeError)
"""What is raised where it cannot be told: a file that is damaged, is odd, or may not be read."""


@dataclass(frozen=True)
class Look:
    """What was seen of some files."""

    seen: str
    """A digest of their names, dates and lengths."""
    young: dict[str, str]
    """Files that may change again under the same date, with a digest of their bytes."""
    pages: int

    def is_seen_again(self, now: "Look") -> bool:
        """Whether the files hold the same ``now``. Raises OSError."""
        return self.seen == now.seen and all(_digest(Path(name)) == digest for name, digest in self.young.items())


class LastBuild:
    """The last good build of a project into its folder ``output``, with what it was made from."""

    def __init__(self, root: Path) -> None:
        self.output, self.cache = root / "output", root / ".cache/build"
        self._root, self._file = root, self.cache / "last.json"
        self._sources: Look | None = None

    def renew(self) -> int:
        """Build, where that would change something; return the code to exit with."""
        pages = self.pages_if_unchanged()
        if pages is None:
            return self.redo()
        print(f"Rien n’a changé : le site est prêt dans {self.output.name} ({pages} page{'s' * (pages > 1)}).")
        return 0

    def redo(self, *, clean: bool = False) -> int:
        """Build; return the code to exit with. ``clean``: make everything anew."""
        from tooling.commands import building  # only now: see above

        if clean:
            shutil.rmtree(self.cache, ignore_errors=True)
        written: dict[str, FileState] = {}
        code = building.build(self._root / "pelicanconf.py", self.output, written, BUILD_CACHE=str(self.cache))
        if not code:
            self._keep(written)
        return code

    def pages_if_unchanged(self) -> int | None:
        """How many pages there are, where another build would make the same. The look must come before the imports."""
        with contextlib.suppress(*UNCERTAIN):
            self._sources = self._look_at_sources()
            kept = json.loads(self._file.read_bytes())
            sources, output = Look(**kept["sources"]), Look(**kept["output"])
            if sources.is_seen_again(self._sources) and output.is_seen_again(now := self._look_at_output()):
                if sources.young or output.young:
                    self._write({"sources": self._sources, "output": now})  # next time their dates tell
                return now.pages
        return None

    def _keep(self, written: Mapping[str, FileState]) -> None:
        """Keep a good build that began with a look, with the files that it has ``written``."""
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
    """The folders and the single files that a build of a project is made from; a file need not exist."""
    files = [*(root / name for name in FILES), IDENTITY.province.places]
    if other_identity := os.environ.get(VARIABLE):
        files.append(Path(other_identity))
    return [root / name for name in FOLDERS], files


def _look(
    folders: Iterable[Path], files: Iterable[Path] = (), about: tuple[str, ...] = (), *, with_noise: bool = False
) -> Look:
    """What there is in folders, and single files, which need not exist. Raises OSError, and ValueError for links."""
    now, states = time.time_ns(), list[tuple[str, FileState]]()
    for folder in folders:
        for entry in walk(folder):
            if with_noise or not entry.noise:
                if entry.what not in (EntryType.FILE, EntryType.FOLDER):
                    raise ValueError(entry.path)  # what it leads to may change, and it stay the same
                states.append((f"{folder}/{entry.path}", entry.state if entry.what is EntryType.FILE else ()))
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            states.append((str(file), state_of(file.stat())))
    return _seen(states, now, about)


def _seen(states: Iterable[tuple[str, FileState]], now: int, about: tuple[str, ...] = ()) -> Look:
    """What was seen of files ``now`` (ns), from their states; of folders, which have none. Raises OSError."""
    digest, young, pages = hashlib.sha256(repr(about).encode()), dict[str, str](), 0
    for name, state in states:
        digest.update(f"{name}\0{state}\0".encode(errors="surrogateescape"))
        pages += name.endswith(".html")
        if state and is_young(state, now):
            young[name] = _digest(Path(name))
    return Look(digest.hexdigest(), young, pages)


def _installed() -> list[str]:
    """The packages that a build may import, with their versions. Raises OSError."""
    places = (place for place in sys.path if place.endswith("site-packages"))
    return sorted(name for place in places for name in os.listdir(place) if name.endswith("-info"))  # noqa: PTH208 - quick


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
