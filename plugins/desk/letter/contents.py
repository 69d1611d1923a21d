"""The contents of the letter of a month, in words; its HTML and its plain text are two layouts of them (writing.py).

The letter may be made some days before its month begins, or at any day of the month. It tells:

- the news, positions and resources of the month before and of this one so far, or ``since`` the last letter, and the
  new steps of older positions; a text whose month is not known is in no letter;
- the events from today, or from the first day of a month to come, to the end of the month after: cancelled ones too,
  since people meant to come. Later events get one line each, for those who plan ahead;
- the changes in the permanences until the end of the second month after: cancelled and moved dates, extra dates,
  closures; legal holidays are left out, since everybody knows them.

Only what is public on the day on which the letter is made is told. A section without entries is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter, itemgetter
from typing import Final, Literal, TypeVar

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.identity import IDENTITY
from plugins.base.partial_date import PartialDate, months_after
from plugins.base.typography import capital, ended
from plugins.model import Event, News, Office, Position, Record, Resource
from plugins.model.office_dates import OfficeDate
from plugins.model.position import LEVEL_NAMES, FollowUp
from plugins.model.section import SECTIONS
from plugins.model.site import Site
from plugins.pages.event_words import in_page, of_session, place, said, which_session
from plugins.pages.visit_words import advice
from plugins.permanences.schedule import Closure, OccurrenceStatus
from plugins.permanences.wordings import IN_FRENCH

PREHEADER: Final = 110
"""The number of characters that a list of messages shows beside the subject."""
SUBJECT: Final = 90
"""The greatest number of characters of the subject."""
MOST_LATER: Final = 6
"""The number of later events."""
PERMANENCES: Final = "/permanences/"

Told = TypeVar("Told", bound=Record)
Dated = TypeVar("Dated", News, Position, Resource)


@dataclass(frozen=True)
class Line:
    """A line of an entry; an « alert » matters to people who meant to come."""

    text: str
    look: Literal["plain", "date", "struck", "alert"] = "plain"


@dataclass(frozen=True)
class LetterPicture:
    """A picture of the site, and its alternative text."""

    address: str
    alternative: str


@dataclass(frozen=True)
class LetterEntry:
    """A text, an event or an office; addresses are absolute."""

    title: str
    address: str
    about: str = ""
    """The line above the title."""
    lines: tuple[Line, ...] = ()
    text: str = ""
    picture: LetterPicture | None = None
    headline: str = ""
    """What stands for the entry in a list of messages, if not its title."""


@dataclass(frozen=True)
class LetterSection:
    """Entries under a heading, and the page that has all of them."""

    heading: str
    entries: tuple[LetterEntry, ...]
    more: str
    address: str


@dataclass(frozen=True)
class Letter:
    """The letter of a month."""

    month: date
    sections: tuple[LetterSection, ...]
    signature: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name of the letter: « La lettre de l’Essai »."""
        return f"La lettre {IDENTITY.of}"

    @property
    def issue(self) -> str:
        """The month: « novembre 2026 »."""
        return dates.month(self.month, FRENCH)

    @property
    def name(self) -> str:
        return f"{self.title}, {self.issue}"

    @property
    def subject(self) -> str:
        """The first headline and the name of the letter; the name alone where both are longer than SUBJECT."""
        whole = f"{self._headlines[0]} · {self.name}"
        return whole if len(whole) <= SUBJECT else self.name

    @property
    def preheader(self) -> str:
        """The headlines that the subject lacks, as many as fit in PREHEADER; the first one is whole in any case."""
        rest = self._headlines[self.subject != self.name :]
        fits = (" · ".join(rest[:count]) for count in range(len(rest), 0, -1))
        return next((told for told in fits if len(told) <= PREHEADER), "".join(rest[:1]))

    @property
    def _headlines(self) -> tuple[str, ...]:
        return tuple(entry.headline or entry.title for section in self.sections for entry in section.entries)

    def cut(self, most: int) -> "Letter":
        """The same letter with at most ``most`` entries in a section: the link below them leads to all."""
        return replace(self, sections=tuple(replace(each, entries=each.entries[:most]) for each in self.sections))


