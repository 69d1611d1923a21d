"""A news item."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.document import Document
from plugins.model.fields import Date, Keyword, Several, Tag, reference
from plugins.model.illustration import Illustration


class News(TitledRecord):
    """A news item: kept out of the site until its date."""

    kind: ClassVar = "news"
    folder: ClassVar = "actualites"
    prefix: ClassVar = "/actualites/"
    french: ClassVar = "l’actualité"
    year_from: ClassVar = ("date",)
    embargoed: ClassVar = True

    date: Date = Field(alias="date", description="la date de publication ; le texte reste invisible jusque-là")
    category: Keyword = Field(alias="categorie", description="la rubrique")
    tags: Several[Tag] = Field((), alias="etiquettes", description="les mots-clés")
    picture: Illustration | None = Field(None, alias="image", description="l’image de l’actualité")
    event: reference("event") | None = Field(None, alias="evenement", description="l’événement dont elle parle")
    position: reference("position") | None = Field(None, alias="position", description="la position dont elle parle")
    platform: reference("platform") | None = Field(
        None, alias="plateforme", description="la plateforme dont elle parle"
    )
    resource: reference("resource") | None = Field(None, alias="ressource", description="la ressource dont elle parle")
    documents: Several[Document] = Field((), alias="documents", description="les documents à télécharger")
