"""What is costly to make (pictures), kept from build to build under a name that tells all that it was made from."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cache:
    """A folder of files that never change: another recipe or another source has another name."""

    folder: Path

    def file(self, name: str, make: Callable[[], bytes]) -> Path:
        """The kept file called ``name``; ``make`` gives its bytes where it is not there yet.

        It appears whole or not at all, also where two builds run at once.
        """
        if not self.has(name):
            self.write(name, make())
        return self.folder / name

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def read(self, name: str) -> bytes | None:
        """The bytes kept under ``name``, if there are any."""
        return (self.folder / name).read_bytes() if self.has(name) else None

    def write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``; for what is only remembered, and may change."""
        kept = self.folder / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=kept.parent)
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(data)
            Path(unfinished).replace(kept)
        finally:
            Path(unfinished).unlink(missing_ok=True)
