"""The part of the search index that a phone asks for piece by piece: which words are on which pages.

The words of all pages of the archive, in order, are cut into files; a query reads those between which its words stand.
So it needs the same few files however many years there are, where files by year would all be needed for each query; and
it finds what it would find in one whole index, since such a file has everything that the archive says of its words.
`theme/static/js/engine.js` reads them, and counts the pages of the first file in the same way.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

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
class Archive:
    """Some pages as files that are asked for when a query needs them; the first of them has the number ``first``."""

    pages: Sequence[IndexedPage]
    first: int
    shard: int = WORDS_FILE
    shown: int = SUMMARIES

    @property
    def files(self) -> Iterator[File]:
        """Every file. Each says which archive it is of: one that was published since does not fit the others."""
        for name, body in self._bodies.items():
            yield File(f"{FOLDER}{name}.json", b'{"version":"%s","found":%s}' % (self.version.encode(), body))

    @property
    def summary(self) -> dict[str, object]:
        """What the first file tells of them: enough to know which ones a query needs."""
        return {
            "folder": FOLDER,
            "version": self.version,
            "count": len(self.pages),
            "shown": self.shown,
            "weights": [[len(list(same)), weight] for weight, same in groupby(page.weight for page in self.pages)],
            "starts": [next(iter(words)) for words in self._shards],
            "lengths": list(self._spelled),
        }

    @cached_property
    def version(self) -> str:
        hashed = hashlib.sha256()
        for body in self._bodies.values():
            hashed.update(body)
        return hashed.hexdigest()[:10]

    @cached_property
    def _bodies(self) -> dict[str, bytes]:
        bodies = {f"mots-{n}": _json(words) for n, words in enumerate(self._shards)}
        for length, words in self._spelled.items():
            bodies[f"liste-{length}"] = _json(" ".join(words))
        for n in range(0, len(self.pages), self.shown):
            told = [(p.address, p.title, p.type, p.summary) for p in self.pages[n : n + self.shown]]
            bodies[f"pages-{n // self.shown}"] = _json(told)
        return bodies

    @cached_property
    def _spelled(self) -> dict[int, list[str]]:
        """The words by how long they are as they are heard, so that a misspelt one is compared with few."""
        found: dict[int, list[str]] = {}
        for word in sorted(self._postings):
            found.setdefault(len(sound(word)), []).append(word)
        return dict(sorted(found.items()))

    @cached_property
    def _shards(self) -> list[dict[str, list[int]]]:
        """The words in the order of their UTF-16 units, as JavaScript compares them, cut where a file is full."""
        shards: list[dict[str, list[int]]] = []
        room = 0
        for word in sorted(self._postings, key=lambda word: word.encode("utf-16-be")):
            size = len(word) + 4 + 3 * len(self._postings[word])
            if not shards or (shards[-1] and size > room):
                shards.append({})
                room = self.shard
            shards[-1][word] = self._postings[word]
            room -= size
        return shards

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """Each word with its pages: how far after the one before, then, with a minus, how often, where not once."""
        found: dict[str, list[int]] = {}
        last: dict[str, int] = {}
        for number, page in enumerate(self.pages, self.first):
            for term, code in counted_terms(page).items():
                postings = found.setdefault(term, [])
                postings.append(number - last.get(term, -1))
                last[term] = number
                if code != 1:
                    postings.append(-code)
        return found


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
