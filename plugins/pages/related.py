"""What to read next: the records before and after a record, and those that share its references and keywords."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plugins.base.typography import slugify
from plugins.model import TYPES, Record
from plugins.model.site import Site

Tie = tuple[str, str]
"""What two records may share: the kind and slug of a record that both name, or « tag » and the slug of a keyword."""

MOST_RELATED: Final = 4
REFERENCE, TAG = 2, 1
"""The weights of a shared reference and of a shared keyword."""


@dataclass(frozen=True)
class _Texts:
    """The texts that may be proposed, the latest first, and their ties.

    A set of texts is an integer whose bit n stands for ``latest[n]``: so all texts are compared with one in a few
    operations on integers.
    """

    latest: tuple[Record, ...]
    bits: dict[Tie, int]
    """The bit of each text, by its kind and slug."""
    ties: dict[Tie, frozenset[Tie]]
    """The ties of each text, by its kind and slug."""
    holders: dict[Tie, int]
    """The set of texts that have a tie."""


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
    """The records before and after ``record`` among those of its type, in the order of their section."""
    records, place = site.of(type(record)), site.place(record)
    before = records[place - 1] if place else None
    after = records[place + 1] if place + 1 < len(records) else None
    return before, after


def related(record: Record, site: Site) -> tuple[Record, ...]:
    """The texts whose ties with ``record`` weigh most, MOST_RELATED at most, the latest first among equals.

    Texts that name the record or that it names are left out: its page shows them elsewhere.
    """
    texts = _texts_of(site)
    mine = texts.ties.get(_name(record)) or frozenset(_ties(record))
    at_least = [0]  # at_least[n]: the texts whose weight is more than n
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
    """The indices of the heaviest texts, MOST_RELATED at most; ``at_least`` as in ``related``."""
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
    """The last day of the date of a record, as an ordinal; 0 without a date."""
    return record.when.last.toordinal() if record.when else 0
