"""Reads events from a calendar file (iCalendar, RFC 5545): of another program, or exported by The Events Calendar.

The result is an ``Export`` with nothing but events, which come in as those of a WordPress site do. The UID identifies
an event: the import of a newer file updates what an older one wrote.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from plugins.base.identity import IDENTITY
from plugins.importing.events import SESSIONS
from plugins.importing.sessions import countable, lines, of_rule
from plugins.importing.wordpress_export import Export, Item, Term, UnreadableExport
from plugins.source.limits import read_bounded

MOST_BYTES: Final = 20_000_000
_OF_WORDPRESS = re.compile(r"(\d+)-\d+-\d+@.+")
"""Matches the UIDs of The Events Calendar, which begin with the id of the event."""
_HTML = re.compile(r"<br ?/?>|</(?:a|b|em|i|li|ol|p|span|strong|u|ul)>", re.I)
"""Matches the HTML in which Google Calendar writes bold words, links and lists."""
_ZONE: Final = ZoneInfo(IDENTITY.time_zone)


def read_calendar(file: Path) -> tuple[Export, list[str]]:
    """The events of a file, and French sentences on those that stay out. Raises UnreadableExport."""
    try:
        data = read_bounded(file, MOST_BYTES)
    except OSError:
        raise UnreadableExport(f"« {file} » ne s’ouvre pas → vérifiez le nom du fichier") from None
    if len(data) > MOST_BYTES:
        raise UnreadableExport(f"« {file} » dépasse {MOST_BYTES // 1_000_000} Mo → exportez une année à la fois")
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, RecursionError):
        events = []
    if not events:
        raise UnreadableExport(f"« {file} » n’est pas un agenda, ou il est vide → exportez-le de nouveau, en .ics")
    export, left = Export(base=IDENTITY.website), list[str]()
    by_uid: dict[str, list[Component]] = {}
    for event in events:
        if _words(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
            left.append("un événement est privé dans cet agenda")
        else:
            by_uid.setdefault(_identity(event), []).append(event)
    for uid, group in by_uid.items():
        try:
            _add(export, uid, group)
        except ValueError as refused:
            left.append(f"« {_words(group[0], 'SUMMARY')} » : {refused}")
    return export, left


def _identity(event: Component) -> str:
    """The UID of an event; where The Events Calendar gives each date another one, the address that all dates share."""
    uid = str(event.get("UID", event.get("SUMMARY", "")))
    of_date = re.fullmatch(r"(.+/)\d{4}-\d\d-\d\d/?", _words(event, "URL"))
    return of_date[1] if of_date and _OF_WORDPRESS.fullmatch(uid) else uid


def _add(export: Export, uid: str, group: list[Component]) -> None:
    """Add an event to the export; ``group`` holds it with its changed dates. Raises ValueError in French."""
    of_wordpress = _OF_WORDPRESS.fullmatch(str(group[0].get("UID", ""))) is not None
    if uid.endswith(f"@{IDENTITY.id_domain}") and not of_wordpress:
        raise ValueError("il vient de ce site")
    main = next((event for event in group if "RECURRENCE-ID" not in event), group[0])
    dates = _dates(main, [event for event in group if event is not main])
    start, end = dates[0]
    whole_day = not isinstance(start, dt.datetime)
    meta = {
        "_EventStartDate": _written(start),
        "_EventEndDate": _written(end) if end else "",
        "_EventAllDay": "yes" if whole_day else "",
        "_EventURL": "" if of_wordpress else _words(main, "URL"),  # of WordPress: the old page of the event
        "_tribe_events_status": {"CANCELLED": "canceled"}.get(_words(main, "STATUS").upper(), ""),
    }
    if len(dates) > 1:
        meta[SESSIONS] = "\n".join(lines(dates))
    number = _number(uid)
    if place := _words(main, "LOCATION"):
        meta["_EventVenueID"] = str(_number(place))
        export.items[_number(place)] = _venue(place)
    if name := _organiser(main):
        meta["_EventOrganizerID"] = str(_number(name))
        export.items[_number(name)] = Item(_number(name), "tribe_organizer", escape(name))
    title, about = _words(main, "SUMMARY"), _words(main, "X-ALT-DESC") or _words(main, "DESCRIPTION")
    if not (of_wordpress or _HTML.search(about)):
        about = escape(about, quote=False)
    genres = [str(word) for word in getattr(main.get("CATEGORIES"), "cats", ())][:1]
    terms = tuple(Term("tribe_events_cat", genre, genre) for genre in genres)
    title = title if of_wordpress else escape(title, quote=False)
    status = "draft" if _words(main, "STATUS").upper() == "TENTATIVE" else "publish"
    export.items[number] = Item(
        number, "tribe_events", title, status, content=about, terms=terms, meta=_without_empty(meta)
    )


def _organiser(event: Component) -> str:
    """The name of the organiser; "" for the address of an agenda, or for the owner of an Outlook calendar."""
    name = unquote(str(getattr(event.get("ORGANIZER"), "params", {}).get("CN", "")))
    of_outlook = any(key.upper().startswith("X-MICROSOFT-") for key in event)
    return "" if "@" in name or of_outlook else name


def _without_empty(meta: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: (value,) for key, value in meta.items() if value}


def _number(text: str) -> int:
    """The id in the UID of an event of WordPress; for any other text, a number made from its digest."""
    if found := _OF_WORDPRESS.fullmatch(text):
        return int(found[1])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


def _words(event: Component, key: str) -> str:
    value = event.get(key, "")
    return str(value[0] if isinstance(value, list) and value else value).strip()


def _venue(place: str) -> Item:
    """The venue of « La Halle, Rue des Essais 3, 5000 Essai, Belgique »; a web address means an event online."""
    if re.match(r"https?://", place):
        return Item(_number(place), "tribe_venue", "En ligne", meta={"_VenueURL": (place,)})
    name, *rest = (part.strip() for part in re.split(r"[,\n]", place) if part.strip())
    meta = dict[str, str]()
    for part in rest:
        if found := re.fullmatch(r"(?:B-?\s?)?([1-9]\d{3})\s*(.*)", part):
            meta |= {"_VenueZip": found[1]} | ({"_VenueCity": found[2]} if found[2] else {})
        elif part in ("Belgique", "Belgium", "België"):
            continue
        elif any(map(str.isdigit, part)):
            meta["_VenueAddress"] = part
        else:
            meta.setdefault("_VenueCity", part)
    return Item(_number(place), "tribe_venue", escape(name), meta=_without_empty(meta))


When = dt.date
"""A day, or a naive moment in the site's time zone."""


