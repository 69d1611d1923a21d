"""Versions of the program, the templates and the theme, as digests: what another version has cached is not used."""

import hashlib
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, cast

from plugins.base.identity import IDENTITY
from plugins.base.walk import walk

ROOT: Final = Path(__file__).resolve().parents[2]
TRANSLATIONS: Final = "translations"
"""The folder of the theme with the words of each language."""
PLAIN_SETTINGS: Final = (str, int, float, bool, type(None), list, tuple, dict)


@cache
def of_program() -> str:
    """A digest of all that turns a file of the content into a record: the code, the packages, the identity."""
    packages = sorted(file.name for file in Path(sysconfig.get_path("purelib")).glob("*-info"))
    digest = hashlib.sha256(f"{sys.version}\n{packages}\n{IDENTITY}\n".encode())
    digest.update(IDENTITY.province.places.read_bytes())
    for data in _files(ROOT / "plugins"):
        digest.update(data)
    return digest.hexdigest()


def of_templates(settings: Mapping[str, object]) -> str:
    """A digest of all on which compiled templates depend: the settings too, as Jinja evaluates constant expressions."""
    digest = hashlib.sha256(of_program().encode())
    jinja = cast("Mapping[str, object]", settings["JINJA_ENVIRONMENT"])
    for name, value in sorted({**settings, **jinja}.items()):
        if isinstance(value, PLAIN_SETTINGS) and value is not jinja:  # JINJA_ENVIRONMENT holds objects
            digest.update(f"{name}={value!r}\n".encode())
    return digest.hexdigest()


def of_pages(settings: Mapping[str, object], theme: Path) -> str:
    """A digest of all that turns a site into its files: the theme too, but neither the day nor the translations.

    The translations that a page uses are noted with it (``NotedWords``).
    """
    digest = hashlib.sha256(of_templates(settings).encode())
    for data in _files(theme, without=f"{TRANSLATIONS}/"):
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Path, without: str = "\0") -> Iterator[bytes]:
    for entry in walk(folder):
        file = folder / entry.path
        if not entry.noise and not entry.path.startswith(without) and file.is_file():  # the target of a link too
            yield f"\n{entry.path}\n".encode()
            yield file.read_bytes()
