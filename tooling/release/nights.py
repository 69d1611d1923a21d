"""Whether the nightly publications still come: a publication carries its day, and a later command asks for it.

Dates pass by, and texts whose day has come appear, only if the site is published each night.
"""

import contextlib
import http.client
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from plugins.base.identity import IDENTITY
from plugins.permanences.wordings import IN_FRENCH
from tooling.release.launch import read_launch
from tooling.targets.target import TargetRefused

FILE: Final = "jour.txt"
"""Below the site's root: the day that it was published for, as yyyy-mm-dd."""
MISSED: Final = timedelta(days=2)
"""How old the public site is once a night was surely missed: that of today may be still to come."""
NO_SITE: Final = (http.client.FORBIDDEN, http.client.NOT_FOUND)
"""The answers to a front page that is not there."""
ANSWER_WAIT: Final = 1.0
"""Seconds to wait for an answer once everything else is done."""
ASKED: Final = 5
"""The timeout of the public address, in seconds."""


def write_day(folder: Path, day: date) -> None:
    """Let a site that is published say its day."""
    (folder / FILE).write_text(f"{day.isoformat()}\n", "utf-8", newline="\n")


def ask_silence(home: str, today: date) -> Callable[[], str]:
    """Start asking the public address for its day. Call what is returned for what to say, in French; mostly nothing.

    A site that has no such file, and no answer, say nothing; an address without any site does.
    """
    said: list[str] = []

    def request() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            said.append(_said(home, today))

    thread = threading.Thread(target=request, daemon=True)
    thread.start()

    def told() -> str:
        thread.join(ANSWER_WAIT)
        return said[0] if said else ""

    return told


def _said(home: str, today: date) -> str:
    """What the answers of the public address say. Raises OSError, HTTPException, or ValueError for another file."""
    address = urlsplit(home)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    with contextlib.closing(kind(address.hostname or "", address.port, timeout=ASKED)) as connection:

        def ask(path: str) -> tuple[int, str]:
            connection.request("GET", path, headers={"User-Agent": f"{IDENTITY.key}-publier"})
            answer = connection.getresponse()
            return answer.status, answer.read(65536).decode("ascii", "replace")

        status, text = ask(f"{address.path}/{FILE}")
        if status == http.client.OK:
            day = date.fromisoformat(text.strip())
            if today - day < MISSED:
                return ""
            return (
                f"Pas de nouvelle du site en ligne depuis le {IN_FRENCH.dated_weekday(day)} : les publications de la "
                "nuit ne passent plus, et ses dates vieillissent → publiez, puis voyez le guide, « La nuit »."
            )
        status, _ = ask(f"{address.path}/")
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
