"""A picture of the content as pages use it: its size, and the addresses of the files made of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
"""The extensions of pictures, with the name of their format in Pillow."""

WIDTHS: Final = (480, 720, 1000, 1280)
"""The widths of the files made of a picture, in pixels: for a phone of 360 CSS pixels without its margins, on a screen
with one, two and three pixels for each CSS pixel, and for a column of text on a screen with two."""
FALLBACK: Final = 1000
"""The width for programs that do not choose one, in pixels."""
PLACE: Final = 800
"""The side, in CSS pixels, of the square in which a picture is shown: the column of text is never wider."""
NARROWEST: Final = 400
"""The least width in CSS pixels, also of a tall picture: a poster is then taller than the square, but legible."""
LONGEST_SIDE_SHOWN: Final = 2560
"""The longer side, in pixels, of the file that a plain link opens."""


def extension_of(name: str) -> str:
    """The extension of a file name in lower case: « jpg » for « Forum.JPG »."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


class PictureKind(StrEnum):
    """The kind of a picture, which decides how it is compressed."""

    PHOTO = "photo"
    CUTOUT = "cutout"
    """Many colours, some of them transparent."""
    DRAWING = "drawing"
    """Few colours: its edges stay sharp."""


PICTURE_FORMATS: Final = {
    PictureKind.PHOTO: ("avif", "webp", "jpg"),
    PictureKind.CUTOUT: ("avif", "webp", "png"),
    PictureKind.DRAWING: ("webp", "png"),
}
"""The formats made of each kind, the best first; every browser reads the last."""


@dataclass(frozen=True)
class Picture:
    """A file of ``images/``; sizes are in pixels, after it is turned upright.

    ``key`` is a hash of the bytes, the recipe and the versions of the libraries.
    """

    address: str
    key: str
    width: int
    height: int
    kind: PictureKind
    transparent: bool = False

    @property
    def shown(self) -> tuple[int, int]:
        """The width and height on a page that is wide enough, in CSS pixels."""
        width = min(self.width, max(NARROWEST, min(PLACE, PLACE * self.width // self.height)))
        return width, self.height_at(width)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the files made of it, in pixels: up to that of a dense screen, never more than the picture has.

        A drawing has a single one: in a smaller copy, edges become gradients, and the file heavier.
        """
        most = min(self.width, 2 * self.shown[0], WIDTHS[-1])
        if self.kind is PictureKind.DRAWING:
            return (most,)
        return (*(width for width in WIDTHS if width < 0.9 * most), most)

    @property
    def formats(self) -> tuple[str, ...]:
        return PICTURE_FORMATS[self.kind]

    @property
    def bounded(self) -> tuple[int, int]:
        """The width and height of the file that a plain link opens."""
        scale = min(1, LONGEST_SIDE_SHOWN / max(self.width, self.height))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    def height_at(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))

    def variant(self, width: int, extension: str) -> str:
        """The address of one of the files made of it, with a hash, so that browsers may keep the file for ever."""
        path = PurePosixPath(self.address)
        return str(path.with_name(f"{path.stem}-{width}.{self.key[:10]}.{extension}"))

    @property
    def fallback(self) -> str:
        """The address of the file for programs that read a single one: old browsers, feed readers."""
        width = max((width for width in self.widths if width <= FALLBACK), default=min(self.widths))
        return self.variant(width, self.formats[-1])

    def source_set(self, extension: str) -> str:
        """The value of ``srcset`` (HTML standard, 4.8.4.2.1) in one format."""
        return ", ".join(f"{self.variant(width, extension)} {width}w" for width in self.widths)
