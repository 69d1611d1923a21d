"""Whether two slots take up the same time, as far as their hours are known."""

from __future__ import annotations

from datetime import time
from types import MappingProxyType
from typing import Final

from plugins.permanences.model import PartOfDay, TimeRange
from plugins.permanences.occurrences import Slot

# What a part of the day surely takes up; the hour of midday belongs to none, people write 12h30 in the morning.
_SURELY: Final = MappingProxyType(
    {
        PartOfDay.MORNING: TimeRange(time(0), time(12)),
        PartOfDay.AFTERNOON: TimeRange(time(13), time(18)),
        PartOfDay.EVENING: TimeRange(time(18), time(23, 59)),
    }
)
_WHOLE_DAY: Final = TimeRange(time(0), time(23, 59))


def overlap(one: Slot, other: Slot) -> bool:
    """Whether the slots share time: unknown hours take the whole day, parts of the day are apart from each other."""
    return one.day == other.day and _time(one).overlaps(_time(other))


def _time(slot: Slot) -> TimeRange:
    return slot.hours or (_SURELY[slot.part] if slot.part else _WHOLE_DAY)
