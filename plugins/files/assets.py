"""The files of the theme, with the hash of their content in their names, so that browsers may keep them for ever.

A style sheet is written as several files and served as one: ``@import`` is resolved here, comments and indentation are
removed. A script is joined with the parts that it imports (``import "./part.js";``) in the same way, without the lines
that are comments: they are a fifth of what a phone would receive.
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
"""The style sheets that pages load: that of the site and what it adds for print, which a screen does not wait for; that
of the sheets to print; that of the embeds."""
KINDS: Final = "css/kinds/*.css"
"""The style sheets that pages of a single kind load besides the style of the site."""
SCRIPTS: Final = "css/scripts/*.css"
"""The style sheets that pages in another script load: its font faces, its line height."""
LAYERS: Final = {"kinds": "components", "print": "print"}
"""The cascade layer of a style sheet that is loaded beside ``main.css``, by its file name or its folder."""
FIRST_FACES: Final = {
    "": ("asap-condensed-400", "alegreya-sans-400"),
    "arabic": ("noto-sans-arabic", "alegreya-sans-400"),
    "cyrillic": ("alegreya-sans-cyrillic-400",),
    "ethiopic": ("noto-sans-ethiopic", "alegreya-sans-400"),
}
"""The font faces to preload on every page, by script: those of its first words."""
BOLD_FACES: Final = {"": ("alegreya-sans-700",), "cyrillic": ("alegreya-sans-cyrillic-700",)}
"""The font faces to preload on pages with bold words, by script, where the first faces have no bold."""
AS_THEY_ARE: Final = frozenset({".txt"})
"""The suffixes of files that keep their names."""

_IMPORT: Final = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?(?P<media>[^;]*);')
_URL: Final = re.compile(r'url\((?<!@import url\()"?(?!data:|#)(?P<file>[^")]+)"?\)')
_PART: Final = re.compile(r'^import "\./(?P<file>[^"]+)";$', re.MULTILINE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMENT_LINES: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.DOTALL | re.MULTILINE)
"""In a script: whole lines alone, since what looks like a comment inside of a line may be a part of a text."""


def read_assets(static: Path, folder: str) -> Assets:
    """The assets in the ``static`` folder of the theme, to be served below ``/folder/``."""
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
    """The code of a JavaScript module, with the parts that it imports (``import "./part.js";``) as blocks."""
    text = _COMMENT_LINES.sub("", module.read_text("utf-8"))
    return _PART.sub(lambda match: f"{{\n{joined(module.parent / match['file']).decode()}}}", text).encode()


def bundle(sheet: Path, static: Path) -> str:
    """A style sheet in which each ``@import`` is replaced by the imported sheet; URLs become paths below ``static``."""
    text = _COMMENT.sub("", sheet.read_text("utf-8"))
    folder = PurePosixPath(sheet.parent.relative_to(static).as_posix())
    text = _URL.sub(lambda match: f'url("{posixpath.normpath(folder / match["file"])}")', text)

    def imported(match: re.Match[str]) -> str:
        inner = bundle(sheet.parent / match["file"], static)
        if match["layer"]:
            inner = f"@layer {match['layer']}{{{inner}}}"
        return f"@media {match['media'].strip()}{{{inner}}}" if match["media"].strip() else inner

    lines = (line.strip() for line in _IMPORT.sub(imported, text).split("\n"))
    return "\n".join(line for line in lines if line)


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
