"""The progress of long work, reported through a callback: the code that does the work prints nothing."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")


class Progress(Protocol):
    """Yields the items and may report how many of ``total`` are done; ``what`` is the French word for the items."""

    def __call__(self, what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]: ...


def untold(what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """A Progress that reports nothing."""
    return iter(items)
