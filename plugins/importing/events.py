"""The fields and the sessions of an event, from the meta data that The Events Calendar keeps beside its text."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from plugins.base.typography import capital
from plugins.importing.sessions import Span, days_of, lines, of_the_events_calendar, stated
from plugins.importing.wordpress_export import Export, Item
from plugins.model.event_fields import CANCELLED, MOVED_ONLINE, POSTPONED
from plugins.model.event_mistakes import LONGEST_EVENT
from plugins.model.session_days import SessionDays, SessionHours

Lose = Callable[[str], None]
Value = str | dict[str, str] | list[str]
SESSIONS: Final = "_sessions"
"""The meta data in which ``agenda.py`` puts the lines of « seances » of an event on several dates."""
STATES: Final = {"canceled": CANCELLED, "cancelled": CANCELLED, "postponed": POSTPONED, "moved-online": MOVED_ONLINE}
SAID_CANCELLED: Final = re.compile(r"^\W*(annul[ée]e?s?)\b[\s:\])–—-]*", re.I)
SAID_POSTPONED: Final = re.compile(r"^\W*(report[ée]e?s?)\b[\s:\])–—-]*", re.I)
ONLINE: Final = re.compile(r"\b(?:en ligne|online|visio\w*|zoom|teams|webinaire|distanciel)\b", re.I)
FORM: Final = re.compile(r"forms?\.|/forms?/|inscri|eventbrite|billet|regist", re.I)


def start_of(event: Item) -> str:
    """The start of an event, as the field « debut » has it; "" where it is not known."""
    start = _moment(event.one("_EventStartDate"))
    return f"{start:{_pattern(event)}}" if start else ""


def fields_of(event: Item, export: Export, lose: Lose) -> tuple[dict[str, Value], list[str]]:
    """The fields of an event by key, and paragraphs to add to its text; what fits nowhere is told to ``lose``."""
    values, rows = dict(_end(event, lose)), list[str]()
    if state := STATES.get(event.one("_tribe_events_status")):
        values["etat"] = state
        if reason := event.one("_tribe_events_status_reason"):
            rows.append(f"Raison : {reason}")
    elif state := said_state(event.title):
        values["etat"] = state
    places = _linked(event, "_EventVenueID", export)
    for place in places[:1]:
        values |= _place(place)
    if len(places) > 1:
        lose("un deuxième lieu")
    if organisers := _linked(event, "_EventOrganizerID", export):
        values["organisateurs"] = [organiser.title for organiser in organisers]
    if cost := event.one("_EventCost"):
        unit = event.one("_EventCurrencySymbol") or "€"
        plain = re.fullmatch(r"\d+(?:[.,]\d{1,2})?", cost)
        values["prix"] = "gratuit" if cost == "0" else f"{cost.replace('.', ',')} {unit}" if plain else cost
    if re.match(r"https?://\S+\.\S+$", address := event.one("_EventURL")):
        if FORM.search(address):
            values["inscription"] = {"adresse": address}
        else:
            rows.append(f"[Site de l’événement]({address})")
    return values, rows


def said_state(title: str) -> str | None:
    """The state at the beginning of a title, « [ANNULÉ] Sortie »; None without one."""
    return CANCELLED if SAID_CANCELLED.match(title) else POSTPONED if SAID_POSTPONED.match(title) else None


def without_state(title: str) -> str:
    return capital(SAID_POSTPONED.sub("", SAID_CANCELLED.sub("", title))) or title


class Sessions(NamedTuple):
    """The sessions of an event on several dates: its first day, its lines of « seances », whether it is ``repeated``.

    ``repeated``: the dates come from data of the calendar, not from the words of the text.
    """

    first: str = ""
    lines: Sequence[str] = ()
    repeated: bool = False


def sessions_of(event: Item, export: Export, words: str, lose: Lose) -> Sessions:
    """The sessions of an event; empty for an event on one date.

    The dates are those that WordPress has one by one, those of its rule, or those that the words of the event state.
    """
    if event.type != "tribe_events":
        return _stated(words)
    if rows := event.one(SESSIONS):
        return Sessions(event.one("_EventStartDate")[:10], rows.split("\n"), repeated=True)
    found = _known_dates(event, export, lose)
    if len(found) > 1:
        return Sessions(f"{min(found):%Y-%m-%d}", lines(found.values()), repeated=True)
    start, end = _moment(event.one("_EventStartDate")), _moment(event.one("_EventEndDate"))
    return _stated(words, start, end) if start and end and end.date() > start.date() else Sessions()


def _known_dates(event: Item, export: Export, lose: Lose) -> dict[date, Span]:
    """The span of each date of an event in WordPress's own data, by the beginning of that date."""
    start, end = _moment(event.one("_EventStartDate")), _moment(event.one("_EventEndDate"))
    if not start:
        return {}
    length = end - start if end and end > start else None
    begins = _moments(event)
    repetitions = export.repetitions.get(event.id, ())
    if len(begins) == 1 and not repetitions and (kept := event.one("_EventRecurrence")):
        try:
            begins = of_the_events_calendar(kept, start)
        except (ValueError, LookupError, RecursionError):
            lose("ses répétitions : seule la première date est ici")
    dated = [(each, each + length if length else None) for each in begins]
    for other in repetitions:
        dated += [(each, _moment(other.one("_EventEndDate"))) for each in _moments(other)]
    whole_day = _pattern(event) == "%Y-%m-%d"
    return {first: (first.date(), None) if whole_day else (first, last) for first, last in dated}


