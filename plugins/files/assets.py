"""The theme's own files, named by the hash of their content, so that a browser may keep them for ever.

A style sheet is written as many files and sent as one: ``@import`` is resolved here, comments and indentation go.
So is a module made of parts (``import "./part.js";``): one request for the code of every page.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.files.file import Assets, BuildContext, File
from plugins.model.site import Site

STYLES: Final = ("css/main.css", "css/print.css", "css/sheet.css", "css/embed.css")
"""The style sheets that pages load: the site's own style and what paper adds to it, which no screen waits for; the same
with the sheets to print; that of the embeds."""
KINDS: Final = "css/kinds/*.css"
"""What one kind of page needs besides the site's own style, so that no other page loads it."""
SCRIPTS: Final = "css/scripts/*.css"
"""What the pages of a language in another script need: its faces, the height of its lines."""
LAYERS: Final = {"kinds": "components", "print": "print"}
"""The cascade layer of what a page loads beside ``main.css``, by its file or its folder."""
FIRST_FACES: Final = {
    "": ("asap-condensed-400", "alegreya-sans-400"),
    "arabic": ("noto-sans-arabic", "alegreya-sans-400"),
    "cyrillic": ("alegreya-sans-cyrillic-400",),
    "ethiopic": ("noto-sans-ethiopic", "alegreya-sans-400"),
}
"""The faces that the first words of every page need, by their script."""
BOLD_FACES: Final = {"": ("alegreya-sans-700",), "cyrillic": ("alegreya-sans-cyrillic-700",)}
"""Those of bold words, where the first faces lack them."""
AS_THEY_ARE: Final = frozenset({".txt"})

_IMPORT: Final = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?(?P<media>[^;]*);')
_URL: Final = re.compile(r'(?<!@import )url\("?(?!data:|#)(?P<file>[^")]+)"?\)')
_PART: Final = re.compile(r'^import "\./(?P<file>[^"]+)";$', re.MULTILINE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def read_assets(static: Path, folder: str) -> Assets:
    """The assets of the theme's ``static`` folder, to be served below ``/folder/``."""
    addresses, files = {}, {}
    for file in sorted(static.rglob("*")):
        name = file.relative_to(static).as_posix()
        if file.is_file() and file.suffix != ".css":
            data = joined(file) if file.suffix == ".js" else file.read_bytes()
            addresses[name] = _address(folder, name, data)
            files[addresses[name]] = data
    found = sorted(file.relative_to(static).as_posix() for more in (KINDS, SCRIPTS) for file in static.glob(more))
    for name in (*STYLES, *found):
        if (static / name).is_file():
            layer = LAYERS.get(PurePosixPath(name).parts[1].removesuffix(".css"))
            sheet = _with_addresses(bundle(static / name, static), addresses)
            style = (f"@layer {layer}{{{sheet}}}" if layer else sheet).encode()
            addresses[name] = _address(folder, name, style)
            files[addresses[name]] = style
    return Assets(addresses, files)


def joined(module: Path) -> bytes:
    """A module with those that it imports for their effect in place of the imports, each in a block of its own."""
    text = module.read_text("utf-8")
    return _PART.sub(lambda match: f"{{\n{joined(module.parent / match['file']).decode()}}}", text).encode()


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


def assets(site: Site, context: BuildContext) -> Iterator[File]:
    """The files of the theme."""
    yield from (File(address, data) for address, data in context.assets.files.items())
