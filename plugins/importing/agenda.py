"""Events from a calendar file (iCalendar, RFC 5545): that of another program, or the export of The Events Calendar.

It is read as the export of a site that has nothing but events, so that they come in as those of WordPress do. The UID
is the identity of an event: a newer file changes what this one wrote.
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
"""The UID that The Events Calendar makes of the id of an event."""
_HTML = re.compile(r"<br ?/?>|</(?:a|b|em|i|li|ol|p|span|strong|u|ul)>", re.I)
"""What Google Calendar writes for words in bold, links, lists."""
_ZONE: Final = ZoneInfo(IDENTITY.time_zone)


def read_calendar(file: Path) -> tuple[Export, list[str]]:
    """The events of a file, and what of it does not come, in French. Raises UnreadableExport."""
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
    """Its UID; where The Events Calendar gives each date one of its own, the address that the dates share."""
    uid = str(event.get("UID", event.get("SUMMARY", "")))
    of_date = re.fullmatch(r"(.+/)\d{4}-\d\d-\d\d/?", _words(event, "URL"))
    return of_date[1] if of_date and _OF_WORDPRESS.fullmatch(uid) else uid


def _add(export: Export, uid: str, group: list[Component]) -> None:
    """Add an event, whose other dates follow it in its group. Raises ValueError in French."""
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
        "_EventURL": "" if of_wordpress else _words(main, "URL"),  # that of its page on the old site
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
    """Who holds it; not the address of an agenda, nor the person in whose Outlook it stands."""
    name = unquote(str(getattr(event.get("ORGANIZER"), "params", {}).get("CN", "")))
    of_outlook = any(key.upper().startswith("X-MICROSOFT-") for key in event)
    return "" if "@" in name or of_outlook else name


def _without_empty(meta: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: (value,) for key, value in meta.items() if value}


def _number(text: str) -> int:
    """The id of an event of WordPress, whose UID has it; else one that is made of the text."""
    if found := _OF_WORDPRESS.fullmatch(text):
        return int(found[1])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


def _words(event: Component, key: str) -> str:
    value = event.get(key, "")
    return str(value[0] if isinstance(value, list) and value else value).strip()


def _venue(place: str) -> Item:
    """« La Halle, Rue des Essais 3, 5000 Essai, Belgique »; an address of the web is one that is followed online."""
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
"""A day, or a moment in the site's time without its zone."""


def _here(value: dt.date) -> When:
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone(_ZONE).replace(tzinfo=None)
    return value


def _span(event: Component) -> tuple[When, When | None]:
    """When an event begins and ends; the last day of one that takes whole days. Raises ValueError in French."""
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
    """Each date of an event, in their order: its rule expanded, without those that were taken out or cancelled."""
    start, end = _span(main)
    length = end - start if end else None

    def spanned(each: When) -> tuple[When, When | None]:
        return each, each + length if length is not None else None

    found = {start: (start, end)}
    if "RRULE" in main:
        rule = cast("bytes", main["RRULE"].to_ical()).decode()
        found = {each: spanned(each) for each in of_rule(rule, start)}
    found |= {each: spanned(each) for each in _listed(main, "RDATE")}
    taken_out = set(_listed(main, "EXDATE"))  # moments, or whole days
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
