"""The picture of a record."""

from pydantic import Field

from plugins.model.base import Fields
from plugins.model.fields import Line, PictureFile


class Illustration(Fields):
    """A picture with what a page says of it."""

    file: PictureFile = Field(alias="fichier", description="le nom du fichier dans content/images/")
    alternative: Line = Field(alias="texte", description="ce que l’image montre, pour qui ne la voit pas")
    credit: Line | None = Field(None, alias="credit", description="qui l’a faite : « Dessin : prénom et nom »")
