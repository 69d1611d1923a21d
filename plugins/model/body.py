"""The text under a front matter, rendered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """Rendered text. ``links`` are the site's own addresses it points to, with their lines in the file; ``pictures``
    are the addresses of those that it shows."""

    html: str = ""
    anchors: frozenset[str] = frozenset()
    pictures: tuple[str, ...] = ()
    links: tuple[tuple[int, str], ...] = ()
    mistakes: tuple[tuple[int, str], ...] = ()
