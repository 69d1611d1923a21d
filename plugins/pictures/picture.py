"""A picture of the content as pages use it: its size, and the addresses of what is made of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
"""The extensions of pictures, with Pillow's name for what must be inside."""

WIDTHS: Final = (480, 720, 1000, 1280)
"""The widths that are made, in pixels: for a phone of 360 CSS pixels less its margins on a screen that is once, twice
and three times as fine, and for a column of text on a dense screen."""
FALLBACK: Final = 1000
"""The width for browsers that do not choose one."""
PLACE: Final = 800
"""The side of the square in which a picture is shown, in CSS pixels: the column of text is never wider."""
NARROWEST: Final = 400
"""The least width, also of a picture as tall as a poster, which is then taller than that square but legible."""
LONGEST_SIDE_SHOWN: Final = 2560
"""The longer side of a picture that a plain link opens, in pixels."""


def extension_of(name: str) -> str:
    """« jpg » for « Forum.JPG »."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


class PictureKind(StrEnum):
    """What a picture is like, which decides how it is compressed."""

    PHOTO = "photo"
    CUTOUT = "cutout"
    """Many colours, some of them transparent."""
    DRAWING = "drawing"
    """Few colours: every edge is kept as it is."""


PICTURE_FORMATS: Final = {
    PictureKind.PHOTO: ("avif", "webp", "jpg"),
    PictureKind.CUTOUT: ("avif", "webp", "png"),
    PictureKind.DRAWING: ("webp", "png"),
}
"""The best first; the last is what every browser reads."""


@dataclass(frozen=True)
class Picture:
    """One file of ``images/``. Sizes are in pixels, once turned upright.

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
        """Its size on a page that is wide enough, in CSS pixels."""
        width = min(self.width, max(NARROWEST, min(PLACE, PLACE * self.width // self.height)))
        return width, self.height_at(width)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths made of it, in pixels: up to a dense screen's, never more than it has.

        A drawing has one: made smaller, its edges become gradients, and the file heavier.
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
        """The size of the one that a plain link opens."""
        scale = min(1, LONGEST_SIDE_SHOWN / max(self.width, self.height))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    def height_at(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))

    def variant(self, width: int, extension: str) -> str:
        """The address of one of the files made of it, with a hash of its content: a browser may keep it for ever."""
        path = PurePosixPath(self.address)
        return str(path.with_name(f"{path.stem}-{width}.{self.key[:10]}.{extension}"))

    @property
    def fallback(self) -> str:
        """The address for programs that read one file only: old browsers, feed readers."""
        width = max((width for width in self.widths if width <= FALLBACK), default=min(self.widths))
        return self.variant(width, self.formats[-1])

    def source_set(self, extension: str) -> str:
        """What a browser chooses from, as ``srcset`` wants it (HTML, 4.8.4.2.1)."""
        return ", ".join(f"{self.variant(width, extension)} {width}w" for width in self.widths)
