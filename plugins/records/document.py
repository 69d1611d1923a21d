"""A document that goes with a record: its title, and its file below content/."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from plugins.content.mistakes import did_you_mean
from plugins.records.base import Fields
from plugins.records.fields import Line

FOLDER = "documents/"


def _file(text: str, info: ValidationInfo) -> str:
    name = FOLDER + text.removeprefix("/").removeprefix(FOLDER)
    assets = info.context.assets
    if assets is not None and name not in assets:
        known = (asset.removeprefix(FOLDER) for asset in assets if asset.startswith(FOLDER))
        hint = did_you_mean(name.removeprefix(FOLDER), known) or f" → déposez le fichier dans content/{FOLDER}"
        raise ValueError(f"document « {text} » introuvable{hint}")
    return name


DocumentFile = Annotated[Line, AfterValidator(_file)]
"""The name of a file of content/documents/, with its folder or without: kept as « documents/motion.pdf »."""


class Document(Fields):
    """Something to download."""

    title: Line = Field(alias="titre", description="ce que l’on télécharge")
    file: DocumentFile = Field(alias="fichier", description="le fichier, déposé dans `content/documents/`")
