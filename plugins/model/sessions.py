"""The sessions of an event, from the lines of ``seances``: merged by day, in order, with what is wrong in them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import Location
from plugins.base.partial_date import PartialDate
from plugins.model.event_fields import CANCELLED, SessionFields, Venue
from plugins.model.session_days import SessionDays, SessionHours

KEY: Final = "seances"
UNKNOWN_HOURS: Final = SessionHours()
SessionMistake = tuple[Location, str]


@dataclass(frozen=True)
class EventSession:
    """One session of an event. ``place`` and ``online`` are None where they are those of the event.

    ``planned`` is the date first announced, for a session that was moved.
    """

    line: int
    """The index, from 0, of the line of ``seances`` that gives the session."""
    day: PartialDate
    hours: SessionHours = UNKNOWN_HOURS
    subject: str | None = None
    place: Venue | None = None
    online: str | None = None
    state: str | None = None
    reason: str | None = None
    planned: PartialDate | None = None
    changed_on: dt.date | None = None
    number: int = 1
    count: int = 1
    """How many sessions the event has; this is the ``number``-th of them."""
    is_alone: bool = True
    """Whether no other session of the event was first announced for the same day."""

    @property
    def start(self) -> PartialDate:
        """The day with the hour at which the session begins, as far as they are known."""
        return replace(self.day, time=self.hours.start) if self.day.exact else self.day

    @property
    def end(self) -> PartialDate | None:
        return replace(self.day, time=self.hours.end) if self.day.exact and self.hours.end else None

    @property
    def is_cancelled(self) -> bool:
        return self.state == CANCELLED

    @property
    def first_day(self) -> PartialDate:
        """The day for which the session was first announced: it identifies the session even after a move."""
        return self.planned or self.day

    @property
    def key(self) -> str:
        """The permanent identifier of the session in its event: « 2025-10-02 », « 2025-10-02-1300 »."""
        hour = "" if self.is_alone or not self.hours.start else f"-{self.hours.start:%H%M}"
        return f"{self.first_day.first.isoformat()}{hour}"


def span_of(sessions: Sequence[EventSession]) -> tuple[PartialDate, PartialDate | None]:
    """The start and the end of an event with these sessions: with the hours of a single session, else days alone.

    Cancelled sessions do not move the end, unless all are cancelled.
    """
    if len(sessions) == 1:
        return sessions[0].start, sessions[0].end
    last = [session for session in sessions if not session.is_cancelled] or sessions
    return sessions[0].day, max((session.day for session in last), key=lambda day: day.order)


def sessions_of(
    lines: Sequence[SessionFields], year: int | None
) -> tuple[tuple[EventSession, ...], list[SessionMistake]]:
    """The sessions that the ``lines`` give, in order and numbered, and the mistakes in these lines.

    ``year`` counts for a line without a year that follows none with one. A line that has more than days and hours adds
    this to the session that another line gives for its day, else it gives a session of its own.
    """
    mistakes: list[SessionMistake] = []
    found: list[EventSession] = []
    dated = _dated(lines, year, mistakes)
    for number in sorted(dated, key=lambda number: _turn(lines[number])):
        line, days = lines[number], dated[number]
        try:
            if line.hours and days.hours != UNKNOWN_HOURS:
                raise ValueError(f"« {days.hours} » et « {line.hours} » → gardez l’heure de « le », ou « horaire »")
            if line.first_planned and len(days.days) > 1:
                raise ValueError("une seule séance peut être déplacée par ligne → écrivez une ligne pour chacune")
            for day in days.days:
                _add(found, number, line, day.date(), line.hours or days.hours)
        except ValueError as error:
            mistakes.append(((KEY, number), str(error)))
    found.sort(key=lambda session: (session.day.order, session.hours.ranges, session.line))
    mistakes += _overlaps(found)
    first_days = [session.first_day.first for session in found]
    return tuple(
        replace(session, number=number, count=len(found), is_alone=first_days.count(session.first_day.first) == 1)
        for number, session in enumerate(found, 1)
    ), mistakes


def _turn(line: SessionFields) -> int:
    """The turn of a line: lines that only give sessions, then those that move one, then those that add details."""
    return 1 + (line.first_planned is None) if _tells_more(line) else 0


def _tells_more(line: SessionFields) -> bool:
    return any((line.subject, line.place, line.online, line.state, line.reason, line.first_planned, line.changed_on))


def _dated(lines: Sequence[SessionFields], year: int | None, mistakes: list[SessionMistake]) -> dict[int, SessionDays]:
    """The days of each line with their year, by the index of the line; a line whose year is unknown is a mistake.

    The year is that of the line itself, of the same day in another line, of the line before, of the event (``year``),
    or of the line after, in this order.
    """
    named: dict[tuple[int | None, int | None], int | None] = {
        (day.month, day.day): day.year for line in lines for day in line.days.days if day.year
    }
    found: dict[int, SessionDays] = {}
    before: SessionDays | None = None
    for number, line in enumerate(lines):
        days = line.days
        after = next((later.days for later in lines[number:] if later.days.is_dated), None)
        same = {named.get((day.month, day.day)) for day in days.days}
        if days.is_dated:
            found[number] = days
        elif len(same) == 1 and (known := same.pop()):
            found[number] = days.in_year(known)
        elif before and (last := before.days[-1]).year:
            unsure = (days.days[0].month or 0) < (last.month or 0)
            if not unsure:
                found[number] = days.in_year(last.year)
        elif year:
            found[number] = days.in_year(year)
        elif after and after.days[0].year and (days.days[-1].month or 0) <= (after.days[0].month or 0):
            found[number] = days.in_year(after.days[0].year)
        if number in found:
            before = found[number]
            named |= {(day.month, day.day): day.year for day in before.days}
        else:
            fault = f"« {days} » : de quelle année ? → écrivez l’année après le mois : « octobre 2025 »"
            mistakes.append(((KEY, number), fault))
    return found


def _add(found: list[EventSession], number: int, line: SessionFields, day: PartialDate, hours: SessionHours) -> None:
    """Add the session of a line to ``found``, or its details to the one that is there. Raises ValueError, in French."""
    target = PartialDate.of(line.first_planned) if line.first_planned else day
    same = [
        session
        for session in found
        if target.exact and session.day == target and (line.first_planned or not hours.start or session.hours == hours)
    ]
    if not same or not _tells_more(line):
        planned = target if line.first_planned else None
        more = (line.subject, line.place, line.online, line.state, line.reason)
        found.append(EventSession(number, day, hours, *more, planned, line.changed_on))
        return
    if len(same) > 1:
        when = dates.partial(target, FRENCH)
        raise ValueError(f"le {when}, il y a {len(same)} séances → dites laquelle : ajoutez « horaire »")
    (session,) = same
    found[found.index(session)] = _completed(session, line, day, hours)


def _completed(session: EventSession, line: SessionFields, day: PartialDate, hours: SessionHours) -> EventSession:
    """A session with the details or the new date of another line. Raises ValueError where both give the same detail."""
    when = dates.partial(session.day, FRENCH)
    names = {"subject", "place", "online", "state", "reason"}
    if session.planned and line.state:  # the reason for the state replaces that for the move
        names.remove("reason")
    twice = any(getattr(line, name) and getattr(session, name) for name in names)
    if twice or (line.first_planned and session.planned):
        raise ValueError(f"une autre ligne dit déjà cela de la séance du {when} → n’en gardez qu’une")
    found = replace(
        session,
        subject=line.subject or session.subject,
        place=line.place or session.place,
        online=line.online or session.online,
        state=line.state or session.state,
        reason=line.reason or session.reason,
        changed_on=max(filter(None, (line.changed_on, session.changed_on)), default=None),
    )
    if not line.first_planned:
        return found
    moved = replace(found, day=day, planned=session.start, hours=hours if hours.start else session.hours)
    if (moved.day, moved.hours) == (session.day, session.hours):
        raise ValueError(f"la séance du {when} n’est pas déplacée → corrigez l’une des deux dates")
    return moved


def _overlaps(sessions: Sequence[EventSession]) -> Iterator[SessionMistake]:
    """A mistake for each pair of sessions at one place and time; cancelled sessions do not count."""
    held = [session for session in sessions if session.day.exact and not session.is_cancelled]
    for number, session in enumerate(held):
        for other in held[:number]:
            if session.day != other.day or (session.place, session.online) != (other.place, other.online):
                continue
            if session.hours.overlap(other.hours):
                when = dates.partial(session.day, FRENCH)
                fault = f"le {when}, deux séances au même moment"
                if session.hours == other.hours:
                    fault = f"la séance du {when} est écrite deux fois"
                yield (KEY, max(session.line, other.line)), f"{fault} → effacez l’une, ou corrigez l’heure"
