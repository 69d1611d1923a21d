"""Advice about pictures and documents: those that no page uses, and those that are too heavy for a phone."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.source.links import ASSETS

HEAVIEST = 5_000_000  # bytes: the site makes small pictures of large ones, but git keeps every byte for ever


def unused_and_heavy(content: Path) -> Iterator[tuple[str, str]]:
    """Each file below ``content`` that deserves a word, and that word."""
    sources = unquote("\n".join(file.read_text("utf-8", "replace") for file in content.rglob("*.md")))
    for folder in ASSETS:
        for file in sorted((content / folder).rglob("*")):
            if not file.is_file() or file.name.startswith("."):
                continue
            path, size = file.relative_to(content).as_posix(), file.stat().st_size
            if file.name not in sources:
                yield path, "aucune page ne s’en sert → faites un lien vers ce fichier, ou supprimez-le"
            if size > HEAVIEST:
                weight = f"{size / 1_000_000:.1f}".replace(".", ",")
                how = "1600 points de large suffisent" if folder == "images" else "exportez un PDF allégé"
                yield path, f"ce fichier pèse {weight} Mo → réduisez-le : {how}"
