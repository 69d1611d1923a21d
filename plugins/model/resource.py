"""A resource: a brochure, a video, a tool."""

from typing import ClassVar, Final

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import Count, Date, EventRef, Line, MissionRef, PlatformRef, Url

MOST_DRAWN: Final = 12


class Resource(TitledRecord):
    """Something to read, watch or use."""

    kind: ClassVar = "resource"
    folder: ClassVar = "ressources"
    prefix: ClassVar = "/ressources/"
    french: ClassVar = "la ressource"
    label: ClassVar = "Ressource"
    section: ClassVar = SectionShape(
        "ressources",
        "/ressources/",
        "resources",
        "Ressources",
        size=20,
        all_title="Toutes les ressources",
        look=("sand", "resource"),
    )
    in_pages: ClassVar = True
    teaser: ClassVar = ("genre", "date")
    social_card_style: ClassVar = SocialCardStyle("sand", "resource")
    read_next: ClassVar = True
    asked_first: ClassVar = 4

    genre: Line = Field(alias="genre", title="Genre", description="brochure, vidéo, outil…")
    date: Date | None = Field(None, alias="date", title="Date", description="la date, aussi précise que vous la savez")
    pieces: Count = Field(
        1, alias="pieces", title="Nombre de pièces", description="combien de pièces elle compte, si c’est une série"
    )
    link: Url | None = Field(None, alias="adresse", title="Adresse en ligne", description="où la trouver en ligne")
    event: EventRef | None = Field(
        None, alias="evenement", title="Événement", description="l’événement dont elle vient"
    )
    platform: PlatformRef | None = Field(
        None, alias="plateforme", title="Plateforme", description="la plateforme qui l’a faite"
    )
    mission: MissionRef | None = Field(
        None, alias="mission", title="Mission", description="la mission dont elle relève"
    )

    @property
    def drawn_pieces(self) -> int:
        """How many circles its cover shows: one a piece, as many as are still told apart."""
        return min(max(self.pieces, 1), MOST_DRAWN)

    @property
    def is_video(self) -> bool:
        """Whether one watches it: « vidéo », « capsules vidéo »."""
        return "vidéo" in self.genre.casefold()
