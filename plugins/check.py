"""Say what is wrong in a content folder, and what waits for the officer's confirmation, without building the site."""

import sys
from datetime import date
from pathlib import Path
from typing import Final

from plugins.cache import Cache
from plugins.content.loading import load
from plugins.content.mistakes import ContentMistakes

CACHE: Final = Path(".cache/made")
"""As in pelicanconf.py: a check and a build remember the same pictures."""


def main(content: Path, today: date, cache: Path = CACHE) -> int:
    """Print the mistakes to the error stream, or the notes to verify; the exit code is 1 when there are mistakes."""
    try:
        site = load(content, today, Cache(cache))
    except ContentMistakes as mistakes:
        print(mistakes.report(), file=sys.stderr)
        return 1
    notes = [(record.source.path, note) for record in site.records for note in record.to_verify]
    for path, note in sorted(notes):
        print(f"{(content / path).as_posix()} : à vérifier : {note}")
    print(f"Aucune erreur dans {len(site.records)} pages. {len(notes)} point(s) à vérifier.")
    return 0
