"""An office (bureau d’accueil): where people are received, by whom and when."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

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
    field,
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

    street: Line = field("rue", "Rue et numéro", "la rue et le numéro")
    postcode: ProvincePostcode = field("code_postal", "Code postal", f"le code postal, dans {PROVINCE}")
    town: Line = field("localite", "Localité", "la localité")

    @property
    def locality(self) -> str:
        """« 5500 Dinant »."""
        return f"{self.postcode} {self.town}"

    @property
    def one_line(self) -> str:
        """The address on one line, as the search of a map takes it: « Rue Léopold, 1-3, 5500 Dinant »."""
        return f"{self.street}, {self.locality}"

    @property
    def point(self) -> Point | None:
        """The middle of the locality, to about 100 m; None for a locality that the open data lack."""
        return point_of(self.town)


class Access(Fields):
    """How to come to an office."""

    bus: Words | None = field("bus", "Bus", "les lignes et l’arrêt : « ligne 4, arrêt Gare »", None)
    train: Words | None = field("train", "Train", "la gare, et à combien de minutes à pied", None)
    wheelchair: Words | None = field(
        "fauteuil_roulant", "Fauteuil roulant", "si l’on entre en fauteuil roulant, et par où", None
    )


class Permanence(Fields):
    """One permanence of the office: its rule, and who receives."""

    rule: DoorRule = field("quand", "Quand", "le moment, comme sur la porte : « 2e et 4e jeudi du mois »")
    who: References[PersonRef] = field("qui", "Qui reçoit", "la personne qui reçoit, ou plusieurs", ())
    languages: Names[Words] = field("langues", "Langues parlées", "les langues parlées à cette permanence", ())
    to_bring: Several[Words] = field("a_apporter", "À apporter", "ce qu’il faut y apporter, une chose par ligne", ())
    free: Free = field("gratuit", "Gratuit", "si cette permanence est gratuite", UNKNOWN)

    @property
    def sentence(self) -> str:
        return IN_FRENCH.sentence(self.rule)


class CancellationFields(Fields):
    """A day on which a permanence is not held."""

    day: Day = field("le", "Pas de permanence le", "le jour de la permanence supprimée")
    reason: Line = field("raison", "Raison", "pourquoi, en quelques mots")


class AdditionFields(Fields):
    """A permanence on a day on which no rule gives one."""

    day: Day = field("le", "Permanence en plus le", "le jour de la permanence exceptionnelle")
    hours: Hours = field("horaire", "Heures", "les heures, si elles sont connues : « 9h-12h »", ())
    reason: Line = field("raison", "Raison", "pourquoi, en quelques mots", "")


class ClosureFields(Fields):
    """Days on which the whole office is closed."""

    first: Day = field("du", "Du", "le premier jour de fermeture")
    last: Day = field("au", "Au", "le dernier jour de fermeture")
    reason: Line = field("raison", "Raison", "pourquoi, en quelques mots")

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

    title: Line = field("titre", "Nom du bureau", "le nom du bureau, celui de la ville")
    summary: Words | None = field("resume", "Résumé", "une phrase pour les moteurs de recherche", None)
    postal_address: Address = field("adresse", "Adresse", "l’adresse du bureau")
    phone: PhoneNumber | None = field("telephone", "Téléphone", "le numéro du bureau, s’il en a un à lui", None)
    email: Email | None = field("courriel", "Adresse e-mail", "l’adresse e-mail du bureau, s’il en a une à lui", None)
    access: Access | None = field("acces", "Comment venir", "comment venir au bureau", None)
    languages: Names[Words] = field("langues", "Langues parlées", "les langues parlées au bureau", ())
    to_bring: Several[Words] = field("a_apporter", "À apporter", "ce qu’il faut apporter, une chose par ligne", ())
    free: Free = field("gratuit", "Gratuit", "si l’accueil est gratuit", UNKNOWN)
    permanences: Several[Permanence] = field("permanences", "Permanences", "quand on y est reçu, et par qui", ())
    cancellations: Several[CancellationFields] = field(
        "annulations", "Permanences annulées", "les permanences supprimées", ()
    )
    additions: Several[AdditionFields] = field("ajouts", "Permanences en plus", "les permanences exceptionnelles", ())
    closures: Several[ClosureFields] = field("fermetures", "Fermetures", "les périodes où le bureau est fermé", ())
    holidays: Choice[Literal["fermé", "ouvert"]] = field(
        "jours_feries", "Jours fériés", "le bureau, les jours fériés", CLOSED
    )
    coordination: References[PersonRef] = field(
        "coordination", "Coordination", "qui y coordonne les activités d’intégration", ()
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
        """The schedule of each permanence, in the order of the file; only the first one has the additions."""
        first, *others = self._whole_schedules or (None,)
        return (first, *(replace(other, additions=()) for other in others)) if first else ()

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions in the permanences.

        A cancellation is a mistake only if it is one for every permanence, an addition if it is one for any of them.
        """
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
        """The schedule of each permanence with all cancellations, additions and closures of the office."""
        cancellations = tuple(Cancellation(item.day, item.reason) for item in self.cancellations)
        additions = tuple(Addition(item.day, item.hours, item.reason) for item in self.additions)
        closures = tuple(Closure(item.first, item.last, item.reason) for item in self.closures)
        return tuple(
            Schedule(permanence.rule, self.holidays == OPEN, cancellations, additions, closures)
            for permanence in self.permanences
        )
