"""What the file of an event says."""

from datetime import datetime, time
from typing import Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from plugins.base.partial_date import PartialDate
from plugins.model.attachments import Attachment
from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import (
    Choice,
    Date,
    Day,
    Email,
    Keyword,
    Line,
    MissionRef,
    Names,
    PlatformRef,
    Postcode,
    Several,
    Url,
)

ANNOUNCED: Final = "annoncé"
CONFIRMED: Final = "confirmé"
POSTPONED: Final = "reporté"
DATELESS: Final = "reporté sans date"
"""Postponed, and no other date is set."""
CANCELLED: Final = "annulé"
FULL: Final = "complet"
MOVED_ONLINE: Final = "déplacé en ligne"
State = Literal["annoncé", "confirmé", "reporté", "reporté sans date", "annulé", "complet", "déplacé en ligne"]


class Venue(Fields):
    """Where an event is held; only its name need be known."""

    name: Line = Field(alias="nom", title="Nom du lieu", description="le nom du lieu")
    street: Line | None = Field(None, alias="rue", title="Rue et numéro", description="la rue et le numéro")
    postcode: Postcode | None = Field(None, alias="code_postal", title="Code postal", description="le code postal")
    town: Line | None = Field(None, alias="localite", title="Localité", description="la localité")
    accessibility: Line | None = Field(
        None,
        alias="accessibilite",
        title="Accès pour tous",
        description="l’accès pour tous : entrée de plain-pied, ascenseur, boucle auditive…",
    )

    @property
    def locality(self) -> str:
        """« 5500 Dinant », or as much of it as is known."""
        return " ".join(filter(None, (self.postcode, self.town)))

    @property
    def one_line(self) -> str:
        """« Moulin, Rue du Moulin, 1, 5500 Dinant », or as much of it as is known."""
        return ", ".join(filter(None, (self.name, self.street, self.locality)))


class Registration(Fields):
    """How to register: a form elsewhere, an e-mail, or both."""

    url: Url | None = Field(
        None, alias="adresse", title="Formulaire en ligne", description="l’adresse du formulaire d’inscription"
    )
    email: Email | None = Field(
        None,
        alias="courriel",
        title="Adresse e-mail",
        description="l’adresse e-mail pour s’inscrire ; le message aura déjà son objet",
    )
    until: Day | None = Field(None, alias="jusqu_au", title="Jusqu’au", description="le dernier jour pour s’inscrire")


class EventFields(TitledRecord):
    """The fields of an event; what follows from them is in ``Event``."""

    genre: Keyword = Field(alias="genre", title="Genre", description="le genre d’événement : forum, plénière, salon…")
    state: Choice[State] = Field(ANNOUNCED, alias="etat", title="État", description="où en est l’événement")
    start: Date = Field(alias="debut", title="Début", description="le début, aussi précis que vous le savez")
    end: Date | None = Field(None, alias="fin", title="Fin", description="la fin, si elle est connue")
    first_planned: Date | None = Field(
        None,
        alias="initialement_le",
        title="Date annoncée d’abord",
        description="la première date annoncée, quand elle a changé",
    )
    place: Venue | None = Field(None, alias="lieu", title="Lieu", description="l’endroit")
    online: Url | None = Field(
        None, alias="en_ligne", title="En ligne", description="l’adresse où suivre l’événement en ligne"
    )
    replay: Url | None = Field(
        None, alias="rediffusion", title="Rediffusion", description="l’adresse où revoir l’événement"
    )
    registration: Registration | None = Field(
        None, alias="inscription", title="Inscription", description="comment s’inscrire"
    )
    price: Line | None = Field(None, alias="prix", title="Prix", description="le prix : « gratuit », « 5 € »…")
    platform: PlatformRef | None = Field(
        None, alias="plateforme", title="Plateforme", description="la plateforme qui le porte"
    )
    mission: MissionRef | None = Field(None, alias="mission", title="Mission", description="la mission dont il relève")
    organisers: Names[Line] = Field((), alias="organisateurs", title="Organisateurs", description="qui organise")
    partners: Names[Line] = Field((), alias="partenaires", title="Partenaires", description="avec qui")
    audiences: Names[Line] = Field((), alias="publics", title="Publics", description="pour qui")
    programme: Several[Line] = Field((), alias="programme", title="Programme", description="les points du programme")
    documents: Several[Attachment] = Field(
        (), alias="documents", title="Documents", description="les documents à télécharger"
    )

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if start and end and datetime.combine(end.last, end.time or time.max) < start.datetime:
            raise ValueError(f"la fin ({end}) vient avant le début ({start}) → corrigez l’une des deux dates")
        if start and end and _precision(end) != _precision(start):
            raise ValueError(
                f"« {end} » n’est pas aussi précis que le début ({start})"
                " → donnez aux deux le jour, ou aux deux le mois, ou aux deux l’année"
            )
        if start and end and end == start and end.time:
            raise ValueError(f"« {end} » est aussi le début → écrivez l’heure de la fin, ou effacez « fin »")
        return end

    @field_validator("first_planned")
    @classmethod
    def _another_date(cls, planned: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if not planned or not start:
            return planned
        same_day = planned.exact and start.exact and planned.first == start.first
        if planned == start or (same_day and not (planned.time and start.time)):
            raise ValueError(f"« {planned} » est aussi la date de « debut » → écrivez la date annoncée au départ")
        return planned


def _precision(moment: PartialDate) -> tuple[bool, bool]:
    return moment.month is not None, moment.exact
