"""The one-line edits of a session of an event: cancel it, move it to another day."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from plugins.base import dates
from plugins.base.cache import write_whole
from plugins.base.dates import FRENCH
from plugins.base.mistakes import ContentMistakes, did_you_mean
from plugins.base.partial_date import PartialDate
from plugins.desk.front_matter_edit import append
from plugins.desk.permanence_edits import Refused
from plugins.model import Event
from plugins.model.sessions import KEY
from plugins.model.site import Site
from plugins.source.loading import load


def cancel(content: Path, today: dt.date, event: str, day: str, reason: str) -> int:
    """Strike out the session of a day; the exit code is 1 when nothing was written."""
    return _add(content, today, event, day, {"le": day, "etat": "annulé", "raison": reason})


def move(content: Path, today: dt.date, event: str, day: str, to: str, reason: str, hours: str = "") -> int:
    """Give the session of a day another one; the exit code is 1 when nothing was written."""
    added = {"le": to, **({"horaire": hours} if hours else {}), "initialement_le": day, "raison": reason}
    return _add(content, today, event, day, added)


def _add(content: Path, today: dt.date, slug: str, day: str, line: Mapping[str, str]) -> int:
    try:
        site = load(content, today)
        event = _event(site, slug)
        _check(event, PartialDate.parse(day), today)
        file = content / event.source.path
        before = file.read_bytes()
        write_whole(file, append(before, KEY, dict(line), after="debut"))
    except (ContentMistakes, Refused, ValueError) as error:
        print(error.report() if isinstance(error, ContentMistakes) else error)
        return 1
    try:
        changed = load(content, today)
    except ContentMistakes as mistakes:
        write_whole(file, before)
        print(f"{mistakes}\nRien n’a été changé.")
        return 1
    print(f"{file.as_posix()} : les séances de « {event.title} » :")
    for session in _event(changed, slug).sessions:
        reason = f" ({session.reason})" if session.reason else ""
        print(f"  {'✗' if session.is_cancelled else '✓'} {dates.partial(session.day, FRENCH)}{reason}")
    return 0


def _event(site: Site, slug: str) -> Event:
    found = site.get("event", slug)
    if not isinstance(found, Event):
        known = [event.slug for event in site.of(Event) if event.sessions]
        hint = did_you_mean(slug, known) or (" → événements à séances : " + ", ".join(known) if known else "")
        raise Refused(f"Pas d’événement « {slug} »{hint}")
    return found


def _check(event: Event, day: PartialDate, today: dt.date) -> None:
    """Raises Refused where no session of that day can change any more."""
    same = [session for session in event.sessions if session.day.exact and session.day == day]
    when = dates.partial(day, FRENCH)
    if not same:
        coming = [dates.partial(session.day, FRENCH) for session in event.sessions if session.day.last >= today]
        remedy = f" ; prochaines séances : {', '.join(coming[:3])}" if coming else ""
        raise Refused(f"Le {when} n’est pas un jour de séance de « {event.title} » → vérifiez la date{remedy}")
    if day.last < today:
        raise Refused(f"Le {when} est déjà passé → vérifiez l’année")
