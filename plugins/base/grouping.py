"""Values that share a key."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Grouped = TypeVar("Grouped")


def grouped(pairs: Iterable[tuple[Key, Grouped]]) -> dict[Key, list[Grouped]]:
    """All values of each key, both in the order in which they come."""
    found: dict[Key, list[Grouped]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
