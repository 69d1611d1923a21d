"""The source files of a site that may be published: the argument of the checks that need no build."""

import contextlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from plugins.base.mistakes import Unreadable
from plugins.base.typography import fold
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.front_matter import ParsedFile

NOTES: Final = "a_verifier"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARKS, _BETWEEN, _NOT_ASCII = re.compile("[\u0300-\u036f]+"), re.compile(r"[\W_]+"), re.compile(r"[^\x00-\x7f]+")
_FOLDED = bytes(byte if byte > 0x7F or chr(byte).isalnum() else 0x20 for byte in range(256)).lower()
"""A table for ``bytes.translate`` of UTF-8: ASCII letters become lower case, ASCII signs that are no digits spaces."""


@dataclass(frozen=True, eq=False)
class Sources:
    """``content``: the folder that ``site`` was read from; ``published``: the list of all addresses ever published."""

    content: Path
    site: Site
    published: Path

    @cached_property
    def _texts(self) -> list[tuple[Path, bytes, str]]:
        """Each published source: its file, its bytes, and all its ``words``."""
        files = (self.content / record.source.path for record in self.site.records)
        read = ((file, file.read_bytes()) for file in files if file.is_file())
        return [(file, data, words(f"{fold(file.stem)}\n{data.decode('utf-8', 'replace')}")) for file, data in read]

    def documents(self, phrases: Iterable[str]) -> Iterator[ParsedFile]:
        """The published sources that may contain one of the ``phrases`` (``words``), without the officer's notes."""
        phrases = tuple(phrases)
        for file, data, said in self._texts:
            if b"\\" in data or any(phrase in said for phrase in phrases):  # only YAML decodes « \\x20 »
                name = file.relative_to(self.content.parent).as_posix()
                with contextlib.suppress(Unreadable):  # changed since the site was read, which visibility.py reports
                    document = front_matter.read(name, data)
                    document.values.pop(NOTES, None)
                    yield document

    def lines(self, part: str) -> Iterator[tuple[str, str]]:
        """The fields and lines of text with ``part`` in the published sources, each after its « file:line »."""
        for document in self.documents([words(part)]):
            said = [(document.line(place), text) for place, text in front_matter.texts(document.values)]
            said += enumerate(document.body.split("\n"), document.body_line)
            yield from ((f"{document.path}:{line}", text) for line, text in said if part in text)


def words(text: str) -> str:
    """The words of a text in lower case without accents, with one space before, between and after them."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    text = _NOT_ASCII.sub(lambda run: _plain(run[0]), html.unescape(text).replace("\\n", " "))
    return f" {b' '.join(text.encode().translate(_FOLDED).split()).decode('utf-8')} "


@lru_cache(maxsize=4096)
def _plain(run: str) -> str:
    """A run of characters that are not ASCII: letters case-folded and without accents, anything else as spaces."""
    return _BETWEEN.sub(" ", _MARKS.sub("", unicodedata.normalize("NFD", run.casefold())))
