"""Groups values by key."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Grouped = TypeVar("Grouped")


def grouped(pairs: Iterable[tuple[Key, Grouped]]) -> dict[Key, list[Grouped]]:
    """The values of each key; keys and values are in the order of the pairs."""
    found: dict[Key, list[Grouped]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
