"""The only writer of a build: makes the output folder hold the files of the build, and writes only those that changed.

It keeps the version of each file that it writes, and the questions that its page asked: so a later build knows which
pages need not be made again, without reading the files.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from plugins.base.cache import write_whole
from plugins.base.processes import on_all_cores
from plugins.base.progress import Progress, untold
from plugins.base.shelf import Shelf
from plugins.base.walk import EntryType, FileState, state_of, walk
from plugins.build.recorder import Answered, Dependencies, Question, Recorder
from plugins.files.file import File, digest_of, version_of
from plugins.pages.every_page import AnyPage

FEW_TO_COMPARE: Final = 1000
"""Up to this number of pages, comparing their questions takes less time than starting processes."""


@dataclass(frozen=True)
class KeptPage:
    """The version of a page of another language, and the questions that it asked."""

    version: str
    asked: Dependencies


@dataclass
class PagesApart:
    """The questions of another language's pages, by path: in the last build (``before``) and in this one (``now``).

    Each language has a shelf for them, which most builds do not read.
    """

    before: Mapping[str, KeptPage]
    now: dict[str, KeptPage] = field(default_factory=dict)


@dataclass(frozen=True)
class WrittenFile:
    """A file as it was written: its state on the disk, its version, and what its page asked about texts."""

    state: FileState
    version: str
    of_texts: Answered | None = None
    """None for a file that is no page. Other questions are kept apart, since most builds do not need them."""


class Output:
    """The folder of the built site.

    ``scratch`` is a folder for pages until they are written. ``shelf`` keeps what was written, ``of_outlines`` what the
    pages asked about the outline of the site. Without shelves every page is made and every file compared.
    """

    def __init__(
        self,
        folder: Path,
        scratch: Path,
        shelf: Shelf[WrittenFile] | None = None,
        of_outlines: Shelf[bytes] | None = None,
    ) -> None:
        self.folder, self._scratch, self._shelf, self._of_outlines = folder, scratch, shelf, of_outlines
        self._of_texts: dict[str, Answered] = {}
        self.states: dict[str, FileState] = {}
        self._found = {entry.path: entry for entry in walk(folder) if entry.path} if folder.is_dir() else {}

    def pages(
        self,
        pages: Sequence[AnyPage],
        recorder: Recorder,
        render: Callable[[AnyPage], str],
        progress: Progress = untold,
        slow: Question | None = None,
        apart: PagesApart | None = None,
    ) -> Iterator[File]:
        """Return a file for each page: the one in the folder if all its questions have the same answers, or a new one.

        The ``slow`` question is answered by this process, all others by copies of it. The questions of a language other
        than the content's are kept ``apart``.
        """
        kept = self._same(pages, recorder, slow, apart)
        changed = [page for page in pages if page.address not in kept]

        def make(page: AnyPage) -> tuple[Callable[[], bytes], str, Dependencies]:
            with recorder.recording(page) as asked:
                content = render(page).encode()
                return self._set_aside(content), digest_of(content), asked() if self._shelf else Dependencies()

        made = progress("Pages", on_all_cores(make, changed), len(changed))
        for page in pages:
            if file := kept.get(page.address):
                if apart:
                    apart.now[file.path] = apart.before[file.path]
            else:
                content, version, asked = next(made)
                file = File(page.address, content, version)
                if apart:
                    apart.now[file.path] = KeptPage(version, asked)
                else:
                    self._of_texts[file.path] = asked.of_texts
                    if self._of_outlines:
                        self._of_outlines.put(file.path, asked.of_outline)
            yield file

    def _same(
        self, pages: Sequence[AnyPage], recorder: Recorder, slow: Question | None, apart: PagesApart | None
    ) -> dict[str, File]:
        """The files, by address, of the pages whose questions all have the same answers as when they were made."""
        there = [(page, file) for page in pages if (file := self._there(page.address))]
        asked = [self._asked_when_made(file, recorder, apart) for _, file in there]

        def is_same_but_for_slow(before: Dependencies | None) -> bool:
            return before is not None and recorder.would_answer(before, but_for=slow)

        few = len(pages) if recorder.has_same_outline else FEW_TO_COMPARE
        same = on_all_cores(is_same_but_for_slow, asked, few=few, meanwhile=lambda: slow and recorder.fingerprint(slow))
        return {
            page.address: file
            for (page, file), before, is_same in zip(there, asked, same, strict=True)
            if is_same and before and recorder.would_tell(slow, before)
        }

    def _asked_when_made(self, file: File, recorder: Recorder, apart: PagesApart | None) -> Dependencies | None:
        """The questions that a page asked when its file was made; None where the page must be made again."""
        if apart:
            kept = apart.before.get(file.path)
            return kept.asked if kept and kept.version == file.version else None
        written = self._shelf.get(file.path) if self._shelf else None
        if not written or written.of_texts is None or not self._of_outlines:
            return None
        if recorder.has_same_outline:
            return Dependencies(written.of_texts)
        of_outline = self._of_outlines.get(file.path)
        return Dependencies(written.of_texts, of_outline) if of_outline else None

    def _set_aside(self, content: bytes) -> Callable[[], bytes]:
        """Append a page to a scratch file, to spare memory, and return what reads it back."""
        with (self._scratch / str(os.getpid())).open("ab") as file:
            start = file.tell()
            file.write(content)
        return partial(_part, Path(file.name), start, len(content))

    def _there(self, address: str) -> File | None:
        """The file at an address, if it is in the folder as it was written."""
        path = File(address, b"").path
        kept = self._intact(path)
        return File(address, partial(_whole, self.folder, path), kept.version) if kept else None

    def still(self, address: str, version: str) -> File | None:
        """The file at an address, if it is in the folder as it was written, and in this version."""
        file = self._there(address)
        return file if file and file.version == version else None

    def write(self, files: Mapping[str, File]) -> None:
        """Make the folder hold the given files, by path, and nothing else. Raises OSError.

        Afterwards ``states`` has the state of each file on the disk.
        """
        self._clear(files)
        made: set[str] = set()
        for path, file in files.items():
            version, of_texts = version_of(file), self._of_texts.get(path)
            kept = self._intact(path)
            if kept and kept.version == version:
                self.states[path] = kept.state
                if of_texts is not None and self._shelf:
                    self._shelf.put(path, replace(kept, of_texts=of_texts))
                continue
            target = self.folder / path
            if (above := path.rpartition("/")[0]) not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(above)
            if path not in self._found or not _holds(target, file):
                _write(target, file)
            self.states[path] = state_of(target.lstat())
            if self._shelf:
                self._shelf.put(path, WrittenFile(self.states[path], version, of_texts))

    def _intact(self, path: str) -> WrittenFile | None:
        """What is kept of a file, if it is in the folder as it was written."""
        kept = self._shelf.get(path) if self._shelf else None
        found = self._found.get(path)
        return kept if kept and found and found.what is EntryType.FILE and found.state == kept.state else None

    def _clear(self, files: Mapping[str, File]) -> None:
        """Remove files and folders that are not among ``files``, or that stand in the way of one."""
        folders = {path[:end] for path in files for end in _slashes(path)}
        for name in sorted(self._found, reverse=True):  # the content of a folder comes before the folder
            entry = self._found[name]
            if entry.what is EntryType.FOLDER:
                if name not in folders:
                    shutil.rmtree(self.folder / name)
                    del self._found[name]
            elif name not in files or entry.what is not EntryType.FILE:
                (self.folder / name).unlink()
                del self._found[name]
                if self._of_outlines and name not in files:
                    self._of_outlines.forget(name)


def _whole(folder: Path, path: str) -> bytes:
    return (folder / path).read_bytes()


def _part(file: Path, start: int, length: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(start)
        return opened.read(length)


def _slashes(path: str) -> Iterator[int]:
    """The positions of the slashes in a path."""
    end = path.find("/")
    while end >= 0:
        yield end
        end = path.find("/", end + 1)


def _holds(target: Path, file: File) -> bool:
    """Whether the file at ``target``, which is a regular file, has the content of ``file`` already."""
    if isinstance(file.content, Path) and target.stat().st_size != file.content.stat().st_size:
        return False
    return target.read_bytes() == file.read()


def _write(target: Path, file: File) -> None:
    """Write a file; one that exists is replaced whole or not at all."""
    if target.exists():
        write_whole(target, file.read())
    elif isinstance(file.content, Path):
        shutil.copyfile(file.content, target)  # no hard link: an edit of the built file would change the original
    else:
        target.write_bytes(file.read())
