"""The interface of the targets to which a site can be published: the folder public/ and servers."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin


class TargetRefused(Exception):
    """The target cannot be used now; the message is in French, with what to do.

    ``said``: the output of another program about it, in English, for the developer.
    """

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class ConnectionLost(TargetRefused):
    """The connection was lost, so that nobody knows whether the last request was carried out."""


@dataclass(frozen=True)
class Earlier:
    """What the target showed before the current publication: its files, and its origin where that is known."""

    manifest: Manifest
    origin: Origin | None
    said: str = ""
    """What the target showed then, in French, where that was not a publication."""


class Target(Protocol):
    """A context manager that holds the target for one publication. Every method may raise TargetRefused."""

    word: str
    """What the officer types after --vers."""

    name: str
    """What the officer calls the target: « le dossier public »."""

    serves_public: bool
    """Whether the public sees what the target shows, now or later; False for a trial in a folder."""

    at_once: bool
    """Whether the public address shows a site as soon as ``switch`` returns."""

    def __enter__(self) -> Self:
        """Hold the target, and clean up after a publication that was killed."""

    def __exit__(self, *_: object) -> None:
        """Release the target, where it is held by more than the lock on this computer."""
        return

    def published(self) -> Manifest:
        """The manifest of the site that the target shows now; an empty one before the first publication."""

    def origin(self) -> Origin | None:
        """The origin of the site that ``published`` returned last; None where it is not known."""

    def clock(self) -> datetime | None:
        """The time by the clock of the target; None where it has none of its own."""
        return None

    def remark(self) -> str:
        """A remark to print before the first publication, in French; "" for none."""
        return ""

    def doubt(self) -> str:
        """The files of others where the site goes, and what becomes of them, in French; "" where there are none."""
        return ""

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Copy the folder ``site`` to the target, without a change of what the public sees."""

    def switch(self) -> str:
        """Show the uploaded site, in one step; return what is shown now, in French."""

    def earlier(self) -> Earlier:
        """The publication that ``rollback`` would show."""

    def rollback(self) -> str:
        """Show the publication before the current one, in one step; return what is shown then, in French."""
