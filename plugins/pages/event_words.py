"""The words for the statuses of an event: one table for each place where they stand.

The words are those of the first status of a table that the event has; "" means no words. Templates translate the words
of pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.typography import french
from plugins.languages.language import OF_CONTENT, Language
from plugins.model import Event
from plugins.model.event import MIXED, ONLINE
from plugins.model.event_fields import CANCELLED, FULL
from plugins.model.event_status import OVER, SHIFTS, EventStatus

StatusWords = Mapping[EventStatus, str]

SHIFTED: Final[StatusWords] = {
    EventStatus.HOUR_CHANGED: "Heure changée : prévu d’abord à %(hour)s",
    EventStatus.BROUGHT_FORWARD: "Avancé : %(planned)s",
    EventStatus.RESCHEDULED: "Reporté : %(planned)s",
}
"""For a date that changed, in pages and calendars; ``planned`` is « prévu d’abord le samedi 21 mars 2020 »."""
PAGE_WORDS: Final[StatusWords] = {
    EventStatus.CANCELLED: "Annulé",
    EventStatus.POSTPONED: "Reporté, sans nouvelle date",
    EventStatus.MOVED_ONLINE: "Déplacé en ligne",
    EventStatus.FULL: "Complet",
    EventStatus.VAGUE: "Annoncé pour %(date)s, sans date confirmée",
    EventStatus.ANNOUNCED: "Annoncé, à confirmer",
}
"""On the page of an event."""
PAGE_WORDS_OVER: Final[StatusWords] = {
    EventStatus.PAST: "Événement passé",
    EventStatus.DATE_PAST: "Annoncé ; la date est passée",
}
"""On the page of an event that is over."""
LIST_WORDS: Final[StatusWords] = {
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
"""In lists, in the search and before the titles of feed items; a confirmed event has no words there."""
LIST_WORDS_OVER: Final[StatusWords] = {
    EventStatus.PAST: "passé",
    EventStatus.DATE_PAST: "date passée",
}
"""In lists, for an event that is over."""
CARD_WORDS: Final[StatusWords] = {
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
"""On social cards."""
CALENDAR_TITLE: Final[StatusWords] = {
    EventStatus.CANCELLED: "Annulé : ",
    EventStatus.POSTPONED: "Reporté : ",
    EventStatus.UNDATED: "Reporté : ",
}
"""Before the title of an event in a calendar file."""
CALENDAR: Final[StatusWords] = {
    EventStatus.CANCELLED: "Annulé",
    EventStatus.MOVED_ONLINE: "Déplacé en ligne",
    EventStatus.FULL: "Complet",
    EventStatus.ANNOUNCED: "Annoncé, à confirmer",
}
"""In the description of a calendar entry."""
CALENDAR_SHIFTED: Final[StatusWords] = {
    EventStatus.POSTPONED: "Reporté, sans nouvelle date",
    EventStatus.UNDATED: "Reporté : annoncé pour %(date)s, sans date confirmée",
    **SHIFTED,
}
"""In the description of a calendar entry, for a date that changed."""
NO_ALERT: Final = frozenset({EventStatus.VAGUE, EventStatus.ANNOUNCED}) | OVER
"""Statuses that change nothing for people who meant to come; every other status is an alert."""


@dataclass(frozen=True)
class StatusText:
    """A status and its words, with their placeholders ``%(date)s``, ``%(hour)s`` and ``%(planned)s``."""

    status: EventStatus
    words: str

    @property
    def alert(self) -> bool:
        """Whether the words are shown as an alert: the status matters to people who meant to come."""
        return self.status not in NO_ALERT

    def __str__(self) -> str:
        return self.words


def status_text(statuses: Iterable[EventStatus], words: StatusWords) -> StatusText | None:
    """The words of a table for an event with these statuses; None where the table has none."""
    status = next((status for status in words if status in set(statuses)), None)
    return StatusText(status, words[status]) if status and words[status] else None


def in_page(event: Event, today: date) -> tuple[StatusText, ...]:
    """The words on the page of an event: how its date changed, then its status, but not that it is over."""
    statuses = [status for status in event.statuses_on(today) if not (status in NO_ALERT and event.is_past(today))]
    return tuple(filter(None, (status_text(statuses, SHIFTED), status_text(statuses, PAGE_WORDS))))


def in_list(event: Event, today: date | None = None) -> StatusText | None:
    """The words in a list; without ``today``, those of any day. A past event has none for a changed date."""
    found = status_text(event.statuses_on(today) if today else event.statuses, LIST_WORDS)
    return None if found and found.status in SHIFTS and today and event.is_past(today) else found


def said(status: StatusText, event: Event) -> str:
    """The words of a status in French, without placeholders: « Reporté : prévu d’abord le samedi 21 mars 2020 »."""
    values = {"date": dates.partial(event.start, FRENCH)}
    if planned := event.first_planned:
        values["planned"] = f"prévu d’abord {'le' if planned.exact else 'en'} {dates.partial(planned, FRENCH)}"
        values["hour"] = dates.hour(planned.time, FRENCH) if planned.time else ""
    return status.words % values


def place(event: Event, language: Language = OF_CONTENT) -> str:
    """The place of an event in words: « Moulin de Beez et en ligne », « en ligne »; "" where it is not known."""
    if event.attendance == ONLINE or not event.place:
        return language.gettext("en ligne") if event.attendance == ONLINE else ""
    name = event.place.name
    return language.gettext("%(place)s et en ligne", place=name) if event.attendance == MIXED else name


def which_session(event: Event) -> str:
    """« Séance 3 sur 6 »; "" for an event with a single session."""
    session = event.session
    return f"Séance {session.number} sur {session.count}" if session and session.count > 1 else ""


def of_session(each: Event, event: Event, today: date) -> str:
    """The words about a session (``each``) on the page of ``event``: « annulée : maladie », « prochaine séance »."""
    session, following = each.session, event.next_session(today)
    if not session:
        return ""
    reason = f" : {session.reason}" if session.reason else ""
    if each.is_off:
        return french(f"annulée{reason}" if each.state == CANCELLED else f"reportée sans date{reason}")
    said = []
    if following and following.session == session:
        said.append("prochaine séance")
    elif each.is_past(today):
        said.append("date passée" if each.is_unsure else "a eu lieu")
    if session.planned:
        said.append(f"prévue d’abord le {dates.partial(session.planned, FRENCH)}{reason}")
    if each.state == FULL and not each.is_past(today):
        said.append("complet")
    return french(", ".join(said))


def registration_subject(each: Event) -> str:
    """The subject of the e-mail by which one registers for a session."""
    number = each.session.number if each.session else 1
    return f"Inscription : {each.title}, séance {number} ({dates.partial(each.start, FRENCH)})"