def letter_of(site: Site, month: date, since: date | None = None) -> Letter:
    """The letter of the month that begins on that day; ``since`` is the day of the letter before."""
    begins = since or months_after(month, -1)
    ends = min(site.today, months_after(month, 1) - timedelta(days=1))
    start = max(site.today, month)
    sections = (
        _section(News, map(_text, _of_days(_public(site, News), begins, ends))),
        _section(Event, _events(site, start, months_after(month, 2))),
        LetterSection(
            "Permanences : ce qui change",
            tuple(_changes(site, start, months_after(month, 3) - timedelta(days=1))),
            "Toutes les permanences",
            absolute(PERMANENCES),
        ),
        _section(Position, _positions(_public(site, Position), begins, ends)),
        _section(Resource, map(_text, _of_days(_public(site, Resource), begins, ends))),
    )
    return Letter(month, tuple(section for section in sections if section.entries), tuple(_signature(site)))


def absolute(address: str) -> str:
    """The absolute address for an address of the site."""
    return f"{IDENTITY.website}{address}"


def _section(cls: type[Record], entries: Iterable[LetterEntry]) -> LetterSection:
    shape = SECTIONS[cls.folder]
    return LetterSection(shape.title, tuple(entries), shape.all_title, absolute(shape.address))


def _public(site: Site, cls: type[Told]) -> tuple[Told, ...]:
    """The records of a type that are public today: the site may hold others."""
    return tuple(record for record in site.of(cls) if record.appears <= site.today)


def _of_days(records: Iterable[Dated], first: date, last: date) -> Iterator[Dated]:
    return (record for record in records if record.date and _lies_in(record.date, first, last))


def _lies_in(known: PartialDate, first: date, last: date) -> bool:
    """Whether a day, or a day of a month, lies between two days, both included."""
    return known.month is not None and first <= known.last and known.first <= last


def _text(record: Dated) -> LetterEntry:
    """The entry of a text, as in a list of the site."""
    shown = record.picture if isinstance(record, News) else None
    return LetterEntry(
        record.title,
        absolute(record.address),
        about=capital(" · ".join(_about(record))),
        text=record.summary,
        picture=LetterPicture(absolute(shown.file.fallback), shown.alternative) if shown else None,
    )


def _about(record: Dated) -> Iterator[str]:
    for value in (getattr(record, name) for name in record.teaser):
        if value:
            yield dates.partial(value, FRENCH) if isinstance(value, PartialDate) else LEVEL_NAMES.get(value, value)


def _positions(positions: Iterable[Position], first: date, last: date) -> Iterator[LetterEntry]:
    """The new positions, and the new steps of older ones."""
    for position in positions:
        if _lies_in(position.date, first, last):
            yield _text(position)
        elif steps := [step for step in position.follow_ups if step.on and _lies_in(step.on, first, last)]:
            yield replace(_text(position), text="", lines=tuple(map(_step, steps)))


def _step(step: FollowUp) -> Line:
    about = filter(None, (step.place, dates.partial(step.on, FRENCH) if step.on else ""))
    return Line(ended(f"{capital(', '.join(about))} : {step.text}"))


def _events(site: Site, start: date, until: date) -> Iterator[LetterEntry]:
    """The events between two days, the last excluded, then later ones in one line each."""
    events = [event for event in _public(site, Event) if event.last_day >= start]
    soon = {event.address: found for event in events if (found := tuple(_parts(event, start, until)))}
    for event in events:
        if parts := soon.get(event.address):
            yield LetterEntry(
                event.title,
                absolute(event.address),
                about=" · ".join(filter(None, (capital(event.genre), place(event)))),
                lines=tuple(_about_event(event, parts, site.today)),
                text=event.summary,
            )
    for event in [event for event in events if event.address not in soon and not event.is_off][:MOST_LATER]:
        yield LetterEntry(event.title, absolute(event.address), lines=tuple(_about_event(event, (event,), site.today)))


def _parts(event: Event, start: date, until: date) -> Iterator[Event]:
    """The sessions of an event between two days, or the event itself."""
    for part in event.session_events or (event,):
        if part.start.month and part.last_day >= start and part.start.first < until:
            yield part


