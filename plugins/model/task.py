"""A task: what a person comes to the site for (« Je cherche… »), told in a few sentences, and whom to ask."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from plugins.base.mistakes import Location
from plugins.model.base import Fields, TitledRecord
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import Count, OfficeRef, PersonRef, TeamRef, field


class TaskContact(Fields):
    """The contact for a task: one of the three."""

    person: PersonRef | None = field("personne", "Personne", "la personne", None)
    team: TeamRef | None = field("equipe", "Équipe", "l’équipe", None)
    office: OfficeRef | None = field("bureau", "Bureau d’accueil", "le bureau d’accueil", None)


class Task(TitledRecord):
    """One thing that people come to the site for, « besoin » in the content."""

    kind: ClassVar = "task"
    folder: ClassVar = "besoins"
    prefix: ClassVar = "/je-cherche/"
    french: ClassVar = "le besoin"
    label: ClassVar = "Je cherche…"
    section: ClassVar = SectionShape("besoins", "/je-cherche/", "tasks", "Je cherche…", in_menu=True)
    weight: ClassVar = 4.0
    social_card_style: ClassVar = SocialCardStyle("sand", "task")

    rank: Count = field("ordre", "Place", "sa place parmi les grands boutons : 1 vient en premier")
    contact: TaskContact | None = field(
        "contact", "À qui s’adresser", "à qui s’adresser ; sans ce champ, au bureau d’accueil de chacun", None
    )

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        return True

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        return (self.rank,)

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """A contact that is none or several of the three: the page ends with exactly one."""
        if self.contact and len(list(self.contact.references())) != 1:
            yield ("contact",), "il faut un seul contact → écrivez « personne: », « equipe: » ou « bureau: »"
