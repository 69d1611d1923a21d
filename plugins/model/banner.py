"""The banner: a message above every page for some hours or days, from ``content/bandeau.md``."""

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

from plugins.base.dates import local_moment
from plugins.base.mistakes import Location
from plugins.base.partial_date import PartialDate
from plugins.model.base import SoleFile
from plugins.model.fields import Choice, Date, Line, Link, Offices, field

URGENT: Final = "urgent"
LONGEST: Final = 140
"""The most characters of the text: a longer one leaves too little room for the page below it."""


class Banner(SoleFile):
    """A message above every page from ``start`` to ``end``; a day without an hour counts as a whole."""

    file: ClassVar = "bandeau.md"
    french: ClassVar = "le bandeau"

    text: Line = field("texte", "Texte", f"ce qu’il faut savoir, en {LONGEST} caractères au plus")
    start: Date = field("du", "Du", "quand il paraît : un jour, ou un jour et une heure")
    end: Date = field("au", "Au", "quand il disparaît de lui-même : un jour, ou un jour et une heure")
    level: Choice[Literal["info", "urgent"]] = field("niveau", "Niveau", "urgent : sur fond rouge", "info")
    link: Link | None = field(
        "lien", "Lien", "où en lire plus : l’adresse d’une page, ou un numéro de téléphone à appeler", None
    )
    offices: Offices = field("bureaux", "Bureaux", "les bureaux concernés ; sans ce champ, tous", ())

    @field_validator("text")
    @classmethod
    def _short(cls, text: str) -> str:
        if len(text) > LONGEST:
            raise ValueError(f"ce texte a {len(text)} caractères, {LONGEST} au plus sont possibles → raccourcissez-le")
        return text

    @field_validator("start", "end")
    @classmethod
    def _of_a_day(cls, date: PartialDate) -> PartialDate:
        if not date.exact:
            example = "2026-11-26, ou 2026-11-26 08:00"
            raise ValueError(f"« {date} » : il faut un jour précis → écrivez par exemple {example}")
        return date

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: PartialDate, info: ValidationInfo) -> PartialDate:
        start = info.data.get("start")
        if start and (end.last, end.time or dt.time.max) <= (start.first, start.time or dt.time.min):
            raise ValueError(f"la fin ({end}) vient avant le début ({start}) → corrigez l’une des deux dates")
        return end

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        if (self.end.last - self.start.first).days > 366:
            yield ("au",), f"« {self.end} » : plus d’un an après le début → vérifiez l’année"

    @property
    def is_urgent(self) -> bool:
        return self.level == URGENT

    def is_of_day(self, day: dt.date) -> bool:
        """Whether the banner is shown at some hour of a day."""
        return self.start.first <= day <= self.end.last

    @property
    def last_moment(self) -> PartialDate | None:
        """The end, where it is on another day than the start (see ``Spanning``)."""
        return self.end if self.end.last != self.start.first else None

    @property
    def ends_at_midnight(self) -> bool:
        """Never: an end without an hour is written as a day, not as midnight (see ``Spanning``)."""
        return False

    @property
    def from_moment(self) -> str:
        """The moment from which the banner is shown, in ISO 8601 with its offset from UTC."""
        return local_moment(self.start).isoformat()

    @property
    def until_moment(self) -> str:
        """The moment from which the banner is no longer shown, in the same form."""
        if self.end.time:
            return local_moment(self.end).isoformat()
        return local_moment(PartialDate.of(self.end.last + dt.timedelta(days=1))).isoformat()
