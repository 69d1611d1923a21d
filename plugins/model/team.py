"""A team of the organisation."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.fields import Count


class Team(TitledRecord):
    """A team: its people name it."""

    kind: ClassVar = "team"
    folder: ClassVar = "equipes"
    prefix: ClassVar = "/equipe/"
    french: ClassVar = "l’équipe"

    rank: Count = Field(alias="ordre", description="sa place dans la page de l’équipe : 1 vient en premier")
