"""Progress of long work, told through a callback: the code that does the work prints nothing."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")


class Progress(Protocol):
    """Passes items on, and may tell how many of ``total`` there were; ``what`` they are is a French word."""

    def __call__(self, what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]: ...


def untold(what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """A Progress that tells nothing."""
    return iter(items)
