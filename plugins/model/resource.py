"""A resource: a brochure, a video, a tool."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import Date, EventRef, Line, MissionRef, PlatformRef, Url


class Resource(TitledRecord):
    """Something to read, watch or use."""

    kind: ClassVar = "resource"
    folder: ClassVar = "ressources"
    prefix: ClassVar = "/ressources/"
    french: ClassVar = "la ressource"
    label: ClassVar = "Ressource"
    section: ClassVar = SectionShape("ressources", "/ressources/", "resources", "Ressources", size=20)
    in_pages: ClassVar = True
    teaser: ClassVar = ("genre", "date")
    social_card_style: ClassVar = SocialCardStyle("sand", "resource")
    read_next: ClassVar = True
    asked_first: ClassVar = 4

    genre: Line = Field(alias="genre", description="brochure, vidéo, outil…")
    date: Date | None = Field(None, alias="date", description="la date, aussi précise que vous la savez")
    link: Url | None = Field(None, alias="adresse", description="où la trouver en ligne")
    event: EventRef | None = Field(None, alias="evenement", description="l’événement dont elle vient")
    platform: PlatformRef | None = Field(None, alias="plateforme", description="la plateforme qui l’a faite")
    mission: MissionRef | None = Field(None, alias="mission", description="la mission dont elle relève")

    @property
    def is_video(self) -> bool:
        """Whether one watches it: « vidéo », « capsules vidéo »."""
        return "vidéo" in self.genre.casefold()
