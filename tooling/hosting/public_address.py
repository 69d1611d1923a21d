"""Sends requests to the public address of the site, as a visitor does."""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Final, TypeVar
from urllib.parse import urlsplit

from plugins.base.identity import IDENTITY

ANSWER_TIMEOUT: Final = 5.0
"""The timeout of one answer, in seconds."""
ANSWER_WAIT: Final = 1.0
"""Seconds to wait for the answer to ``ask_beside``, once everything else is done."""
LARGEST: Final = 4 * 1024 * 1024
"""How many bytes of an answer are read at most: more than any page has."""
Told = TypeVar("Told")


class NoAnswer(Exception):
    """There was no readable answer; the message says why, in French."""


@dataclass(frozen=True)
class Answer:
    """The answer of a server; ``body`` as received, perhaps compressed."""

    status: int
    headers: Message
    body: bytes


def ask(website: str, path: str, method: str = "GET", accepted: str = "identity") -> Answer:
    """The answer of ``website``, which has no slash at its end, to a percent-encoded path. Raises NoAnswer."""
    try:
        parts = urlsplit(website)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=ANSWER_TIMEOUT)) as connection:
            wanted = {"Accept-Encoding": accepted, "Connection": "close", "User-Agent": f"{IDENTITY.key}-publier"}
            connection.request(method, parts.path + path, headers=wanted)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read(LARGEST))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(_why(error)) from None


def ask_beside(ask: Callable[[], Told]) -> Callable[[], Told | None]:
    """Call ``ask`` in a thread; return a function that gives its result, or None where it failed or takes too long."""
    answers: list[Told] = []

    def run() -> None:
        with contextlib.suppress(NoAnswer, ValueError, TypeError):
            answers.append(ask())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def answer() -> Told | None:
        thread.join(ANSWER_WAIT)
        return answers[0] if answers else None

    return answer


def _why(error: Exception) -> str:
    match error:
        case socket.gaierror() | UnicodeError():
            return "son nom n’est pas connu d’ici (cet ordinateur est-il relié à l’internet ?)"
        case ssl.SSLCertVerificationError():
            return "son certificat n’est pas accepté"
        case TimeoutError():
            return "pas de réponse à temps"
        case OSError():
            return "la connexion ne se fait pas"
        case _:
            return "la réponse ne se comprend pas"
