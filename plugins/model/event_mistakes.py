"""The contradictions between the fields of an event: its sessions, its state, its places, its registration."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from plugins.base.identity import IDENTITY
from plugins.base.mistakes import Location
from plugins.model.event_fields import FULL, MOVED_ONLINE, POSTPONED, RESCHEDULED
from plugins.model.sessions import KEY as SESSIONS
from plugins.model.sessions import span_of

if TYPE_CHECKING:
    from plugins.model.event import Event

Contradictions = Iterator[tuple[Location, str]]
"""The location of each mistake in the front matter, and a French sentence."""
LONGEST_EVENT: Final = 366
"""Days; a longer event is a typing error."""


def contradictions(event: "Event") -> Contradictions:
    """Every contradiction in an event whose sessions could be read."""
    yield from _of_sessions(event)
    yield from _of_state(event)
    yield from _of_places(event)
    if event.previous_edition == event.slug:
        yield ("edition_precedente",), f"« {event.slug} » est ce fichier-ci → écrivez celui de la fois d’avant"
    if (event.last_day - event.start.last).days > LONGEST_EVENT:
        place, until = (SESSIONS, "les séances dureraient") if event.sessions else ("fin", "l’événement durerait")
        yield (place,), f"« {event.end} » : {until} plus d’un an → vérifiez l’année"
    yield from _of_registration(event)


def _of_sessions(event: "Event") -> Contradictions:
    if not event.sessions:
        return
    first, last = span_of(event.sessions)
    for key, written, given in (("debut", event.start, first), ("fin", event.end, last)):
        if written and written != given:
            said = f"les séances donnent {given}" if given else "les séances ne donnent pas d’heure de fin"
            yield (key,), f"« {written} », mais {said} → effacez « {key} », qui suit des séances"


def _of_state(event: "Event") -> Contradictions:
    if event.state == MOVED_ONLINE and not event.online:
        yield ("etat",), "l’adresse où suivre l’événement manque → ajoutez « en_ligne: https://… »"
    if event.state == RESCHEDULED and not event.first_planned:
        yield (
            ("etat",),
            f"« {event.start} » est-elle la nouvelle date, ou la première ? → si c’est la nouvelle, ajoutez "
            "« initialement_le: » et la première date annoncée ; si la nouvelle n’est pas connue, "
            f"écrivez « etat: {POSTPONED} »",
        )


def _of_places(event: "Event") -> Contradictions:
    if event.places == 0 and event.state != FULL:
        yield ("places",), f"il ne reste pas de place → effacez ce champ, écrivez « etat: {FULL} »"
    if event.places and event.state == FULL:
        yield (
            ("places",),
            f"« {event.places} », mais l’événement est complet → effacez ce champ, ou corrigez « etat »",
        )
    if event.waiting_list == "oui" and not event.registration:
        yield ("liste_d_attente",), "où s’inscrire ? → ajoutez « inscription »"


def _of_registration(event: "Event") -> Contradictions:
    registration = event.registration
    if not registration:
        return
    if not (registration.url or registration.email):
        yield (
            ("inscription",),
            f"où s’inscrire ? → ajoutez « adresse: https://… » ou « courriel: {IDENTITY.email} »",
        )
    if registration.until and registration.until > event.last_day:
        yield (
            ("inscription", "jusqu_au"),
            f"« {registration.until} » vient après l’événement ({event.end or event.start})"
            " → corrigez l’une des deux dates",
        )
