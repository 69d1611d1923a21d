"""An office (bureau d’accueil): where people are received, by whom and when."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from plugins.base.mistakes import Location
from plugins.model.base import Fields, Record
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import (
    PROVINCE,
    Choice,
    Day,
    DoorRule,
    Email,
    Hours,
    Line,
    Names,
    PersonRef,
    PhoneNumber,
    ProvincePostcode,
    References,
    Several,
    Words,
)
from plugins.permanences.mistakes import schedule_mistakes
from plugins.permanences.schedule import Addition, Cancellation, Closure, Schedule
from plugins.permanences.wordings import IN_FRENCH
from plugins.places import Point, point_of

CLOSED: Final = "fermé"
OPEN: Final = "ouvert"
FREE: Final = "oui"
UNKNOWN: Final = "à demander"
Free = Choice[Literal["oui", "non", "à demander"]]


class Address(Fields):
    """A postal address in the province."""

    street: Line = Field(alias="rue", title="Rue et numéro", description="la rue et le numéro")
    postcode: ProvincePostcode = Field(
        alias="code_postal", title="Code postal", description=f"le code postal, dans {PROVINCE}"
    )
    town: Line = Field(alias="localite", title="Localité", description="la localité")

    @property
    def locality(self) -> str:
        """« 5500 Dinant »."""
        return f"{self.postcode} {self.town}"

    @property
    def one_line(self) -> str:
        """As a search in a map takes it: « Rue Léopold, 1-3, 5500 Dinant »."""
        return f"{self.street}, {self.locality}"

    @property
    def point(self) -> Point | None:
        """The middle of the locality, to about 100 m; None for one that the open data lack."""
        return point_of(self.town)


class Access(Fields):
    """How to come to an office."""

    bus: Words | None = Field(
        None, alias="bus", title="Bus", description="les lignes et l’arrêt : « ligne 4, arrêt Gare »"
    )
    train: Words | None = Field(
        None, alias="train", title="Train", description="la gare, et à combien de minutes à pied"
    )
    wheelchair: Words | None = Field(
        None,
        alias="fauteuil_roulant",
        title="Fauteuil roulant",
        description="si l’on entre en fauteuil roulant, et par où",
    )


class Permanence(Fields):
    """One permanence of the office: its rule, and who receives."""

    rule: DoorRule = Field(
        alias="quand", title="Quand", description="le moment, comme sur la porte : « 2e et 4e jeudi du mois »"
    )
    who: References[PersonRef] = Field(
        (), alias="qui", title="Qui reçoit", description="la personne qui reçoit, ou plusieurs"
    )
    languages: Names[Words] = Field(
        (), alias="langues", title="Langues parlées", description="les langues parlées à cette permanence"
    )
    to_bring: Several[Words] = Field(
        (), alias="a_apporter", title="À apporter", description="ce qu’il faut y apporter, une chose par ligne"
    )
    free: Free = Field(UNKNOWN, alias="gratuit", title="Gratuit", description="si cette permanence est gratuite")

    @property
    def sentence(self) -> str:
        """The sentence, in French."""
        return IN_FRENCH.sentence(self.rule)


class CancellationFields(Fields):
    """A permanence that is not held."""

    day: Day = Field(alias="le", title="Pas de permanence le", description="le jour de la permanence supprimée")
    reason: Line = Field(alias="raison", title="Raison", description="pourquoi, en quelques mots")


class AdditionFields(Fields):
    """An exceptional date."""

    day: Day = Field(alias="le", title="Permanence en plus le", description="le jour de la permanence exceptionnelle")
    hours: Hours = Field(
        (), alias="horaire", title="Heures", description="les heures, si elles sont connues : « 9h-12h »"
    )
    reason: Line = Field("", alias="raison", title="Raison", description="pourquoi, en quelques mots")


class ClosureFields(Fields):
    """Days on which the whole office is closed."""

    first: Day = Field(alias="du", title="Du", description="le premier jour de fermeture")
    last: Day = Field(alias="au", title="Au", description="le dernier jour de fermeture")
    reason: Line = Field(alias="raison", title="Raison", description="pourquoi, en quelques mots")

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: Day, info: ValidationInfo) -> Day:
        first = info.data.get("first")
        if first and last < first:
            raise ValueError(f"la fin ({last}) vient avant le début ({first}) → corrigez l’une des deux dates")
        return last


class Office(Record):
    """A reception office."""

    kind: ClassVar = "office"
    folder: ClassVar = "bureaux"
    prefix: ClassVar = "/bureaux/"
    french: ClassVar = "le bureau"
    label: ClassVar = "Bureau d’accueil"
    section: ClassVar = SectionShape("bureaux", "/bureaux/", "offices", "Bureaux d’accueil", in_menu=True)
    weight: ClassVar = 2.0
    social_card_style: ClassVar = SocialCardStyle("sun", "office")
    asked_too: ClassVar = ("permanences", "qui")
    reserved: ClassVar = frozenset({"fiche", "pres-de"})

    title: Line = Field(alias="titre", title="Nom du bureau", description="le nom du bureau, celui de la ville")
    summary: Words | None = Field(
        None, alias="resume", title="Résumé", description="une phrase pour les moteurs de recherche"
    )
    postal_address: Address = Field(alias="adresse", title="Adresse", description="l’adresse du bureau")
    phone: PhoneNumber | None = Field(
        None, alias="telephone", title="Téléphone", description="le numéro du bureau, s’il en a un à lui"
    )
    email: Email | None = Field(
        None, alias="courriel", title="Adresse e-mail", description="l’adresse e-mail du bureau, s’il en a une à lui"
    )
    access: Access | None = Field(None, alias="acces", title="Comment venir", description="comment venir au bureau")
    languages: Names[Words] = Field(
        (), alias="langues", title="Langues parlées", description="les langues parlées au bureau"
    )
    to_bring: Several[Words] = Field(
        (), alias="a_apporter", title="À apporter", description="ce qu’il faut apporter, une chose par ligne"
    )
    free: Free = Field(UNKNOWN, alias="gratuit", title="Gratuit", description="si l’accueil est gratuit")
    permanences: Several[Permanence] = Field(
        (), alias="permanences", title="Permanences", description="quand on y est reçu, et par qui"
    )
    cancellations: Several[CancellationFields] = Field(
        (), alias="annulations", title="Permanences annulées", description="les permanences supprimées"
    )
    additions: Several[AdditionFields] = Field(
        (), alias="ajouts", title="Permanences en plus", description="les permanences exceptionnelles"
    )
    closures: Several[ClosureFields] = Field(
        (), alias="fermetures", title="Fermetures", description="les périodes où le bureau est fermé"
    )
    holidays: Choice[Literal["fermé", "ouvert"]] = Field(
        CLOSED, alias="jours_feries", title="Jours fériés", description="le bureau, les jours fériés"
    )
    coordination: References[PersonRef] = Field(
        (), alias="coordination", title="Coordination", description="qui y coordonne les activités d’intégration"
    )

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        return True

    @property
    def receivers(self) -> tuple[str, ...]:
        """Slugs of the people who receive here, in the order of the file, each once."""
        return tuple(dict.fromkeys(person for permanence in self.permanences for person in permanence.who))

    @cached_property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedule of each permanence, in the order of the file; an addition belongs to the first one."""
        first, *others = self._whole_schedules or (None,)
        return (first, *(replace(other, additions=()) for other in others)) if first else ()

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions in the permanences: a cancellation must be a day of one of them, an addition of none."""
        found: dict[tuple[str, int], list[str]] = {}
        for number, whole in enumerate(self._whole_schedules):
            for mistake in schedule_mistakes(whole):
                if mistake.field == "quand":
                    yield ("permanences", number, "quand"), mistake.message
                else:
                    found.setdefault((mistake.field, mistake.place), []).append(mistake.message)
        for place, messages in found.items():
            if place[0] != "annulations" or len(messages) == len(self.permanences):
                yield place, messages[0]
        if not self.permanences:
            for field, items in (("annulations", self.cancellations), ("ajouts", self.additions)):
                if items:
                    yield (field,), "ce bureau n’a pas de permanence → écrivez d’abord « permanences: »"

    @property
    def _whole_schedules(self) -> tuple[Schedule, ...]:
        """Each permanence with all that is written for single days of the office."""
        cancellations = tuple(Cancellation(item.day, item.reason) for item in self.cancellations)
        additions = tuple(Addition(item.day, item.hours, item.reason) for item in self.additions)
        closures = tuple(Closure(item.first, item.last, item.reason) for item in self.closures)
        return tuple(
            Schedule(permanence.rule, self.holidays == OPEN, cancellations, additions, closures)
            for permanence in self.permanences
        )
