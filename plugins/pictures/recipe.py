"""Makes the files of one picture: decoded once, turned upright, in sRGB, without metadata.

Encoders run in one thread, so that the same picture, recipe and libraries give the same bytes.
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
"""To be raised with each change that gives other bytes."""

UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by its EXIF Orientation."""
SIDEWAYS: Final = tuple(UPRIGHT[held] for held in (5, 6, 7, 8))
"""The turns that swap width and height."""
OPTIONS: Final[Mapping[str, Mapping[str, int | bool | str]]] = {
    "AVIF": {"quality": 55, "speed": 8, "max_threads": 1},
    "WEBP": {"quality": 75, "method": 4},
    "JPEG": {"quality": 76, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "GIF": {},
}
"""The options of Pillow’s encoders, by format."""
LOSSLESS: Final[Mapping[str, int | bool]] = {"lossless": True, "quality": 75, "method": 4}
"""The options for a drawing in WebP, where ``quality`` is the effort of the encoder."""


def recipe() -> str:
    """A text that changes with everything that the bytes depend on besides the picture itself."""
    libraries = {
        name: features.version(name) for name in ("pil", "avif", "webp", "libjpeg_turbo", "zlib", "littlecms2")
    }
    return f"{RECIPE_VERSION} {libraries} {OPTIONS} {LOSSLESS}"


def key_of(data: bytes, kind: PictureKind, recipe: str) -> str:
    """The key of a picture: 64 hexadecimal digits."""
    return hashlib.sha256(hashlib.sha256(data).digest() + f"{kind} {recipe}".encode()).hexdigest()


class PictureRenderer:
    """Makes the files of a picture, each width from the next larger one; decodes it when a file needs it."""

    def __init__(self, picture: Picture, data: bytes) -> None:
        self.picture, self.data = picture, data
        self._by_width: dict[int, Image.Image] = {}

    def variant(self, width: int, extension: str) -> bytes:
        """The picture at one of its widths, in one of its formats."""
        if not self._by_width:
            larger = None
            for step in sorted(self.picture.widths, reverse=True):
                size = (step, self.picture.height_at(step))
                larger = larger.resize(size, Image.Resampling.LANCZOS) if larger else self._decoded(size)
                self._by_width[step] = larger
        return self._encoded(self._by_width[width], extension)

    def bounded(self) -> bytes:
        """The file that a plain link opens, in the format of the picture."""
        return self._encoded(self._decoded(self.picture.bounded), extension_of(self.picture.address))

    def _decoded(self, size: tuple[int, int]) -> Image.Image:
        """The picture at a size, without metadata."""
        with Image.open(io.BytesIO(self.data), formats=[PICTURES[extension_of(self.picture.address)]]) as image:
            turn = UPRIGHT.get(orientation(image))
            width, height = size[::-1] if turn in SIDEWAYS else size
            image.draft(None, (width, height))
            pixels, profile = _plain(image, transparent=self.picture.transparent), image.info.get("icc_profile")
        pixels = pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        pixels = _in_srgb(pixels, profile)
        pixels = pixels.transpose(turn) if turn else pixels
        pixels.info = {}  # else encoders write the metadata, and a colour profile that no longer applies
        return pixels

    def _encoded(self, image: Image.Image, extension: str) -> bytes:
        file = io.BytesIO()
        name = PICTURES[extension]
        lossless = name == "WEBP" and self.picture.kind is PictureKind.DRAWING
        image.save(file, name, **(LOSSLESS if lossless else OPTIONS[name]))
        return file.getvalue()


def _plain(image: Image.Image, *, transparent: bool) -> Image.Image:
    """The decoded picture as RGBA, RGB or L; grey stays L, since its colour profile is one of greys."""
    image.load()
    if transparent:
        return image.convert("RGBA")
    return image.copy() if image.mode == "L" else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB. A colour profile that cannot be used is ignored, as in browsers."""
    wanted = "RGB" if image.mode == "L" else image.mode
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            if converted:
                return converted
    return image.convert(wanted)
