"""The statuses of an event, as codes; the words shown for them are in plugins/pages/event_words.py."""

from enum import StrEnum
from typing import Final


class EventStatus(StrEnum):
    """A status of an event; an event may have several, which come in this order."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    """Postponed while no other date is set."""
    UNDATED = "undated"
    """A day was known, and was given up for a vague date."""
    HOUR_CHANGED = "hour_changed"
    RESCHEDULED = "rescheduled"
    """Moved to a later date."""
    BROUGHT_FORWARD = "brought_forward"
    MOVED_ONLINE = "moved_online"
    FULL = "full"
    VAGUE = "vague"
    """The day is not known."""
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    """A full event has this status too."""
    PAST = "past"
    DATE_PAST = "date_past"
    """The date is past, but the event may not have taken place."""


SHIFTS: Final = frozenset({EventStatus.HOUR_CHANGED, EventStatus.RESCHEDULED, EventStatus.BROUGHT_FORWARD})
"""The statuses of a date that differs from the one first announced."""
OVER: Final = frozenset({EventStatus.PAST, EventStatus.DATE_PAST})
