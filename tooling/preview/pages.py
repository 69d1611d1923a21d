"""Draws the pages of the desk: the environment of their templates, and what all of them share."""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.base.identity import IDENTITY
from plugins.base.mistakes import Mistake
from plugins.base.typography import capital, fold, slugify, without_article
from plugins.desk.forms.form import short_month, spoken
from plugins.desk.forms.workshop import Workshop, version_of
from plugins.languages.update import name_in_french
from plugins.model.base import Front
from plugins.pictures.picture import PICTURES
from tooling.preview.server import DESK, HTML

EDIT, ADD, COPY, GESTURE, NOTE, GUIDE = (
    f"{DESK}{word}/" for word in ("modifier", "ajouter", "dupliquer", "geste", "note", "guide")
)
"""What the addresses of the pages of each kind begin with."""
RESTARTED: Final = "L’atelier a redémarré. Votre texte est là, rien n’est encore écrit : enregistrez de nouveau."
INPUTS: Final = {"email": "email", "phone": "tel", "url": "url", "number": "numeric"}
ACCEPTED: Final = {"picture": ",".join(f".{end}" for end in sorted(PICTURES)), "document": ""}
"""The endings of the files that a field accepts; those of documents are only told when a document is refused."""
LANGUAGES: Final = sorted(
    (
        (code, name_in_french(code))
        for code in {*IDENTITY.languages, *IDENTITY.languages_in_preview, "de", "nl"} - {"fr"}
    ),
    key=lambda language: fold(language[1]),
)
"""The code and the French name of each language of which texts have words most often, sorted by name."""
KEPT: Final = {
    "picture": "Une image qui est déjà là, ou une de votre ordinateur, que vous déposez dessous.",
    "document": "Un document qui est déjà là, ou un de votre ordinateur, que vous déposez dessous.",
}
"""The help of a field that holds the name of a file: at the desk one chooses the file, and need not know its name."""
PAGES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.filters |= {"capital": capital, "spoken": spoken, "month": short_month, "anchor": slugify}
PAGES.globals |= {"inputs": INPUTS, "accepted": ACCEPTED, "kept": KEPT}


@dataclass(frozen=True)
class DeskPage:
    """An answer of the desk: a page, a picture, or a redirection to ``location``."""

    status: HTTPStatus
    content: bytes = b""
    kind: str = HTML
    location: str = ""


class DeskState:
    """What the pages of the desk share as long as the preview runs.

    ``token`` is a secret that only their forms know: a form without it writes nothing.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop, self.token = workshop, secrets.token_urlsafe(32)
        self._told: dict[str, tuple[str, str]] = {}

    def is_ours(self, fields: Mapping[str, str]) -> bool:
        """Whether a form that was sent is one of this run of the preview."""
        return hmac.compare_digest(fields.get("jeton", "").encode(), self.token.encode())

    def drawn(self, template: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> DeskPage:
        """A page, whose forms get the token."""
        return drawn(template, status, token=self.token, **values)

    def led_and_told(self, to: str, said: str, sent_from: str) -> DeskPage:
        """A redirection to the page ``to``, which then says once what was done with the form at ``sent_from``."""
        self._told[to] = (said, sent_from)
        return led(to)

    def told(self, path: str) -> tuple[str, str]:
        """What ``led_and_told`` left for the page at an address: the message, and where the form was; removed then."""
        return self._told.pop(path, ("", ""))

    def below(self, mistake: Mistake) -> str:
        """The file of a mistake, below the content folder."""
        return mistake.path.removeprefix(f"{self.workshop.content.as_posix()}/")


def drawn(template: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> DeskPage:
    return DeskPage(status, PAGES.get_template(template).render(values).encode())


def plan_of(changes: Sequence[object]) -> str:
    """A digest of planned changes, which their form sends back, so that only what was shown is done."""
    return version_of(repr(tuple(changes)).encode())


def led(to: str) -> DeskPage:
    return DeskPage(HTTPStatus.SEE_OTHER, location=to)


def named(cls: type[Front]) -> str:
    """A type as a heading: « Bureau »."""
    return capital(without_article(cls.french))
