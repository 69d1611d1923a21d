"""The organisation, its services and its offices in the Human Services Data Specification (HSDS) 3.1 of Open Referral.

Source: the JSON Schemas of https://github.com/openreferral/specification, branch 3.1, folder schema/, and its
documentation, https://docs.openreferral.org. The file is one organization with nested objects
(docs/hsds/serialization.md); unknown fields are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plugins.base.identity import IDENTITY
from plugins.base.typography import capital, slugify
from plugins.files.open_data.envelope import Data
from plugins.files.open_data.hsds_schedules import hsds_schedules, identifier
from plugins.model import Mission, Office, Organisation, Person
from plugins.model.fields import Phone
from plugins.model.organisation import Contact
from plugins.model.site import Site
from plugins.model.visit import Visit

HSDS_VERSION: Final = "3.1"
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
        *("id", "location_type", "name", "description", "transportation", "latitude", "longitude", "languages"),
        *("accessibility", "addresses", "contacts", "phones"),
    ),
    "language": ("id", "name"),
    "accessibility": ("id", "description", "details"),
    "address": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "contact": ("id", "name", "title", "email", "phones"),
    "phone": ("id", "number", "type", "description"),
    "schedule": (
        *("id", "valid_from", "valid_to", "dtstart", "until", "timezone", "freq", "interval", "byday", "opens_at"),
        *("closes_at", "description", "notes", "schedule_link"),
    ),
    "url": ("id", "label", "url"),
}
"""The fields that the export may have, by object, for the page that explains the files."""


def hsds(organisation: Organisation, site: Site, base_url: str) -> Data:
    """The organization object, with its services and locations."""
    return _Export(organisation, site, base_url).organization()


@dataclass(frozen=True)
class _Export:
    """Makes the objects of the export, nested in that of the organisation."""

    record: Organisation
    site: Site
    base_url: str

    def organization(self) -> Data:
        written_to = next((contact.email for contact in self.record.contacts if contact.email), None)
        return _without_empty(
            id=identifier(self.record.address),
            name=self.record.name,
            alternate_name=self.record.short_name,
            description=self.record.motto,
            email=written_to,
            website=f"{self.base_url}/",
            additional_websites=self._facebook(),
            legal_status=self.record.legal_form,
            phones=[phone for c in self.record.contacts for phone in _phones(c.phone, self.record.address, c.service)],
            locations=[self._location(office) for office in self.site.offices],
            services=[self._service(number, contact) for number, contact in enumerate(self.record.contacts)],
        )

    def _facebook(self) -> list[Data]:
        url = self.record.facebook
        return [{"id": identifier(self.record.address, "facebook"), "label": "Facebook", "url": url}] if url else []

    def _service(self, number: int, contact: Contact) -> Data:
        """The service of a contact of the organisation. Offices receive for the first contact, as in ``Visit``."""
        mission = self._mission(contact)
        return _without_empty(
            id=identifier(self.record.address, _service(contact)),
            name=contact.service,
            description=mission.summary if mission else None,
            url=f"{self.base_url}{mission.address}" if mission else None,
            email=contact.email,
            status="active",
            assured_date=_exact_day(mission),
            phones=_phones(contact.phone, self.record.address, contact.service),
            service_at_locations=[self._at_location(contact, office) for office in self.site.offices]
            if number == 0
            else None,
        )

    def _mission(self, contact: Contact) -> Mission | None:
        """The mission that has the phone number of the service; its page presents the service."""
        return next(
            (mission for mission in self.site.of(Mission) if mission.phone and mission.phone == contact.phone), None
        )

    def _location(self, office: Office) -> Data:
        address, point = office.postal_address, office.postal_address.point
        return _without_empty(
            id=identifier(office.address),
            location_type="physical",
            name=f"{self.record.short_name} {office.title}",
            description="Les coordonnées sont celles du centre de la localité, pas du bâtiment." if point else None,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            transportation=" ".join(_transport(office)) or None,
            languages=[
                {"id": identifier(office.address, f"language-{slugify(name)}"), "name": name}
                for name in office.languages
            ],
            accessibility=_accessibility(office),
            addresses=[
                {
                    "id": identifier(office.address, "address"),
                    "address_1": address.street,
                    "city": address.town,
                    "state_province": IDENTITY.province.name,
                    "postal_code": address.postcode,
                    "country": "BE",
                    "address_type": "physical",
                }
            ],
            contacts=[_contact(person) for person in self.site.visit(office).coordinators],
            phones=_phones(office.phone, office.address, office.title),
        )

    def _at_location(self, contact: Contact, office: Office) -> Data:
        visit = self.site.visit(office)
        return _without_empty(
            id=identifier(office.address, _service(contact)),
            description=" ".join((*(f"{staffed.sentence}." for staffed in visit.permanences), *_to_know(visit)))
            or None,
            contacts=[_contact(person) for person in visit.receivers],
            schedules=list(hsds_schedules(office, self.site, self.base_url)),
            location=self._location(office),
        )


def _transport(office: Office) -> Iterator[str]:
    if office.access and office.access.bus:
        yield f"Bus : {office.access.bus}."
    if office.access and office.access.train:
        yield f"Train : {office.access.train}."


def _accessibility(office: Office) -> list[Data]:
    told = office.access.wheelchair if office.access else None
    return (
        [{"id": identifier(office.address, "wheelchair"), "description": "Fauteuil roulant", "details": told}]
        if told
        else []
    )


def _to_know(visit: Visit) -> Iterator[str]:
    """Price, languages and documents to bring, in sentences: HSDS has fields for them only on a whole service."""
    for told in visit.to_know:
        of = f"{capital(told.when)} : " if told.when else ""
        if told.is_free is not None:
            yield capital(f"{of}{'gratuit' if told.is_free else 'pas gratuit'}.")
        if told.languages and told.when:
            yield f"{of}{', '.join(told.languages)}."
        if told.to_bring:
            yield capital(f"{of}à apporter : {', '.join(told.to_bring)}.")


def _service(contact: Contact) -> str:
    return f"service-{slugify(contact.service)}"


def _contact(person: Person) -> Data:
    return _without_empty(
        id=identifier(person.own_address),
        name=person.title,
        title=person.role,
        email=person.email,
        phones=_phones(person.phone, person.own_address, person.title),
    )


def _phones(phone: Phone | None, address: str, whose: str) -> list[Data]:
    if not phone:
        return []
    number = phone.e164
    return [{"id": identifier(address, f"phone-{number}"), "number": number, "type": "voice", "description": whose}]


def _exact_day(mission: Mission | None) -> str | None:
    checked = mission.verified_on if mission else None
    return checked.first.isoformat() if checked and checked.exact else None


def _without_empty(**fields: object) -> Data:
    """The fields that have a value: HSDS leaves out unknown ones."""
    return {name: value for name, value in fields.items() if value is not None and value != []}
