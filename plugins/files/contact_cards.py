"""The contact cards of offices and people: vCard 4.0 (RFC 6350), for the contacts of a phone.

A card has the same bytes in every build: its UID is made from the address of the page, its REV is the day of the data
(``Record.known_on``).
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from plugins.base.typography import ended
from plugins.files.file import BuildContext, File
from plugins.files.ical import DOMAIN
from plugins.languages.language import Language
from plugins.model import Office, Person, Team
from plugins.model.beside import is_reachable, vcard_address
from plugins.model.fields import Phone
from plugins.model.office import Address
from plugins.model.site import Site
from plugins.model.visit import Visit
from plugins.pages.visit_words import advice, age_of

LINE: Final = 75
"""The greatest number of octets in a line (RFC 6350, 3.2)."""


def office_vcard(office: Office, site: Site, base_url: str) -> bytes:
    """The card of an office; ``base_url`` is the address of the site without a slash at its end."""
    visit, _ = site.visit(office), site.language.gettext
    brand = site.organisation.short_name if site.organisation else DOMAIN
    return _vcard(
        ("KIND", "org"),
        ("FN", _text(_("%(brand)s %(office)s, bureau d’accueil", brand=brand, office=office.title))),
        ("ORG", _parts(_organisation(site), office.title)),
        *_reach(visit.reception.phone, visit.reception.email),
        *_place(visit.address),
        ("NOTE", _text("\n".join(_office_note(visit, site.language)))),
        *_about(office, site, base_url),
    )


def person_vcard(person: Person, site: Site, base_url: str) -> bytes:
    """The card of a person."""
    team = site.named(Team, person.team)
    note = "\n".join(_person_note(person, site))
    return _vcard(
        ("KIND", "individual"),
        ("FN", _text(person.title)),
        ("N", _parts(person.last_name, person.first_name, "", "", "")),
        ("ORG", _parts(_organisation(site), team.title)),
        ("TITLE", _text(person.role)),
        *_reach(person.phone, person.email),
        *([("NOTE", _text(note))] if note else ()),
        *_about(person, site, base_url),
    )


def _organisation(site: Site) -> str:
    return site.organisation.name if site.organisation else DOMAIN


def _reach(phone: Phone | None, email: str | None) -> Iterator[tuple[str, str]]:
    if phone:
        yield "TEL;VALUE=uri;TYPE=work", f"tel:{phone.e164}"
    if email:
        yield "EMAIL;TYPE=work", _text(email)


def _place(address: Address) -> Iterator[tuple[str, str]]:
    # The seven parts of ADR (RFC 6350, 6.3.1): two that stay empty, street, town, region, postcode, country.
    yield "ADR;TYPE=work", _parts("", "", address.street, address.town, "", address.postcode, "Belgique")
    if address.point:
        latitude, longitude = address.point
        yield "GEO", f"geo:{latitude},{longitude}"


def _office_note(visit: Visit, language: Language) -> Iterator[str]:
    """The permanences, with the name of a person who receives alone; then how to ask, and the age of the data."""
    for staffed in visit.permanences:
        said = staffed.sentence
        if len(staffed.people) == 1:
            said = language.gettext("%(sentence)s, avec %(name)s", sentence=said, name=staffed.people[0].title)
        yield ended(said)
    yield advice(visit.reception, language)
    yield from age_of(visit.office, language)


def _person_note(person: Person, site: Site) -> Iterator[str]:
    """Where and when the person receives; then the age of the data."""
    for office in site.offices:
        for permanence in office.permanences:
            if person.slug in permanence.who:
                yield f"{office.title} : {permanence.sentence}."
    yield from age_of(person, site.language)


def _about(record: Office | Person, site: Site, base_url: str) -> Iterator[tuple[str, str]]:
    if base_url:  # URL must be absolute
        yield "URL", f"{base_url}{record.address}"
    yield "LANG", site.language.code
    # The same in every language: a phone with the cards of two languages has the office once.
    yield "UID", f"urn:uuid:{uuid5(NAMESPACE_URL, f'https://{DOMAIN}{record.source.address}')}"
    if record.known_on:
        yield "REV", f"{record.known_on.first:%Y%m%d}T000000Z"


def _vcard(*properties: tuple[str, str]) -> bytes:
    lines = (("BEGIN", "VCARD"), ("VERSION", "4.0"), *properties, ("END", "VCARD"))
    return b"".join(_folded(f"{name}:{value}") + b"\r\n" for name, value in lines)


def _parts(*values: str) -> str:
    """A value of several components (RFC 6350, 3.3)."""
    return ";".join(map(_text, values))


def _text(value: str) -> str:
    """A text value: separators, backslashes and newlines are escaped (RFC 6350, 3.4)."""
    for character in "\\,;":
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Fold a line into pieces of at most LINE octets, without splitting a character."""
    pieces = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces)


def geo_uri(address: Address) -> str:
    """A ``geo:`` link (RFC 5870) to an address, for the maps of a phone, which look for ``q`` near the point.

    The point is the middle of the locality; where it is not known it is 0,0, which these applications ignore.
    """
    latitude, longitude = address.point or (0, 0)
    return f"geo:{latitude},{longitude}?q={quote(address.one_line, safe='')}"


def contact_cards(site: Site, context: BuildContext) -> Iterator[File]:
    """The card of each office, and of each person with a phone number or an e-mail address."""
    for office in filter(site.is_own, site.offices):
        yield File(vcard_address(office), office_vcard(office, site, context.base_url))
    for person in filter(is_reachable, filter(site.is_own, site.people)):
        yield File(vcard_address(person), person_vcard(person, site, context.base_url))
