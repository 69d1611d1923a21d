"""The workshop: opens the files of a content folder as forms, checks what is typed, and writes what has no mistake."""

import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.cache import Cache, write_whole
from plugins.base.mistakes import ContentMistakes, Location, Mistake, Unreadable
from plugins.desk.advice import advise
from plugins.desk.advice.spelling import hunspell
from plugins.desk.forms.shapes import Shape, in_order, shapes
from plugins.desk.front_matter_edit import NotKept, rewritten, same
from plugins.desk.scaffold import file_name
from plugins.model import SOLE_FILES, TYPES, Record
from plugins.model.base import DRAFT, STATUS_KEY, Front, SoleFile
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.folder import sort_files
from plugins.source.front_matter import ParsedFile, Value
from plugins.source.limits import read_bounded
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache

EMPTY: Final = f"---\n{STATUS_KEY}: {DRAFT}\n---\n".encode()
"""The bytes from which a new file is made."""
ROUNDS: Final = 5
"""How many times files with mistakes are left out: each time, files that name them may have mistakes too."""
BODY: Final = "texte"
"""The name of the text under the front matter, among the values of a form."""


@dataclass(frozen=True)
class Typed:
    """What a form holds. ``version`` is that of the file when the form was opened, "" for a new file."""

    cls: type[Front]
    path: PurePosixPath | None
    values: Mapping[str, Value]
    body: str
    version: str = ""

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The fields of the form."""
        return shapes(self.cls)

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, which the public site leaves out."""
        return self.values.get(STATUS_KEY) == DRAFT

    @property
    def has_status(self) -> bool:
        """Whether its type has drafts."""
        return issubclass(self.cls, Record)

    def as_draft(self, draft: bool) -> "Typed":
        """The same as a draft, or not as one."""
        return replace(self, values={**self.values, STATUS_KEY: DRAFT if draft else None})

    @property
    def whole(self) -> dict[str, Value]:
        """Its values, with the text as BODY."""
        return {**self.values, BODY: self.body.strip("\n")}


@dataclass(frozen=True)
class Judgement:
    """The mistakes of a form; without any, its advice, by field, and the site that it would give."""

    mistakes: Sequence[Mistake] = ()
    advice: Sequence[tuple[Location, str]] = ()
    site: Site | None = None
    """None also if other files have mistakes."""


class NotWritten(Exception):
    """Nothing was written; the message is the reason, in French, such as a refusal of the disk."""


REFUSED_BY_DISK: Final = "le disque refuse d’écrire ; tout est resté comme avant"


