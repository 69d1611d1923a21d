"""Reads the pictures and documents of a content folder; an inspected picture is known again by its size and dates."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypedDict

from plugins.base.cache import Cache
from plugins.base.mistakes import Blame, not_opened
from plugins.pictures.documents import Document, check_document
from plugins.pictures.picture import Picture, PictureKind

MEMORY: Final = "pictures/{}.json"
"""The name in the cache of the inspections of a content folder."""


@dataclass(frozen=True)
class Media:
    """Pictures and documents by address; None for a picture that cannot be published."""

    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)


NO_MEDIA: Final = Media()


def read_media(content: Path, assets: Iterable[str], blame: Blame, cache: Cache | None) -> Media:
    """Read the ``assets``, which are paths below ``content``; mistakes go to ``blame``.

    The ``cache`` keeps the inspections, since decoding fifty photographs takes seconds.
    """
    pictures = [asset for asset in assets if asset.startswith("images/")]
    documents: dict[str, Document] = {}
    for asset in assets:
        if asset.startswith("documents/"):
            with _blaming(asset, blame):
                size = (content / asset).stat().st_size
                check_document(asset, size)
                documents[f"/{asset}"] = Document(f"/{asset}", size)
    return Media(_read_pictures(content, pictures, blame, cache) if pictures else {}, documents)


@contextlib.contextmanager
def _blaming(asset: str, blame: Blame) -> Iterator[None]:
    """Tell ``blame`` what a file raises."""
    try:
        yield
    except ValueError as fault:
        blame(PurePosixPath(asset), 1, str(fault))
    except OSError as error:
        blame(PurePosixPath(asset), 1, not_opened(error))


def _read_pictures(content: Path, assets: list[str], blame: Blame, cache: Cache | None) -> dict[str, Picture | None]:
    memory = _Memory(content, cache)
    found: dict[str, Picture | None] = {}
    for asset in assets:
        found[f"/{asset}"] = None
        with _blaming(asset, blame):
            found[f"/{asset}"] = memory.picture(asset)
    memory.keep()
    return found


class _Look(TypedDict, total=False):
    """The inspection of a file: its size and dates then (``touched``), and its facts, or why it cannot be published."""

    touched: list[int]
    facts: dict[str, Any]
    """``inspection.Facts`` as a dictionary."""
    key: str
    fault: str


class _Memory:
    """The inspections of the pictures of a folder, by path; each is valid until size or dates of its file change."""

    def __init__(self, content: Path, cache: Cache | None) -> None:
        # Imported here: Pillow takes a twentieth of a second, which a site without pictures does not need.
        from plugins.pictures import inspection
        from plugins.pictures.recipe import recipe

        self.content, self.cache, self.recipe = content, cache, recipe()
        rules = hashlib.sha256(Path(inspection.__file__).read_bytes()).hexdigest()
        self.found_by = f"{self.recipe} {rules}"
        folder = hashlib.sha256(os.fsencode(content.resolve())).hexdigest()[:10]
        self.name = MEMORY.format(folder)
        self.known: dict[str, _Look] = {}
        self.seen: dict[str, _Look] = {}
        with contextlib.suppress(ValueError, TypeError, AttributeError):  # a damaged file, or another program's
            kept = json.loads(cache.read(self.name) or "{}") if cache else {}
            self.known = kept["pictures"] if kept.get("by") == self.found_by else {}

    def picture(self, asset: str) -> Picture:
        """Return the picture of a file. Raises ValueError, in French, for one that cannot be published, and OSError."""
        file = self.content / asset
        status = file.stat()
        touched = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
        entry = self.known.get(asset)
        if not entry or entry.get("touched") != touched:
            entry = self._look(asset, file, touched)
        self.seen[asset] = entry
        if "fault" in entry:
            raise ValueError(entry["fault"])
        facts = entry["facts"]
        return Picture(f"/{asset}", entry["key"], **facts | {"kind": PictureKind(facts["kind"])})

    def _look(self, asset: str, file: Path, touched: list[int]) -> _Look:
        """Inspect a file."""
        from plugins.pictures.inspection import check_name_and_size, inspect_picture
        from plugins.pictures.recipe import key_of

        try:
            check_name_and_size(asset, touched[0])
            data = file.read_bytes()
            facts = inspect_picture(asset, data)
            return {"touched": touched, "facts": asdict(facts), "key": key_of(data, facts.kind, self.recipe)}
        except ValueError as fault:
            return {"touched": touched, "fault": str(fault)}

    def keep(self) -> None:
        """Keep the inspections of the files that are there."""
        if self.cache and self.seen != self.known:
            self.cache.write(self.name, json.dumps({"by": self.found_by, "pictures": self.seen}).encode())
