"""The findings of the release checks, and their list in French."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

PLACES_SHOWN = 3
PROGRAM: Final = "c’est le programme qui se trompe : prévenez la personne qui le développe"
"""The remedy of what no change of the content mends."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault that prevents a publication: the page or file, the fault, the remedy."""

    where: str
    what: str
    remedy: str


def as_text(findings: Iterable[Finding]) -> str:
    """All findings, one line for each fault, with the first places where it occurs."""
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        places[finding.what, finding.remedy].append(finding.where)
    lines = []
    for (what, remedy), where in places.items():
        distinct = list(dict.fromkeys(where))
        rest = len(distinct) - PLACES_SHOWN
        more = f" et {rest} autre{'s' * (rest > 1)}" if rest > 0 else ""
        colon = ":" if where[-1].rpartition(":")[2].isdecimal() else " :"  # « file:line: », as for the content
        lines.append(f"{', '.join(distinct[:PLACES_SHOWN])}{more}{colon} {what} → {remedy}")
    return "\n".join(lines)