class Workshop:
    """The files of one content folder. Thread-safe: one change is written at a time."""

    def __init__(
        self, content: Path, today: Callable[[], dt.date], kept: Path, version: str, theme: Path | None = None
    ) -> None:
        """``kept`` is the folder of what the preview's builds keep, for faster checks; ``theme`` has the
        translations."""
        self.theme = theme
        self.content, self._today, self._kept, self._version = content, today, kept, version
        self._lock, self._reading = threading.Lock(), threading.Lock()
        self._site: Site | None = None
        self._spelled = lru_cache(maxsize=40)(hunspell)  # each button of a form checks the same words again

    @property
    def today(self) -> dt.date:
        """The day of the preview."""
        return self._today()

    def files(self) -> dict[str, tuple[PurePosixPath, type[Front]]]:
        """The files that have a form, by their names in addresses: « bureaux/dinant »."""
        files = sort_files(self.content, lambda *_: None)
        found: dict[str, tuple[PurePosixPath, type[Front]]] = {
            path.with_suffix("").as_posix(): (path, cls) for path, cls in files.sources
        }
        soles = ((PurePosixPath(name), SOLE_FILES[name]) for name in files.lists if name in SOLE_FILES)
        return found | {path.stem: (path, cls) for path, cls in soles}

    def site(self) -> Site | None:
        """The site of the last reading without mistakes; if there was none, the site without the faulty files."""
        gone: dict[PurePosixPath, bytes | None] = {}
        for _ in range(ROUNDS):
            try:
                self._site = self.loaded(gone)
            except ContentMistakes as found:
                if self._site:
                    break
                paths = (mistake.path.removeprefix(f"{self.content.as_posix()}/") for mistake in found.mistakes)
                gone |= {PurePosixPath(path): None for path in paths}
            else:
                break
        return self._site

    def mistakes(self, instead: Mapping[PurePosixPath, bytes | None] | None = None) -> tuple[Mistake, ...]:
        """The mistakes of all files, where ``instead`` gives other bytes for some."""
        try:
            self.loaded(instead)
        except ContentMistakes as found:
            return found.mistakes
        return ()

    def loaded(self, instead: Mapping[PurePosixPath, bytes | None] | None = None) -> Site:
        """Read the site, where ``instead`` gives other bytes for some files. Raises ContentMistakes."""
        pictures = Cache(self._kept)
        with self._reading:  # the kept record of a file depends on other files, which ``instead`` may change
            return load(self.content, self.today, pictures, self._records, with_drafts=True, instead=instead or {})

    @cached_property
    def _records(self) -> RecordCache:
        """The records that the last build left, updated by each reading here; never saved."""
        return RecordCache(self._kept / "records", self._version)

    def opened(self, path: PurePosixPath, cls: type[Front]) -> Typed:
        """Open a file as a form. Raises Unreadable, or OSError if it is gone."""
        data = read_bounded(self.content / path)
        parsed = front_matter.read(path.as_posix(), data)
        return Typed(cls, path, parsed.values, parsed.body.strip("\n"), version_of(data))

    def source(self, path: PurePosixPath) -> tuple[str, str]:
        """The whole text of a file, and its version."""
        data = read_bounded(self.content / path)
        return data.decode("utf-8", "replace"), version_of(data)

    def bytes_of(self, typed: Typed) -> bytes:
        """The bytes of the file as it would be written. Raises Unreadable or NotKept."""
        data = read_bounded(self.content / typed.path) if typed.path and typed.version else EMPTY
        return rewritten(data, in_order(typed.cls, typed.values), typed.body)

    def judged(self, typed: Typed) -> Judgement:
        """Check a form: its own mistakes, and those that it would make in other files; without any, its advice."""
        path = self.path_of(typed)
        shown = (self.content / path).as_posix()
        try:
            data = self.bytes_of(typed)
        except Unreadable as error:
            return Judgement([Mistake(shown, error.line, error.message)])
        except NotKept as error:
            return Judgement([Mistake(shown, 1, str(error))])
        try:
            site = self.loaded({path: data})
        except ContentMistakes as found:
            new = self._new([mistake for mistake in found.mistakes if mistake.path != shown])
            return Judgement([one for one in found.mistakes if one.path == shown or one in new])
        parsed = front_matter.read(shown, data)
        report = advise(site, self.content, self._spelled, path.as_posix(), instead={path: data})
        return Judgement((), [(_location_at(parsed, advice.line), advice.message) for advice in report.advice], site)

    def path_of(self, typed: Typed) -> PurePosixPath:
        """The file of a form; for a new one, a path in the folder of its type."""
        return typed.path or _place_of(typed.cls, "nouveau")

    def save(self, typed: Typed, others: Sequence["FileChange"] = ()) -> Typed:
        """Write a form without mistakes, and the changes of ``others`` with it: all or none.

        Raises NotWritten if a file changed since it was opened, or if the changes make a mistake together.
        """
        with self._lock:
            if not typed.version:
                return self._created(typed)
            assert typed.path
            before = self._same(typed.path, typed.version)
            data = self.bytes_of(typed)
            changes = [FileChange(typed.path, before, data), *others]
            if others:
                self._refuse_mistakes(changes)
            self._write(changes)
            return self._read_back(typed, data)

    def save_text(self, path: PurePosixPath, text: str, version: str) -> tuple[Mistake, ...]:
        """Write the whole text of an unreadable file, or return the mistakes that it would have. Raises NotWritten."""
        with self._lock:
            before = self._same(path, version)
            data = text.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()
            shown = (self.content / path).as_posix()
            found = tuple(mistake for mistake in self.mistakes({path: data}) if mistake.path == shown)
            if not found:
                self._write([FileChange(path, before, data)])
            return found

    def _same(self, path: PurePosixPath, version: str) -> bytes:
        """The bytes of a file. Raises NotWritten if it is no longer of that version."""
        data = read_bounded(self.content / path)
        if version_of(data) != version:
            raise NotWritten("ce fichier a changé entre-temps")
        return data

    def _created(self, typed: Typed) -> Typed:
        """Write the file of a new form. The caller holds the lock."""
        path = self.new_path(typed)
        data = self.bytes_of(typed)
        self._write([FileChange(path, None, data)])
        return self._read_back(replace(typed, path=path), data)

    def _read_back(self, typed: Typed, data: bytes) -> Typed:
        """Open the form that was written. Raises NotWritten if the disk does not have the same bytes."""
        assert typed.path
        if read_bounded(self.content / typed.path) != data:
            raise NotWritten("le disque n’a pas gardé ce qui a été écrit → vérifiez le disque, puis recommencez")
        return self.opened(typed.path, typed.cls)

    def new_mistakes(self, instead: Mapping[PurePosixPath, bytes | None]) -> tuple[Mistake, ...]:
        """The mistakes that other bytes would add, in these files or in others."""
        return tuple(self._new(self.mistakes(instead)))

    def _new(self, found: Sequence[Mistake]) -> list[Mistake]:
        """The mistakes among ``found`` that the files do not have now."""
        before = {(mistake.path, mistake.message) for mistake in self.mistakes()} if found else ()
        return [one for one in found if (one.path, one.message) not in before]

    def apply(self, changes: Sequence["FileChange"]) -> None:
        """Write changes, all or none. Raises NotWritten if a file changed meanwhile, or if they make a mistake."""
        with self._lock:
            self._refuse_mistakes(changes)
            self._write(changes)

    def _refuse_mistakes(self, changes: Sequence["FileChange"]) -> None:
        """Raise NotWritten if changes would add a mistake."""
        if mistakes := self.new_mistakes({change.path: change.after for change in changes}):
            raise NotWritten(str(mistakes[0]))

    def _write(self, changes: Sequence["FileChange"]) -> None:
        """Write changes, all or none. The caller holds the lock."""
        for change in changes:
            file = self.content / change.path
            if (file.read_bytes() if file.is_file() and not file.is_symlink() else None) != change.before:
                raise NotWritten(f"{change.path} a changé entre-temps")
        done: list[FileChange] = []
        try:
            for change in sorted(changes, key=lambda change: change.after is None):
                done.append(change)
                _put(self.content / change.path, change.after)
        except OSError as error:
            for change in done:
                with contextlib.suppress(OSError):
                    _put(self.content / change.path, change.before)
            raise NotWritten(REFUSED_BY_DISK) from error

    def new_path(self, typed: Typed) -> PurePosixPath:
        """The path of a new file, made from its title. Raises NotWritten."""
        if not issubclass(typed.cls, Record):
            return _place_of(typed.cls, "")
        texts = [shape for shape in typed.shapes if shape.required and not shape.group and not shape.many]
        named = [shape for shape in texts if shape.key == "titre"] or texts[:2]
        name = file_name(" ".join(str(typed.values.get(shape.key) or "") for shape in named))
        if not name:
            raise NotWritten(f"« {named[0].label} » donne son nom au fichier → écrivez-y au moins une lettre")
        path = _place_of(typed.cls, name)
        if name in typed.cls.reserved | {"index"} or (self.content / path).exists():
            raise NotWritten(f"« {name} » est déjà le nom d’une page → choisissez un autre titre")
        return path

    def merged(self, typed: Typed, base: Mapping[str, Value]) -> tuple[Typed, tuple[str, ...]]:
        """Merge what is typed with the file as it is now; return also the fields that both changed, left as typed.

        ``base`` has the values with which the form was opened.
        """
        assert typed.path
        theirs, hers = self.opened(typed.path, typed.cls), typed.whole
        both, values = [], dict[str, Value]()
        for key, value in {**theirs.whole, **hers}.items():
            now = theirs.whole.get(key)
            changed = not same(base.get(key), value)
            values[key] = value if changed else now
            if changed and not same(base.get(key), now) and not same(now, value):
                both.append(key)
        body = str(values.pop(BODY) or "")
        return replace(typed, values=values, body=body, version=theirs.version), tuple(both)


@dataclass(frozen=True)
class FileChange:
    """The bytes of a file before and after a change; None for no file."""

    path: PurePosixPath
    before: bytes | None
    after: bytes | None


def _place_of(cls: type[Front], name: str) -> PurePosixPath:
    """The path of a file of a type; ``name`` counts only if the type may have several."""
    if issubclass(cls, SoleFile):
        return PurePosixPath(cls.file)
    assert issubclass(cls, Record)
    return PurePosixPath(cls.folder) / f"{name}.md"


def _location_at(parsed: ParsedFile, line: int) -> Location:
    """The field that begins on a line or is the last to begin above it; BODY below the front matter."""
    if line >= parsed.body_line:
        return (BODY,)
    begun = [(number, location) for location, number in parsed.lines.items() if location and number <= line]
    last = max((number for number, _ in begun), default=0)
    return min((location for number, location in begun if number == last), key=len, default=())


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        write_whole(file, data)


def version_of(data: bytes) -> str:
    """The version of a file: a digest of its bytes."""
    return hashlib.sha256(data).hexdigest()


def words() -> dict[str, type[Front]]:
    """The types that can be added, by the word for each in an address."""
    return {cls.word(): cls for cls in (*TYPES, *SOLE_FILES.values())}
