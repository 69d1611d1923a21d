"""What a record shows or offers beside its text: its picture, and documents to download."""

from plugins.model.base import Fields
from plugins.model.fields import DocumentFile, Line, PictureFile, field


class Attachment(Fields):
    """A file of ``content/documents/`` to download, under its title."""

    title: Line = field("titre", "Titre", "le titre du document")
    file: DocumentFile = field("fichier", "Fichier", "le nom du fichier dans content/documents/")


class Illustration(Fields):
    """A picture with its text alternative and its credit."""

    file: PictureFile = field("fichier", "Fichier", "le nom du fichier dans content/images/")
    alternative: Line = field(
        "texte",
        "Ce que l’image montre",
        "ce que l’image montre, pour qui ne la voit pas",
        examples=["Deux personnes lisent une affiche"],
    )
    credit: Line | None = field("credit", "Auteur de l’image", "qui l’a faite : « Dessin : prénom et nom »", None)
