"""Whether the nightly publications still come: a publication carries its day, and a later command asks for it.

Dates pass by, and texts whose day has come appear, only if the site is published each night.
"""

import contextlib
import http.client
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from plugins.base.identity import IDENTITY
from plugins.permanences.wordings import IN_FRENCH

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
    days: list[date] = []
    empty: list[int] = []

    def request() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            address = urlsplit(home)
            kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
            with contextlib.closing(kind(address.hostname or "", address.port, timeout=ASKED)) as connection:

                def ask(path: str) -> tuple[int, str]:
                    connection.request("GET", path, headers={"User-Agent": f"{IDENTITY.key}-publier"})
                    answer = connection.getresponse()
                    return answer.status, answer.read(65536).decode("ascii", "replace")

                status, text = ask(f"{address.path}/{FILE}")
                if status == http.client.OK:
                    days.append(date.fromisoformat(text.strip()))
                elif (status := ask(f"{address.path}/")[0]) in NO_SITE:
                    empty.append(status)

    thread = threading.Thread(target=request, daemon=True)
    thread.start()

    def told() -> str:
        thread.join(ANSWER_WAIT)
        if empty:
            return (
                f"L’adresse publique ne montre aucun site (réponse {empty[0]}) : une publication s’est peut-être "
                "arrêtée pendant l’échange → publiez de nouveau."
            )
        if not days or today - days[0] < MISSED:
            return ""
        return (
            f"Pas de nouvelle du site en ligne depuis le {IN_FRENCH.dated_weekday(days[0])} : les publications de la "
            "nuit ne passent plus, et ses dates vieillissent → publiez, puis voyez le guide, « La nuit »."
        )

    return told
