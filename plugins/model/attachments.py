"""What a record shows or offers beside its text: its picture, and documents to download."""

from pydantic import Field

from plugins.model.base import Fields
from plugins.model.fields import DocumentFile, Line, PictureFile


class Attachment(Fields):
    """A file of ``content/documents/`` to download, under its title."""

    title: Line = Field(alias="titre", title="Titre", description="le titre du document")
    file: DocumentFile = Field(
        alias="fichier", title="Fichier", description="le nom du fichier dans content/documents/"
    )


class Illustration(Fields):
    """A picture with what a page says of it."""

    file: PictureFile = Field(alias="fichier", title="Fichier", description="le nom du fichier dans content/images/")
    alternative: Line = Field(
        alias="texte",
        title="Ce que l’image montre",
        description="ce que l’image montre, pour qui ne la voit pas",
        examples=["Deux personnes lisent une affiche"],
    )
    credit: Line | None = Field(
        None, alias="credit", title="Auteur de l’image", description="qui l’a faite : « Dessin : prénom et nom »"
    )
