"""The figures of one year."""

from typing import ClassVar

from pydantic import ValidationInfo, field_validator

from plugins.model.base import Fields, TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Count, Line, MissionRef, Several, field


class ComparisonRow(Fields):
    """One line of a comparison: a count for each year."""

    what: Line = field("quoi", "Ce qui est compté", "ce qui est compté")
    counts: Several[Count] = field("valeurs", "Nombres", "un nombre par année")

    @property
    def change(self) -> int:
        """The difference between the counts of the last and the first year."""
        return self.counts[-1] - self.counts[0]


class Comparison(Fields):
    """The same counts over some years; the totals are checked against the rows."""

    title: Line = field("titre", "Titre du tableau", "ce que le tableau compte")
    years: Several[Count] = field("annees", "Années comparées", "les années comparées")
    rows: Several[ComparisonRow] = field("lignes", "Lignes", "une ligne par catégorie")
    totals: Several[Count] = field("total", "Totaux", "le total de chaque année")
    note: Line | None = field("note", "Note", "une précision sous le tableau", None)

    @field_validator("rows")
    @classmethod
    def _a_count_a_year(cls, rows: tuple[ComparisonRow, ...], info: ValidationInfo) -> tuple[ComparisonRow, ...]:
        years = info.data.get("years", ())
        for row in rows:
            if years and len(row.counts) != len(years):
                counts = f"{len(row.counts)} nombre{'s' * (len(row.counts) > 1)}"
                raise ValueError(f"« {row.what} » : {counts} pour {len(years)} années → écrivez un nombre par année")
        return rows

    @field_validator("totals")
    @classmethod
    def _totals_are_sums(cls, totals: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        rows = info.data.get("rows", ())
        sums = tuple(map(sum, zip(*(row.counts for row in rows), strict=True)))
        if rows and totals != sums:
            raise ValueError(
                f"le total écrit est {_list(totals)}, la somme des lignes {_list(sums)} → corrigez le nombre faux"
            )
        return totals

    @property
    def change(self) -> int:
        """The difference between the totals of the last and the first year."""
        return self.totals[-1] - self.totals[0]


class Activity(Fields):
    """How many activities of a mission, and how many people they reached."""

    what: Line = field("quoi", "Activités comptées", "les activités comptées")
    count: Count = field("nombre", "Nombre d’activités", "combien d’activités")
    people: Count = field("personnes", "Nombre de personnes", "combien de personnes")
    verb: Line = field("verbe", "Participe", "ce qu’elles ont été : « formées »")
    mission: MissionRef | None = field("mission", "Mission", "la mission concernée", None)


class Figures(TitledRecord):
    """The counts of one year's activity report."""

    kind: ClassVar = "figures"
    folder: ClassVar = "chiffres"
    prefix: ClassVar = "/chiffres/"
    french: ClassVar = "les chiffres"
    label: ClassVar = "Chiffres"
    section: ClassVar = SectionShape("chiffres", "/chiffres/", "figures_list", "Chiffres")

    of_year: Count = field("annee", "Année", "l’année des chiffres")
    comparisons: Several[Comparison] = field("comparaisons", "Tableaux", "les tableaux d’une année à l’autre", ())
    activities: Several[Activity] = field("activites", "Activités", "les activités et les personnes touchées", ())

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """The latest year first."""
        return (-self.of_year,)


def _list(numbers: tuple[int, ...]) -> str:
    return " et ".join(map(str, numbers))
