"""What the file of an event says."""

from datetime import datetime, time
from typing import ClassVar, Final, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from plugins.base.partial_date import YEARS, PartialDate
from plugins.model.attachments import Attachment
from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import (
    Choice,
    Count,
    Date,
    Day,
    Email,
    EventRef,
    Keyword,
    Line,
    MissionRef,
    Names,
    PlatformRef,
    Postcode,
    SessionMoments,
    SessionTimes,
    Several,
    Url,
)
from plugins.model.session_days import read_session_days

ANNOUNCED: Final = "annoncé"
CONFIRMED: Final = "confirmé"
POSTPONED: Final = "reporté"
DATELESS: Final = "reporté sans date"
"""Postponed, and no other date is set."""
CANCELLED: Final = "annulé"
FULL: Final = "complet"
MOVED_ONLINE: Final = "déplacé en ligne"
State = Literal["annoncé", "confirmé", "reporté", "reporté sans date", "annulé", "complet", "déplacé en ligne"]


WHOLE: Final = "ensemble"
"""One registers once, and comes to all sessions."""
CYCLE: Final = "cycle"
"""One registers for each session."""
ON_THE_SPOT, ONLINE_ONLY, HYBRID = "sur place", "en ligne", "hybride"
"""The forms of a training."""
NO_START: Final = PartialDate(YEARS[-1])
"""Stands for the start of sessions that cannot be read: their mistake is told, not that the start is missing."""


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


class SessionFields(Fields):
    """A line of ``seances``: sessions, or more about one that another line has."""

    in_words: ClassVar = "le"

    days: SessionMoments = Field(
        alias="le",
        title="Jours",
        description="le jour, ou plusieurs, puis l’heure : « 23, 25 et 30 septembre 2025, 9h-16h »",
    )
    hours: SessionTimes | None = Field(
        None, alias="horaire", title="Heures", description="les heures : « 9h-16h », « à 9h »"
    )
    subject: Line | None = Field(None, alias="titre", title="Titre", description="le titre de cette séance")
    place: Venue | None = Field(
        None, alias="lieu", title="Lieu", description="l’endroit, si ce n’est pas celui de l’événement"
    )
    online: Url | None = Field(
        None, alias="en_ligne", title="En ligne", description="l’adresse où suivre cette séance en ligne"
    )
    state: Choice[Literal["annulé", "complet"]] | None = Field(
        None, alias="etat", title="État", description="ce qui a changé pour cette séance"
    )
    reason: Line | None = Field(None, alias="raison", title="Raison", description="pourquoi, en quelques mots")
    first_planned: Day | None = Field(
        None,
        alias="initialement_le",
        title="Jour annoncé d’abord",
        description="le jour annoncé d’abord, quand la séance a été déplacée",
    )
    changed_on: Day | None = Field(
        None,
        alias="change_le",
        title="Changée le",
        description="quand la séance a changé : l’événement remonte alors dans le fil Atom",
    )

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: object) -> object:
        """« 23 et 25 septembre 2025, 9h-16h » alone is its days."""
        if isinstance(value, str):
            read_session_days(value)  # so that a mistake is one of the line, not of a field that is not written
            return {"le": value}
        return value


class EventFields(TitledRecord):
    """The fields of an event; what follows from them is in ``Event``."""

    genre: Keyword = Field(alias="genre", title="Genre", description="le genre d’événement : forum, plénière, salon…")
    state: Choice[State] = Field(ANNOUNCED, alias="etat", title="État", description="où en est l’événement")
    start: Date = Field(alias="debut", title="Début", description="le début, aussi précis que vous le savez")
    session_lines: Several[SessionFields] = Field(
        (),
        alias="seances",
        title="Séances",
        description="les séances, s’il y en a plusieurs ; le début et la fin en suivent",
    )
    formula: Choice[Literal["ensemble", "cycle"]] = Field(
        WHOLE,
        alias="formule",
        title="Formule",
        description="si l’on s’inscrit pour toutes les séances, ou pour chacune",
    )
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
    places: Count | None = Field(
        None, alias="places", title="Places restantes", description="combien de places il reste"
    )
    waiting_list: Choice[Literal["oui", "non"]] = Field(
        "non",
        alias="liste_d_attente",
        title="Liste d’attente",
        description="si l’on peut encore s’inscrire sur une liste quand c’est complet",
    )
    price: Line | None = Field(None, alias="prix", title="Prix", description="le prix : « gratuit », « 5 € »…")
    platform: PlatformRef | None = Field(
        None, alias="plateforme", title="Plateforme", description="la plateforme qui le porte"
    )
    mission: MissionRef | None = Field(None, alias="mission", title="Mission", description="la mission dont il relève")
    organisers: Names[Line] = Field((), alias="organisateurs", title="Organisateurs", description="qui organise")
    partners: Names[Line] = Field((), alias="partenaires", title="Partenaires", description="avec qui")
    audiences: Names[Keyword] = Field((), alias="publics", title="Publics", description="pour qui")
    themes: Names[Keyword] = Field(
        (), alias="themes", title="Thèmes", description="d’une formation : de quoi elle parle"
    )
    previous_edition: EventRef | None = Field(
        None,
        alias="edition_precedente",
        title="Édition précédente",
        description="le même événement, la fois d’avant",
    )
    programme: Several[Line] = Field((), alias="programme", title="Programme", description="les points du programme")
    documents: Several[Attachment] = Field(
        (), alias="documents", title="Documents", description="les documents à télécharger"
    )

    @model_validator(mode="before")
    @classmethod
    def _start_of_sessions(cls, values: object) -> object:
        """Sessions that cannot be read give no start."""
        if isinstance(values, dict) and "seances" in values and "debut" not in values:
            return values | {"debut": str(NO_START)}
        return values

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if start and end and datetime.combine(end.last, end.time or time.max) < start.datetime:
            raise ValueError(f"la fin ({end}) vient avant le début ({start}) → corrigez l’une des deux dates")
        if start and end and _precision(end) != _precision(start) and not info.data.get("session_lines"):
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
