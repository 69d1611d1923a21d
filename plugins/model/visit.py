"""An office as a visitor needs it: where to go, whom to call, who receives, when. All pages and files read it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plugins.model.fields import Phone
from plugins.model.office import FREE, UNKNOWN, Address, Office, Permanence
from plugins.model.office_dates import OfficeDate
from plugins.model.person import Person
from plugins.permanences.schedule import Schedule


@dataclass(frozen=True)
class Reception:
    """Whom to call or write to; ``whose`` says whose number and address these are."""

    name: str
    phone: Phone | None
    email: str | None
    whose: Literal["office", "person", "organisation"]

    @property
    def reachable(self) -> bool:
        """Whether there is a number or an e-mail address."""
        return bool(self.phone or self.email)


@dataclass(frozen=True)
class StaffedPermanence:
    """One permanence, with its schedule and who receives then."""

    permanence: Permanence
    schedule: Schedule
    people: tuple[Person, ...]
    said: str
    """« 2e et 4e jeudi du mois », in the language of the site."""
    sentence: str
    """The same with a capital where it begins with a letter."""


@dataclass(frozen=True)
class ToKnow:
    """What to know before coming, as far as it is known, to the office or to one of its permanences."""

    when: str
    """The permanence; empty for what holds of all."""
    languages: tuple[str, ...]
    to_bring: tuple[str, ...]
    is_free: bool | None

    @classmethod
    def of(cls, told: Office | Permanence, when: str = "") -> "ToKnow":
        """What a file says of one of them."""
        return cls(when, told.languages, told.to_bring, None if told.free == UNKNOWN else told.free == FREE)

    def __bool__(self) -> bool:
        return bool(self.languages or self.to_bring) or self.is_free is not None


@dataclass(frozen=True)
class NextDate:
    """A date that is held, with the days struck out since the one before."""

    date: OfficeDate
    struck: tuple[OfficeDate, ...]

    @property
    def rows(self) -> tuple[OfficeDate, ...]:
        """All of them in order."""
        return (*self.struck, self.date)


@dataclass(frozen=True)
class Visit:
    """All that a visitor of an office needs; ``Site.visit`` makes it, once for each office.

    ``dates`` are those until ``Site.dates_until``, held and struck out, in order. ``is_dated``: they follow a rule that
    may have changed since it was known, so that none of them is certain.
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
        """Where to go."""
        return self.office.postal_address

    @cached_property
    def held(self) -> tuple[OfficeDate, ...]:
        """The dates that are held."""
        return tuple(date for date in self.dates if date.held)

    @property
    def only_by_appointment(self) -> bool:
        """Whether nobody is received without an appointment."""
        permanences = self.office.permanences
        return bool(permanences) and all(each.rule.by_appointment for each in permanences)

    @property
    def to_know(self) -> tuple[ToKnow, ...]:
        """What is known to be told before coming, first of the office, then of single permanences."""
        told = (ToKnow.of(self.office), *(ToKnow.of(each.permanence, each.said) for each in self.permanences))
        return tuple(filter(None, told))

    @cached_property
    def next_dates(self) -> tuple[NextDate, ...]:
        """The dates that are held, each with the days struck out before it."""
        found: list[NextDate] = []
        struck: list[OfficeDate] = []
        for date in self.dates:
            if date.held:
                found.append(NextDate(date, tuple(struck)))
                struck = []
            else:
                struck.append(date)
        return tuple(found)
