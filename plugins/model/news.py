"""A news item."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, Final, Self

from plugins.model.attachments import Attachment, Illustration
from plugins.model.base import TitledRecord
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle, latest_first
from plugins.model.fields import Date, EventRef, Keyword, PlatformRef, PositionRef, ResourceRef, Several, Tag, field

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

    date: Date = field("date", "Date de publication", "la date de publication ; le texte reste invisible jusque-là")
    category: Keyword = field("categorie", "Rubrique", "la rubrique")
    tags: Several[Tag] = field("etiquettes", "Mots-clés", "les mots-clés", ())
    picture: Illustration | None = field("image", "Image", "l’image de l’actualité", None)
    event: EventRef | None = field("evenement", "Événement", "l’événement dont elle parle", None)
    position: PositionRef | None = field("position", "Position", "la position dont elle parle", None)
    platform: PlatformRef | None = field("plateforme", "Plateforme", "la plateforme dont elle parle", None)
    resource: ResourceRef | None = field("ressource", "Ressource", "la ressource dont elle parle", None)
    documents: Several[Attachment] = field("documents", "Documents", "les documents à télécharger", ())

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """The latest first."""
        return tuple(sorted(records, key=lambda item: item.date.order)[::-1])

    @property
    def eyebrow(self) -> str:
        return f"{self.label} · {self.category}"
