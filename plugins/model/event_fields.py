"""The fields of the file of an event, and the words that they accept."""

from datetime import datetime, time
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator, model_validator

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
    field,
)
from plugins.model.session_days import read_session_days

ANNOUNCED: Final = "annoncé"
CONFIRMED: Final = "confirmé"
RESCHEDULED: Final = "reporté"
POSTPONED: Final = "reporté sans date"
"""Postponed while no other date is set."""
CANCELLED: Final = "annulé"
FULL: Final = "complet"
MOVED_ONLINE: Final = "déplacé en ligne"
State = Literal["annoncé", "confirmé", "reporté", "reporté sans date", "annulé", "complet", "déplacé en ligne"]


WHOLE: Final = "ensemble"
"""The formula with one registration for all sessions."""
CYCLE: Final = "cycle"
"""The formula with a registration for each session."""
ON_THE_SPOT, ONLINE_ONLY, HYBRID = "sur place", "en ligne", "hybride"
"""The forms of a training."""
NO_START: Final = PartialDate(YEARS[-1])
"""A placeholder where the sessions give no start since they cannot be read: only that mistake is reported then."""


class Venue(Fields):
    """Where an event is held; only its name need be known."""

    name: Line = field("nom", "Nom du lieu", "le nom du lieu")
    street: Line | None = field("rue", "Rue et numéro", "la rue et le numéro", None)
    postcode: Postcode | None = field("code_postal", "Code postal", "le code postal", None)
    town: Line | None = field("localite", "Localité", "la localité", None)
    accessibility: Line | None = field(
        "accessibilite",
        "Accès pour tous",
        "l’accès pour tous : entrée de plain-pied, ascenseur, boucle auditive…",
        None,
    )

    @property
    def locality(self) -> str:
        """« 5500 Dinant », or its known part."""
        return " ".join(filter(None, (self.postcode, self.town)))

    @property
    def one_line(self) -> str:
        """« Moulin, Rue du Moulin, 1, 5500 Dinant », or its known parts."""
        return ", ".join(filter(None, (self.name, self.street, self.locality)))


class Registration(Fields):
    """How to register: a form elsewhere, an e-mail, or both."""

    url: Url | None = field("adresse", "Formulaire en ligne", "l’adresse du formulaire d’inscription", None)
    email: Email | None = field(
        "courriel", "Adresse e-mail", "l’adresse e-mail pour s’inscrire ; le message aura déjà son objet", None
    )
    until: Day | None = field("jusqu_au", "Jusqu’au", "le dernier jour pour s’inscrire", None)


class SessionFields(Fields):
    """A line of ``seances``: it adds sessions, or details to a session that another line adds."""

    in_words: ClassVar = "le"

    days: SessionMoments = field(
        "le", "Jours", "le jour, ou plusieurs, puis l’heure : « 23, 25 et 30 septembre 2025, 9h-16h »"
    )
    hours: SessionTimes | None = field("horaire", "Heures", "les heures : « 9h-16h », « à 9h »", None)
    subject: Line | None = field("titre", "Titre", "le titre de cette séance", None)
    place: Venue | None = field("lieu", "Lieu", "l’endroit, si ce n’est pas celui de l’événement", None)
    online: Url | None = field("en_ligne", "En ligne", "l’adresse où suivre cette séance en ligne", None)
    state: Choice[Literal["annulé", "complet"]] | None = field(
        "etat", "État", "ce qui a changé pour cette séance", None
    )
    reason: Line | None = field("raison", "Raison", "pourquoi, en quelques mots", None)
    first_planned: Day | None = field(
        "initialement_le", "Jour annoncé d’abord", "le jour annoncé d’abord, quand la séance a été déplacée", None
    )
    changed_on: Day | None = field(
        "change_le", "Changée le", "quand la séance a changé : l’événement remonte alors dans le fil Atom", None
    )

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: object) -> object:
        """Read a line without keys, such as « 23 et 25 septembre 2025, 9h-16h », as its days."""
        if isinstance(value, str):
            read_session_days(value)  # a mistake is then located at the line, not at a key « le » that is not there
            return {"le": value}
        return value


class EventFields(TitledRecord):
    """The fields of an event; what follows from them is in ``Event``."""

    genre: Keyword = field("genre", "Genre", "le genre d’événement : forum, plénière, salon…")
    state: Choice[State] = field("etat", "État", "où en est l’événement", ANNOUNCED)
    start: Date = field("debut", "Début", "le début, aussi précis que vous le savez")
    session_lines: Several[SessionFields] = field(
        "seances", "Séances", "les séances, s’il y en a plusieurs ; le début et la fin en suivent", ()
    )
    formula: Choice[Literal["ensemble", "cycle"]] = field(
        "formule", "Formule", "si l’on s’inscrit pour toutes les séances, ou pour chacune", WHOLE
    )
    end: Date | None = field("fin", "Fin", "la fin, si elle est connue", None)
    first_planned: Date | None = field(
        "initialement_le", "Date annoncée d’abord", "la première date annoncée, quand elle a changé", None
    )
    place: Venue | None = field("lieu", "Lieu", "l’endroit", None)
    online: Url | None = field("en_ligne", "En ligne", "l’adresse où suivre l’événement en ligne", None)
    replay: Url | None = field("rediffusion", "Rediffusion", "l’adresse où revoir l’événement", None)
    registration: Registration | None = field("inscription", "Inscription", "comment s’inscrire", None)
    places: Count | None = field("places", "Places restantes", "combien de places il reste", None)
    waiting_list: Choice[Literal["oui", "non"]] = field(
        "liste_d_attente", "Liste d’attente", "si l’on peut encore s’inscrire sur une liste quand c’est complet", "non"
    )
    price: Line | None = field("prix", "Prix", "le prix : « gratuit », « 5 € »…", None)
    platform: PlatformRef | None = field("plateforme", "Plateforme", "la plateforme qui le porte", None)
    mission: MissionRef | None = field("mission", "Mission", "la mission dont il relève", None)
    organisers: Names[Line] = field("organisateurs", "Organisateurs", "qui organise", ())
    partners: Names[Line] = field("partenaires", "Partenaires", "avec qui", ())
    audiences: Names[Keyword] = field("publics", "Publics", "pour qui", ())
    themes: Names[Keyword] = field("themes", "Thèmes", "d’une formation : de quoi elle parle", ())
    previous_edition: EventRef | None = field(
        "edition_precedente", "Édition précédente", "le même événement, la fois d’avant", None
    )
    programme: Several[Line] = field("programme", "Programme", "les points du programme", ())
    documents: Several[Attachment] = field("documents", "Documents", "les documents à télécharger", ())

    @model_validator(mode="before")
    @classmethod
    def _start_of_sessions(cls, values: object) -> object:
        """Put ``NO_START`` where ``Event.derived`` found no start, so that pydantic does not report one as missing."""
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
