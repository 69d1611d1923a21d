"""The organisation, its services and its offices as Open Referral's Human Services Data Specification (HSDS) 3.1.

Source: the JSON Schemas of https://github.com/openreferral/specification, branch 3.1, folder schema/, and its
documentation, https://docs.openreferral.org. One organization, its objects nested (docs/hsds/serialization.md); what is
not known is left out.

A schedule says the rule, not its exceptions, for which HSDS has no field: the dates that are struck out stand in
``notes``, and permanences.json tells each date. ``valid_from`` and ``valid_to`` bound each schedule, since ``until``
would mean that the service ends (docs/hsds/schedules.md). HSDS knows no months and no school holidays, and hours with
one offset from UTC only: such a rule is told by several schedules, one for each stretch in which it runs evenly.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale

from plugins import dates
from plugins.content.site import Site
from plugins.content.typography import slugify
from plugins.open_data.envelope import ZONE, Data
from plugins.permanences.model import Rule, TimeRange
from plugins.permanences.occurrences import Slot, days, recurrence
from plugins.permanences.rrule import BYDAY, recurrences
from plugins.permanences.schedule import Schedule, occurrences
from plugins.places import point_of
from plugins.records import Mission, Office, Organisation, Person
from plugins.records.fields import Phone
from plugins.records.organisation import Contact

HSDS_VERSION: Final = "3.1"
HOME: Final = "https://www.cainamur.be"
"""What identifiers are made from: not the address of one build, so that they are the same wherever it runs."""

FIELDS: Final = {
    "organization": (
        *("id", "name", "alternate_name", "description", "email", "website", "additional_websites", "legal_status"),
        *("phones", "locations", "services"),
    ),
    "service": (
        *("id", "name", "description", "url", "email", "status", "assured_date", "phones", "service_at_locations"),
    ),
    "service_at_location": ("id", "description", "contacts", "schedules", "location"),
    "location": (
        *("id", "location_type", "name", "description", "latitude", "longitude", "addresses", "contacts", "phones"),
    ),
    "address": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "contact": ("id", "name", "title", "email", "phones"),
    "phone": ("id", "number", "type", "description"),
    "schedule": (
        *("id", "valid_from", "valid_to", "dtstart", "until", "timezone", "freq", "interval", "byday", "opens_at"),
        *("closes_at", "description", "notes", "schedule_link"),
    ),
    "url": ("id", "label", "url"),
}
"""The fields that are written, where their values are known, for the page that explains the files."""

_FRENCH: Final = Locale("fr")
_ZONE: Final = ZoneInfo(ZONE)


def identifier(address: str, what: str = "") -> str:
    """The UUID of what stands at an address of the site: version 5 (RFC 9562, 5.5), the same in every build."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{HOME}{address}{f'#{what}' if what else ''}"))


def hsds(organisation: Organisation, site: Site, base: str) -> Data:
    """The organization with its services and locations; ``base`` is the site's own address, without a slash."""
    return _Export(organisation, site, base).organization()


@dataclass(frozen=True)
class _Export:
    record: Organisation
    site: Site
    base: str

    def organization(self) -> Data:
        written_to = next((contact.email for contact in self.record.contacts if contact.email), None)
        return _known(
            id=identifier(self.record.address),
            name=self.record.name,
            alternate_name=self.record.short_name,
            description=self.record.motto,
            email=written_to,
            website=f"{self.base}/",
            additional_websites=[self._facebook()] if self.record.facebook else None,
            legal_status=self.record.legal_form,
            phones=[
                _phone(contact.phone, self.record.address, contact.service)
                for contact in self.record.contacts
                if contact.phone
            ],
            locations=[self._location(office) for office in self.site.offices],
            services=[self._service(number, contact) for number, contact in enumerate(self.record.contacts)],
        )

    def _facebook(self) -> Data:
        return {
            "id": identifier(self.record.address, "facebook"),
            "label": "Facebook",
            "url": self.record.facebook,
        }

    def _service(self, number: int, contact: Contact) -> Data:
        """A service that people call. Offices receive for the first one, as ``Site.reception`` has it."""
        mission = self._mission(contact)
        return _known(
            id=self._service_id(contact),
            name=contact.service,
            description=mission.summary if mission else None,
            url=f"{self.base}{mission.address}" if mission else None,
            email=contact.email,
            status="active",
            assured_date=_exact_day(mission),
            phones=[_phone(contact.phone, self.record.address, contact.service)] if contact.phone else None,
            service_at_locations=[self._at_location(contact, office) for office in self.site.offices]
            if number == 0
            else None,
        )

    def _mission(self, contact: Contact) -> Mission | None:
        """The mission that is reached by the number of the service, whose page presents it."""
        return next(
            (mission for mission in self.site.missions if mission.phone and mission.phone == contact.phone), None
        )

    def _service_id(self, contact: Contact) -> str:
        return identifier(self.record.address, f"service-{slugify(contact.service)}")

    def _location(self, office: Office) -> Data:
        address, point = office.postal_address, point_of(office.postal_address.town)
        return _known(
            id=identifier(office.address),
            location_type="physical",
            name=f"{self.record.short_name} {office.title}",
            description="Les coordonnées sont celles du centre de la localité, pas du bâtiment." if point else None,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            addresses=[
                {
                    "id": identifier(office.address, "address"),
                    "address_1": address.street,
                    "city": address.town,
                    "state_province": "Namur",
                    "postal_code": address.postcode,
                    "country": "BE",
                    "address_type": "physical",
                }
            ],
            contacts=[_contact(person) for person in self.site.all("person", office.coordination)],
            phones=[_phone(office.phone, office.address, office.title)] if office.phone else None,
        )

    def _at_location(self, contact: Contact, office: Office) -> Data:
        service = f"service-{slugify(contact.service)}"
        return _known(
            id=identifier(office.address, service),
            description=" ".join(f"{_capital(permanence.when)}." for permanence in office.permanences) or None,
            contacts=[_contact(person) for person in self.site.all("person", office.receivers)],
            schedules=list(self._schedules(office)),
            location=self._location(office),
        )

    def _schedules(self, office: Office) -> Iterator[Data]:
        for number, (permanence, schedule) in enumerate(zip(office.permanences, office.schedules, strict=True), 1):
            common = {
                "description": f"{_capital(permanence.when)}.",
                "schedule_link": f"{self.base}{office.address}",
            }
            name = f"permanence-{number}"
            if permanence.rule.by_appointment:
                yield {"id": identifier(office.address, name), **common}
            else:
                yield from self._regular(office, schedule, name, common)
            yield from self._added(office, schedule, name, common)

    def _regular(self, office: Office, schedule: Schedule, name: str, common: Data) -> Iterator[Data]:
        rule, last = schedule.rule, self.site.dates_until
        for place, found in enumerate(recurrences(rule, self.site.today), 1):
            parts = dict(part.split("=") for part in found.rrule.split(";"))
            stretches = _stretches(rule, found.hours, self.site.today, last)
            for first, end in stretches:
                closing = end == stretches[-1][1]
                until = rule.until if rule.until and closing else None
                yield {
                    "id": identifier(office.address, f"{name}-{place}{'' if closing else f'-{end}'}"),
                    **common,
                    "valid_from": first.isoformat(),
                    "valid_to": end.isoformat(),
                    "dtstart": next(days(rule, first, end)).isoformat(),
                    "freq": parts["FREQ"],
                    "interval": int(parts.get("INTERVAL", "1")),
                    "byday": parts["BYDAY"],
                    **({"until": until.isoformat()} if until else {}),
                    **_hours(found.hours, first),
                    **_notes(schedule, found.hours, first, end),
                }

    def _added(self, office: Office, schedule: Schedule, name: str, common: Data) -> Iterator[Data]:
        """Exceptional dates, each a schedule of one day."""
        for addition in schedule.additions:
            for slot in addition.slots:
                if self.site.today <= slot.day <= self.site.dates_until:
                    hour = f"-{slot.hours.start:%H%M}" if slot.hours else ""
                    yield {
                        "id": identifier(office.address, f"{name}-added-{slot.day}{hour}"),
                        **common,
                        "description": _capital(addition.reason) or "Permanence exceptionnelle",
                        **_one_day(slot),
                        **_hours(slot.hours, slot.day),
                        **_notes(schedule, slot.hours, slot.day, slot.day),
                    }


