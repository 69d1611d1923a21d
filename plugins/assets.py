"""The theme's own files under names that tell their content: a browser may keep them for ever.

The style sheet is written as many files and sent as one: `@import` is resolved here, comments and indentation go.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

STYLE: Final = "css/main.css"
AS_THEY_ARE: Final = frozenset({".txt"})

_IMPORT: Final = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?(?P<media>[^;]*);')
_URL: Final = re.compile(r'(?<!@import )url\("?(?!data:|#)(?P<file>[^")]+)"?\)')
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Assets:
    """The files of the theme: their addresses by their names in ``static/``, their bytes by their addresses."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Where the file ``name`` of ``static/`` is served. Raises KeyError for a file that is not there."""
        return self.addresses[name]


def read_assets(static: Path, folder: str) -> Assets:
    """The assets of the theme's ``static`` folder, to be served below ``/folder/``."""
    addresses, files = {}, {}
    for file in sorted(static.rglob("*")):
        name = file.relative_to(static).as_posix()
        if file.is_file() and file.suffix != ".css":
            addresses[name] = _address(folder, name, file.read_bytes())
            files[addresses[name]] = file.read_bytes()
    if (static / STYLE).is_file():
        style = _with_addresses(bundle(static / STYLE, static), addresses).encode()
        addresses[STYLE] = _address(folder, STYLE, style)
        files[addresses[STYLE]] = style
    return Assets(addresses, files)


def bundle(sheet: Path, static: Path) -> str:
    """A style sheet with the sheets that it imports in their place; its URLs become names below ``static``."""
    text = _COMMENT.sub("", sheet.read_text("utf-8"))
    folder = PurePosixPath(sheet.parent.relative_to(static).as_posix())
    text = _URL.sub(lambda match: f'url("{posixpath.normpath(folder / match["file"])}")', text)

    def imported(match: re.Match[str]) -> str:
        inner = bundle(sheet.parent / match["file"], static)
        if match["layer"]:
            inner = f"@layer {match['layer']}{{{inner}}}"
        return f"@media {match['media'].strip()}{{{inner}}}" if match["media"].strip() else inner

    return re.sub(r"\s*\n\s*", "\n", _IMPORT.sub(imported, text)).strip()


def _with_addresses(style: str, addresses: Mapping[str, str]) -> str:
    return _URL.sub(lambda match: f'url("{addresses[match["file"]]}")', style)


def _address(folder: str, name: str, data: bytes) -> str:
    path = PurePosixPath(name)
    if path.suffix in AS_THEY_ARE:
        return f"/{folder}/{name}"
    return f"/{folder}/{path.with_name(f'{path.stem}.{hashlib.sha256(data).hexdigest()[:10]}{path.suffix}')}"


class AssetsGenerator(Generator):
    """Writes the assets."""

    def generate_output(self, writer: Writer) -> None:
        for address, data in self.settings["ASSETS"].files.items():
            file = Path(self.output_path) / address.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def generators(pelican: Pelican) -> type[Generator]:
    """Read the assets at the start of each build, before the templates ask for their addresses."""
    static = Path(pelican.theme) / "static"
    pelican.settings["ASSETS"] = read_assets(static, pelican.settings["THEME_STATIC_DIR"])
    return AssetsGenerator


def register() -> None:
    signals.get_generators.connect(generators)
