"""What a build is made by. What was kept by another version is not used."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from plugins.source.walk import What, walk

ROOT: Final = Path(__file__).resolve().parents[2]
BESIDE: Final = ("identity.toml", "requirements.lock", "publication/addresses.txt")
"""Files of the project that a build reads, beside the program, the theme and the content."""
PLAIN: Final = (str, int, float, bool, type(None), list, tuple, dict)


@cache
def of_program() -> str:
    """A digest of all that turns a file of the content into a record."""
    digest = hashlib.sha256(sys.version.encode())
    for data in _files(ROOT / "plugins"):
        digest.update(data)
    for name in BESIDE:
        if (ROOT / name).is_file():
            digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def of_pages(settings: Mapping[str, object], theme: Path) -> str:
    """A digest of all that turns a site into its files: the theme and the settings too, but not the day."""
    digest = hashlib.sha256(of_program().encode())
    for name, value in sorted(settings.items()):
        if isinstance(value, PLAIN) and name != "JINJA_ENVIRONMENT":  # it has objects
            digest.update(f"{name}={value!r}\n".encode())
    for data in _files(theme):
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[bytes]:
    for entry in walk(folder):
        if entry.what is What.FILE and not entry.noise:
            yield f"\n{entry.path}\n".encode()
            yield (folder / entry.path).read_bytes()
