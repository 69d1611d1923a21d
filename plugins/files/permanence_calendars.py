"""The calendars of the permanences: iCalendar files (RFC 5545) with the same bytes in each build while nothing changes.

A date without known hours is an all-day event. Holidays, closures and school holidays are EXDATE; a cancelled date
stays, as an overriding event with STATUS:CANCELLED; an exceptional date is an event of its own. The recurrence ends
with the last year whose exceptions are computed, so that no calendar shows a date that the page does not.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from icalendar import Event, vRecur

from plugins.base.dates import ZONE
from plugins.base.typography import ended
from plugins.files.file import BuildContext, File
from plugins.files.ical import DOMAIN, ics_bytes
from plugins.languages.language import N_, Language
from plugins.model import Office
from plugins.model.site import Site
from plugins.model.site_files import ALL_PERMANENCES, calendar_address
from plugins.model.visit import StaffedPermanence, Visit
from plugins.pages.visit_words import advice, age_of
from plugins.permanences.model import PartOfDay, TimeRange
from plugins.permanences.occurrences import Slot
from plugins.permanences.rrule import Recurrence, exceptions, recurrences
from plugins.permanences.schedule import Occurrence, OccurrenceStatus, Schedule, occurrences

YEARS_AHEAD: Final = 10
"""The number of years after this one for which exceptions are computed."""
PARTS_IN_TITLE: Final = {
    PartOfDay.MORNING: N_("%(title)s (matin)"),
    PartOfDay.AFTERNOON: N_("%(title)s (après-midi)"),
    PartOfDay.EVENING: N_("%(title)s (soir)"),
}


def calendar(title: str, offices: tuple[Office, ...], site: Site, base_url: str) -> bytes:
    """The permanences of the given offices as an iCalendar file."""
    return ics_bytes(title, (event for office in offices for event in _events(office, site, base_url)), site.language)


def _events(office: Office, site: Site, base_url: str) -> Iterator[Event]:
    since = office.known_on.first if office.known_on else dt.date(site.today.year, 1, 1)
    last = dt.date(site.today.year + YEARS_AHEAD, 12, 31)
    for number, staffed in enumerate(site.visit(office).permanences, 1):
        writer = _PermanenceWriter(site.visit(office), staffed, number, base_url, since, site.language)
        yield from writer.events(staffed.schedule, last)


@dataclass(frozen=True)
class _Series:
    """The dates of a permanence that have the same hours, with the days left out (EXDATE) and the cancelled dates."""

    recurrence: Recurrence
    excepted: tuple[dt.date, ...]
    cancelled: tuple[Occurrence, ...]


@lru_cache(maxsize=256)  # the same in each language, and in the calendar of all offices
def _series(schedule: Schedule, since: dt.date, last: dt.date) -> tuple[_Series, ...]:
    """The series of a schedule, one for each time range."""
    # Some readers show DTSTART even if it is in EXDATE: begin with a date that is held.
    held = (o.day for o in occurrences(schedule, since, last) if o.status is OccurrenceStatus.HELD)
    start, found = next(held, None), []
    for recurrence in recurrences(schedule.rule, start) if start else ():
        of_hours = [o for o in occurrences(schedule, recurrence.start, last) if o.hours == recurrence.hours]
        gone = [o.day for o in of_hours if o.status in {OccurrenceStatus.HOLIDAY, OccurrenceStatus.CLOSED}]
        excepted = sorted({*gone, *exceptions(schedule.rule, recurrence.start, last)})
        cancelled = (o for o in of_hours if o.status is OccurrenceStatus.CANCELLED)
        found.append(_Series(recurrence, tuple(excepted), tuple(cancelled)))
    return tuple(found)


class _PermanenceWriter:
    """Makes the events of one permanence: the same but for their dates."""

    def __init__(
        self, visit: Visit, staffed: StaffedPermanence, number: int, base_url: str, since: dt.date, language: Language
    ) -> None:
        self.language = language
        self.visit, self.office, self.staffed, self.number, self.since = visit, visit.office, staffed, number, since
        self.url = f"{base_url}{visit.office.address}"

    def events(self, schedule: Schedule, last: dt.date) -> Iterator[Event]:
        for place, series in enumerate(_series(schedule, self.since, last), 1):
            uid = f"{self.office.slug}-{self.number}-{place}@{DOMAIN}"
            yield self._repeating(uid, series.recurrence, series.excepted, last)
            for cancelled in series.cancelled:
                yield self._cancelled(uid, cancelled.slot, cancelled.reason)
        for addition in schedule.additions:
            for slot in addition.slots:
                yield self._added(slot, addition.reason)

    def _repeating(self, uid: str, recurrence: Recurrence, excepted: Iterable[dt.date], last: dt.date) -> Event:
        event = self._event(uid, Slot(recurrence.start, recurrence.hours, recurrence.part))
        rrule = vRecur.from_ical(recurrence.rrule)
        if "UNTIL" not in rrule:
            rrule["UNTIL"] = [_moment_in_utc(last, recurrence.hours)]
        event.add("rrule", rrule)
        for day in excepted:
            event.add("exdate", _start(day, recurrence.hours))
        return event

    def _cancelled(self, uid: str, slot: Slot, reason: str) -> Event:
        event = self._event(uid, slot, reason, cancelled=True)
        event.add("recurrence-id", _start(slot.day, slot.hours))
        event.add("status", "CANCELLED")
        event.add("sequence", 1)
        return event

    def _added(self, slot: Slot, reason: str) -> Event:
        time = f"-{slot.hours.start:%H%M}" if slot.hours else ""
        uid = f"{self.office.slug}-{self.number}-{slot.day:%Y%m%d}{time}@{DOMAIN}"
        return self._event(uid, slot, reason)

    def _event(self, uid: str, slot: Slot, reason: str = "", *, cancelled: bool = False) -> Event:
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", dt.datetime.combine(self.since, dt.time(), dt.UTC))
        event.add("dtstart", _start(slot.day, slot.hours))
        event.add("dtend", _end(slot.day, slot.hours))
        event.add("summary", self._title(slot, cancelled))
        event.add("location", self.office.postal_address.one_line)
        event.add("description", self._description(slot, reason))
        for person in self.staffed.people:
            event.add("contact", ", ".join(filter(None, (person.title, str(person.phone or "")))))
        event.add("url", self.url)
        event.add("transp", "OPAQUE" if slot.hours else "TRANSPARENT")
        return event

    def _title(self, slot: Slot, cancelled: bool) -> str:
        _ = self.language.gettext
        title = _("Permanence %(of)s, %(office)s", of=self.language.identity.of, office=self.office.title)
        if slot.part:
            title = _(PARTS_IN_TITLE[slot.part], title=title)
        return _("Annulé : %(title)s", title=title) if cancelled else title

    def _description(self, slot: Slot, reason: str) -> str:
        _, language = self.language.gettext, self.language
        names = ", ".join(person.title for person in self.staffed.people)
        rows = (
            reason,
            "" if slot.hours else _("Heure à demander."),
            advice(self.visit.reception, language),
            ended(self.staffed.sentence),
            _("Avec %(names)s.", names=names) if names else "",
            *age_of(self.office, language),
            self.url,
        )
        return "\n".join(filter(None, rows))


def _start(day: dt.date, hours: TimeRange | None) -> dt.date | dt.datetime:
    return dt.datetime.combine(day, hours.start, ZONE) if hours else day


def _end(day: dt.date, hours: TimeRange | None) -> dt.date | dt.datetime:
    return dt.datetime.combine(day, hours.end, ZONE) if hours else day + dt.timedelta(days=1)


def _moment_in_utc(day: dt.date, hours: TimeRange | None) -> dt.date | dt.datetime:
    """UNTIL (RFC 5545, 3.3.10): the start on the last day, in UTC where DTSTART has a time zone, else the day."""
    return dt.datetime.combine(day, hours.start, ZONE).astimezone(dt.UTC) if hours else day


def permanence_calendars(site: Site, context: BuildContext) -> Iterator[File]:
    """The calendar of each office, and that of all offices."""
    _, of = site.language.gettext, site.language.identity.of
    for office in filter(site.is_own, site.offices):
        title = _("Permanences %(of)s : %(office)s", of=of, office=office.title)
        yield File(calendar_address(office.address, office.slug), calendar(title, (office,), site, context.base_url))
    title = _("Permanences %(of)s", of=of)
    page = site.get("page", "permanences")
    if page and site.is_own(page):
        yield File(f"{site.language.prefix}{ALL_PERMANENCES}", calendar(title, site.offices, site, context.base_url))