def _stated(words: str, start: datetime | None = None, end: datetime | None = None) -> Sessions:
    """The sessions that the words of an event state in one line of days.

    Where ``start`` and ``end`` are known, the line must begin and end on these days; else there must be only one line.
    """
    found = dict[tuple[date, ...], SessionDays]()
    for said in stated(words):
        if said.is_dated or start:
            with suppress(ValueError):
                found[tuple(days_of(said, start.year if start else 0))] = said
    for days, said in found.items():
        if (start and end and (days[0], days[-1]) == (start.date(), end.date())) or (not start and len(found) == 1):
            hours = said.hours
            if start and end and not hours.start and start.time() < end.time():
                hours = SessionHours.between(start.time(), end.time())
            return Sessions(f"{days[0]}", [str(replace(said.in_year(days[0].year), hours=hours))])
    return Sessions()


def _end(event: Item, lose: Lose) -> Iterator[tuple[str, Value]]:
    start, end = _moment(event.one("_EventStartDate")), _moment(event.one("_EventEndDate"))
    if not start:
        return
    if end and end < start:
        lose(f"sa fin ({end:%Y-%m-%d %H:%M}), qui venait avant son début")
        end = None
    if end and end - start > timedelta(days=LONGEST_EVENT):
        lose(f"sa fin ({end:%Y-%m-%d}), plus d’un an après son début")
        end = None
    shown = f"{end:{_pattern(event)}}" if end else ""
    if shown and shown != start_of(event):
        yield "fin", shown


def _pattern(event: Item) -> str:
    return "%Y-%m-%d" if event.one("_EventAllDay") in ("yes", "1", "true") else "%Y-%m-%d %H:%M"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text[:16], "%Y-%m-%d %H:%M")
    except ValueError:
        return None


def _moments(event: Item) -> list[datetime]:
    return [found for value in event.meta.get("_EventStartDate", ()) if (found := _moment(value))]


def _linked(event: Item, key: str, export: Export) -> list[Item]:
    """The items whose ids are in the meta data ``key`` of an event."""
    numbers = (int(value) for value in event.meta.get(key, ()) if value.isdecimal())
    return [export.items[number] for number in numbers if number in export.items]


def _place(place: Item) -> dict[str, Value]:
    name = place.title or place.one("_VenueVenue")
    address = place.one("_VenueURL")
    if ONLINE.search(name) and re.match(r"https?://\S+\.\S+$", address):
        return {"en_ligne": address}
    town, postcode = place.one("_VenueCity"), place.one("_VenueZip")
    if found := re.fullmatch(r"(?:B-?\s?)?([1-9]\d{3})\s+(.+)", town):
        postcode, town = postcode or found[1], found[2]
    values = {"nom": name, "rue": place.one("_VenueAddress")}
    values["code_postal"] = postcode if re.fullmatch(r"[1-9]\d{3}", postcode) else ""
    values["localite"] = town
    return {"lieu": {key: value for key, value in values.items() if value}} if name else {}