def _stretches(rule: Rule, hours: TimeRange | None, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The stretches from ``first`` to ``last`` in which every day of the bare recurrence is held, with one UTC offset.

    A single stretch covers all the time for which the dates are told; several begin and end with a date of the rule.
    """
    kept = set(days(rule, first, last))
    bare = list(recurrence(replace(rule, except_months=(), except_school_holidays=False), first, last))
    runs = [list(run) for (held, _), run in groupby(bare, lambda day: (day in kept, _offsets(day, hours))) if held]
    if [len(run) for run in runs] == [len(bare)]:
        return [(first, last)]
    return [(run[0], run[-1]) for run in runs]


def _offsets(day: dt.date, hours: TimeRange | None) -> tuple[dt.timedelta, ...]:
    """How far the clock is ahead of UTC at the start and at the end; nothing where the hours are unknown."""
    return tuple(_moment(day, time).utcoffset() for time in (hours.start, hours.end)) if hours else ()


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, _ZONE)


def _hours(hours: TimeRange | None, day: dt.date) -> Data:
    """Opening times, with the offset from UTC that HSDS asks for; nothing where the hours are unknown."""
    if not hours:
        return {}
    opens, closes = (_moment(day, time) for time in (hours.start, hours.end))
    return {
        "opens_at": opens.isoformat(timespec="minutes").partition("T")[2],
        "closes_at": closes.isoformat(timespec="minutes").partition("T")[2],
        "timezone": opens.utcoffset() // dt.timedelta(hours=1),
    }


def _one_day(slot: Slot) -> Data:
    day = slot.day.isoformat()
    return {
        "valid_from": day,
        "valid_to": day,
        "dtstart": day,
        "until": day,
        "freq": "WEEKLY",
        "interval": 1,
        "byday": BYDAY[slot.day.weekday()],
    }


def _notes(schedule: Schedule, hours: TimeRange | None, first: dt.date, last: dt.date) -> Data:
    """The dates that are struck out, in words, with their reasons."""
    gone = [
        f"{dates.day(occurrence.day, _FRENCH)}{f' ({occurrence.reason})' if occurrence.reason else ''}"
        for occurrence in occurrences(schedule, first, last)
        if not occurrence.held and occurrence.hours == hours
    ]
    return {"notes": f"Pas de permanence : {', '.join(gone)}."} if gone else {}


def _contact(person: Person) -> Data:
    return _known(
        id=identifier(person.address),
        name=person.title,
        title=person.role,
        email=person.email,
        phones=[_phone(person.phone, person.address, person.title)] if person.phone else None,
    )


def _phone(phone: Phone, address: str, whose: str) -> Data:
    return {
        "id": identifier(address, f"phone-{phone.e164}"),
        "number": phone.e164,
        "type": "voice",
        "description": whose,
    }


def _exact_day(mission: Mission | None) -> str | None:
    checked = mission.verified_on if mission else None
    return checked.first.isoformat() if checked and checked.exact else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known(**fields: object) -> Data:
    """The fields that have a value: HSDS leaves out what is not known."""
    return {name: value for name, value in fields.items() if value is not None and value != []}
