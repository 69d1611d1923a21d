"""An event as a schema.org Event (JSON-LD) for search engines; unknown fields are left out."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from plugins.base.dates import local_moment
from plugins.base.partial_date import PartialDate
from plugins.model import Event
from plugins.model.event import MIXED, OFFLINE, ONLINE
from plugins.model.event_fields import Venue
from plugins.model.event_status import SHIFTS, EventStatus
from plugins.model.office import Address
from plugins.model.site import Site
from plugins.pages.event_words import which_session

SchemaObject = dict[str, object]
"""A schema.org object as JSON-LD."""

SCHEMA_ORG: Final = "https://schema.org/"
ATTENDANCE: Final = {
    OFFLINE: f"{SCHEMA_ORG}OfflineEventAttendanceMode",
    ONLINE: f"{SCHEMA_ORG}OnlineEventAttendanceMode",
    MIXED: f"{SCHEMA_ORG}MixedEventAttendanceMode",
}

COURSE_MODE: Final = {OFFLINE: "onsite", ONLINE: "online", MIXED: "blended"}

SCHEMA_STATUS: Final = {
    EventStatus.CANCELLED: "EventCancelled",
    EventStatus.POSTPONED: "EventPostponed",
    **dict.fromkeys(SHIFTS, "EventRescheduled"),
    EventStatus.MOVED_ONLINE: "EventMovedOnline",
}


def event(record: Event, site: Site, base_url: str) -> SchemaObject:
    """The Event of an event.

    A vague date is written with reduced precision (ISO 8601-1, 5.2.2.3: « 2021-05 », « 2021 »), which the type Date of
    schema.org admits.
    """
    url = f"{base_url}{record.address}"
    return {
        "@type": _type(record),
        "@id": f"{url}#evenement",
        "url": url,
        "name": record.title,
        "description": record.summary,
        "inLanguage": "fr",
    } | without_empty(
        _when_and_where(record)
        | {
            "organizer": [_organiser(name, site, base_url) for name in record.organisers],
            "contributor": [{"@type": "Organization", "name": name} for name in record.partners],
            "audience": [{"@type": "Audience", "audienceType": name} for name in record.audiences],
            "offers": _offer(record, site.today, url),
            "courseMode": _course_mode(record),
            "subEvent": [_sub_event(session, url) for session in record.session_events],
            "isAccessibleForFree": True if record.euros == 0 else None,
        }
    )


def _sub_event(record: Event, url: str) -> SchemaObject:
    """The Event of one session; what all sessions share is in the Event of which this one is a part."""
    session = record.session
    assert session
    return {
        "@type": _type(record),
        "@id": f"{url}#seance-{session.number}",
        "name": session.subject or f"{record.title} ({which_session(record).lower()})",
    } | without_empty(_when_and_where(record) | {"courseMode": _course_mode(record)})


def _when_and_where(record: Event) -> SchemaObject:
    """The properties that an event and each of its sessions has; an unknown one is None."""
    return {
        "eventStatus": _status(record),
        "startDate": moment(record.start),
        "endDate": moment(record.end) if record.end else None,
        "previousStartDate": _previous_start(record),
        "eventAttendanceMode": ATTENDANCE[record.attendance] if record.attendance else None,
        "location": _location(record),
    }


def _type(record: Event) -> str:
    """The schema.org type: a cycle of sessions is an EventSeries, a training a CourseInstance, all else an Event."""
    if record.is_cycle and record.sessions:
        return "EventSeries"
    on_its_own = record.is_cycle or not record.session  # a session of a whole is no course
    return "CourseInstance" if record.is_training and on_its_own else "Event"


def _course_mode(record: Event) -> str | None:
    return COURSE_MODE[record.attendance] if _type(record) == "CourseInstance" and record.attendance else None


def without_empty(fields: Mapping[str, object]) -> SchemaObject:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value}


def moment(found: PartialDate) -> str:
    """A date in ISO 8601: with an hour also the offset of Brussels, without one as vague as it is known."""
    return local_moment(found).isoformat() if found.time else str(found)


def _status(record: Event) -> list[str] | str | None:
    """The schema.org status; None for an event that is only announced: « EventScheduled » says that it takes place."""
    statuses = [f"{SCHEMA_ORG}{SCHEMA_STATUS[status]}" for status in record.statuses if status in SCHEMA_STATUS]
    if len(statuses) == 1:
        return statuses[0]
    return statuses or (None if EventStatus.ANNOUNCED in record.statuses else f"{SCHEMA_ORG}EventScheduled")


def _previous_start(record: Event) -> str | None:
    """The date first announced. For an event that awaits a new date, its own date, as schema.org asks."""
    previous = record.start if record.awaits_date else record.first_planned
    return moment(previous) if previous else None


def _location(record: Event) -> list[SchemaObject] | SchemaObject | None:
    places = []
    if record.place and record.attendance != ONLINE:
        places.append(_place(record.place))
    if record.online:
        places.append({"@type": "VirtualLocation", "url": record.online})
    return places[0] if len(places) == 1 else places


def _place(place: Venue) -> SchemaObject:
    address = postal_address(place) if place.street or place.locality else None
    return {"@type": "Place", "name": place.name} | without_empty({"address": address})


def postal_address(address: Address | Venue) -> SchemaObject:
    """A Belgian postal address; unknown parts are left out."""
    parts = {"streetAddress": address.street, "postalCode": address.postcode, "addressLocality": address.town}
    return {"@type": "PostalAddress", "addressCountry": "BE"} | without_empty(parts)


def _organiser(name: str, site: Site, base_url: str) -> SchemaObject:
    if site.organisation and name == site.organisation.name:
        return {"@type": "NGO", "@id": f"{base_url}/#organisation", "name": name, "url": f"{base_url}/"}
    return {"@type": "Organization", "name": name}


def _offer(record: Event, today: date, url: str) -> SchemaObject | None:
    """The offer of an event that is neither past nor off, where its price or its registration is known; else None.

    ``availability`` is given only while one may register, or where no place is left.
    """
    if record.is_off or record.is_past(today) or not (record.registration or record.euros is not None):
        return None
    offer: SchemaObject = {"@type": "Offer", "url": (record.registration and record.registration.url) or url}
    if record.euros is not None:
        offer |= {"price": f"{record.euros:.2f}", "priceCurrency": "EUR"}
    if record.registration:
        if EventStatus.FULL in record.statuses:
            offer["availability"] = f"{SCHEMA_ORG}SoldOut"
        elif record.registers(today):
            offer["availability"] = f"{SCHEMA_ORG}InStock"
        if record.registration_until:
            offer["validThrough"] = record.registration_until.isoformat()
    return offer
