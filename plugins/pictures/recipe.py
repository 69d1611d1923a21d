"""How the files of a picture are made: one decoding, upright, in sRGB, metadata stripped.

Encoders run in one thread: the same picture, recipe and libraries give the same bytes.
"""

import contextlib
import hashlib
import io
from collections.abc import Mapping
from typing import Final

from PIL import Image, ImageCms, features

from plugins.pictures.inspection import orientation
from plugins.pictures.picture import PICTURES, Picture, PictureKind, extension_of

RECIPE_VERSION: Final = "1"
"""Raise it with every change that gives other bytes."""

UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by how the camera was held (EXIF, Orientation)."""
SIDEWAYS: Final = tuple(UPRIGHT[held] for held in (5, 6, 7, 8))
OPTIONS: Final[Mapping[str, Mapping[str, int | bool | str]]] = {
    "AVIF": {"quality": 55, "speed": 8, "max_threads": 1},
    "WEBP": {"quality": 75, "method": 4},
    "JPEG": {"quality": 76, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "GIF": {},
}
LOSSLESS: Final[Mapping[str, int | bool]] = {"lossless": True, "quality": 75, "method": 4}
"""For a drawing as WebP; quality is then how hard the encoder tries."""


def recipe() -> str:
    """A text that changes with everything that may change the bytes made, beside the picture itself."""
    libraries = {
        name: features.version(name) for name in ("pil", "avif", "webp", "libjpeg_turbo", "zlib", "littlecms2")
    }
    return f"{RECIPE_VERSION} {libraries} {OPTIONS} {LOSSLESS}"


def key_of(data: bytes, kind: PictureKind, recipe: str) -> str:
    """The key of a picture: 64 hexadecimal digits."""
    return hashlib.sha256(hashlib.sha256(data).digest() + f"{kind} {recipe}".encode()).hexdigest()


class PictureRenderer:
    """Makes the files of one picture, each from the next larger size; decodes when the first is asked for."""

    def __init__(self, picture: Picture, data: bytes) -> None:
        self.picture, self.data = picture, data
        self._by_width: dict[int, Image.Image] = {}

    def variant(self, width: int, extension: str) -> bytes:
        """One of the widths of the picture, in one of its formats."""
        if not self._by_width:
            larger = None
            for step in sorted(self.picture.widths, reverse=True):
                size = (step, self.picture.height_at(step))
                larger = larger.resize(size, Image.Resampling.LANCZOS) if larger else self._decoded(size)
                self._by_width[step] = larger
        return self._encoded(self._by_width[width], extension)

    def bounded(self) -> bytes:
        """The one that a plain link opens, in the format of the file."""
        return self._encoded(self._decoded(self.picture.bounded), extension_of(self.picture.address))

    def _decoded(self, size: tuple[int, int]) -> Image.Image:
        """The picture at that size, metadata stripped."""
        with Image.open(io.BytesIO(self.data), formats=[PICTURES[extension_of(self.picture.address)]]) as image:
            turn = UPRIGHT.get(orientation(image))
            width, height = size[::-1] if turn in SIDEWAYS else size
            image.draft(None, (width, height))
            pixels, profile = _plain(image, transparent=self.picture.transparent), image.info.get("icc_profile")
        pixels = pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        pixels = _in_srgb(pixels, profile)
        pixels = pixels.transpose(turn) if turn else pixels
        pixels.info = {}  # else the encoders write the metadata, and a profile that no longer holds
        return pixels

    def _encoded(self, image: Image.Image, extension: str) -> bytes:
        file = io.BytesIO()
        name = PICTURES[extension]
        lossless = name == "WEBP" and self.picture.kind is PictureKind.DRAWING
        image.save(file, name, **(LOSSLESS if lossless else OPTIONS[name]))
        return file.getvalue()


def _plain(image: Image.Image, *, transparent: bool) -> Image.Image:
    """The whole picture decoded, in one of three modes: grey stays grey, for its profile is one of greys."""
    image.load()
    if transparent:
        return image.convert("RGBA")
    return image.copy() if image.mode == "L" else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours of the web; a profile that cannot be used is passed over, as browsers do."""
    wanted = "RGB" if image.mode == "L" else image.mode
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            if converted:
                return converted
    return image.convert(wanted)
