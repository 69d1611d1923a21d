"""A team of the organisation."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Count, field


class Team(TitledRecord):
    """A team: its people name it."""

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

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        return tuple(sorted(records, key=lambda team: team.rank))
