"""An office as a visitor needs it: where to go, whom to call, who receives, when. All pages and files read it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plugins.model.fields import Phone
from plugins.model.office import Address, Office, Permanence
from plugins.model.office_dates import OfficeDate
from plugins.model.person import Person
from plugins.permanences.schedule import Schedule
from plugins.text.typography import capital


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
class Session:
    """One permanence, with its schedule and who receives then."""

    permanence: Permanence
    schedule: Schedule
    people: tuple[Person, ...]

    @property
    def sentence(self) -> str:
        """« 2e et 4e jeudi du mois », with a capital where it begins with a letter."""
        return capital(self.permanence.when)


@dataclass(frozen=True)
class Visit:
    """All that a visitor of an office needs; ``Site.visit`` makes it, once for each office.

    ``dates`` are those until ``Site.dates_until``, held and struck out, in order.
    """

    office: Office
    reception: Reception
    sessions: tuple[Session, ...]
    receivers: tuple[Person, ...]
    coordinators: tuple[Person, ...]
    dates: tuple[OfficeDate, ...]

    @property
    def address(self) -> Address:
        """Where to go."""
        return self.office.postal_address

    @cached_property
    def held(self) -> tuple[OfficeDate, ...]:
        """The dates that are held."""
        return tuple(date for date in self.dates if date.held)

    def next_rows(self, count: int) -> tuple[OfficeDate, ...]:
        """The next ``count`` dates held, with the struck-out ones that come before the last of them."""
        held = self.held[:count]
        return self.dates[: self.dates.index(held[-1]) + 1] if len(held) == count else self.dates
