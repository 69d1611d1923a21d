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
        kept = self.folder / name
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            data = make()
            handle, unfinished = tempfile.mkstemp(dir=kept.parent)
            with os.fdopen(handle, "wb") as new:
                new.write(data)
            Path(unfinished).replace(kept)
        return kept
