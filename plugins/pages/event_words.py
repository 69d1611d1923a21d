"""The words for where an event stands: one table for each use, from the codes of its statuses.

A table is read from the top: the first status in it that holds is what is said, and "" is silence. What a visitor
reads in a page passes through the translations of the templates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from plugins.model import Event
from plugins.model.event_status import OVER, SHIFTS, EventStatus

Words = Mapping[EventStatus, str]

SHIFTED: Final[Words] = {
    EventStatus.HOUR_CHANGED: "Heure changée : prévu d’abord à %(hour)s",
    EventStatus.BROUGHT_FORWARD: "Avancé : %(planned)s",
    EventStatus.RESCHEDULED: "Reporté : %(planned)s",
}
"""In a page and in a calendar; ``planned`` is « prévu d’abord le samedi 21 mars 2020 »."""
PAGE: Final[Words] = {
    EventStatus.CANCELLED: "Annulé",
    EventStatus.POSTPONED: "Reporté, sans nouvelle date",
    EventStatus.MOVED_ONLINE: "Déplacé en ligne",
    EventStatus.FULL: "Complet",
    EventStatus.VAGUE: "Annoncé pour %(date)s, sans date confirmée",
    EventStatus.ANNOUNCED: "Annoncé, à confirmer",
}
PAGE_OVER: Final[Words] = {
    EventStatus.PAST: "Événement passé",
    EventStatus.DATE_PAST: "Date passée",
}
LIST: Final[Words] = {
    EventStatus.CANCELLED: "annulé",
    EventStatus.POSTPONED: "reporté sans date",
    EventStatus.MOVED_ONLINE: "déplacé en ligne",
    EventStatus.FULL: "complet",
    EventStatus.ANNOUNCED: "",
    EventStatus.CONFIRMED: "",
    EventStatus.UNDATED: "reporté",
    EventStatus.HOUR_CHANGED: "nouvelle heure",
    EventStatus.BROUGHT_FORWARD: "nouvelle date",
    EventStatus.RESCHEDULED: "nouvelle date",
}
"""In lists, in the search and before the titles of a feed: an event that is sure again is like any other there."""
LIST_OVER: Final[Words] = {
    EventStatus.PAST: "passé",
    EventStatus.DATE_PAST: "date passée",
}
CARD: Final[Words] = {
    EventStatus.CANCELLED: "Annulé",
    EventStatus.POSTPONED: "Reporté sans date",
    EventStatus.MOVED_ONLINE: "Déplacé en ligne",
    EventStatus.FULL: "Complet",
    EventStatus.ANNOUNCED: "Annoncé",
    EventStatus.CONFIRMED: "",
    EventStatus.HOUR_CHANGED: "Heure changée",
    EventStatus.BROUGHT_FORWARD: "Avancé",
    EventStatus.RESCHEDULED: "Reporté",
}
"""On the picture that goes with a link."""
CALENDAR_TITLE: Final[Words] = {
    EventStatus.CANCELLED: "Annulé : ",
    EventStatus.POSTPONED: "Reporté : ",
    EventStatus.UNDATED: "Reporté : ",
}
CALENDAR: Final[Words] = {
    EventStatus.CANCELLED: "Annulé",
    EventStatus.MOVED_ONLINE: "Déplacé en ligne",
    EventStatus.FULL: "Complet",
    EventStatus.ANNOUNCED: "Annoncé, à confirmer",
}
CALENDAR_SHIFTED: Final[Words] = {
    EventStatus.POSTPONED: "Reporté, sans nouvelle date",
    EventStatus.UNDATED: "Reporté : annoncé pour %(date)s, sans date confirmée",
    **SHIFTED,
}
CALM: Final = frozenset({EventStatus.VAGUE, EventStatus.ANNOUNCED}) | OVER
"""What changes nothing for those who meant to come; anything else is an alert."""


@dataclass(frozen=True)
class Said:
    """A status and the words for it, still with their places for dates and hours."""

    status: EventStatus
    words: str

    @property
    def alert(self) -> bool:
        """Whether those who meant to come must know it."""
        return self.status not in CALM

    def __str__(self) -> str:
        return self.words


def said(statuses: Iterable[EventStatus], words: Words) -> Said | None:
    """What a table says of an event with these statuses; None for silence."""
    status = next((status for status in words if status in set(statuses)), None)
    return Said(status, words[status]) if status and words[status] else None


def in_page(event: Event, today: date) -> tuple[Said, ...]:
    """All that a page says of it: how its date was changed, then what it is now."""
    statuses = event.statuses_on(today)
    return tuple(filter(None, (said(statuses, SHIFTED), said(statuses, PAGE))))


def in_list(event: Event, today: date | None = None) -> Said | None:
    """What a list must not hide; without ``today``, whatever the day. Once past, its shifts matter no more."""
    found = said(event.statuses_on(today) if today else event.statuses, LIST)
    return None if found and found.status in SHIFTS and today and event.is_past(today) else found
