"""A person of the team."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field

from plugins.model.base import Record
from plugins.model.fields import Email, Line, PhoneNumber, TeamRef
from plugins.model.team import Team
from plugins.text.typography import fold

if TYPE_CHECKING:
    from plugins.model.site import Site


class Person(Record):
    """A member of the staff, with only what they agreed to publish."""

    kind: ClassVar = "person"
    folder: ClassVar = "personnes"
    prefix: ClassVar = "/equipe/"
    french: ClassVar = "la personne"
    label: ClassVar = "Équipe"
    section: ClassVar = Team.section
    in_pages: ClassVar = True
    weight: ClassVar = 1.5

    first_name: Line = Field(alias="prenom", description="le prénom")
    last_name: Line = Field(alias="nom", description="le nom de famille")
    role: Line = Field(alias="fonction", description="ce que fait la personne")
    team: TeamRef = Field(alias="equipe", description="son équipe")
    phone: PhoneNumber | None = Field(None, alias="telephone", description="son numéro professionnel")
    email: Email | None = Field(None, alias="courriel", description="son adresse e-mail professionnelle")
    summary: Line | None = Field(None, alias="resume", description="une phrase pour les moteurs de recherche")

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        return tuple(sorted(records, key=lambda person: (fold(person.last_name), fold(person.first_name))))

    @property
    def title(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return self.first_name[0] + self.last_name[0].upper()

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        place = {team.slug: number for number, team in enumerate(site.of(Team))}
        return tuple(sorted(site.of(cls), key=lambda person: place.get(person.team, len(place))))
