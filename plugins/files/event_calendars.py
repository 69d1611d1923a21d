"""The calendars of the agenda: iCalendar files (RFC 5545) of each event, of each session, and of all events.

Past and cancelled events stay in them. The UID of an event is made from its address, which keeps the year first
announced; SEQUENCE rises with each change. A date that is given up stays, with STATUS:CANCELLED and « Annulé » or
« Reporté » in its title, for subscribers who have it already: iCalendar has no « postponed ». A new date replaces it.

An event of several sessions has an entry for each. The UID of a session has the day first announced; each session but
the first names the first as its sibling (RELATED-TO). DTSTAMP is the day of the data (``Event.updated_on``), so that
the file changes only with the record.
"""

import datetime as dt
from collections.abc import Iterator

from icalendar import Event as VEvent

from plugins.base import dates
from plugins.base.dates import FRENCH, local_moment
from plugins.base.identity import IDENTITY
from plugins.base.typography import capital, ended
from plugins.files.file import BuildContext, File
from plugins.files.ical import DOMAIN, ics_bytes
from plugins.model import Event
from plugins.model.event import ONLINE
from plugins.model.event_status import EventStatus
from plugins.model.sessions import EventSession
from plugins.model.site import Site
from plugins.model.site_files import ALL_EVENTS, calendar_address
from plugins.pages.event_words import CALENDAR, CALENDAR_SHIFTED, CALENDAR_TITLE, StatusWords, said, status_text


def events_with_a_day(site: Site) -> tuple[Event, ...]:
    """The events that have an entry in calendars, the latest first."""
    return tuple(event for event in (*site.coming_events[::-1], *site.past_events) if entries_of(event))


def entries_of(event: Event) -> tuple[Event, ...]:
    """The entries of an event in calendars: the event itself, or each of its sessions whose day is known."""
    return tuple(entry for entry in event.session_events or (event,) if entry.calendar_date)


def vevents(event: Event, base_url: str) -> Iterator[VEvent]:
    """The VEVENT of an event, or of each of its sessions."""
    entries = entries_of(event)
    for entry in entries:
        found = vevent(entry, base_url)
        if entry is not entries[0]:
            found.add("related-to", _uid(entries[0]), {"RELTYPE": "SIBLING"})
        yield found


def vevent(event: Event, base_url: str) -> VEvent:
    """The VEVENT of an event that has a day."""
    start, end = _span(event)
    off = event.left_its_calendar_date
    result = VEvent()
    result.add("uid", _uid(event))
    result.add("dtstamp", dt.datetime.combine(event.updated_on, dt.time(), dt.UTC))
    result.add("sequence", event.sequence)
    result.add(
        "status", "CANCELLED" if off else "TENTATIVE" if EventStatus.ANNOUNCED in event.statuses else "CONFIRMED"
    )
    result.add("dtstart", start)
    if end:
        result.add("dtend", end)
    result.add("summary", f"{status_text(event.statuses, CALENDAR_TITLE) or ''}{event.title}{_which(event.session)}")
    if event.attendance == ONLINE:
        result.add("location", event.online)
    elif event.place:
        result.add("location", event.place.one_line)
    result.add("description", _description(event, base_url))
    result.add("url", f"{base_url}{event.address}")
    result.add("transp", "OPAQUE" if isinstance(start, dt.datetime) and not off else "TRANSPARENT")
    return result


def _uid(event: Event) -> str:
    session = f"-{event.session.key}" if event.session else ""
    return f"{event.address.strip('/').replace('/', '-')}{session}@{DOMAIN}"


def _which(session: EventSession | None) -> str:
    """Which session it is, for a title: « (séance 3 sur 6) »."""
    return f" (séance {session.number} sur {session.count})" if session and session.count > 1 else ""


def _span(event: Event) -> tuple[dt.date, dt.date | None]:
    """DTSTART and DTEND: times where both hours are known or only that of the start, else whole days.

    DTEND is left out where the end is not known: the entry then lasts the whole day, or ends as it begins (RFC 5545,
    3.6.1). Nor is the end known of a date that was given up for a vague one.
    """
    start = event.calendar_date or event.start
    end = event.end if event.end and event.end.exact and start is event.start else None
    if start.time and (not end or end.time or end.first == start.first):
        begins = local_moment(start)
        ends = local_moment(end) if end and end.time else None
        return begins, ends if ends and ends > begins else None
    return start.first, event.last_day + dt.timedelta(days=1) if end and event.last_day > start.first else None


def _description(event: Event, base_url: str) -> str:
    rows = (
        _sentence(event, CALENDAR),
        _sentence(event, CALENDAR_SHIFTED),
        *_of_session(event.session),
        _hours(event),
        event.summary,
        f"En ligne : {event.online}" if event.online and not event.left_its_calendar_date else None,
        f"Prix : {event.price}" if event.price else None,
        f"{base_url}{event.address}",
    )
    return "\n".join(filter(None, rows))


def _of_session(session: EventSession | None) -> tuple[str | None, ...]:
    """Why the session changed, its title, and its hours if it has a break."""
    if not session:
        return ()
    reason = ended(capital(session.reason)) if session.reason else None
    hours = ended(capital(str(session.hours))) if session.hours.has_break else None
    return reason, ended(session.subject) if session.subject else None, hours


def _sentence(event: Event, words: StatusWords) -> str | None:
    """The words of a table for the status of an event, as a sentence."""
    found = status_text(event.statuses, words)
    return f"{said(found, event)}." if found else None


def _hours(event: Event) -> str | None:
    """The date and the known hour in words, for an entry of whole days, which cannot show an hour."""
    known = event.start.exact and (event.start.time or (event.end and event.end.time))
    if not known or isinstance(_span(event)[0], dt.datetime):
        return None
    return f"{' '.join(dates.span(event, FRENCH)).capitalize()}."


def event_calendars(site: Site, context: BuildContext) -> Iterator[File]:
    """The calendar of each event that has a day, that of each of its sessions, and the calendar of all events."""
    events = events_with_a_day(site)
    for event in events:
        calendar = ics_bytes(event.title, vevents(event, context.base_url))
        yield File(calendar_address(event.address, event.slug), calendar)
        for entry in entries_of(event):
            if entry.session:
                calendar = ics_bytes(f"{event.title}{_which(entry.session)}", (vevent(entry, context.base_url),))
                yield File(calendar_address(event.address, entry.session.key), calendar)
    every = (entry for event in events for entry in vevents(event, context.base_url))
    yield File(ALL_EVENTS, ics_bytes(f"Agenda {IDENTITY.of}", every))
