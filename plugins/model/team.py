"""A team of the organisation."""

from typing import ClassVar

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Count, field


class Team(TitledRecord):
    """A team, to which the files of its people refer."""

    kind: ClassVar = "team"
    folder: ClassVar = "equipes"
    prefix: ClassVar = "/equipe/"
    french: ClassVar = "l’équipe"
    label: ClassVar = "Équipe"
    section: ClassVar = SectionShape(
        "personnes", "/equipe/", "people", "Équipe", in_menu=True, size=36, look=("sand", "people")
    )
    weight: ClassVar = 1.5

    rank: Count = field("ordre", "Place", "sa place dans la page de l’équipe : 1 vient en premier")

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        return (self.rank,)
