"""A mission of the organisation."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.declarations import SocialCardStyle
from plugins.model.fields import Count, Email, Line, PhoneNumber, References, TeamRef


class Mission(TitledRecord):
    """One of the five missions on the banner."""

    kind: ClassVar = "mission"
    folder: ClassVar = "missions"
    prefix: ClassVar = "/"
    french: ClassVar = "la mission"
    label: ClassVar = "Mission"
    weight: ClassVar = 3.0
    social_card_style: ClassVar = SocialCardStyle("orange", "mission-1")

    rank: Count = Field(alias="ordre", title="Place", description="sa place dans les listes : 1 vient en premier")
    name: Line | None = Field(
        None, alias="nom", title="Nom court", description="son nom dans le menu et les listes, si le titre est autre"
    )
    teams: References[TeamRef] = Field((), alias="equipes", title="Équipes", description="les équipes qui la portent")
    phone: PhoneNumber | None = Field(None, alias="telephone", title="Téléphone", description="le numéro à appeler")
    email: Email | None = Field(
        None, alias="courriel", title="Adresse e-mail", description="l’adresse à laquelle écrire"
    )

    @property
    def short_title(self) -> str:
        return self.name or self.title

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        return tuple(sorted(records, key=lambda mission: mission.rank))
