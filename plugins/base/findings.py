"""Findings, which are the faults that prevent a publication, and their lists in French."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from plugins.base.typography import first_of

PLACES_SHOWN = 3
PROGRAM: Final = "c’est le programme qui se trompe : prévenez la personne qui le développe"
"""The remedy of a fault that no change of the content can mend."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault that prevents a publication: the page or file, the fault, the remedy."""

    where: str
    what: str
    remedy: str

    @property
    def message(self) -> str:
        """The fault and its remedy, in French."""
        return f"{self.what} → {self.remedy}"


def as_text(findings: Iterable[Finding]) -> str:
    """The findings in French, one line for each fault, with the first places where it occurs."""
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        places[finding.what, finding.remedy].append(finding.where)
    lines = []
    for (what, remedy), where in places.items():
        colon = ":" if where[-1].rpartition(":")[2].isdecimal() else " :"  # « file:line: », as for the content
        lines.append(f"{first_of(list(dict.fromkeys(where)), PLACES_SHOWN)}{colon} {what} → {remedy}")
    return "\n".join(lines)


def as_questions(findings: Sequence[Finding]) -> str:
    """The findings that hold up only the launch, as a list of questions to ask; "" without findings."""
    if not findings:
        return ""
    answers = f"{len(findings)} réponse{'s' * (len(findings) > 1)} à demander à la direction"
    places = "\n".join(f"  {finding.where}: {finding.what}" for finding in findings)
    return f"Avant la mise en ligne : {answers}. L’adresse d’essai n’attend pas.\n{places}\n"


def total(findings: Sequence[Finding]) -> str:
    """« 2 points à corriger. »"""
    return f"{len(findings)} point{'s' * (len(findings) > 1)} à corriger."
