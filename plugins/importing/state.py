"""What an import wrote, so that the next one changes only that: by the digests of the files as they were written."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from plugins.importing.wordpress_export import UnreadableExport

FILE: Final = Path("publication/imported.json")


class Standing(Enum):
    """What became of a file since it was written."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass
class Imported:
    """The files of earlier imports, each with its digest, below the content folder; the lines of the old addresses."""

    texts: dict[str, str] = field(default_factory=dict)
    """The path of each text, by the id of its item."""
    media: dict[str, str] = field(default_factory=dict)
    """The address of each medium, by its key."""
    digests: dict[str, str] = field(default_factory=dict)
    """By path."""
    addresses: dict[str, str] = field(default_factory=dict)
    """The line of each old address."""

    @classmethod
    def read(cls, file: Path) -> "Imported":
        try:
            return cls(**json.loads(file.read_text("utf-8")))
        except FileNotFoundError:
            return cls()
        except (ValueError, TypeError):
            raise UnreadableExport(f"« {file} » est abîmé → reprenez sa dernière version (git)") from None

    def standing(self, content: Path, path: str) -> Standing:
        if path not in self.digests:
            return Standing.NEW
        file = content / path
        if not file.is_file():
            return Standing.DELETED
        return Standing.SAME if digest(file.read_bytes()) == self.digests[path] else Standing.CHANGED

    def as_text(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def digest(data: bytes) -> str:
    """Of a text, the same for both kinds of line ends: git may change them."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
