"""A resource: a brochure, a video, a tool."""

from typing import ClassVar, Final

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import Count, Date, EventRef, Line, MissionRef, PlatformRef, Url, field

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

    genre: Line = field("genre", "Genre", "brochure, vidéo, outil…")
    date: Date | None = field("date", "Date", "la date, aussi précise que vous la savez", None)
    pieces: Count = field("pieces", "Nombre de pièces", "combien de pièces elle compte, si c’est une série", 1)
    link: Url | None = field("adresse", "Adresse en ligne", "où la trouver en ligne", None)
    event: EventRef | None = field("evenement", "Événement", "l’événement dont elle vient", None)
    platform: PlatformRef | None = field("plateforme", "Plateforme", "la plateforme qui l’a faite", None)
    mission: MissionRef | None = field("mission", "Mission", "la mission dont elle relève", None)

    @property
    def drawn_pieces(self) -> int:
        """How many circles the cover shows: one for each piece, at most ``MOST_DRAWN``, which can be told apart."""
        return min(max(self.pieces, 1), MOST_DRAWN)

    @property
    def is_video(self) -> bool:
        """Whether the resource is one to watch: « vidéo », « capsules vidéo »."""
        return "vidéo" in self.genre.casefold()
