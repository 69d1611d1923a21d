"""An event of the agenda, with its life: announced, confirmed, postponed, moved online, full, cancelled, past."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from plugins.content.partial_date import PartialDate
from plugins.records.base import Location
from plugins.records.event_fields import (
    ANNOUNCED,
    CANCELLED,
    CONFIRMED,
    FULL,
    MOVED_ONLINE,
    POSTPONED,
    EventFields,
)

OFFLINE, ONLINE, MIXED = "offline", "online", "mixed"
RANKS: Final = {ANNOUNCED: 0, CONFIRMED: 1, FULL: 1, MOVED_ONLINE: 2, POSTPONED: 3, CANCELLED: 4}
"""The order in which the states of one date follow each other; a full event is a confirmed one."""


class Event(EventFields):
    """Something that people come to, on the spot or online.

    ``start`` is the date that holds. Of an event that is postponed without another date, as of one that is cancelled,
    it is the date that was given up: one word changes in the file, and the page can strike it out.
    """

    kind: ClassVar = "event"
    folder: ClassVar = "agenda"
    prefix: ClassVar = "/agenda/"
    french: ClassVar = "l’événement"
    year_from: ClassVar = ("initialement_le", "debut")
    """The year first announced, so that the address outlives a postponement."""

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """What does not fit together in the state, the place and the registration."""
        if self.state == MOVED_ONLINE and not self.online:
            yield ("etat",), "l’adresse où suivre l’événement manque → ajoutez « en_ligne: https://… »"
        if not self.registration:
            return
        if not (self.registration.url or self.registration.email):
            yield (
                ("inscription",),
                "où s’inscrire ? → ajoutez « adresse: https://… » ou « courriel: nom@cainamur.be »",
            )
        if self.registration.until and self.registration.until > self.last_day:
            yield (
                ("inscription", "jusqu_au"),
                f"« {self.registration.until} » vient après l’événement ({self.end or self.start})"
                " → corrigez l’une des deux dates",
            )

    @property
    def last_day(self) -> date:
        """The last day on which the event may still take place."""
        return (self.end or self.start).last

    def is_past(self, today: date) -> bool:
        """Whether its last possible day is over."""
        return self.last_day < today

    @property
    def last_moment(self) -> PartialDate | None:
        """Its end, when that is another day than its start."""
        return self.end if self.end and self.end.first != self.start.first else None

    @property
    def is_vague(self) -> bool:
        """Whether its day is not known."""
        return not self.start.exact

    @property
    def is_unsure(self) -> bool:
        """Whether it is only announced, or its day not known: once past, it may not have taken place."""
        return self.is_vague or self.state == ANNOUNCED

    @property
    def change(self) -> str | None:
        """The word for what a list must not hide: postponed, moved, full, cancelled."""
        return None if self.state in {ANNOUNCED, CONFIRMED} else self.state

    @property
    def awaits_date(self) -> bool:
        """Whether it is postponed and no other date is set."""
        return self.state == POSTPONED and not self.first_planned

    @property
    def is_off(self) -> bool:
        """Whether nobody should come at ``start``: cancelled, or postponed without another date."""
        return self.state == CANCELLED or self.awaits_date

    @property
    def attendance(self) -> str | None:
        """OFFLINE, ONLINE or MIXED; None where neither a place nor an address is known."""
        if self.online and self.place and self.state != MOVED_ONLINE:
            return MIXED
        if self.online:
            return ONLINE
        return OFFLINE if self.place else None

    @property
    def euros(self) -> Decimal | None:
        """The price, where it is one number: « gratuit » is 0, « 12,50 € » is 12.50."""
        price = (self.price or "").lower()
        match = re.fullmatch(r"(\d+)(?:,(\d\d))?\s*(?:€|euros?)", price)
        if match:
            return Decimal(f"{match[1]}.{match[2] or '00'}")
        return Decimal(0) if price == "gratuit" else None

    @property
    def registration_until(self) -> date | None:
        """The last day on which one may register, as far as the file tells; None where one cannot."""
        if not self.registration or self.is_off or self.state == FULL:
            return None
        return self.registration.until or self.last_day

    def registers(self, today: date) -> bool:
        """Whether one may register on ``today``."""
        return self.registration_until is not None and today <= self.registration_until

    @property
    def calendar_date(self) -> PartialDate | None:
        """The day under which calendars have it: its own, or while that is vague again, the one first announced.

        None where no day was ever known: a calendar has no place for « mai 2021 ».
        """
        return next((moment for moment in (self.start, self.first_planned) if moment and moment.exact), None)

    @property
    def left_its_calendar_date(self) -> bool:
        """Whether nobody should come on ``calendar_date``."""
        return self.is_off or (self.is_vague and self.calendar_date is not None)

    @property
    def sequence(self) -> int:
        """How far its life is (RFC 5545, 3.8.7.4): it rises with each step, so that calendars take the later version.

        It comes from the file alone, which does not remember its past: an event that is cancelled, then takes place on
        that very day, falls back. A subscription is read whole and sees that too.
        """
        if self.left_its_calendar_date and self.state != CANCELLED:
            step = POSTPONED
        else:
            step = CONFIRMED if self.state == POSTPONED else self.state
        moved = bool(self.first_planned) and self.start.exact
        return RANKS[step] + moved * (RANKS[CANCELLED] + 1)
