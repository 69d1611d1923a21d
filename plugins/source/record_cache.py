"""Records kept from build to build: a file is read again only where its bytes, or an answer about other files, changed.

``Loader`` (plugins/source/loading.py) uses it; docs/build.md tells what else a build keeps.
"""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from plugins.base.cache import write_whole
from plugins.base.shelf import Shelf
from plugins.base.walk import FileState, is_young
from plugins.model.base import Record
from plugins.pictures.media import Media
from plugins.source.links import AddressBook
from plugins.source.source_files import KnownNames, SourceFile

Lookup = tuple[str, str, str]
"""A question of one file about others: its sort (« address », « record »…), a name, and a detail, which may be ""."""
Found = TypeVar("Found")


@dataclass(frozen=True)
class KeptRecord:
    """A record with what it was made from: its file, and the answers about other files (``found``)."""

    state: FileState
    looked_at: int
    """When the file was seen to have that state (ns)."""
    digest: bytes
    """A digest of the bytes of the file."""
    entry: SourceFile
    record: Record
    found: tuple[tuple[Lookup, object], ...]
    version: bytes
    """A digest of the file and the answers: two records with the same version are equal."""
    outline: bytes
    """As ``version``, but without the text: the same for two records that differ in their ``html`` alone."""


@dataclass(frozen=True)
class Surroundings:
    """What the files that appear on one ``day`` may ask about all other files."""

    day: date
    book: AddressBook
    names: KnownNames
    media: Media

    def lookups(self, path: PurePosixPath) -> "Lookups":
        """The noted answers to one file."""
        return Lookups(self, path)

    @cached_property
    def digest(self) -> bytes:
        """A digest that is the same where every question has the same answer."""
        of_book = [_told(getattr(self.book, field.name)) for field in fields(self.book)]
        known = (self.day, of_book, self.names.may_be_named, self.media.pictures, self.media.documents)
        return hashlib.sha256(repr(known).encode()).digest()


def _told(names: Mapping[str, object] | frozenset[str]) -> Sequence[object]:
    return [(name, str(of)) for name, of in names.items()] if isinstance(names, Mapping) else sorted(names)


class Lookups:
    """The answers to one file about all others, each of them noted: where links lead, which records exist."""

    def __init__(self, surroundings: Surroundings, path: PurePosixPath) -> None:
        self._surroundings, self._path = surroundings, path
        self.found: dict[Lookup, object] = {}
        pictures, documents = surroundings.media.pictures, surroundings.media.documents
        self.media = Media(_Noted(pictures, "picture", self.found), _Noted(documents, "file", self.found))

    def resolve(self, target: str, picture: bool = False) -> str:
        """As AddressBook.resolve."""
        return str(self._noted("address", target, "picture" if picture else ""))

    def document(self, name: str) -> str:
        """As AddressBook.document."""
        return str(self._noted("document", name, ""))

    def link(self, target: str) -> str:
        """As ``resolve``, for a link in a field."""
        return self.resolve(target)

    def expect(self, kind: str, slug: str) -> None:
        """As RecordNames.expect."""
        self._noted("record", slug, kind)

    def _noted(self, what: str, name: str, more: str) -> object:
        answer = self.found[what, name, more] = self._answer(what, name, more)
        return answer

    def are_still(self, found: tuple[tuple[Lookup, object], ...]) -> bool:
        """Whether the questions in ``found`` have the same answers now."""
        try:
            return all(self._answer(*question) == answer for question, answer in found)
        except ValueError:
            return False

    def _answer(self, what: str, name: str, more: str) -> object:
        match what:
            case "address":
                return self._surroundings.book.resolve(name, self._path, bool(more))
            case "document":
                return self._surroundings.book.document(name)
            case "record":
                self._surroundings.names.expect(more, name)
                return True
            case "picture":
                return self._surroundings.media.pictures.get(name)
            case _:
                return self._surroundings.media.documents.get(name)


class _Noted(Mapping[str, Found]):
    """Pictures or documents by address; each look-up is noted."""

    def __init__(self, values: Mapping[str, Found], what: str, found: dict[Lookup, object]) -> None:
        self._values, self._what, self._asked = values, what, found

    def __getitem__(self, address: str) -> Found:
        self._asked[self._what, address, ""] = self._values.get(address)
        return self._values[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class RecordCache:
    """The records of a content folder as an earlier build read them. ``version`` is that of the program.

    The digests of their ``Surroundings`` are kept too: while that of a day is the same, so are all answers for it.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.shelf: Shelf[KeptRecord] = Shelf(folder, version)
        self._now = time.time_ns()
        self._file, self._noted, self._before = folder / "surroundings", list[bytes](), set[bytes]()
        with contextlib.suppress(OSError):
            data, seal = self._file.read_bytes(), self.shelf.seal
            self._before = {data[start : start + len(seal)] for start in range(0, len(data), len(seal))}
        self._seal = self.shelf.seal

    def holds(self, surroundings: bytes) -> bool:
        """Whether the kept answers hold with a digest of ``Surroundings``, which is noted for ``save``."""
        self._noted.append(surroundings)
        return hashlib.sha256(self._seal + surroundings).digest() in self._before

    def save(self) -> None:
        """Write what changed, and free the records: nothing may be asked of the cache after that.

        The digests of ``Surroundings`` are bound to the seal of the shelf: records that are written later void them.
        """
        self.shelf.save()
        marks = b"".join(hashlib.sha256(self.shelf.seal + surroundings).digest() for surroundings in self._noted)
        with contextlib.suppress(OSError):
            write_whole(self._file, marks)

    def find(self, path: PurePosixPath, state: FileState, read: Callable[[], bytes]) -> KeptRecord | None:
        """The kept record of a file that is still the same; ``read`` is asked only where ``state`` does not tell.

        Raises OSError, as ``read`` does.
        """
        kept = self.shelf.get(path.as_posix())
        if not kept:
            return None
        if state == kept.state and not is_young(state, kept.looked_at):
            return kept
        if hashlib.sha256(read()).digest() != kept.digest:
            return None
        kept = replace(kept, state=state, looked_at=self._now)
        self.shelf.put(path.as_posix(), kept)
        return kept

    def add(self, state: FileState, entry: SourceFile, record: Record, found: dict[Lookup, object]) -> KeptRecord:
        """Keep the record of a file that had this ``state`` before it was read."""
        self._before = set()  # the new answers hold only with what is around the records now
        digest = hashlib.sha256(entry.data).digest()
        body = entry.parsed.body if entry.cls.has_languages(entry.path) else ""  # for the other languages
        slim = replace(entry, parsed=replace(entry.parsed, lines={}, body=body), data=b"")
        version = hashlib.sha256(digest + repr((entry.path, tuple(found.items()))).encode()).digest()
        beside = (entry.path, entry.address, entry.parsed.values, sorted(record.source.body.anchors), found)
        outline = hashlib.sha256(repr(beside).encode()).digest()
        kept = KeptRecord(state, self._now, digest, slim, record, tuple(found.items()), version, outline)
        self.shelf.put(entry.path.as_posix(), kept)
        return kept
