"""What an import wrote, so that the next one changes only that: by the digests of the files as they were written.

What it told is kept too, for the desk, which has no library of the import: this module needs none.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

FILE: Final = Path("publication/imported.json")


class Standing(Enum):
    """What became of a file since it was written."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DELETED = "deleted"


class DamagedState(Exception):
    """What was remembered cannot be read; the message is a French sentence."""


@dataclass(frozen=True)
class ReportPart:
    """What there is to tell of one kind: under a title, what to do about it, and each case."""

    title: str
    remedy: str
    rows: tuple[tuple[str, str], ...]
    """The file of a text, "" where there is none, and what is said of it."""


@dataclass(frozen=True)
class ImportReport:
    """What an import told, and the last day on which it wrote something."""

    day: str
    came: tuple[str, ...]
    parts: tuple[ReportPart, ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "ImportReport":
        """Raises an error where it is none."""
        parts = (
            ReportPart(
                str(part["title"]), str(part["remedy"]), tuple((str(path), str(said)) for path, said in part["rows"])
            )
            for part in kept["parts"]
        )
        return cls(f"{date.fromisoformat(kept['day'])}", tuple(map(str, kept["came"])), tuple(parts))


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
    reports: dict[str, ImportReport] = field(default_factory=dict)
    """The last one of each site or agenda, by its name."""

    @classmethod
    def read(cls, file: Path) -> "Imported":
        """Raises DamagedState."""
        try:
            found = cls(**json.loads(file.read_text("utf-8")))
            found.reports = {name: ImportReport.read(kept) for name, kept in vars(found)["reports"].items()}
        except FileNotFoundError:
            return cls()
        except (ValueError, TypeError, AttributeError, LookupError):
            raise DamagedState(f"« {file} » est abîmé → reprenez sa dernière version (git)") from None
        return found

    def standing(self, content: Path, path: str) -> Standing:
        if path not in self.digests:
            return Standing.NEW
        file = content / path
        if not file.is_file():
            return Standing.DELETED
        return Standing.SAME if digest(file.read_bytes()) == self.digests[path] else Standing.CHANGED

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def digest(data: bytes) -> str:
    """Of a text, the same for both kinds of line ends: git may change them."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
