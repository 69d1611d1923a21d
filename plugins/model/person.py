"""A person of the team."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, Self

from plugins.base.typography import fold
from plugins.model.attachments import Illustration
from plugins.model.base import Record
from plugins.model.declarations import SocialCardStyle
from plugins.model.fields import Email, Line, PhoneNumber, TeamRef, Words, field
from plugins.model.team import Team

if TYPE_CHECKING:
    from plugins.model.site import Site

ENOUGH: Final = ("telephone", "courriel", "portrait")
"""The fields of which one alone gives a person a page of their own, as a text does."""


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

    first_name: Line = field("prenom", "Prénom", "le prénom")
    last_name: Line = field("nom", "Nom de famille", "le nom de famille")
    role: Words = field("fonction", "Fonction", "ce que fait la personne")
    team: TeamRef = field("equipe", "Équipe", "son équipe")
    phone: PhoneNumber | None = field("telephone", "Téléphone professionnel", "son numéro professionnel", None)
    email: Email | None = field(
        "courriel", "Adresse e-mail professionnelle", "son adresse e-mail professionnelle", None
    )
    picture: Illustration | None = field("portrait", "Portrait", "sa photo, publiée avec son accord", None)
    summary: Line | None = field("resume", "Résumé", "une phrase pour les moteurs de recherche", None)

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        return (fold(self.last_name), fold(self.first_name))

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        place = {team.slug: number for number, team in enumerate(site.of(Team))}
        return tuple(sorted(site.of(cls), key=lambda person: place.get(person.team, len(place))))

    @classmethod
    def place_in_page(cls, slug: str, values: Mapping[str, object], text: str) -> str | None:
        """The anchor in the page of the team, for a person without text and without any field of ``ENOUGH``."""
        team = values.get("equipe")
        if text.strip() or any(map(values.get, ENOUGH)) or not isinstance(team, str):
            return None
        return f"{Team.address_of(team, None)}#_{slug}" if re.fullmatch("[a-z0-9-]+", team) else None

    @property
    def own_address(self) -> str:
        """The address that the page of the person has or would have: it identifies the person for ever."""
        return self.address_of(self.slug, None)

    @property
    def title(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return self.first_name[0] + self.last_name[0].upper()
