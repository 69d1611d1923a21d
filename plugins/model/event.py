"""An event of the agenda and its states: announced, confirmed, postponed, moved online, full, cancelled, past."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Final, Self

from pydantic import PrivateAttr, TypeAdapter

from plugins.base.mistakes import Location
from plugins.base.partial_date import PartialDate
from plugins.base.typography import slugify
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle, latest_first
from plugins.model.event_fields import (
    ANNOUNCED,
    CANCELLED,
    CONFIRMED,
    CYCLE,
    FULL,
    HYBRID,
    MOVED_ONLINE,
    NO_START,
    ON_THE_SPOT,
    ONLINE_ONLY,
    POSTPONED,
    RESCHEDULED,
    EventFields,
    SessionFields,
)
from plugins.model.event_mistakes import contradictions
from plugins.model.event_status import EventStatus
from plugins.model.fields import Date, Several
from plugins.model.sessions import KEY as SESSIONS
from plugins.model.sessions import EventSession, SessionMistake, sessions_of, span_of

OFFLINE, ONLINE, MIXED = "offline", "online", "mixed"
NEXT_SESSIONS: Final = 3
FORMS: Final = {OFFLINE: ON_THE_SPOT, ONLINE: ONLINE_ONLY, MIXED: HYBRID}
TRAININGS: Final = frozenset({"formation", "cycle", "atelier", "module"})
"""The first words of the genres of trainings."""
STATUS_ORDER: Final = {ANNOUNCED: 0, CONFIRMED: 1, FULL: 1, MOVED_ONLINE: 2, RESCHEDULED: 3, POSTPONED: 3, CANCELLED: 4}
"""The rank of each state in the life of an event, for ``sequence``; a full event counts as confirmed."""
_LINES: Final = TypeAdapter(Several[SessionFields])
_DATE: Final = TypeAdapter(Date)
AGENDA_SECTION: Final = SectionShape(
    "agenda",
    "/agenda/",
    "events",
    "Agenda",
    in_menu=True,
    size=18,
    all_title="Tout l’agenda",
    counted=("%(num)s événement", "%(num)s événements"),
    look=("night", "events"),
)


def _years_of(event: "Event") -> tuple[str, ...]:
    """The years under which an event is listed: the one first announced, as in its address, and those of its dates."""
    announced = {event.first_planned.year} if event.first_planned else set()
    years = announced | set(range(event.start.year, event.last_day.year + 1))
    return tuple(map(str, sorted(years)))


def _holds(written: object, date: PartialDate) -> bool:
    """Whether the ``written`` value of a field agrees with a date: it is empty, the same, or vaguer and includes it."""
    try:
        found = _DATE.validate_python(written) if written else date
    except ValueError:
        return False
    return found == date or (not found.time and found.first <= date.first and date.last <= found.last)


class Event(EventFields):
    """Something that people come to, on the spot or online.

    ``start`` is the date on which it takes place. Where the state is CANCELLED or POSTPONED it is the date that was
    given up, which the page strikes out: the officer changes the state alone. A RESCHEDULED event has its new date in
    ``start``, and in ``first_planned`` the date first announced.
    """

    kind: ClassVar = "event"
    folder: ClassVar = "agenda"
    prefix: ClassVar = "/agenda/"
    french: ClassVar = "l’événement"
    label: ClassVar = "Événement"
    section: ClassVar = AGENDA_SECTION
    facets: ClassVar = (
        Facet(AGENDA_SECTION, "year", "", "Année", _years_of, latest_first),
        Facet(AGENDA_SECTION, "genre", "genre", "Genre", lambda event: (event.genre,), all_title="Tous les genres"),
    )
    social_card_style: ClassVar = SocialCardStyle("night", "event")
    grows_old: ClassVar = True
    read_next: ClassVar = True
    asked_first: ClassVar = 2
    once: ClassVar = (
        *("debut", "fin", "seances", "initialement_le", "etat", "places", "jusqu_au", "rediffusion", "documents"),
        "edition_precedente",
    )
    asked_too: ClassVar = ("lieu", "rue", "code_postal", "localite", "accessibilite")
    year_from: ClassVar = ("initialement_le", "debut")
    """The year first announced, so that the address outlives a postponement."""

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        """The events that may still take place, the next one first; then the past ones, the latest first."""
        by_date = sorted(records, key=lambda event: event.start.order)
        coming = [event for event in by_date if not event.is_past(today)]
        coming.sort(key=lambda event: event.shown_on(today).start.order)
        return (*coming, *(event for event in reversed(by_date) if event.is_past(today)))

    _session: EventSession | None = PrivateAttr(None)

    @classmethod
    def derived(cls, values: Mapping[str, object]) -> Mapping[str, str]:
        """« debut » and « fin » as they follow from the sessions; cancelled sessions do not move the end.

        A value in the file that the sessions contradict is not replaced: ``contradictions`` reports it.
        """
        lines = values.get(SESSIONS)
        written = [
            {key: value for key, value in line.items() if value is not None} if isinstance(line, dict) else line
            for line in (lines if isinstance(lines, list) else [lines])
            if line
        ]
        try:
            start = _DATE.validate_python(values["debut"]) if values.get("debut") else None
            sessions, _ = sessions_of(_LINES.validate_python(written), start.year if start else None)
        except ValueError:  # reported by the validation of the fields
            return {}
        if not sessions:
            return {}
        first, last = span_of(sessions)
        found = {"debut": first} | ({"fin": last} if last else {})
        return {key: str(date) for key, date in found.items() if _holds(values.get(key), date)}

    @cached_property
    def _sessions(self) -> tuple[tuple[EventSession, ...], list[SessionMistake]]:
        return sessions_of(self.session_lines, None if self.start == NO_START else self.start.year)

    @property
    def sessions(self) -> tuple[EventSession, ...]:
        """The sessions in order; empty for an event without « seances »."""
        return self._sessions[0]

    @property
    def session(self) -> EventSession | None:
        """The session that this event stands for, if it is one of the ``session_events`` of another."""
        return self._session

    @cached_property
    def session_events(self) -> tuple[Self, ...]:
        """Each session as an event of its own."""
        return tuple(map(self._at, self.sessions))

    def _at(self, session: EventSession) -> Self:
        found = self.changed(
            state=self.state if self.is_off else session.state or self.state,
            start=session.start,
            end=session.end,
            first_planned=session.planned,
            place=session.place or (None if session.online and self.state != MOVED_ONLINE else self.place),
            online=session.online or self.online,
            session_lines=(),
        )
        found._session = session
        return found

    @property
    def is_training(self) -> bool:
        """Whether the genre is one that the offer of trainings lists: « formation », « cycle de matinées »."""
        return slugify(self.genre).partition("-")[0] in TRAININGS

    @property
    def is_cycle(self) -> bool:
        """Whether each session has a registration of its own."""
        return self.formula == CYCLE

    def sessions_in_page(self, today: date) -> tuple[Self, ...]:
        """The sessions, each as an event, in the order of the page: those to come, then the past ones."""
        return tuple(sorted(self.session_events, key=lambda session: session.is_past(today)))

    def next_sessions(self, today: date) -> tuple[Self, ...]:
        """The next ``NEXT_SESSIONS`` sessions that may still be held.

        A script of the page shows the first one whose day is not over, even where the site was not rebuilt since.
        """
        return tuple(each for each in self.session_events if not each.is_past(today) and not each.is_off)[
            :NEXT_SESSIONS
        ]

    def next_session(self, today: date) -> Self | None:
        """The first session that may still be held."""
        return next(iter(self.next_sessions(today)), None)

    def chain(self, today: date) -> tuple[tuple[int, str], ...]:
        """The number of each session and its state in the drawing: « off », « done », « next » or « coming ».

        An event without sessions is a chain of one.
        """
        following = self.next_session(today)

        def state(each: Self) -> str:
            if each.is_off:
                return "off"
            if each.is_past(today):
                return "done"
            return "next" if not following or each.session == following.session else "coming"

        return tuple((number, state(each)) for number, each in enumerate(self.session_events or (self,), 1))

    @property
    def template(self) -> str:
        return "event_sessions" if self.sessions else self.kind

    def shown_on(self, today: date) -> Self:
        """What a list shows of the event: its next session, else the event itself."""
        return self.next_session(today) or self

    @property
    def eyebrow(self) -> str:
        """The genre, with a mention where the event can be followed online."""
        online = self.online and self.state != MOVED_ONLINE
        where = (" · sur place et en ligne" if self.place else " · en ligne") if online else ""
        return f"{super().eyebrow}{where}"

    @property
    def when(self) -> PartialDate:
        return self.start

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions between the sessions, the state, the place and the registration."""
        return iter(self._sessions[1] or contradictions(self))

    @property
    def last_day(self) -> date:
        """The last day on which the event may still take place: what ends at midnight ends the day before."""
        return (self.end or self.start).last - timedelta(days=self.ends_at_midnight)

    @property
    def ends_at_midnight(self) -> bool:
        """Whether the end is written as 00:00 of the day after."""
        return self.end is not None and self.end.time == time() and self.end.first > self.start.first

    def is_past(self, today: date) -> bool:
        """Whether the last possible day of the event is over."""
        return self.last_day < today

    @property
    def last_moment(self) -> PartialDate | None:
        """The last day, or the last month or year of a vague event; None where it is also the start."""
        last = PartialDate.of(self.last_day) if self.ends_at_midnight else self.end
        return last if last and last.first != self.start.first else None

    @property
    def is_vague(self) -> bool:
        """Whether the day is not known."""
        return not self.start.exact

    @property
    def is_unsure(self) -> bool:
        """Whether the event is only announced or its day unknown: once past, it may not have taken place."""
        return self.is_vague or self.state == ANNOUNCED

    @cached_property
    def statuses(self) -> tuple[EventStatus, ...]:
        """The statuses that follow from the file alone, whatever the day."""
        if self.state == CANCELLED:
            return (EventStatus.CANCELLED,)
        if self.awaits_date:
            return (EventStatus.POSTPONED,)
        holding = {
            EventStatus.UNDATED: self.left_its_calendar_date,
            self._shift: self.first_planned,
            EventStatus.MOVED_ONLINE: self.state == MOVED_ONLINE,
            EventStatus.FULL: self.state == FULL,
            EventStatus.VAGUE: self.is_vague,
            EventStatus.ANNOUNCED: self.state == ANNOUNCED,
            EventStatus.CONFIRMED: self.state in {CONFIRMED, FULL},
        }
        return tuple(status for status, holds in holding.items() if holds)

    def statuses_on(self, today: date) -> tuple[EventStatus, ...]:
        """As ``statuses``; once the event is past, with PAST or DATE_PAST and without FULL."""
        if not self.is_past(today):
            return self.statuses
        kept = (status for status in self.statuses if status != EventStatus.FULL)
        return (*kept, self.once_past) if self.once_past else tuple(kept)

    @property
    def once_past(self) -> EventStatus | None:
        """The status after the last day; None where the event was cancelled or left without a date."""
        if self.is_off:
            return None
        return EventStatus.DATE_PAST if self.is_unsure else EventStatus.PAST

    @property
    def _shift(self) -> EventStatus:
        """The status for how the date differs from the one first announced."""
        planned = self.first_planned
        if planned and planned.exact and self.start.exact and planned.first == self.start.first:
            return EventStatus.HOUR_CHANGED
        later = planned and planned.first > self.start.last
        return EventStatus.BROUGHT_FORWARD if later else EventStatus.RESCHEDULED

    @property
    def was_put_off(self) -> bool:
        """Whether the event is cancelled or postponed, with or without another date."""
        return self.state in {CANCELLED, RESCHEDULED, POSTPONED}

    @property
    def awaits_date(self) -> bool:
        """Whether the event is postponed and no other date is set."""
        return self.state == POSTPONED

    @property
    def is_off(self) -> bool:
        """Whether nobody should come at ``start``: cancelled, or postponed without another date."""
        return self.state == CANCELLED or self.awaits_date

    @property
    def attendance(self) -> str | None:
        """OFFLINE, ONLINE or MIXED; None where neither a place nor an address is known."""
        if self.online and self.place and self.state != MOVED_ONLINE:
            return MIXED
        if self.online:
            return ONLINE
        return OFFLINE if self.place else None

    @property
    def form(self) -> str | None:
        """The form in French (``FORMS``), HYBRID where the sessions differ; None where it is not known."""
        forms = {FORMS[found] for each in self.session_events or (self,) if (found := each.attendance)}
        return forms.pop() if len(forms) == 1 else HYBRID if forms else None

    @property
    def euros(self) -> Decimal | None:
        """The price, where it is one number: « gratuit » is 0, « 12,50 € » is 12.50."""
        price = (self.price or "").lower()
        match = re.fullmatch(r"(\d+)(?:,(\d\d))?\s*(?:€|euros?)", price)
        if match:
            return Decimal(f"{match[1]}.{match[2] or '00'}")
        return Decimal(0) if price == "gratuit" else None

    @property
    def registration_until(self) -> date | None:
        """The last day of registration according to the file; None where registration is not possible."""
        if not self.registration or self.is_off or self.state == FULL:
            return None
        return self.registration.until or self.last_day

    def waits(self, today: date) -> bool:
        """Whether the event is full and its waiting list still open on ``today``."""
        if not self.registration or self.state != FULL or self.waiting_list == "non":
            return False
        return today <= (self.registration.until or self.last_day)

    def registers(self, today: date) -> bool:
        """Whether registration is open on ``today``."""
        return self.registration_until is not None and today <= self.registration_until

    @property
    def updated_on(self) -> date:
        """The latest of ``known_on`` and the days on which a session changed, for calendars and feeds.

        Without any of them it is 1 January of the year before the date first announced: the day of the announcement is
        not recorded, and that one is surely earlier. As no clock is read, the day changes with the file alone.
        """
        sessions = (self._session,) if self._session else self.sessions
        known = [session.changed_on for session in sessions if session.changed_on]
        if self.known_on:
            known.append(self.known_on.first)
        return max(known, default=date(max((self.first_planned or self.start).year - 1, 1), 1, 1))

    @property
    def calendar_date(self) -> PartialDate | None:
        """The day of the event in calendars: that of ``start``, or while this is vague, the one first announced.

        None where no exact day was ever known: a calendar has no place for « mai 2021 ».
        """
        return next((moment for moment in (self.start, self.first_planned) if moment and moment.exact), None)

    @property
    def left_its_calendar_date(self) -> bool:
        """Whether nobody should come on ``calendar_date``."""
        return self.is_off or (self.is_vague and self.calendar_date is not None)

    @property
    def sequence(self) -> int:
        """The SEQUENCE of the calendar entry (RFC 5545, 3.8.7.4): calendars take a change only with a higher number.

        It is computed from the state in the file, which keeps no history: where a cancelled event takes place on its
        day after all, the number falls. A subscribed calendar shows this change too, since it is replaced as a whole.
        """
        if self.left_its_calendar_date and self.state != CANCELLED:
            step = RESCHEDULED
        else:
            step = CONFIRMED if self.state == RESCHEDULED else self.state
        moved = bool(self.first_planned) and self.start.exact
        return STATUS_ORDER[step] + moved * (STATUS_ORDER[CANCELLED] + 1)
