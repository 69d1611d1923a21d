"""Read a content folder: every file becomes a record, or all mistakes of all files are raised at once."""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from plugins.base.cache import Cache
from plugins.base.mistakes import ContentMistakes, Location, Mistake, Unreadable, not_opened
from plugins.base.processes import Given, Made, on_all_cores
from plugins.base.progress import Progress, untold
from plugins.base.walk import FileState
from plugins.model import BY_FOLDER, SOLE_FILES, Office, Record
from plugins.model.banner import Banner
from plugins.model.base import AT_ONCE, SoleFile
from plugins.model.body import Body
from plugins.model.closures import Closures
from plugins.model.context import Source, ValidationContext
from plugins.model.facets import lists_of
from plugins.model.redirection import FILE as REDIRECTIONS
from plugins.model.redirection import OLD_ADDRESSES, Redirection, in_order
from plugins.model.site import Site, Withheld
from plugins.model.synonyms import SYNONYMS, Synonyms
from plugins.pictures.media import read_media
from plugins.source import checks, front_matter, redirections
from plugins.source.folder import NOTHING, folder_of, sort_files
from plugins.source.front_matter import ParsedFile
from plugins.source.limits import BYTES, LIST_BYTES, read_bounded
from plugins.source.links import AddressBook
from plugins.source.localising import localised
from plugins.source.markdown import BodyRenderer
from plugins.source.record_cache import KeptRecord, Lookup, Lookups, RecordCache, Surroundings
from plugins.source.source_files import (
    SourceFile,
    address_book,
    address_of,
    default_pages,
    known_names,
    own_address,
)
from plugins.source.synonyms import read_synonyms
from plugins.source.validation import validate

Sole = TypeVar("Sole", bound=SoleFile)
UNSEEN: Final = "rien de ce texte ne paraît sur le site → écrivez tout dans l’en-tête, entre les deux « --- »"


def load(
    content: Path,
    today: date,
    cache: Cache | None = None,
    records: RecordCache | None = None,
    *,
    with_drafts: bool = False,
    progress: Progress = untold,
    instead: Mapping[PurePosixPath, bytes | None] = NOTHING,
) -> Site:
    """The site of the folder ``content`` as published on ``today``. Raises ContentMistakes.

    Drafts and records dated after ``today`` are checked like the others, then left out; ``with_drafts`` keeps those
    that lack nothing, for the preview. The ``cache`` keeps what was found about pictures, ``records`` the records of an
    earlier reading. The bytes of a path in ``instead`` are read in place of its file, which need not exist; a path
    without bytes counts as deleted.
    """
    return Loader(content, today, cache, records, progress, instead).load(with_drafts=with_drafts)


