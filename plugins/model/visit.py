"""An office as a visitor needs it: where to go, whom to call, who receives, when; for every page and file about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from plugins.model.fields import Phone
from plugins.model.office import FREE, UNKNOWN, Address, Office, Permanence
from plugins.model.office_dates import OfficeDate, dates_of
from plugins.model.person import Person
from plugins.model.task import Task
from plugins.permanences.schedule import Schedule
from plugins.permanences.wordings import wording

if TYPE_CHECKING:
    from plugins.model.site import Site


@dataclass(frozen=True)
class Reception:
    """Whom to call or write to; ``whose`` says whose number and address these are."""

    name: str
    phone: Phone | None
    email: str | None
    whose: Literal["office", "person", "organisation"]

    @property
    def reachable(self) -> bool:
        return bool(self.phone or self.email)


@dataclass(frozen=True)
class StaffedPermanence:
    """One permanence, with its schedule and the people who receive."""

    permanence: Permanence
    schedule: Schedule
    people: tuple[Person, ...]
    said: str
    """« 2e et 4e jeudi du mois », in the language of the site."""
    sentence: str
    """``said`` with a capital where it begins with a letter."""


@dataclass(frozen=True)
class ToKnow:
    """What to know before coming to an office or to one of its permanences, as far as the file says it."""

    when: str
    """The permanence in words; "" for what holds of the whole office."""
    languages: tuple[str, ...]
    to_bring: tuple[str, ...]
    is_free: bool | None

    @classmethod
    def of(cls, told: Office | Permanence, when: str = "") -> "ToKnow":
        """What the file says of an office or of a permanence, which ``when`` names."""
        return cls(when, told.languages, told.to_bring, None if told.free == UNKNOWN else told.free == FREE)

    def __bool__(self) -> bool:
        return bool(self.languages or self.to_bring) or self.is_free is not None


@dataclass(frozen=True)
class NextDate:
    """A date that is held, with the dates struck out since the last one that is held."""

    date: OfficeDate
    struck: tuple[OfficeDate, ...]

    @property
    def rows(self) -> tuple[OfficeDate, ...]:
        """The struck-out dates and the one that is held, in order."""
        return (*self.struck, self.date)


@dataclass(frozen=True)
class Visit:
    """All that a visitor of an office needs; ``Site.visit`` makes it, once for each office.

    ``dates`` are those until ``Site.dates_until``, held and struck out, in order. Where ``is_dated``, the data of the
    office may be out of date, so that no date is certain.
    """

    office: Office
    reception: Reception
    permanences: tuple[StaffedPermanence, ...]
    receivers: tuple[Person, ...]
    coordinators: tuple[Person, ...]
    dates: tuple[OfficeDate, ...]
    is_dated: bool

    @property
    def address(self) -> Address:
        """The postal address of the office."""
        return self.office.postal_address

    @cached_property
    def held(self) -> tuple[OfficeDate, ...]:
        return tuple(date for date in self.dates if date.held)

    @property
    def only_by_appointment(self) -> bool:
        """Whether nobody is received without an appointment."""
        permanences = self.office.permanences
        return bool(permanences) and all(each.rule.by_appointment for each in permanences)

    @property
    def to_know(self) -> tuple[ToKnow, ...]:
        """What to know before coming, as far as it is known: of the office, then of single permanences."""
        told = (ToKnow.of(self.office), *(ToKnow.of(each.permanence, each.said) for each in self.permanences))
        return tuple(filter(None, told))

    @cached_property
    def next_dates(self) -> tuple[NextDate, ...]:
        """The dates that are held, each with the dates struck out before it."""
        found: list[NextDate] = []
        struck: list[OfficeDate] = []
        for date in self.dates:
            if date.held:
                found.append(NextDate(date, tuple(struck)))
                struck = []
            else:
                struck.append(date)
        return tuple(found)


def visit_of(site: "Site", office: Office) -> Visit:
    """An office as a visitor needs it on the day of the site, in its language."""
    words = wording(site.language.code)
    permanences = []
    for permanence, schedule in zip(office.permanences, office.schedules, strict=True):
        said = words.sentence(permanence.rule)
        people = _people(site, permanence.who)
        permanences.append(StaffedPermanence(permanence, schedule, people, said, words.capital(said)))
    dates = dates_of(office, site.today, site.dates_until)
    return Visit(
        office=office,
        reception=_reception(site, office),
        permanences=tuple(permanences),
        receivers=_people(site, office.receivers),
        coordinators=_people(site, office.coordination),
        dates=tuple(replace(date, people=_people(site, date.permanence.who)) for date in dates),
        is_dated=office.is_dated(site.today),
    )


def _people(site: "Site", slugs: Iterable[str]) -> tuple[Person, ...]:
    return tuple(site.named(Person, slug) for slug in slugs)


def _reception(site: "Site", office: Office) -> Reception:
    """Whom to call or write to: the office itself, else the one person who receives, else the organisation."""
    receivers = _people(site, office.receivers)
    return _first_reachable(
        Reception(office.title, office.phone, office.email, "office"),
        *(_of_person(person) for person in receivers if len(receivers) == 1),
        *_of_organisation(site),
    )


def reception_by(site: "Site", slug: str | None) -> Reception | None:
    """As ``Site.reception_by``."""
    person = (_of_person(site.named(Person, slug)),) if slug else ()
    known = (*person, *_of_organisation(site))
    return _first_reachable(*known) if known else None


def task_reception(site: "Site", task: Task) -> Reception | None:
    """As ``Site.task_reception``."""
    asked = task.contact
    if asked and asked.office:
        return site.visit(site.named(Office, asked.office)).reception
    return reception_by(site, asked.person if asked else None)


def _of_person(person: Person) -> Reception:
    return Reception(person.title, person.phone, person.email, "person")


def _of_organisation(site: "Site") -> Iterator[Reception]:
    """The first service of the organisation, whose number everybody may call; nothing without an organisation."""
    for service in site.organisation.contacts[:1] if site.organisation else ():
        yield Reception(service.service, service.phone, service.email, "organisation")


def _first_reachable(*candidates: Reception) -> Reception:
    """The first candidate with a telephone number or an e-mail address, else the first candidate."""
    return next((candidate for candidate in candidates if candidate.reachable), candidates[0])
