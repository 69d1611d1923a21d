"""The addresses of what is made from one record alone, beside its page: contact card, calendars, sheet, embed.

They exist as long as the page does: the desk redirects them with it.
"""

from typing import Final

from plugins.model.base import Record
from plugins.model.event import Event
from plugins.model.office import Office
from plugins.model.person import Person
from plugins.model.site_files import calendar_address

SHEET: Final = "fiche"
"""The sheet of an office, to hand out."""
EMBED: Final = "carte"
"""The page of an office that partners put in a frame of their own."""


def is_reachable(person: Person) -> bool:
    """Whether a person has a telephone number or an e-mail address, and so a contact card."""
    return bool(person.phone or person.email)


def vcard_address(record: Office | Person) -> str:
    """The address of the contact card of an office or a person."""
    return f"{record.address}{record.slug}.vcf"


def cards(record: Record) -> tuple[str, ...]:
    """The address of the contact card of a record, or nothing where it has none."""
    if isinstance(record, Office) or (isinstance(record, Person) and is_reachable(record)):
        return (vcard_address(record),)
    return ()


def calendars(record: Record) -> tuple[str, ...]:
    """The addresses of the calendars of an office, or of an event that has or had a day, and of its sessions."""
    if isinstance(record, Office):
        return (calendar_address(record.address, record.slug),)
    if not isinstance(record, Event):
        return ()
    entries = [entry for entry in record.session_events or (record,) if entry.calendar_date]
    keys = [record.slug, *(entry.session.key for entry in entries if entry.session)] if entries else []
    return tuple(calendar_address(record.address, key) for key in keys)


def beside(record: Record) -> tuple[str, ...]:
    """The addresses of all that is made beside the page of a record; nothing for a record without a page."""
    if not record.has_page:
        return ()
    pages = [f"{record.address}{name}/" for name in (EMBED, SHEET)] if isinstance(record, Office) else []
    return (*calendars(record), *cards(record), *pages)
