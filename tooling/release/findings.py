"""The findings of the release checks, and their list in French."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 3


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
    lines = [f"{_places(where)}{_colon(where[-1])} {what} → {remedy}" for (what, remedy), where in places.items()]
    return "\n".join(lines)


def _places(where: list[str]) -> str:
    distinct = list(dict.fromkeys(where))
    rest = len(distinct) - SHOWN
    return ", ".join(distinct[:SHOWN]) + (f" et {rest} autre{'s' * (rest > 1)}" if rest > 0 else "")


def _colon(where: str) -> str:
    """The colon after a place: without a space after « file:line », as in the mistakes of the content."""
    return ":" if where.rpartition(":")[2].isdecimal() else " :"
