"""The edits of a single session of an event: cancel it, move it to another day, take that back.

Each is a ``Change`` of the file of the event, which raises ValueError if the event has no such session. The commands
and the gestures of the desk use them.
"""

import datetime as dt
from pathlib import Path

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import did_you_mean
from plugins.base.partial_date import PartialDate
from plugins.desk.file_edit import Change, edit_file
from plugins.desk.front_matter_edit import append, without
from plugins.desk.spoken_dates import in_full
from plugins.model import Event
from plugins.model.event_fields import CANCELLED, SessionFields
from plugins.model.sessions import KEY
from plugins.model.site import Site


def cancel(day: str, reason: str) -> Change[Event]:
    """Cancel the session of a day, for a reason that the public reads."""

    def change(site: Site, found: Event, data: bytes) -> bytes:
        old = _day(day, site.today)
        _check(found, old, site.today)
        added = {"le": str(old), "etat": CANCELLED, "raison": reason, "change_le": site.today.isoformat()}
        return append(data, KEY, added, after="debut")

    return change


def move(day: str, to: str, reason: str, hours: str = "") -> Change[Event]:
    """Move the session of a day to another day, with other hours if they are given."""

    def change(site: Site, found: Event, data: bytes) -> bytes:
        new, old = in_full(to, site.today, coming=True), _day(day, site.today)
        _check(found, old, site.today)
        hours_too = {"horaire": hours} if hours else {}
        changed = {"raison": reason, "change_le": site.today.isoformat()}
        return append(data, KEY, {"le": new, **hours_too, "initialement_le": str(old), **changed}, after="debut")

    return change


def reinstate(day: str) -> Change[Event]:
    """Remove the line that cancelled or moved a session, which may be named by its old or its new day."""

    def change(site: Site, found: Event, data: bytes) -> bytes:
        date = _day(day, site.today)
        lines = enumerate(found.session_lines)
        told = [(number, line) for number, line in lines if _is_edit(line) and _is_about(line, date)]
        # if a session was moved, then cancelled, the cancellation is taken back first
        lines_of_day = [number for number, line in told if not line.first_planned] or [number for number, _ in told]
        when = dates.partial(date, FRENCH)
        if not lines_of_day or len(found.session_lines) == 1:
            raise ValueError(
                f"Aucune ligne n’annule ni ne déplace à elle seule la séance du {when} → vérifiez la date, ou corrigez "
                f"« {KEY} » dans {found.source.path}"
            )
        return without(data, KEY, lines_of_day[-1:])

    return change


def edit(content: Path, today: dt.date, event: str, change: Change[Event]) -> int:
    """Change the file of an event, by its slug; return the exit code, 1 when nothing was written."""
    return edit_file(content, today, lambda site: _event(site, event), change, _show)


def _day(text: str, today: dt.date) -> PartialDate:
    return PartialDate.parse(in_full(text, today, coming=True))


def _is_edit(line: SessionFields) -> bool:
    """Whether a line only cancels or moves a session, as the lines written here do."""
    return not (line.subject or line.place or line.online) and bool(line.state == CANCELLED or line.first_planned)


def _is_about(line: SessionFields, date: PartialDate) -> bool:
    """Whether a line is about the session of a single day, or moves the session away from that day."""
    named = [(day.month, day.day) for day in line.days.days if day.year in {None, date.year}]
    moved = line.first_planned and PartialDate.of(line.first_planned) == date
    return bool(moved) or (len(line.days.days) == 1 and named == [(date.month, date.day)])


def _show(site: Site, event: Event) -> None:
    print(f"Les séances de « {event.title} » :")
    for session in event.sessions:
        reason = f" ({session.reason})" if session.reason else ""
        print(f"  {'✗' if session.is_cancelled else '✓'} {dates.partial(session.day, FRENCH)}{reason}")


def _event(site: Site, slug: str) -> Event:
    found = site.get("event", slug)
    if not isinstance(found, Event):
        known = [event.slug for event in site.of(Event) if event.sessions]
        hint = did_you_mean(slug, known) or (" → événements à séances : " + ", ".join(known) if known else "")
        raise ValueError(f"Pas d’événement « {slug} »{hint}")
    return found


def _check(event: Event, day: PartialDate, today: dt.date) -> None:
    """Raise ValueError unless a session of that day can still change."""
    same = [session for session in event.sessions if session.day.exact and session.day == day]
    when = dates.partial(day, FRENCH)
    if not same:
        coming = [dates.partial(session.day, FRENCH) for session in event.sessions if session.day.last >= today]
        remedy = f" ; prochaines séances : {', '.join(coming[:3])}" if coming else ""
        raise ValueError(f"Le {when} n’est pas un jour de séance de « {event.title} » → vérifiez la date{remedy}")
    if day.last < today:
        raise ValueError(f"Le {when} est déjà passé → vérifiez l’année")
