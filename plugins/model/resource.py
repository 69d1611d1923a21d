"""A resource: a brochure, a video, a tool."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.fields import Date, Line, Url, reference


class Resource(TitledRecord):
    """Something to read, watch or use."""

    kind: ClassVar = "resource"
    folder: ClassVar = "ressources"
    prefix: ClassVar = "/ressources/"
    french: ClassVar = "la ressource"

    genre: Line = Field(alias="genre", description="brochure, vidéo, outil…")
    date: Date | None = Field(None, alias="date", description="la date, aussi précise que vous la savez")
    link: Url | None = Field(None, alias="adresse", description="où la trouver en ligne")
    event: reference("event") | None = Field(None, alias="evenement", description="l’événement dont elle vient")
    platform: reference("platform") | None = Field(None, alias="plateforme", description="la plateforme qui l’a faite")
    mission: reference("mission") | None = Field(None, alias="mission", description="la mission dont elle relève")

    @property
    def is_video(self) -> bool:
        """Whether one watches it: « vidéo », « capsules vidéo »."""
        return "vidéo" in self.genre.casefold()
