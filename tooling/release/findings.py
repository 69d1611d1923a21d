"""What the checks of a release have to say, told in French as one list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 3


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that keeps a release back: on which page or in which file, what is wrong, what to do."""

    where: str
    what: str
    remedy: str


def told(findings: Iterable[Finding]) -> str:
    """All of them; what is wrong in many places is said once, with the first places."""
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
    """After a line of a file as in the mistakes of the content, after anything else as in French."""
    return ":" if where.rpartition(":")[2].isdecimal() else " :"
