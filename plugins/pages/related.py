"""What to read next: the records before and after one, and those that share its subjects."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plugins.base.typography import slugify
from plugins.model import TYPES, Record
from plugins.model.site import Site

Tie = tuple[str, str]
"""What two records may share: the kind and the slug of a third one, or « tag » and the slug of a keyword."""

MOST_RELATED: Final = 4
REFERENCE, TAG = 2, 1
"""How much a shared reference and a shared keyword weigh."""


@dataclass(frozen=True)
class _Texts:
    """The texts that may be proposed, the latest first, and which of them hold each tie.

    A set of texts is a number whose bit n stands for the n-th: all of them are weighed against one text in a few
    operations on numbers.
    """

    latest: tuple[Record, ...]
    bits: dict[Tie, int]
    """The bit of each text, by its own name."""
    ties: dict[Tie, frozenset[Tie]]
    """What each text holds, by its own name."""
    holders: dict[Tie, int]


@lru_cache(maxsize=1)
def _texts_of(site: Site) -> _Texts:
    proposed = [record for cls in TYPES if cls.read_next for record in site.of(cls)]
    latest = tuple(sorted(proposed, key=_day, reverse=True))
    ties = {_name(record): frozenset(_ties(record)) for record in latest}
    held: dict[Tie, bytearray] = {}
    for place, record in enumerate(latest):
        for tie in ties[_name(record)]:
            held.setdefault(tie, bytearray(len(latest) // 8 + 1))[place // 8] |= 1 << place % 8
    holders = {tie: int.from_bytes(places, "little") for tie, places in held.items()}
    return _Texts(latest, {_name(record): 1 << place for place, record in enumerate(latest)}, ties, holders)


def neighbours(record: Record, site: Site) -> tuple[Record | None, Record | None]:
    """The record before ``record`` among those of its type, in the order of their page, and the one after it."""
    records, place = site.of(type(record)), site.place(record)
    before = records[place - 1] if place else None
    after = records[place + 1] if place + 1 < len(records) else None
    return before, after


def related(record: Record, site: Site) -> tuple[Record, ...]:
    """The texts that share most with ``record``, four at most, the latest first among equals.

    Not those that name it or that it names: its page shows them as such.
    """
    texts = _texts_of(site)
    mine = texts.ties.get(_name(record)) or frozenset(_ties(record))
    at_least = [0]  # at_least[n]: the texts that weigh more than n
    for tie in mine:
        holders = texts.holders.get(tie, 0)
        for _ in range(TAG if tie[0] == "tag" else REFERENCE):
            heavier = [holders, *(weigh & holders for weigh in at_least)]
            at_least = [known | more for known, more in zip([*at_least, 0], heavier, strict=True)]
    left_out = texts.bits.get(_name(record), 0) | texts.holders.get(_name(record), 0)
    for tie in mine:
        left_out |= texts.bits.get(tie, 0)
    return tuple(texts.latest[place] for place in _best(at_least, left_out))


def _best(at_least: list[int], left_out: int) -> list[int]:
    """The places of the heaviest, MOST_RELATED at most."""
    found: list[int] = []
    for texts in reversed(at_least):
        rest = texts & ~left_out
        while rest and len(found) < MOST_RELATED:
            lowest = rest & -rest
            found.append(lowest.bit_length() - 1)
            left_out |= lowest
            rest ^= lowest
    return found


def _name(record: Record) -> Tie:
    return record.kind, record.slug


def _ties(record: Record) -> Iterator[Tie]:
    yield from ((reference.kind, str(reference)) for reference in record.references())
    yield from (("tag", slugify(tag)) for tag in getattr(record, "tags", ()))


def _day(record: Record) -> int:
    """The last day that the date of a record may be, as a number; 0 where it has none."""
    return record.when.last.toordinal() if record.when else 0
