"""A person of the team."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Self

from pydantic import Field

from plugins.base.typography import fold
from plugins.model.attachments import Illustration
from plugins.model.base import Record
from plugins.model.declarations import SocialCardStyle
from plugins.model.fields import Email, Line, PhoneNumber, TeamRef, Words
from plugins.model.team import Team

if TYPE_CHECKING:
    from plugins.model.site import Site

ENOUGH: Final = ("telephone", "courriel", "portrait")
"""The fields of which one is enough for a page, as a text is."""


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
    social_card_style: ClassVar = SocialCardStyle("sand", "person")

    first_name: Line = Field(alias="prenom", title="Prénom", description="le prénom")
    last_name: Line = Field(alias="nom", title="Nom de famille", description="le nom de famille")
    role: Words = Field(alias="fonction", title="Fonction", description="ce que fait la personne")
    team: TeamRef = Field(alias="equipe", title="Équipe", description="son équipe")
    phone: PhoneNumber | None = Field(
        None, alias="telephone", title="Téléphone professionnel", description="son numéro professionnel"
    )
    email: Email | None = Field(
        None, alias="courriel", title="Adresse e-mail professionnelle", description="son adresse e-mail professionnelle"
    )
    picture: Illustration | None = Field(
        None, alias="portrait", title="Portrait", description="sa photo, publiée avec son accord"
    )
    summary: Line | None = Field(
        None, alias="resume", title="Résumé", description="une phrase pour les moteurs de recherche"
    )

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        return tuple(sorted(records, key=lambda person: (fold(person.last_name), fold(person.first_name))))

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        place = {team.slug: number for number, team in enumerate(site.of(Team))}
        return tuple(sorted(site.of(cls), key=lambda person: place.get(person.team, len(place))))

    @classmethod
    def place_in_page(cls, slug: str, values: Mapping[str, object], text: str) -> str | None:
        """In the team, as long as there is only a name and what the person does."""
        team = values.get("equipe")
        if text.strip() or any(map(values.get, ENOUGH)) or not isinstance(team, str):
            return None
        return f"{Team.address_of(team, None)}#_{slug}" if re.fullmatch("[a-z0-9-]+", team) else None

    @property
    def own_address(self) -> str:
        """The address of the page, even where there is none: it identifies the person for ever."""
        return self.address_of(self.slug, None)

    @property
    def title(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return self.first_name[0] + self.last_name[0].upper()