@dataclass
class Loader:
    """One reading of a content folder, step by step; every step adds to ``mistakes``."""

    content: Path
    today: date
    picture_cache: Cache | None
    record_cache: RecordCache | None
    progress: Progress
    instead: Mapping[PurePosixPath, bytes | None]
    renderer: BodyRenderer = field(default_factory=BodyRenderer)
    states: Mapping[str, FileState] = field(default_factory=dict)
    kept: dict[PurePosixPath, KeptRecord] = field(default_factory=dict)
    versions: dict[str, bytes] = field(default_factory=dict)
    outlines: dict[str, bytes] = field(default_factory=dict)
    bodies: dict[PurePosixPath, Body] = field(default_factory=dict)
    records: dict[PurePosixPath, Record | None] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    lacks: dict[PurePosixPath, tuple[str, ...]] = field(default_factory=dict)

    def load(self, *, with_drafts: bool) -> Site:
        """The site. Raises ContentMistakes."""
        files = sort_files(self.content, self._blame, self.instead)
        self.states, assets = files.states, list(files.assets)
        media = read_media(self.content, assets, self._blame, self.picture_cache)
        every_entry = self._read_all(files.sources)
        entries = [entry for entry in every_entry if entry.readable]
        # A record may link to and name what is public on the day when it appears; a draft may also name a draft.
        surroundings_of = {
            day: Surroundings(day, address_book(every_entry, assets, day), known_names(every_entry, day), media)
            for day in sorted({AT_ONCE, *(entry.needed_on for entry in entries)})
        }
        for day, surroundings in surroundings_of.items():
            self._make_all([entry for entry in entries if entry.needed_on == day], surroundings)
        at_once = surroundings_of[AT_ONCE]
        if closures := self._sole(Closures, files.lists, at_once):
            self._close(closures, entries)
        banner = self._sole(Banner, files.lists, at_once)
        self._check_together(assets, every_entry, entries)
        redirected, synonyms, old_addresses = self._read_lists(files.lists, at_once.book)
        if self.mistakes:
            raise ContentMistakes(self.mistakes)
        self._lack_what_they_name()
        public = self._public()
        records = self._by_address(entries, public, with_drafts=with_drafts)
        texts = {entry.path: entry.parsed.body for entry in entries if entry.cls.has_languages(entry.path)}
        renderer = self.renderer  # so that ``translate`` does not keep the whole Loader in memory
        site = Site(
            (*records.values(), *default_pages(records)),
            self.today,
            tuple(self._withheld(entry) for entry in entries if entry.path not in public),
            media,
            redirected,
            synonyms,
            self.versions,
            banner,
            translate=lambda site, language: localised(site, language, texts, at_once.book, media, renderer),
            surroundings=at_once.digest if self.record_cache else b"",
            outlines=self.outlines,
        )
        return self._with_old_addresses(site, old_addresses, at_once.book)

    def _check_together(self, assets: list[str], every_entry: list[SourceFile], entries: list[SourceFile]) -> None:
        """Run the checks for which all files are needed."""
        checks.text_documents(self.content, assets, self._blame)
        checks.one_file_an_address(every_entry, self.content, self._blame)
        checks.anchors(entries, self.bodies, self._blame)
        self.mistakes += checks.double_bookings(entries, self.records, self.today)
        if not self.mistakes:  # a list may be missing because of another mistake
            checks.lists(entries, self.bodies, self.records, self.today, self._blame)

    def _read_lists(
        self, names: Iterable[str], book: AddressBook
    ) -> tuple[tuple[Redirection, ...], tuple[Synonyms, ...], str]:
        """The redirections and the synonyms of the lists, and the text of the list of old addresses."""
        texts = {name: self._list(PurePosixPath(name)) for name in names if name not in SOLE_FILES}
        redirected, wrong = redirections.read_redirections(texts.get(REDIRECTIONS, ""), book)
        synonyms, unclear = read_synonyms(texts.get(SYNONYMS, ""), book)
        for name, found in ((REDIRECTIONS, wrong), (SYNONYMS, unclear)):
            for line, message in found:
                self._blame(PurePosixPath(name), line, message)
        return redirected, synonyms, texts.get(OLD_ADDRESSES, "")

    def _by_address(
        self, entries: list[SourceFile], public: set[PurePosixPath], *, with_drafts: bool
    ) -> dict[str, Record]:
        """The records that the site shows, by their addresses; in the preview complete drafts too."""
        return {
            entry.address: record
            for entry in entries
            if (record := self.records[entry.path])
            and (entry.path in public or (with_drafts and entry.path not in self.lacks))
        }

    def _with_old_addresses(self, site: Site, text: str, book: AddressBook) -> Site:
        """The site with the redirections of an earlier site's addresses. Raises ContentMistakes."""
        if not text:
            return site
        known = {*book.known, *(page.address for page in lists_of(site).made)}
        old, held, wrong = redirections.read_old_addresses(text, site.redirections, known, book)
        if wrong:
            raise ContentMistakes(Mistake(self._as_printed(PurePosixPath(OLD_ADDRESSES)), *one) for one in wrong)
        here = [found for found in old if not found.host]
        others = in_order(found for found in old if found.host)
        redirected = in_order((*site.redirections, *here))
        return replace(site, redirections=redirected, old_addresses=held, other_hosts=others)

    def _public(self) -> set[PurePosixPath]:
        """The paths of the files that are public today."""
        return {path for path, record in self.records.items() if record and record.appears <= self.today}

    def _as_printed(self, path: PurePosixPath) -> str:
        """The path as messages show it: from the folder in which the command runs."""
        return (self.content / path).as_posix()

    def _blame(self, path: PurePosixPath, line: int, message: str) -> None:
        self.mistakes.append(Mistake(self._as_printed(path), line, message))

    def _list(self, path: PurePosixPath) -> str:
        """The text of a list; "" where it cannot be read, which is then a mistake."""
        data = self._bytes_of(path, LIST_BYTES)
        return self._read_as(front_matter.decode_list, path, data) or ""

    def _sole(self, cls: type[Sole], names: Iterable[str], surroundings: Surroundings) -> Sole | None:
        """The validated ``SoleFile`` of a class; None where the file is absent or not valid."""
        path = PurePosixPath(cls.file)
        parsed = self._parsed(path, self._bytes_of(path)) if cls.file in names else None
        if not parsed:
            return None
        lookups = surroundings.lookups(path)
        result = validate(cls, parsed, ValidationContext(Source(path, "", Body()), lookups, lookups, lookups.media))
        wrong = result if isinstance(result, list) else _in_file(parsed, result.mistakes())
        if parsed.body.strip():
            row = parsed.body_line + parsed.body[: -len(parsed.body.lstrip())].count("\n")
            wrong.append(Mistake(parsed.path, row, UNSEEN))
        self.mistakes += checks.weekdays(parsed, wrong)
        self.mistakes.extend(wrong)
        return None if isinstance(result, list) else result

    def _close(self, closures: Closures, entries: list[SourceFile]) -> None:
        """Add the shared closures to those of each office."""
        for entry in entries:
            office = self.records[entry.path]
            if not isinstance(office, Office) or not (shared := closures.of(office.slug)):
                continue
            self.records[entry.path] = closed = office.changed(closures=(*office.closures, *shared))
            for kept in (self.versions, self.outlines):
                if version := kept.get(entry.address):
                    kept[entry.address] = hashlib.sha256(version + repr(shared).encode()).digest()
            own = set(office.mistakes())
            new = [mistake for mistake in closed.mistakes() if mistake not in own and mistake[0][0] != "fermetures"]
            if new:
                parsed = self._read(entry.path, entry.cls).parsed  # a kept record has no line numbers
                self.mistakes.extend(_in_file(parsed, new))

    def _bytes_of(self, path: PurePosixPath, most: int = BYTES) -> bytes | None:
        """The bytes of a text or a list; None where it cannot be read, which is then a mistake."""
        if (data := self.instead.get(path)) is not None:
            return data
        try:
            return read_bounded(self.content / path, most)
        except OSError as error:
            self._blame(path, 1, not_opened(error))
            return None

    def _parsed(self, path: PurePosixPath, data: bytes | None) -> ParsedFile | None:
        return self._read_as(lambda data: front_matter.read(self._as_printed(path), data), path, data)

    def _read_as(self, read: Callable[[bytes], Made], path: PurePosixPath, data: bytes | None) -> Made | None:
        """What ``read`` makes of some bytes; None where it raises Unreadable, which is then a mistake."""
        try:
            return None if data is None else read(data)
        except Unreadable as error:
            self._blame(path, error.line, error.message)
            return None

    def _each(self, function: Callable[[Given], Made], items: list[Given]) -> Iterator[Made]:
        """What ``function`` makes of each item; its mistakes are added in the order of the items.

        It may run in a copy of this process, where its changes of ``self`` are lost: mistakes and lacks are returned
        with each outcome, and added here.
        """

        def apart(item: Given) -> tuple[Made, list[Mistake], dict[PurePosixPath, tuple[str, ...]]]:
            before = self.mistakes, self.lacks
            self.mistakes, self.lacks = [], {}
            try:
                return function(item), self.mistakes, self.lacks
            finally:
                self.mistakes, self.lacks = before

        for outcome, mistakes, lacks in self.progress("Textes", on_all_cores(apart, items), len(items)):
            self.mistakes += mistakes
            self.lacks |= lacks
            yield outcome

    def _read_all(self, sources: tuple[tuple[PurePosixPath, type[Record]], ...]) -> list[SourceFile]:
        """Every source file before validation; a file that has not changed comes from the record cache."""
        found = {path: entry for path, _ in sources if (entry := self._find(path))}
        changed = [(path, cls) for path, cls in sources if path not in found]
        found |= {entry.path: entry for entry in self._each(lambda source: self._read(*source), changed)}
        return [found[path] for path, _ in sources]

    def _find(self, path: PurePosixPath) -> SourceFile | None:
        kept = None
        if self.record_cache and path not in self.instead:
            with contextlib.suppress(OSError):  # ``_read`` reports it
                kept = self.record_cache.find(
                    path, self.states[path.as_posix()], lambda: read_bounded(self.content / path)
                )
        if not kept:
            return None
        self.kept[path] = kept
        return replace(kept.entry, appears=self._from(kept.record.appears))

    def _from(self, day: date | None) -> date | None:
        """The value of ``SourceFile.appears`` for the day of a text: AT_ONCE for a day that has come."""
        return AT_ONCE if day and day <= self.today else day

    def _read(self, path: PurePosixPath, cls: type[Record]) -> SourceFile:
        data = self._bytes_of(path)
        if parsed := self._parsed(path, data):
            parsed = replace(parsed, values={**parsed.values, **cls.derived(parsed.values)})
            address, appears = address_of(path, cls, parsed), self._from(cls.appears_by(parsed.values))
            return SourceFile(path, cls, parsed, address, appears, data=data or b"")
        nothing = ParsedFile(self._as_printed(path), {}, {}, "", 1)
        return SourceFile(path, cls, nothing, own_address(path, cls, nothing), readable=False)

    def _make_all(self, entries: list[SourceFile], surroundings: Surroundings) -> None:
        """Make the body and the record of each file, or take them from the record cache where they still hold."""
        changed = []
        holds = self.record_cache is not None and self.record_cache.holds(surroundings.digest)
        for entry in entries:
            kept = self.kept.get(entry.path)
            if kept and (holds or surroundings.lookups(entry.path).are_still(kept.found)):
                self._note_version(entry, kept)
                self.bodies[entry.path], self.records[entry.path] = kept.record.source.body, kept.record
            else:
                changed.append(entry)

        def make(entry: SourceFile) -> tuple[SourceFile, Body, Record | None, dict[Lookup, object], bool]:
            before = len(self.mistakes)
            whole = self._read(entry.path, entry.cls) if entry.path in self.kept else entry
            lookups = surroundings.lookups(entry.path)
            body, record = self._make(whole, lookups)
            return whole, body, record, lookups.found, len(self.mistakes) == before

        for entry, body, record, found, right in self._each(make, changed):
            if entry.path in self.instead:
                pass  # the cache is about the file itself, not about the bytes in its place
            elif self.record_cache and record and right:
                state = self.states[entry.path.as_posix()]
                self._note_version(entry, self.record_cache.add(state, entry, record, found))
            elif self.record_cache:
                self.record_cache.shelf.forget(entry.path.as_posix())
            self.bodies[entry.path], self.records[entry.path] = body, record

    def _note_version(self, entry: SourceFile, kept: KeptRecord) -> None:
        self.versions[entry.address], self.outlines[entry.address] = kept.version, kept.outline

    def _make(self, entry: SourceFile, lookups: Lookups) -> tuple[Body, Record | None]:
        parsed = entry.parsed
        body = self.renderer.render(parsed.body, parsed.body_line, lookups.resolve, lookups.media)
        for line, message in body.mistakes:
            self._blame(entry.path, line, message)
        source = Source(entry.path, entry.address, body)
        return body, self._record(entry, ValidationContext(source, lookups, lookups, lookups.media))

    def _record(self, entry: SourceFile, context: ValidationContext) -> Record | None:
        result = validate(entry.cls, entry.parsed, context)
        self.mistakes += checks.weekdays(entry.parsed, () if isinstance(result, Record) else result)
        if not isinstance(result, Record):
            self.mistakes.extend(mistake for mistake in result if not (mistake.lack and entry.is_draft))
            self.lacks[entry.path] = tuple(mistake.message for mistake in result)
            return None
        self.mistakes.extend(_in_file(entry.parsed, result.mistakes()))
        return result

    def _lack_what_they_name(self) -> None:
        """Mark each record that names an incomplete draft as incomplete too, transitively."""
        while True:
            absent = {(BY_FOLDER[folder_of(path)].kind, path.stem) for path in self.lacks if path.stem != "index"}
            if not absent:
                return
            found = {
                path: tuple(f"« {name} » est un brouillon incomplet" for _, name in sorted(named))
                for path, record in self.records.items()
                if record and path not in self.lacks
                if (named := {(ref.kind, str(ref)) for ref in record.references()} & absent)
            }
            if not found:
                return
            self.lacks |= found

    def _withheld(self, entry: SourceFile) -> Withheld:
        values, record = entry.parsed.values, self.records[entry.path]
        tags = values.get("etiquettes") or ()
        return Withheld(
            entry.path,
            entry.address,
            record.title if record else str(values.get("titre") or ""),
            (tags,) if isinstance(tags, str) else tuple(map(str, tags)),
            None if entry.is_draft else entry.appears,
            self.lacks.get(entry.path, ()),
        )


def _in_file(parsed: ParsedFile, found: Iterable[tuple[Location, str]]) -> list[Mistake]:
    """Mistakes with the lines of a file, from locations in it and messages."""
    return [parsed.mistake(location, message) for location, message in found]
