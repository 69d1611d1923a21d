"""A news item."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, Final, Self

from pydantic import Field

from plugins.model.attachments import Attachment, Illustration
from plugins.model.base import TitledRecord
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle, latest_first
from plugins.model.fields import Date, EventRef, Keyword, PlatformRef, PositionRef, ResourceRef, Several, Tag

NEWS_SECTION: Final = SectionShape(
    "actualites",
    "/actualites/",
    "news_list",
    "Actualités",
    in_menu=True,
    all_title="Toutes les actualités",
    counted=("%(num)s actualité", "%(num)s actualités"),
    look=("sand", "news"),
)


class News(TitledRecord):
    """A news item: kept out of the site until its date."""

    kind: ClassVar = "news"
    folder: ClassVar = "actualites"
    prefix: ClassVar = "/actualites/"
    french: ClassVar = "l’actualité"
    label: ClassVar = "Actualité"
    section: ClassVar = NEWS_SECTION
    facets: ClassVar = (
        Facet(NEWS_SECTION, "year", "", "Année", lambda item: (str(item.date.year),), latest_first),
        Facet(
            NEWS_SECTION,
            "category",
            "rubrique",
            "Rubrique",
            lambda item: (item.category,),
            all_title="Toutes les rubriques",
        ),
        Facet(NEWS_SECTION, "tag", "mot-cle", "Mot-clé", lambda item: item.tags, all_title="Tous les mots-clés"),
    )
    teaser: ClassVar = ("date", "category")
    social_card_style: ClassVar = SocialCardStyle("sand", "news")
    grows_old: ClassVar = True
    read_next: ClassVar = True
    asked_first: ClassVar = 1
    year_from: ClassVar = ("date",)
    embargoed: ClassVar = True

    date: Date = Field(
        alias="date",
        title="Date de publication",
        description="la date de publication ; le texte reste invisible jusque-là",
    )
    category: Keyword = Field(alias="categorie", title="Rubrique", description="la rubrique")
    tags: Several[Tag] = Field((), alias="etiquettes", title="Mots-clés", description="les mots-clés")
    picture: Illustration | None = Field(None, alias="image", title="Image", description="l’image de l’actualité")
    event: EventRef | None = Field(
        None, alias="evenement", title="Événement", description="l’événement dont elle parle"
    )
    position: PositionRef | None = Field(
        None, alias="position", title="Position", description="la position dont elle parle"
    )
    platform: PlatformRef | None = Field(
        None, alias="plateforme", title="Plateforme", description="la plateforme dont elle parle"
    )
    resource: ResourceRef | None = Field(
        None, alias="ressource", title="Ressource", description="la ressource dont elle parle"
    )
    documents: Several[Attachment] = Field(
        (), alias="documents", title="Documents", description="les documents à télécharger"
    )

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """The latest first."""
        return tuple(sorted(records, key=lambda item: item.date.order)[::-1])

    @property
    def eyebrow(self) -> str:
        return f"{self.label} · {self.category}"
