"""Advice about pictures and documents: those that no page uses, and those that are too heavy."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.source.folder import ContentFiles

HEAVIEST = 5_000_000  # bytes: the site makes smaller copies of pictures, but git keeps the originals for ever


def unused_and_heavy(content: Path, files: ContentFiles) -> Iterator[tuple[str, str]]:
    """The path and the advice for each of the ``files`` that is unused or too heavy."""
    sources = unquote("\n".join((content / path).read_text("utf-8", "replace") for path, _ in files.sources))
    for path in files.assets:
        size = (content / path).stat().st_size
        if path.rpartition("/")[2] not in sources:
            yield path, "aucune page ne s’en sert → faites un lien vers ce fichier, ou supprimez-le"
        if size > HEAVIEST:
            weight = f"{size / 1_000_000:.1f}".replace(".", ",")
            how = "1600 points de large suffisent" if path.startswith("images/") else "exportez un PDF allégé"
            yield path, f"ce fichier pèse {weight} Mo → réduisez-le : {how}"
