"""Whether the nightly publications still come: a publication carries its day, and a later command asks for it.

Dates pass by, and texts whose day has come appear, only if the site is published each night.
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
"""Below the site's root: the day that it was published for, as yyyy-mm-dd."""
MISSED: Final = timedelta(days=2)
"""How old the public site is once a night was surely missed: that of today may be still to come."""
NO_SITE: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
"""The answers to a front page that is not there."""


def write_day(folder: Path, day: date) -> None:
    """Let a site that is published say its day."""
    (folder / FILE).write_text(f"{day.isoformat()}\n", "utf-8", newline="\n")


def ask_silence(website: str, today: date) -> Callable[[], str]:
    """Start asking the public address for its day. Call what is returned for what to say, in French; mostly nothing.

    A site that has no such file, and no answer, say nothing; an address without any site does.
    """
    told = ask_beside(partial(_said, website, today))
    return lambda: told() or ""


def _said(website: str, today: date) -> str:
    """What the answers of the public address say. Raises NoAnswer, or ValueError for another file."""
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
    """As ``ask_silence``, of the site that ``publication.toml`` says is online; what is wrong there is said too."""
    try:
        online = read_launch(settings).online
    except TargetRefused as reason:
        return partial(str, str(reason))
    return ask_silence(online, today) if online else str
