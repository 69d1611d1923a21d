"""The trainings on offer: grouped under headings, and the line that describes each."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from plugins.base.typography import capital, ended, french
from plugins.model import Event, Record, Training
from plugins.model.event_fields import FULL

COMING: Final = "À venir"
ON_DEMAND: Final = "À la demande"
OVER: Final = "Déjà passées"


def in_parts(records: Iterable[Record], today: date) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """Group trainings under COMING, ON_DEMAND and OVER; a heading without trainings is left out."""
    found: dict[str, list[Record]] = {COMING: [], ON_DEMAND: [], OVER: []}
    for record in records:
        over = isinstance(record, Event) and record.is_past(today)
        found[ON_DEMAND if isinstance(record, Training) else OVER if over else COMING].append(record)
    return tuple((heading, tuple(some)) for heading, some in found.items() if some)


def availability(event: Event, today: date) -> str:
    """The places left: « Complet, liste d’attente. », « Il reste 3 places. »; "" where that is not known."""
    if event.is_past(today) or event.is_off:
        return ""
    if event.state == FULL:
        return french("Complet, liste d’attente." if event.waits(today) else "Complet.")
    places = event.places if event.registers(today) else None
    return french(f"Il reste {places} place{'s' if places > 1 else ''}.") if places else ""


def in_short(record: Event | Training) -> str:
    """A training in one line: « Sur place. Une inscription pour le tout. 60 €. »."""
    towns = formula = ""
    if isinstance(record, Training):
        towns = ", ".join(record.towns)
    elif len(record.sessions) > 1:
        formula = "On choisit ses séances" if record.is_cycle else "Une inscription pour le tout"
    parts = (towns, record.form or "", formula, record.price or "")
    return french(" ".join(ended(capital(part)) for part in parts if part))
