"""What to read next: the records before and after one, and those that share its subjects."""

from collections.abc import Iterator
from typing import Final, TypeVar

from plugins.model import TYPES, Event, News, Position, Record, Resource
from plugins.model.site import Site
from plugins.text.partial_date import PartialDate
from plugins.text.typography import slugify

Tie = tuple[str, str]
"""What two records may share: the kind and the slug of a third one, or « tag » and the slug of a keyword."""
Item = TypeVar("Item", bound=Record)

MOST: Final = 4
REFERENCE, TAG = 2, 1
"""How much a shared reference and a shared keyword weigh."""


def neighbours(record: Item, records: tuple[Item, ...]) -> tuple[Item | None, Item | None]:
    """The record before ``record`` in a list, and the one after it."""
    place = records.index(record)
    before = records[place - 1] if place else None
    after = records[place + 1] if place + 1 < len(records) else None
    return before, after


def related(record: Record, site: Site) -> tuple[Record, ...]:
    """The texts that share most with ``record``, four at most, the latest first among equals.

    Not those that name it or that it names: its page shows them as such.
    """
    mine = set(_ties(record))
    weighed = []
    for other in (other for cls in TYPES if cls.read_next for other in site.of(cls)):
        theirs = set(_ties(other))
        named = _name(other) in mine or _name(record) in theirs
        weight = sum(TAG if kind == "tag" else REFERENCE for kind, _ in mine & theirs)
        if weight and not named and other is not record:
            weighed.append((weight, _day(other), other))
    best = sorted(weighed, key=lambda entry: entry[:2], reverse=True)
    return tuple(other for _, _, other in best[:MOST])


def _name(record: Record) -> Tie:
    return record.kind, record.slug


def _ties(record: Record) -> Iterator[Tie]:
    yield from ((reference.kind, str(reference)) for reference in record.references())
    if isinstance(record, News):
        yield from (("tag", slugify(tag)) for tag in record.tags)


def _day(record: Record) -> int:
    """The last day that the date of a record may be, as a number; 0 where it has none."""
    date: PartialDate | None = None
    match record:
        case Event():
            date = record.start
        case News() | Position() | Resource():
            date = record.date
    return date.last.toordinal() if date else 0
