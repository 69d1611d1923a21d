"""A document of ``content/documents/`` that a record offers."""

from pydantic import Field

from plugins.model.base import Fields
from plugins.model.fields import DocumentFile, Line


class Document(Fields):
    """A file to download, under its title."""

    title: Line = Field(alias="titre", description="le titre du document")
    file: DocumentFile = Field(alias="fichier", description="le nom du fichier dans content/documents/")
