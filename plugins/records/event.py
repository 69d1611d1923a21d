"""An event of the agenda, with its life: announced, confirmed, postponed, cancelled."""

from datetime import date, datetime, time
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from plugins.content.partial_date import PartialDate
from plugins.records.base import Fields, TitledRecord
from plugins.records.fields import Date, Line, Postcode, Several, Url, choice, reference

ANNOUNCED, CONFIRMED, POSTPONED, CANCELLED, FULL = "annoncé", "confirmé", "reporté", "annulé", "complet"


class Place(Fields):
    """Where an event is held; only its name need be known."""

    name: Line = Field(alias="nom", description="le nom du lieu")
    street: Line | None = Field(None, alias="rue", description="la rue et le numéro")
    postcode: Postcode | None = Field(None, alias="code_postal", description="le code postal")
    town: Line | None = Field(None, alias="localite", description="la localité")


class Event(TitledRecord):
    """Something that people come to, on the spot or online."""

    kind: ClassVar = "event"
    folder: ClassVar = "agenda"
    prefix: ClassVar = "/agenda/"
    french: ClassVar = "l’événement"
    year_from: ClassVar = ("initialement_le", "debut")
    """The year first announced, so that the address outlives a postponement."""

    genre: Line = Field(alias="genre", description="le genre d’événement : forum, plénière, salon…")
    state: choice(ANNOUNCED, CONFIRMED, POSTPONED, CANCELLED, FULL) = Field(
        ANNOUNCED, alias="etat", description="où en est l’événement"
    )
    start: Date = Field(alias="debut", description="le début, aussi précis que vous le savez")
    end: Date | None = Field(None, alias="fin", description="la fin, si elle est connue")
    first_planned: Date | None = Field(
        None, alias="initialement_le", description="la première date annoncée, quand l’événement a été reporté"
    )
    place: Place | None = Field(None, alias="lieu", description="l’endroit")
    online: Url | None = Field(None, alias="en_ligne", description="l’adresse où suivre l’événement en ligne")
    replay: Url | None = Field(None, alias="rediffusion", description="l’adresse où revoir l’événement")
    platform: reference("platform") | None = Field(None, alias="plateforme", description="la plateforme qui le porte")
    mission: reference("mission") | None = Field(None, alias="mission", description="la mission dont il relève")
    organisers: Several[Line] = Field((), alias="organisateurs", description="qui organise")
    partners: Several[Line] = Field((), alias="partenaires", description="avec qui")
    audiences: Several[Line] = Field((), alias="publics", description="pour qui")
    programme: Several[Line] = Field((), alias="programme", description="les points du programme")

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if start and end and _latest(end) < start.datetime:
            raise ValueError(f"la fin ({end}) vient avant le début ({start}) → corrigez l’une des deux dates")
        return end

    @field_validator("first_planned")
    @classmethod
    def _another_date(cls, planned: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        if planned and planned == info.data.get("start"):
            raise ValueError(f"« {planned} » est aussi la date de « debut » → écrivez la date annoncée au départ")
        return planned

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


def _latest(moment: PartialDate) -> datetime:
    return datetime.combine(moment.last, moment.time or time.max)
