"""Inspects a picture: its properties, or a French sentence about why it cannot be published.

The whole picture is decoded, at the smallest size that its format allows, since a truncated photograph opens without an
error.
"""

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from PIL import Image, ImageChops

from plugins.pictures.picture import PICTURES, PictureKind, extension_of

MAX_IMAGE_BYTES: Final = 30_000_000
MAX_PIXELS: Final = 60_000_000
"""More than phones of today make; a file of a few kilobytes may decompress to more."""
SMALLEST: Final = 16
"""The least length of the shorter side, in pixels: a smaller picture is a tracking pixel or a mistake."""
LONGEST_SIDE: Final = 16_383
"""The greatest length of a side in pixels: WebP stores it in 14 bits (RFC 9649, 2.5)."""
FEW_COLOURS: Final = 4096
"""The greatest number of colours of a drawing."""
FEW_GREYS: Final = 16
"""Up to this number of greys, a picture without colours is a drawing."""
FLAT: Final = 0.6
"""The share of pixels that equal the next one from which a picture with more greys is a drawing."""
MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""The modes of Pillow that are accepted."""
ORIENTATION: Final = 0x0112
"""The EXIF tag Orientation (CIPA DC-008, 4.6.5)."""
_SIGNS: Final = (
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("avif", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    ("heic", re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)),
    ("svg", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!DOCTYPE svg)", re.IGNORECASE)),
    ("pdf", re.compile(rb"%PDF-")),
)
_HEIC: Final = "photo d’iPhone au format HEIC, que la plupart des navigateurs ne lisent pas → exportez-la en JPEG"
_SVG: Final = "un dessin SVG peut contenir un programme : il n’est pas accepté → exportez-le en PNG"

_TOO_LARGE: Final = (
    f"l’image a plus de {MAX_PIXELS // 1_000_000} millions de points → réduisez-la à 4000 points de large"
)


@dataclass(frozen=True)
class Facts:
    """The properties of a picture; its size is in pixels, after it is turned upright."""

    width: int
    height: int
    kind: PictureKind
    transparent: bool


def check_name_and_size(name: str, size: int) -> None:
    """Raise ValueError, in French, for a file of another type or of too many bytes, without reading it."""
    extension = extension_of(name)
    if extension in ("heic", "heif"):
        raise ValueError(_HEIC)
    if extension in ("svg", "svgz"):
        raise ValueError(_SVG)
    if not extension:
        raise ValueError("le nom du fichier ne dit pas son format → exportez l’image en JPEG, sous un nom en « .jpg »")
    if extension not in PICTURES:
        known = ", ".join(f".{known}" for known in PICTURES)
        raise ValueError(f"« .{extension} » n’est pas un format d’image accepté ({known}) → exportez l’image en JPEG")
    if not size:
        raise ValueError("le fichier est vide (0 octet) → copiez l’image de nouveau")
    if size > MAX_IMAGE_BYTES:
        raise ValueError(f"l’image pèse plus de {MAX_IMAGE_BYTES // 1_000_000} Mo → réduisez-la à 4000 points de large")


def inspect_picture(name: str, data: bytes) -> Facts:
    """Return the properties of the picture ``name``. Raises ValueError, in French, if it cannot be published."""
    check_name_and_size(name, len(data))
    _check_content(name, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=[PICTURES[extension_of(name)]]) as image:
                _check_header(image)
                return _facts(image)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise ValueError(_TOO_LARGE) from None
        except _Unfit as unfit:
            raise ValueError(str(unfit)) from None
        except Exception:  # the errors of decoders for broken bytes have no common type
            raise ValueError(
                "l’image est incomplète ou abîmée : sa copie s’est sans doute arrêtée en route → copiez-la de nouveau"
            ) from None


class _Unfit(Exception):
    """A picture that can be read but not published; the message is a French sentence."""


def _check_content(name: str, data: bytes) -> None:
    """Raise ValueError unless the bytes are of the type of the extension, by which browsers and servers go."""
    found = next((extension for extension, sign in _SIGNS if sign.match(data)), None)
    if found == "heic":
        raise ValueError(_HEIC)
    if found == "svg":
        raise ValueError(_SVG)
    if found not in PICTURES:
        raise ValueError("ce fichier n’est pas une image, malgré son nom → exportez l’image de nouveau, en JPEG")
    if PICTURES[found] != PICTURES[extension_of(name)]:
        better = f"{PurePosixPath(name).stem}.{found}"
        raise ValueError(f"le fichier contient du {PICTURES[found]}, malgré son nom → renommez-le en {better}")


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _Unfit(_TOO_LARGE)
    if max(width, height) > LONGEST_SIDE:
        raise _Unfit(
            f"un côté de l’image a plus de {LONGEST_SIDE} points → réduisez-la, ou coupez-la en plusieurs images"
        )
    if min(width, height) < SMALLEST:
        raise _Unfit(f"l’image n’a que {width} × {height} points → prenez l’original, ou retirez-la")
    if image.mode in ("CMYK", "YCCK"):
        raise _Unfit("l’image a les couleurs de l’imprimerie (CMJN), fausses à l’écran → exportez-la en RVB")
    # A photograph with a second one inside (MPO: depth, a smaller copy) is no animation: the first one is shown.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise _Unfit("l’image est animée : rien ne bouge sur ce site → exportez-en une seule vue, en PNG ou en JPEG")
    if image.mode not in MODES:
        raise _Unfit(f"l’image a un codage rare ({image.mode}) → exportez-la en JPEG, ou en PNG à 8 bits par couleur")


def _facts(image: Image.Image) -> Facts:
    width, height = image.size
    if orientation(image) >= 5:
        width, height = height, width
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        return Facts(width, height, PictureKind.PHOTO, transparent=False)
    image.load()
    pixels = image.convert("RGBA" if image.has_transparency_data else "RGB")
    transparent = pixels.mode == "RGBA" and any(pixels.getchannel("A").histogram()[:255])
    if _drawn(pixels):
        return Facts(width, height, PictureKind.DRAWING, transparent)
    return Facts(width, height, PictureKind.CUTOUT if transparent else PictureKind.PHOTO, transparent)


def _drawn(pixels: Image.Image) -> bool:
    """Whether a picture is a drawing: it has few colours. A grey photograph has few too, but few equal neighbours."""
    colours = pixels.getcolors(FEW_COLOURS) or ()
    if len(colours) <= FEW_GREYS or any(_is_coloured(colour) for _, colour in colours):
        return bool(colours)
    grey = pixels.convert("L")
    steps = ImageChops.difference(grey.crop((1, 0, *grey.size)), grey.crop((0, 0, grey.width - 1, grey.height)))
    return steps.histogram()[0] >= FLAT * steps.width * steps.height


def _is_coloured(colour: tuple[int, ...] | float) -> bool:
    """Whether a colour is no grey. For a picture with a single band, Pillow gives a number instead of a tuple."""
    return isinstance(colour, tuple) and len(set(colour[:3])) > 1


def orientation(image: Image.Image) -> int:
    """The EXIF Orientation, 1 to 8; 1 (upright) where it is missing or invalid."""
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # broken EXIF data; the picture itself may be sound
        return 1
    return value if value in range(1, 9) else 1