def _here(value: dt.date) -> When:
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone(_ZONE).replace(tzinfo=None)
    return value


def _span(event: Component) -> tuple[When, When | None]:
    """The beginning and the end of an event; for whole days, the last day. Raises ValueError in French."""
    try:
        start = _here(event.decoded("DTSTART"))
        end = _here(event.decoded("DTEND")) if "DTEND" in event else None
        if not end and "DURATION" in event:
            end = start + event.decoded("DURATION")
    except (KeyError, ValueError, TypeError, AttributeError):
        raise ValueError("sa date est illisible") from None
    if _words(event, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE" and isinstance(start, dt.datetime):
        start, end = start.date(), end.date() if isinstance(end, dt.datetime) else end
    if isinstance(start, dt.datetime) != isinstance(end or start, dt.datetime):
        end = None
    if end and not isinstance(start, dt.datetime):
        end -= dt.timedelta(days=1)  # DTEND is the day after (RFC 5545, 3.6.1)
    return start, end


def _dates(main: Component, changed: list[Component]) -> list[tuple[When, When | None]]:
    """The span of each date of an event, in order: its rule expanded, without excluded or cancelled dates.

    Raises ValueError in French.
    """
    start, end = _span(main)
    length = end - start if end else None

    def spanned(each: When) -> tuple[When, When | None]:
        return each, each + length if length is not None else None

    found = {start: (start, end)}
    if "RRULE" in main:
        rule = cast("bytes", main["RRULE"].to_ical()).decode()
        found = {each: spanned(each) for each in of_rule(rule, start)}
    found |= {each: spanned(each) for each in _listed(main, "RDATE")}
    taken_out = set(_listed(main, "EXDATE"))  # an excluded whole day excludes each moment of that day
    found = {each: span for each, span in found.items() if not taken_out & {each, _day(each)}}
    for other in changed:
        if "RECURRENCE-ID" in other:
            found.pop(_here(other.decoded("RECURRENCE-ID")), None)
        if _words(other, "STATUS").upper() != "CANCELLED":
            found[_span(other)[0]] = _span(other)
    if not found:
        raise ValueError("toutes ses dates sont annulées")
    return [found[each] for each in countable(sorted(found))]


def _day(when: When) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def _listed(event: Component, key: str) -> Iterator[When]:
    value = event.get(key, [])
    for group in value if isinstance(value, list) else [value]:
        yield from (_here(each.dt) for each in getattr(group, "dts", ()))


def _written(when: When) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}"
