"""A mission of the organisation."""

from typing import ClassVar

from plugins.model.base import TitledRecord
from plugins.model.declarations import SocialCardStyle
from plugins.model.fields import Count, Email, Line, PhoneNumber, References, TeamRef, field


class Mission(TitledRecord):
    """A mission of the organisation, such as training, with a page of its own."""

    kind: ClassVar = "mission"
    folder: ClassVar = "missions"
    prefix: ClassVar = "/"
    french: ClassVar = "la mission"
    label: ClassVar = "Mission"
    weight: ClassVar = 3.0
    social_card_style: ClassVar = SocialCardStyle("orange", "mission-1")

    rank: Count = field("ordre", "Place", "sa place dans les listes : 1 vient en premier")
    name: Line | None = field("nom", "Nom court", "son nom dans le menu et les listes, si le titre est autre", None)
    teams: References[TeamRef] = field("equipes", "Équipes", "les équipes qui la portent", ())
    phone: PhoneNumber | None = field("telephone", "Téléphone", "le numéro à appeler", None)
    email: Email | None = field("courriel", "Adresse e-mail", "l’adresse à laquelle écrire", None)

    @property
    def short_title(self) -> str:
        return self.name or self.title

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        return (self.rank,)
