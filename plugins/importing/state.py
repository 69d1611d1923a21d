"""Remembers what the imports wrote, by the digests of the files, so that the next import changes nothing else.

Their reports are kept too, for the desk. The desk has none of the libraries of the imports, and this module needs none.
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
    """What became of a file since an import wrote it."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DELETED = "deleted"


class DamagedState(Exception):
    """The file with the state cannot be read; the message is a French sentence."""


@dataclass(frozen=True)
class ReportPart:
    """One part of a report: its title, what to do about it, and the single cases."""

    title: str
    remedy: str
    rows: tuple[tuple[str, str], ...]
    """For each case the path of a text, "" where there is none, and what is said about it."""


@dataclass(frozen=True)
class ImportReport:
    """The report of an import; ``day`` is the last day on which the import wrote something."""

    day: str
    came: tuple[str, ...]
    parts: tuple[ReportPart, ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "ImportReport":
        """The report in JSON data. Raises ValueError, TypeError, AttributeError or LookupError for other data."""
        parts = (
            ReportPart(
                str(part["title"]), str(part["remedy"]), tuple((str(path), str(said)) for path, said in part["rows"])
            )
            for part in kept["parts"]
        )
        return cls(f"{date.fromisoformat(kept['day'])}", tuple(map(str, kept["came"])), tuple(parts))


@dataclass
class Imported:
    """The state that earlier imports left; paths are below the content folder."""

    texts: dict[str, str] = field(default_factory=dict)
    """The path of each text, by the id of its item."""
    media: dict[str, str] = field(default_factory=dict)
    """The address of each medium, by its key."""
    digests: dict[str, str] = field(default_factory=dict)
    """The digest of each text as it was written, by path."""
    addresses: dict[str, str] = field(default_factory=dict)
    """The line that was written for each old address."""
    reports: dict[str, ImportReport] = field(default_factory=dict)
    """The last report about each site or agenda, by its name."""

    @classmethod
    def read(cls, file: Path) -> "Imported":
        """The state in ``file``; an empty one where there is no file. Raises DamagedState."""
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
    """The digest of a text, the same for both kinds of line ends, which git may change."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
