"""Where a site can be published to: what the folder public/ and a server have in common."""

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tooling.release.origin import Origin
from tooling.targets.manifest import Manifest


class TargetRefused(Exception):
    """The target cannot be published to now; the message is French, and says what to do."""


class Lost(TargetRefused):
    """The target went away: whether it did what was asked last is not known."""


class Target(Protocol):
    """Entered, it is held for one publication at a time. Every method may raise TargetRefused."""

    word: str
    """What the officer types after --vers."""

    name: str
    """What the officer calls it: « le dossier public »."""

    serves_public: bool
    """Whether what it shows is what the public sees, or will be given: a trial in a folder is not."""

    at_once: bool
    """Whether the public address shows it as soon as it is switched."""

    def __enter__(self) -> Self:
        """Take hold of the target, and mend what a killed publication left there."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go."""

    def published(self) -> Manifest:
        """The site that the target shows now; an empty one before the first publication."""

    def origin(self) -> Origin | None:
        """Where the site comes from that ``published`` gave last; None when the target does not know."""

    def clock(self) -> datetime | None:
        """What time it is at the target; None when it has no clock of its own."""

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Bring the folder ``site`` near the public one; what is public does not change."""

    def switch(self) -> str:
        """Show what was uploaded instead, in one step; say what is shown now."""

    def step_back(self) -> str:
        """Show the publication before the one shown now, in one step; say which."""
