"""The part of the search index that a phone asks for piece by piece: which words are on which pages.

The words of all pages of the archive, in order, are cut into files; a query reads those between which its words stand.
So it needs the same few files however many years there are, where files by year would all be needed for each query; and
it finds what it would find in one whole index, since such a file has everything that the archive says of its words.
The pages have their places from the oldest on: what is published today is added at the end. So a build makes again
what the last one kept (``Postings``) only for the pages that changed.
`theme/static/js/engine.js` reads the files, and counts the pages of the first file in the same way.
"""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Final

from plugins.base.processes import on_all_cores
from plugins.base.search_words import sound, terms_of
from plugins.files.file import File

FOLDER: Final = "/recherche/archives/"
WORDS_FILE: Final = 48_000
"""How many bytes of JSON a file of words has, about; one word may have more by itself."""
SUMMARIES: Final = 16
"""How many pages a file of titles and summaries has."""

COUNTED: Final = (
    ("text", 1, 63, 100),
    ("title", 64, 3, 3),
    ("type", 256, 3, 0),
    ("summary", 1024, 3, 0),
    ("headings", 4096, 3, 0),
)
"""How often a word stands in each field, as one number: the unit of each field, up to how many times it counts, and how
many words are so few that each counts twice."""


@dataclass(frozen=True)
class IndexedPage:
    """A page that can be looked for; the names are those that engine.js reads."""

    address: str
    title: str
    type: str
    summary: str
    headings: str
    text: str
    weight: float
    call: tuple[str, ...] = ()
    """Of a task, whom a visitor calls or writes to: a name, a link, a number or an e-mail address."""


def counted_terms(page: IndexedPage) -> dict[str, int]:
    """Each term of a page, with how often it stands in each field (COUNTED)."""
    found: dict[str, int] = {}
    for name, unit, most, few in COUNTED:
        counts = Counter(terms_of(getattr(page, name)))
        times = 2 if counts.total() <= few else 1
        for term, count in counts.items():
            found[term] = found.get(term, 0) + min(count * times, most) * unit
    return found


@dataclass(frozen=True)
class Postings:
    """Which words are on which pages, with what it takes to change a page: it is kept from build to build."""

    pages: tuple[bytes, ...] = ()
    """A digest of what is counted of each page, by its place."""
    terms: tuple[str, ...] = ()
    """The words of each page, each followed by how often it stands there, as one text, which needs little room."""
    words: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Each word: how long it is as it is heard, and its pages, as ``_told`` writes them."""

    def of(self, pages: Sequence[IndexedPage]) -> "Postings":
        """The postings of these pages, made of those of other ones: only where a page is another is it counted."""
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
    said = "\0".join(getattr(page, name) for name, *_ in COUNTED)
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def _counts(terms: str) -> dict[str, int]:
    parts = terms.split(" ") if terms else []
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


def _placed(told: str) -> dict[int, int]:
    """The reverse of ``_told``."""
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
    """The places of a word with how often it stands there, as JSON: how far after the place before, then, with a minus,
    how often, where not once. Where it stands no more, that is 0."""
    told: list[str] = []
    last = -1
    for place in sorted(found):
        if code := found[place]:
            told.append(f"{place - last},{-code}" if code != 1 else f"{place - last}")
            last = place
    return ",".join(told)


@dataclass(frozen=True)
class Archive:
    """Some pages, the oldest first, as files that are asked for when a query needs them. ``postings`` are theirs."""

    pages: Sequence[IndexedPage]
    postings: Postings
    shard: int = WORDS_FILE
    shown: int = SUMMARIES

    @property
    def files(self) -> Iterator[File]:
        """Every file. Each says which archive it is of: one that was published since does not fit the others."""
        for name, body in self._bodies.items():
            yield File(f"{FOLDER}{name}.json", f'{{"version":"{self.version}","found":{body}}}'.encode())

    @property
    def summary(self) -> dict[str, object]:
        """What the first file tells of them: enough to know which ones a query needs."""
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
        hashed = hashlib.sha256()
        for body in self._bodies.values():
            hashed.update(body.encode())
        return hashed.hexdigest()[:10]

    @cached_property
    def _bodies(self) -> dict[str, str]:
        told = self.postings.words  # of letters and digits alone: a quotation mark on both sides makes them JSON
        bodies = {
            f"mots-{n}": "{" + ",".join(f'"{word}":[{told[word][1]}]' for word in words) + "}"
            for n, words in enumerate(self._shards)
        }
        for length, words in self._spelled.items():
            bodies[f"liste-{length}"] = _json(" ".join(words))
        for n in range(0, len(self.pages), self.shown):
            summaries = [(p.address, p.title, p.type, p.summary) for p in self.pages[n : n + self.shown]]
            bodies[f"pages-{n // self.shown}"] = _json(summaries)
        return bodies

    @cached_property
    def _spelled(self) -> dict[int, list[str]]:
        """The words by how long they are as they are heard, so that a misspelt one is compared with few."""
        found: dict[int, list[str]] = {}
        for word in sorted(self.postings.words):
            found.setdefault(self.postings.words[word][0], []).append(word)
        return dict(sorted(found.items()))

    @cached_property
    def _shards(self) -> list[list[str]]:
        """The words in the order of their UTF-16 units, as JavaScript compares them, cut where a file is full."""
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
