"""The manifest of a built site, and what differs between two of them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.base.walk import paths_in
from tooling.hosting.policy import address
from tooling.hosting.precompression import is_variant

CHANGES_SHOWN = 12
"""How many addresses of one kind are listed before « et n autres »."""
REMOVED_SHOWN = 100
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Manifest:
    """The SHA-256 of each file, by its path below the site's folder."""

    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Manifest":
        """The manifest of a folder; an empty one when it does not exist."""
        return cls({path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in paths_in(folder)})

    @classmethod
    def read(cls, lines: Iterable[str]) -> "Manifest":
        """Parse lines of ``sha256sum`` (coreutils)."""
        pairs = (line.rstrip("\n").split("  ", 1) for line in lines if line.strip())
        return cls({path: digest for digest, path in pairs})

    def __str__(self) -> str:
        """The lines that ``sha256sum -c`` reads."""
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.files.items()))


@dataclass(frozen=True)
class Changes:
    """What a publication changes: addresses of pages, and the number of other files."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    others: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.others)

    @classmethod
    def between(cls, old: Manifest, new: Manifest) -> "Changes":
        """The changes from the site ``old`` to the site ``new``, without compressed forms."""
        paths = sorted(path for path in old.files.keys() | new.files.keys() if not is_variant(Path(path)))
        differing = [path for path in paths if old.files.get(path) != new.files.get(path)]
        pages = [path for path in differing if path.endswith(".html")]
        return cls(
            tuple(address(path) for path in pages if path not in old.files),
            tuple(address(path) for path in pages if path in old.files and path in new.files),
            tuple(address(path) for path in pages if path not in new.files),
            len(differing) - len(pages),
        )

    def description(self, own: Collection[str] = ()) -> str:
        """The changes in French, removed pages first.

        ``own``: the addresses of the pages whose own text changed. The other changed pages are then only counted; where
        ``own`` is empty, because these pages are not known, all changed pages are listed.
        """
        parts = []
        if self.removed:
            parts.append("ATTENTION : " + _listed(self.removed, "page disparaît", "pages disparaissent", REMOVED_SHOWN))
        parts += [_listed(self.added, "page ajoutée", "pages ajoutées")] if self.added else []
        parts += _of_changed(tuple(each for each in self.changed if each in own), self.changed)
        if self.others:
            parts.append(f"{self.others} autre{_s(self.others)} fichier{_s(self.others)} (images, styles, données…).")
        return "\n".join(parts)


def _of_changed(own: tuple[str, ...], changed: tuple[str, ...]) -> Iterator[str]:
    """The lines about the ``changed`` pages: those whose own text changed are listed, the others counted."""
    if not own:
        yield from [_listed(changed, "page changée", "pages changées")] if changed else []
        return
    yield _listed(own, "page dont le texte a changé", "pages dont le texte a changé")
    if rest := len(changed) - len(own):
        follow = "autres pages changent" if rest > 1 else "autre page change"
        them = f"elle{_s(len(own))}"
        yield f"{rest} {follow} avec {them} (listes, pages voisines, autres langues)."


def _listed(addresses: tuple[str, ...], one: str, several: str, shown: int = CHANGES_SHOWN) -> str:
    count = len(addresses)
    first = sorted(addresses, key=lambda each: (each.count("/"), each))[:shown]  # the main pages first
    lines = [f"{count} {several if count > 1 else one} :", *(f"  {each}" for each in first)]
    if rest := count - shown if count > shown else 0:
        lines.append(f"  … et {rest} autre{_s(rest)}")
    return "\n".join(lines)


def names_told(names: Iterable[str]) -> str:
    """The first few of the ``names`` that others put into a folder, and how many more there are, in French."""
    first = sorted(names)
    more = len(first) - NAMES_SHOWN
    return ", ".join(first[:NAMES_SHOWN]) + (f" … et {more} autre{_s(more)}" if more > 0 else "")


def _s(count: int) -> str:
    return "s" if count > 1 else ""
