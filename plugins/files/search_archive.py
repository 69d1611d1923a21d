"""The archive of the search: an inverted index (word → pages), cut into files of which a query reads a few.

The words of all pages of the archive are sorted and cut into files; a query reads those whose ranges have its words. So
it needs the same few files however many years there are, where files by year would all be needed; and it finds what one
whole index would find, since the file of a word has all its pages. Pages are numbered from the oldest on, so that new
ones come last: a build changes what the last one kept (``Postings``) only for pages that changed.

`theme/static/js/engine.js` reads these files, and counts the words of the first two files of the search as this module
does.
"""

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Final

from plugins.base.processes import on_all_cores
from plugins.base.search_words import sound, terms_of
from plugins.files.file import File, compact_json

FOLDER: Final = "/recherche/archives/"
WORDS_FILE: Final = 48_000
"""The approximate number of bytes of JSON in a file of words; a single word may take more."""
SUMMARIES: Final = 16
"""The number of pages in a file of titles and summaries."""

COUNTED: Final = (
    ("text", 1, 63, 100),
    ("title", 64, 3, 3),
    ("type", 256, 3, 0),
    ("summary", 1024, 3, 0),
    ("headings", 4096, 3, 0),
)
"""How the occurrences of a word in each field are packed into one integer: the field, the unit of its count, its
greatest count, and the number of words up to which a field is so short that each word counts twice."""


@dataclass(frozen=True)
class IndexedPage:
    """A page of the index, with the field names that engine.js reads."""

    address: str
    title: str
    type: str
    summary: str
    headings: str
    text: str
    weight: float
    call: tuple[str, ...] = ()
    """For a task, whom a visitor calls or writes to: name, link, and number or e-mail address."""


def counted_terms(page: IndexedPage) -> dict[str, int]:
    """The terms of a page, each with its packed counts (COUNTED)."""
    found: dict[str, int] = {}
    for name, unit, most, few in COUNTED:
        counts = Counter(terms_of(getattr(page, name)))
        times = 2 if counts.total() <= few else 1
        for term, count in counts.items():
            found[term] = found.get(term, 0) + min(count * times, most) * unit
    return found


@dataclass(frozen=True)
class Postings:
    """The inverted index, with what is needed to change it for a single page; it is kept from build to build."""

    pages: tuple[bytes, ...] = ()
    """A digest of the indexed text of each page."""
    terms: tuple[str, ...] = ()
    """The words of each page, each followed by its packed counts, as one text to save memory."""
    words: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Each word with the length of its sound and its pages, as ``_told`` writes them."""

    def of(self, pages: Sequence[IndexedPage]) -> "Postings":
        """The postings of the given pages, made from these: only pages that differ are counted again."""
        digests = tuple(map(_digest, pages))
        if digests == self.pages:
            return self
        terms = list(self.terms[: len(pages)])
        changes: dict[str, array[int]] = {}
        places = [place for place, (before, now) in enumerate(zip_longest(self.pages, digests)) if before != now]
        counted = on_all_cores(counted_terms, [pages[place] for place in places if place < len(pages)])
        for place in places:
            old = _counts(self.terms[place]) if place < len(self.pages) else {}
            new = next(counted) if place < len(pages) else {}
            for word in {**old, **new}:
                if old.get(word) != new.get(word):
                    changes.setdefault(word, array("i")).extend((place, new.get(word, 0)))
            if place < len(pages):
                terms[place : place + 1] = [" ".join(f"{word} {code}" for word, code in new.items())]
        words = dict(self.words)
        for word, changed in changes.items():
            heard, told = words.get(word) or (len(sound(word)), "")
            if told := _told(_placed(told) | dict(zip(changed[::2], changed[1::2], strict=True))):
                words[word] = heard, told
            else:
                del words[word]
        return Postings(digests, tuple(terms), words)


NO_POSTINGS: Final = Postings()


def _digest(page: IndexedPage) -> bytes:
    """A digest of the fields of a page in which words are counted."""
    said = "\0".join(getattr(page, name) for name, *_ in COUNTED)
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def _counts(terms: str) -> dict[str, int]:
    """The words of one of ``Postings.terms`` with their packed counts."""
    parts = terms.split(" ") if terms else []
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


def _placed(told: str) -> dict[int, int]:
    """The packed counts of a word by page: the reverse of ``_told``."""
    found: dict[int, int] = {}
    place = -1
    for number in map(int, told.split(",") if told else ()):
        if number > 0:
            place += number
            found[place] = 1
        else:
            found[place] = -number
    return found


def _told(found: Mapping[int, int]) -> str:
    """The pages of a word as a part of a JSON list: for each page the distance from the page before it, followed by the
    negated packed counts unless these are 1. A page whose counts are 0 is left out."""
    told: list[str] = []
    last = -1
    for place in sorted(found):
        if code := found[place]:
            told.append(f"{place - last},{-code}" if code != 1 else f"{place - last}")
            last = place
    return ",".join(told)


@dataclass(frozen=True)
class Archive:
    """Pages, the oldest first, and their ``postings``, as files that a query asks for."""

    pages: Sequence[IndexedPage]
    postings: Postings
    shard: int = WORDS_FILE
    shown: int = SUMMARIES

    @property
    def files(self) -> Iterator[File]:
        """Every file. Each has the version of the archive, so that a query does not mix files of two publications."""
        for name, body in self._bodies.items():
            yield File(f"{FOLDER}{name}.json", f'{{"version":"{self.version}","found":{body}}}'.encode())

    @property
    def summary(self) -> dict[str, object]:
        """The description of the archive in the second file of the search: enough to know which files a query needs."""
        return {
            "folder": FOLDER,
            "version": self.version,
            "count": len(self.pages),
            "shown": self.shown,
            "weights": [[len(list(same)), weight] for weight, same in groupby(page.weight for page in self.pages)],
            "starts": [words[0] for words in self._shards],
            "lengths": list(self._spelled),
        }

    @cached_property
    def version(self) -> str:
        """A hash of the content of all files."""
        hashed = hashlib.sha256()
        for body in self._bodies.values():
            hashed.update(body.encode())
        return hashed.hexdigest()[:10]

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """The content of each file, as JSON, by its name."""
        told = self.postings.words  # their keys are letters and digits alone: no escaping in JSON
        bodies = {
            f"mots-{n}": "{" + ",".join(f'"{word}":[{told[word][1]}]' for word in words) + "}"
            for n, words in enumerate(self._shards)
        }
        for length, words in self._spelled.items():
            bodies[f"liste-{length}"] = compact_json(" ".join(words))
        for n in range(0, len(self.pages), self.shown):
            summaries = [(p.address, p.title, p.type, p.summary) for p in self.pages[n : n + self.shown]]
            bodies[f"pages-{n // self.shown}"] = compact_json(summaries)
        return bodies

    @cached_property
    def _spelled(self) -> dict[int, list[str]]:
        """The words by the length of their sound, so that a misspelt word is compared with few."""
        found: dict[int, list[str]] = {}
        for word in sorted(self.postings.words):
            found.setdefault(self.postings.words[word][0], []).append(word)
        return dict(sorted(found.items()))

    @cached_property
    def _shards(self) -> list[list[str]]:
        """The words sorted by UTF-16 code units, as JavaScript compares them, cut where a file is full."""
        shards: list[list[str]] = []
        room = 0
        for word in sorted(self.postings.words, key=lambda word: word.encode("utf-16-be")):
            size = len(word) + len('"":[],') + len(self.postings.words[word][1])
            if not shards or size > room:
                shards.append([])
                room = self.shard
            shards[-1].append(word)
            room -= size
        return shards
