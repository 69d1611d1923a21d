"""What all calendar files share (iCalendar, RFC 5545): the calendar properties, the time zone, the writing."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Event, Timezone

from plugins.base.identity import IDENTITY
from plugins.languages.language import OF_CONTENT, Language

DOMAIN: Final = IDENTITY.id_domain
# One rule for each change of clock, from the European directive 2000/84/EC: it holds for every year, in every reader.
CENTRAL_EUROPEAN: Final = f"""BEGIN:VTIMEZONE
TZID:{IDENTITY.time_zone}
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def ics_bytes(title: str, events: Iterable[Event], language: Language = OF_CONTENT) -> bytes:
    """The file of a calendar with these events; subscribers see its ``title``."""
    result = Calendar()
    result.add("prodid", f"-//{IDENTITY.product}//{DOMAIN}//{language.code.upper()}")
    result.add("version", "2.0")
    result.add("x-wr-calname", title)
    result.add("refresh-interval", dt.timedelta(days=1), {"VALUE": "DURATION"})
    events = tuple(events)
    # A calendar needs a component (RFC 5545, 3.6): without events it has the time zone.
    if not events or any(isinstance(event.decoded("dtstart"), dt.datetime) for event in events):
        result.add_component(Timezone.from_ical(CENTRAL_EUROPEAN))
    for event in events:
        result.add_component(event)
    return bytes(result.to_ical())