def _when(part: Event, event: Event) -> str:
    """The date of an event or of one of its sessions; for a session, also its own subject and place."""
    where = place(part)
    own = (part.session.subject, where if where != place(event) else "") if part.session else ()
    if part.session and part.session.hours.has_break:
        span = f"{dates.partial(part.start, FRENCH)}, {part.session.hours}"
    else:
        span = " ".join(dates.span(part, FRENCH))
    when = ", ".join(filter(None, (which_session(part), span)))
    return " · ".join(filter(None, (when, *own)))


def _about_event(event: Event, parts: Iterable[Event], today: date) -> Iterator[Line]:
    """The dates of an event, what changed, and until when one may register."""
    for part in parts:
        session = part.session
        yield Line(capital(_when(part, event)), "struck" if part.is_off else "date")
        if session and (session.state or session.planned):
            yield Line(ended(capital(of_session(part, event, today))), "alert")
    for status in in_page(event, today):
        yield Line(ended(said(status, event)), "alert" if status.alert else "plain")
    if event.registration and event.registration.until and event.registers(today):
        yield Line(f"Inscription jusqu’au {dates.day(event.registration.until, FRENCH)} inclus.")


def _changes(site: Site, first: date, last: date) -> Iterator[LetterEntry]:
    """The changes in the permanences from ``first`` to ``last``: those of all offices, then those of each."""
    offices = _public(site, Office)
    closures = {office.address: _closures(office, first, last) for office in offices}
    shared = set.intersection(*map(set, closures.values())) if len(offices) > 1 else set()
    if shared:
        lines = tuple(_closed(each, "Fermés") for each in sorted(shared, key=attrgetter("first", "last", "reason")))
        headline = "Fermeture de tous les bureaux"
        yield LetterEntry("Tous les bureaux", absolute(PERMANENCES), lines=lines, headline=headline)
    for office in offices:
        visit = site.visit(office)
        changes = [
            *((date.day, _changed(date)) for date in visit.dates if first <= date.day <= last),
            *((each.first, _closed(each)) for each in closures[office.address] if each not in shared),
        ]
        lines = tuple(dict.fromkeys(line for _, line in sorted(changes, key=itemgetter(0)) if line))
        if lines:
            yield LetterEntry(
                office.title,
                absolute(office.address),
                lines=lines,
                text=advice(visit.reception, site.language),
                headline=f"Permanences à {office.title}",
            )


def _closures(office: Office, first: date, last: date) -> list[Closure]:
    """The closures of an office that fall on these days, its own or shared."""
    found = (Closure(each.first, each.last, each.reason) for each in office.closures)
    return [each for each in found if each.first <= last and first <= each.last]


def _closed(closure: Closure, how: str = "Fermé") -> Line:
    return Line(f"{how} {_span(closure)} : {closure.reason}")


def _span(closure: Closure) -> str:
    """« du lundi 21 décembre 2026 au dimanche 3 janvier 2027 », « le jeudi 24 décembre 2026 »."""
    first, last = dates.day(closure.first, FRENCH), dates.day(closure.last, FRENCH)
    return f"le {first}" if first == last else f"du {first} au {last}"


def _changed(date: OfficeDate) -> Line | None:
    """The line for a date that was cancelled or added by itself; None for a date of the rule, held or closed."""
    occurrence, day = date.occurrence, dates.day(date.day, FRENCH)
    reason = f" : {occurrence.reason}" if occurrence.reason else ""
    if occurrence.status is OccurrenceStatus.CANCELLED:
        return Line(f"Pas de permanence le {day}{reason}")
    if occurrence.status is not OccurrenceStatus.ADDED:
        return None
    hours = f", {IN_FRENCH.hours(occurrence.hours)}" if occurrence.hours else ""
    return Line(f"Permanence en plus le {day}{hours}{reason}")


def _signature(site: Site) -> Iterator[str]:
    """The name of the organisation, and how to unsubscribe."""
    yield site.organisation.name if site.organisation else IDENTITY.name
    yield "Pour ne plus recevoir cette lettre, répondez à ce message."
