"""Tells whether the nightly publications still run: the public site says its day, and later commands ask it.

Only a publication each night removes dates that have passed, and shows texts whose day has come.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from tooling.hosting.public_address import ask, ask_beside
from tooling.release.launch import read_launch
from tooling.targets.target import TargetRefused

FILE: Final = "jour.txt"
"""The file at the root of the site with the day for which it was published, as yyyy-mm-dd."""
MISSED: Final = timedelta(days=2)
"""The age of a public site that has surely missed a night; a day less may be because today's is still to come."""
NO_SITE: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
"""The status codes of an address where no site is shown."""


def write_day(folder: Path, day: date) -> None:
    """Write the day of the built site in ``folder`` into its FILE."""
    (folder / FILE).write_text(f"{day.isoformat()}\n", "utf-8", newline="\n")


def ask_silence(website: str, today: date) -> Callable[[], str]:
    """Ask the public address for its day, in a thread; return a function that gives a warning in French, mostly "".

    Without an answer, and for a site without FILE, there is no warning; for an address that shows no site there is.
    """
    told = ask_beside(partial(_said, website, today))
    return lambda: told() or ""


def _said(website: str, today: date) -> str:
    """The warning that follows from the answers of ``website``. Raises NoAnswer, or ValueError if FILE is no date."""
    answer = ask(website, f"/{FILE}")
    if answer.status == HTTPStatus.OK:
        day = date.fromisoformat(answer.body.decode("ascii", "replace").strip())
        if today - day < MISSED:
            return ""
        return (
            f"Pas de nouvelle du site en ligne depuis le {dates.day(day, FRENCH)} : les publications de la "
            "nuit ne passent plus, et ses dates vieillissent → publiez, puis voyez le guide, « La nuit »."
        )
    status = ask(website, "/").status
    if status not in NO_SITE:
        return ""
    return (
        f"L’adresse publique ne montre aucun site (réponse {status}) : une publication s’est peut-être arrêtée pendant "
        "l’échange → publiez de nouveau."
    )


def ask_launched(settings: Path, today: date) -> Callable[[], str]:
    """``ask_silence`` for the site that ``settings``, publication.toml, says is online.

    A mistake in that file is given as the warning.
    """
    try:
        online = read_launch(settings).online
    except TargetRefused as reason:
        return partial(str, str(reason))
    return ask_silence(online, today) if online else str
