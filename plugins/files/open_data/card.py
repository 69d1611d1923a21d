"""The card of an office, which partners put in a frame of their own page."""

from typing import Final

from plugins.model import Office
from plugins.model.office_dates import OfficeDate
from plugins.model.site import Site

DATES: Final = 3


def card_address(office: Office) -> str:
    """Where the card of an office is."""
    return f"{office.address}carte/"


def next_held(office: Office, site: Site, count: int) -> tuple[OfficeDate, ...]:
    """The next ``count`` dates on which somebody is there."""
    return tuple(date for date in site.dates_of(office) if date.held)[:count]


def next_rows(office: Office, site: Site, count: int) -> tuple[OfficeDate, ...]:
    """As ``next_held``, with the struck-out dates that come before the last of them: they stay visible."""
    dates = site.dates_of(office)
    held = next_held(office, site, count)
    return dates[: dates.index(held[-1]) + 1] if len(held) == count else dates
