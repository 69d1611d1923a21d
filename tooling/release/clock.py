"""Whether the clock of this computer can be believed: one that is ahead would publish texts before their day."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from plugins.permanences.wording import dated_weekday
from plugins.text.identity import IDENTITY
from tooling.commands.build_date import ZONE, now
from tooling.commands.program import COMMAND
from tooling.targets.target import TargetRefused

MOST: Final = timedelta(days=1)
"""How far two clocks may differ: a wrong time zone is no wrong day."""
PATIENCE: Final = 1
"""Seconds for which an answer is waited for once everything else is done."""
ASKED: Final = 5
"""Seconds in which the public address must answer."""


@dataclass(frozen=True)
class Witness:
    """Something else than this computer that knows a time: ``name`` in French, with its article."""

    name: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.astimezone(ZONE).date()


def ask(home: str) -> Callable[[], Witness | None]:
    """Begin to ask the public address what time it is there. What is returned gives the answer, None without one.

    Over plain HTTP, whatever the address: to a wrong clock every certificate is out of date, and the answer is used
    for nothing but to doubt.
    """
    answers: list[Witness] = []

    def request() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError, TypeError):
            address = urlsplit(home)
            port = 80 if address.scheme == "https" else address.port or 80
            connection = http.client.HTTPConnection(address.hostname or "", port, timeout=ASKED)
            with contextlib.closing(connection):
                connection.request("HEAD", "/", headers={"User-Agent": f"{IDENTITY.key}-publier"})
                told = parsedate_to_datetime(connection.getresponse().getheader("Date") or "")
                if told.tzinfo:
                    answers.append(Witness(f"le site {address.hostname}", told))

    thread = threading.Thread(target=request, daemon=True)
    thread.start()

    def answer() -> Witness | None:
        thread.join(PATIENCE)
        return answers[0] if answers else None

    return answer


def believe(clock: Witness | None, past: Iterable[Witness]) -> None:
    """Raise TargetRefused when the clock of this computer must be wrong.

    Another ``clock`` may be neither before nor behind it; without one, nothing ``past`` may lie in its future. That
    the last of them is long ago says nothing: nobody may have worked for a month.
    """
    here = now()
    if clock and abs(clock.at - here) > MOST:
        early = " : des textes paraîtraient avant leur date" if clock.at < here else ""
        raise TargetRefused(_differing(here, f"{clock.name} dit le {dated_weekday(clock.day)}{early}", clock.name))
    ahead = [] if clock else [each for each in past if each.at - here > MOST]
    if ahead:
        last = max(ahead, key=lambda each: each.at)
        raise TargetRefused(
            _differing(here, f"{last.name} est du {dated_weekday(last.day)}, un jour à venir", last.name)
        )


def ahead_of(day: date, clock: Witness | None) -> str:
    """What to say of a stated day that has not come yet, in French; empty when it has."""
    known = clock or Witness("l’horloge de cet ordinateur", now())
    if day <= known.day:
        return ""
    return (
        f"ATTENTION : le {dated_weekday(day)} est un jour à venir : {known.name} dit le {dated_weekday(known.day)}. "
        "Les textes datés jusque-là paraîtraient avant leur date."
    )


def _differing(here: datetime, what: str, other: str) -> str:
    return (
        f"L’horloge de cet ordinateur dit le {dated_weekday(here.date())}, mais {what}.\n"
        "Rien n’a été publié → mettez l’ordinateur à l’heure, puis recommencez. Si c’est "
        f"{other} qui se trompe, dites quel jour on est : {COMMAND} publier --jour {here:%Y-%m-%d}"
    )
