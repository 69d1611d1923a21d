"""The figures of one year."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from pydantic import Field, ValidationInfo, field_validator

from plugins.model.base import Fields, TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Count, Line, MissionRef, Several


class ComparisonRow(Fields):
    """One line of a comparison: a count for each year."""

    what: Line = Field(alias="quoi", title="Ce qui est compté", description="ce qui est compté")
    counts: Several[Count] = Field(alias="valeurs", title="Nombres", description="un nombre par année")

    @property
    def change(self) -> int:
        """From the first year to the last."""
        return self.counts[-1] - self.counts[0]


class Comparison(Fields):
    """The same counts over some years; the totals are checked against the rows."""

    title: Line = Field(alias="titre", title="Titre du tableau", description="ce que le tableau compte")
    years: Several[Count] = Field(alias="annees", title="Années comparées", description="les années comparées")
    rows: Several[ComparisonRow] = Field(alias="lignes", title="Lignes", description="une ligne par catégorie")
    totals: Several[Count] = Field(alias="total", title="Totaux", description="le total de chaque année")
    note: Line | None = Field(None, alias="note", title="Note", description="une précision sous le tableau")

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
        """From the first year's total to the last's."""
        return self.totals[-1] - self.totals[0]


class Activity(Fields):
    """How many activities of a mission, and how many people they reached."""

    what: Line = Field(alias="quoi", title="Activités comptées", description="les activités comptées")
    count: Count = Field(alias="nombre", title="Nombre d’activités", description="combien d’activités")
    people: Count = Field(alias="personnes", title="Nombre de personnes", description="combien de personnes")
    verb: Line = Field(alias="verbe", title="Participe", description="ce qu’elles ont été : « formées »")
    mission: MissionRef | None = Field(None, alias="mission", title="Mission", description="la mission concernée")


class Figures(TitledRecord):
    """The counts of one year's activity report."""

    kind: ClassVar = "figures"
    folder: ClassVar = "chiffres"
    prefix: ClassVar = "/chiffres/"
    french: ClassVar = "les chiffres"
    label: ClassVar = "Chiffres"
    section: ClassVar = SectionShape("chiffres", "/chiffres/", "figures_list", "Chiffres")

    of_year: Count = Field(alias="annee", title="Année", description="l’année des chiffres")
    comparisons: Several[Comparison] = Field(
        (), alias="comparaisons", title="Tableaux", description="les tableaux d’une année à l’autre"
    )
    activities: Several[Activity] = Field(
        (), alias="activites", title="Activités", description="les activités et les personnes touchées"
    )

    @classmethod
    def in_order(cls, records: Iterable[Self], today: date) -> tuple[Self, ...]:
        """The latest year first."""
        return tuple(sorted(records, key=lambda figures: -figures.of_year))


def _list(numbers: tuple[int, ...]) -> str:
    return " et ".join(map(str, numbers))
