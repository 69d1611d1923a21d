"""The text under a front matter, rendered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """A rendered text: its HTML and the ids in it (``anchors``), the addresses of its pictures and its mistakes.

    ``links`` are the addresses of this site to which it links. Links and mistakes come with their line in the file.
    """

    html: str = ""
    anchors: frozenset[str] = frozenset()
    pictures: tuple[str, ...] = ()
    links: tuple[tuple[int, str], ...] = ()
    mistakes: tuple[tuple[int, str], ...] = ()
