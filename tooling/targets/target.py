"""The interface of the targets that a site can be published to: the folder public/ and a server."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin


class TargetRefused(Exception):
    """Nothing can be published now; the message is in French, with what to do.

    ``said``: what another program said about it, in English, for who develops the site.
    """

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class ConnectionLost(TargetRefused):
    """The connection was lost: whether the last request was carried out is not known."""


@dataclass(frozen=True)
class Earlier:
    """The publication before the one shown now: its files, and where it comes from."""

    manifest: Manifest
    origin: Origin | None
    said: str = ""
    """What it is in French, where it was no publication."""


class Target(Protocol):
    """A context manager that holds the target for one publication. Every method may raise TargetRefused."""

    word: str
    """What the officer types after --vers."""

    name: str
    """What the officer calls it: « le dossier public »."""

    serves_public: bool
    """Whether the public sees what it shows, or will; not so for a trial in a folder."""

    at_once: bool
    """Whether the public address shows it as soon as it is switched."""

    def __enter__(self) -> Self:
        """Hold the target, and clean up after a killed publication."""

    def __exit__(self, *_: object) -> None:
        """Release the target, where the publication holds more than a lock on this computer."""
        return

    def published(self) -> Manifest:
        """The site that the target shows now; an empty one before the first publication."""

    def origin(self) -> Origin | None:
        """The origin of the site that ``published`` gave last; None when it is not known."""

    def clock(self) -> datetime | None:
        """The time at the target; None when it has no clock of its own."""
        return None

    def remark(self) -> str:
        """What to know before the first publication, in French; "" where there is nothing."""
        return ""

    def doubt(self) -> str:
        """What others put where the site goes, and what becomes of it, in French; "" where nothing of theirs is."""
        return ""

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Copy the folder ``site`` to the target; what is public does not change."""

    def switch(self) -> str:
        """Show what was uploaded, in one step; return what is shown now, in French."""

    def earlier(self) -> Earlier:
        """What ``rollback`` would show."""

    def rollback(self) -> str:
        """Show the publication before the one shown now, in one step; return which, in French."""
