"""The command ``copy-event``: prints an event field by field, to be copied into the form of another agenda."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from plugins.base import dates
from plugins.base.cache import Cache
from plugins.base.dates import FRENCH
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import ContentMistakes, did_you_mean, visible
from plugins.base.partial_date import PartialDate
from plugins.base.typography import capital
from plugins.model import Event
from plugins.pages.event_words import in_page, said
from plugins.source.loading import load


def main(content: Path, today: date, name: str, cache: Path) -> int:
    """Print the sheet of the event of a file; return the exit code, 1 without such an event."""
    try:
        site = load(content, today, Cache(cache), with_drafts=True)
    except ContentMistakes as mistakes:
        print(mistakes.report(), file=sys.stderr)
        return 1
    events = {event.slug: event for event in site.of(Event)}
    slug = name.replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".md")
    if slug not in events:
        near = did_you_mean(slug, events) or " → écrivez le nom de son fichier, dans content/agenda/"
        print(visible(f"« {name} » n’est pas un événement{near}"), file=sys.stderr)
        return 1
    for label, value in sheet(events[slug], today):
        print(visible(f"{label} : {value}"))
    return 0


def sheet(event: Event, today: date) -> Iterator[tuple[str, str]]:
    """The labels and values of the fields that the event has, as such forms ask for them."""
    yield "Titre", event.title
    for status in in_page(event, today):
        yield "État", said(status, event)
    yield "Quand", capital(" ".join(dates.span(event, FRENCH)))
    if event.sessions:
        yield from (("Séance", capital(" ".join(dates.span(each, FRENCH)))) for each in event.session_events)
    yield "Date de début", _as_typed(event.start)
    if event.end:
        yield "Date de fin", _as_typed(event.end)
    if event.place:
        rows = ("Lieu", event.place.name), ("Rue", event.place.street), ("Code postal", event.place.postcode)
        yield from ((label, value) for label, value in (*rows, ("Localité", event.place.town)) if value)
    registration = event.registration
    others = (
        ("Adresse en ligne", event.online),
        ("Prix", event.price),
        ("Public", ", ".join(event.audiences)),
        ("Organisateur", ", ".join(event.organisers) or IDENTITY.name),
        ("Partenaires", ", ".join(event.partners)),
        ("Inscription", registration and registration.url),
        ("Courriel", registration and registration.email),
        ("Description", event.summary),
        ("Programme", " ; ".join(event.programme)),
        ("Lien", f"{IDENTITY.website}{event.address}"),
    )
    yield from ((label, value) for label, value in others if value)


def _as_typed(moment: PartialDate) -> str:
    """A date as one types it in forms: « 12/10/2027 14:00 »; of a vague date, the known parts."""
    parts = [f"{part:02}" for part in (moment.day, moment.month) if part]
    day = "/".join([*parts, str(moment.year)])
    return f"{day} {moment.time:%H:%M}" if moment.time else day
