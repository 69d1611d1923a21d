"""The pictures and documents of the old site: finds the file behind an old address, and names it on this site.

A picture has many old addresses, one for each size that WordPress made; here it is one file, the largest that the site
accepts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from plugins.base.typography import shortened, slugify
from plugins.importing.wordpress_export import Export, Item
from plugins.pictures.documents import check_document
from plugins.pictures.inspection import check_name_and_size, inspect_picture
from plugins.pictures.picture import PICTURES, extension_of

LONGEST_NAME: Final = 60
OTHER_PICTURES: Final = ("svg", "svgz", "heic", "heif", "bmp", "tif", "tiff", "ico")
NOT_A_NAME: Final = re.compile(
    r"(?:img|image|dsc[nf]?|dscf|pict?|p|photo|pxl|whatsapp-image|screenshot|capture(?:-d-ecran)?|sans-titre|untitled|scan|"
    r"download|fullsizerender|unnamed|snapchat|messenger|mvimg|gopr|dji|facebook|fb-img|\d+)?[-_\d]*(?:at-\d[-\d]*)?",
    re.I,
)
"""Matches, as a slug, the names that cameras, telephones and programs give to pictures."""
_SIZE = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|-rotated|-e\d{10,})+(?=\.\w+$)")
_UPLOADS = re.compile(r"/wp-content/(?:uploads|blogs\.dir/\d+/files)/(.+)$")
_CDN = re.compile(r"https?://i\d\.wp\.com/", re.I)


@dataclass(frozen=True)
class Medium:
    """One picture or document of the new site. ``key`` is its path below « uploads/ », without the marks of a size."""

    key: str
    source: Path
    address: str
    item: Item | None


@dataclass
class Uploads:
    """The media of an export, and the folder with their files; ``used`` are those that texts use, by key."""

    export: Export
    folder: Path | None
    names: Mapping[str, str]
    """The addresses that an earlier import gave to media, by key; these stay."""
    taken: Iterable[str]
    """The addresses of the files that the site has already."""
    used: dict[str, Medium] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    """The reason why a file that a text uses does not come, by key."""

    def __post_init__(self) -> None:
        self._items: dict[str, Item] = {}
        for item in self.export.of_type("attachment"):
            for file in item.files:
                self._items.setdefault(bare(file), item)
        self._taken = {*self.taken, *self.names.values()}

    def address_of(self, item: Item) -> str:
        """The old address of the file of a medium; "" without a file."""
        return f"{self.export.base}/wp-content/uploads/{item.files[0]}" if item.files else ""

    def path(self, address: str) -> str:
        """The path below « uploads/ » of an address of the old site; "" for any other address."""
        parts = urlsplit(_CDN.sub("https://", address.strip()))
        host = (parts.hostname or "").removeprefix("www.")
        found = _UPLOADS.search(unquote(parts.path))
        return found[1] if found and host in ("", self.export.host) and ".." not in found[1] else ""

    def item(self, path: str) -> Item | None:
        """The item of WordPress's library to which the file at ``path`` belongs, in any size."""
        return self._items.get(bare(path))

    def use(self, path: str, text: str) -> Medium | None:
        """The medium at ``path``, for the text with the slug ``text``; None if it is missing or refused (``lost``)."""
        key = bare(path)
        if key in self.used:
            return self.used[key]
        if key in self.lost:
            return None
        reason = "le fichier n’est pas dans le dossier des médias"
        for name in self._candidates(path):
            file = self.folder / name if self.folder else None
            if file and file.is_file():
                try:
                    self._check(file)
                except ValueError as fault:
                    reason = str(fault)
                else:
                    return self._keep(key, file, text)
        self.lost[key] = reason
        return None

    def _candidates(self, path: str) -> list[str]:
        """The files of the same picture: the original first, then the others from the widest on."""
        item = self.item(path)
        sizes = [*(item.files if item else ()), path]

        def width(name: str) -> int:
            found = re.search(r"-(\d+)x\d+\.\w+$", name)
            return -int(found[1]) if found else -2560 if "-scaled." in name else -100_000

        return sorted(dict.fromkeys((bare(path), *sizes)), key=width)

    @staticmethod
    def _check(file: Path) -> None:
        """Raise ValueError in French for a file that the site does not publish."""
        size = file.stat().st_size
        if extension_of(file.name) in (*PICTURES, *OTHER_PICTURES):
            check_name_and_size(file.name, size)
            inspect_picture(file.name, file.read_bytes())
        else:
            check_document(file.name, size)

    def _keep(self, key: str, file: Path, text: str) -> Medium:
        medium = Medium(key, file, self.names.get(key) or self._name(key, file, text), self.item(key))
        self.used[key] = medium
        self._taken.add(medium.address)
        return medium

    def _name(self, key: str, file: Path, text: str) -> str:
        """A new address with a telling name, which no other file has."""
        folder = "images" if extension_of(file.name) in PICTURES else "documents"
        stem = slugify(PurePosixPath(key).stem)
        if NOT_A_NAME.fullmatch(stem):
            stem = f"{text}-image" if folder == "images" else f"{text}-document"
        stem = shortened(stem, LONGEST_NAME)
        names = (
            f"/{folder}/{stem}{mark}.{extension_of(file.name)}" for mark in ("", *(f"-{n}" for n in range(2, 9999)))
        )
        return next(name for name in names if name not in self._taken)


def bare(path: str) -> str:
    """The path of the original of which a file is a size: « x.jpg » for « x-300x200.jpg » and « x-scaled.jpg »."""
    return _SIZE.sub("", path)


def is_name(words: str) -> bool:
    """Whether words are only the name of a file, and therefore useless as an alternative text."""
    slug = slugify(re.sub(r"\.\w{3,4}$", "", words))
    written = "_" in words or re.search(r"\.(?:jpe?g|png|gif|webp)$", words, re.I) or " " not in words.strip()
    return not slug or NOT_A_NAME.fullmatch(slug) is not None or bool(written and re.search(r"\d|[-_.]", words))
