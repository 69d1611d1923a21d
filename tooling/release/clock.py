"""Compares this computer's clock with other clocks: a clock that is fast would publish texts before their day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.identity import IDENTITY
from tooling.commands.build_date import now
from tooling.commands.program import COMMAND
from tooling.hosting.public_address import ask, ask_beside
from tooling.targets.target import TargetRefused

TOLERANCE: Final = timedelta(days=1)
"""The greatest accepted difference of two clocks, which allows for a wrong time zone."""


@dataclass(frozen=True)
class Timestamp:
    """A moment ``at`` from a source other than this computer's clock; ``name``: that source, in French with article."""

    name: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.astimezone(IDENTITY.zone).date()


def ask_time(website: str) -> Callable[[], Timestamp | None]:
    """Ask the public address for its time, in a thread; return a function that gives the answer, None without one.

    The request goes over plain HTTP, because with a wrong clock every certificate seems out of date. That is safe: the
    answer can only stop a publication.
    """

    def request() -> Timestamp | None:
        address = urlsplit(website)
        port = "" if address.scheme == "https" or not address.port else f":{address.port}"
        answer = ask(f"http://{address.hostname or ''}{port}", "/", "HEAD")
        moment = parsedate_to_datetime(answer.headers["Date"] or "")
        return Timestamp(f"le site {address.hostname}", moment) if moment.tzinfo else None

    return ask_beside(request)


def verify_clock(clock: Timestamp | None, past: Iterable[Timestamp]) -> None:
    """Raise TargetRefused where the clock of this computer must be wrong.

    It must agree with the other ``clock``; without one, no moment of ``past`` may lie in its future. These moments may
    be long ago: perhaps nobody has worked for a month.
    """
    here = now()
    if clock and abs(clock.at - here) > TOLERANCE:
        early = " : des textes paraîtraient avant leur date" if clock.at < here else ""
        raise TargetRefused(_differing(here, f"{clock.name} dit le {dates.day(clock.day, FRENCH)}{early}", clock.name))
    ahead = [] if clock else [each for each in past if each.at - here > TOLERANCE]
    if ahead:
        last = max(ahead, key=lambda each: each.at)
        raise TargetRefused(
            _differing(here, f"{last.name} est du {dates.day(last.day, FRENCH)}, un jour à venir", last.name)
        )


def ahead_of(day: date, clock: Timestamp | None) -> str:
    """The warning about a stated ``day`` in the future, in French; "" for any other day."""
    known = clock or Timestamp("l’horloge de cet ordinateur", now())
    if day <= known.day:
        return ""
    return (
        f"ATTENTION : le {dates.day(day, FRENCH)} est un jour à venir : "
        f"{known.name} dit le {dates.day(known.day, FRENCH)}. "
        "Les textes datés jusque-là paraîtraient avant leur date."
    )


def _differing(here: datetime, what: str, other: str) -> str:
    return (
        f"L’horloge de cet ordinateur dit le {dates.day(here.date(), FRENCH)}, mais {what}.\n"
        "Rien n’a été publié → mettez l’ordinateur à l’heure, puis recommencez. Si c’est "
        f"{other} qui se trompe, dites quel jour on est : {COMMAND} publier --jour {here:%Y-%m-%d}"
    )
