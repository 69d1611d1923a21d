"""Every date of every permanence until ``Site.dates_until``, held or not, as pages show them."""

from typing import Final

from plugins.base.identity import IDENTITY
from plugins.files.open_data.envelope import Data, envelope
from plugins.model.office_dates import OfficeDate
from plugins.model.site import Site

PERMANENCES_SCHEMA: Final = "permanences.schema.json"


def permanences(site: Site, base_url: str) -> Data:
    """The dates by day, then by hour, then by office."""
    return {
        **envelope(site, base_url, PERMANENCES_SCHEMA),
        "timezone": IDENTITY.time_zone,
        "from": site.today.isoformat(),
        "until": site.dates_until.isoformat(),
        "dates": [{"office": date.office.slug, **date_fields(date)} for date in site.permanence_dates],
    }


def date_fields(date: OfficeDate) -> Data:
    """One date: with its hours, or only the part of the day, or neither, as far as they are known."""
    occurrence = date.occurrence
    return {
        "day": date.day.isoformat(),
        "start": f"{occurrence.hours.start:%H:%M}" if occurrence.hours else None,
        "end": f"{occurrence.hours.end:%H:%M}" if occurrence.hours else None,
        "part_of_day": occurrence.part,
        "people": [person.title for person in date.people],
        "status": occurrence.status,
        "reason": occurrence.reason or None,
    }
