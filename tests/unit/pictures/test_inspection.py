"""The inspection of pictures: the facts about those that may be published, the messages about the others."""

import struct
import zlib

import pytest
from PIL import Image, ImageFilter

from plugins.pictures.inspection import FEW_GREYS, MAX_IMAGE_BYTES, Facts, inspect_picture
from plugins.pictures.picture import PictureKind
from tests.drawn import JPEG, encoded, flat, halves, noise
from tests.tables import each_row

DAMAGED = "l’image est incomplète ou abîmée : sa copie s’est sans doute arrêtée en route → copiez-la de nouveau"
ORIENTATION = 0x0112


def held(way):
    exif = Image.Exif()
    exif[ORIENTATION] = way
    return exif


def png_header(width, height):
    """Return the beginning of a PNG with this size in its header."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">II", zlib.crc32(chunk), 100) + b"IDAT"


@each_row(
    ("name", "data", "facts"),
    lambda: [
        ("a.jpg", encoded(noise(300, 200)), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.JPEG", encoded(noise(300, 200, "L")), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.jpg", encoded(noise(300, 200), exif=held(6)), Facts(200, 300, PictureKind.PHOTO, False)),
        ("a.jpg", encoded(noise(300, 200), exif=held(3)), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.jpg", encoded(noise(300, 200), exif=held(42)), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.jpg", encoded(noise(300, 200), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.jpg", encoded(noise(300, 200), "MPO", save_all=True, append_images=[noise(30, 20)]), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.png", encoded(noise(300, 200), "PNG"), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.png", encoded(halves(300, 200), "PNG"), Facts(300, 200, PictureKind.DRAWING, False)),
        ("a.png", encoded(halves(300, 200).quantize(2), "PNG", transparency=0), Facts(300, 200, PictureKind.DRAWING, True)),
        ("a.png", encoded(halves(300, 200, (0, 0, 0, 0), "red", "RGBA"), "PNG"), Facts(300, 200, PictureKind.DRAWING, True)),
        ("a.png", encoded(noise(300, 200, "RGBA"), "PNG"), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.gif", encoded(halves(300, 200), "GIF"), Facts(300, 200, PictureKind.DRAWING, False)),
        ("a.webp", encoded(noise(300, 200), "WEBP"), Facts(300, 200, PictureKind.PHOTO, False)),
        ("a.avif", encoded(noise(300, 200), "AVIF"), Facts(300, 200, PictureKind.PHOTO, False)),
    ],
)  # fmt: skip
def test_what_a_picture_is_like(name, data, facts):
    assert inspect_picture(name, data) == facts


def test_a_photograph_with_holes_is_a_cutout():
    image = noise(300, 200, "RGBA")
    image.putalpha(flat(300, 200, 255, "L").point(lambda _: 128))
    assert inspect_picture("a.png", encoded(image, "PNG")) == Facts(300, 200, PictureKind.CUTOUT, True)


def test_a_grey_photograph_is_no_drawing():
    cloudy = noise(300, 200, "L").filter(ImageFilter.GaussianBlur(2))
    assert inspect_picture("a.png", encoded(cloudy, "PNG")).kind is PictureKind.PHOTO
    assert inspect_picture("a.png", encoded(cloudy.convert("RGB"), "PNG")).kind is PictureKind.PHOTO


def test_a_grey_drawing_with_soft_edges_is_one():
    drawing = halves(300, 200).convert("L").filter(ImageFilter.GaussianBlur(8))
    assert len(drawing.getcolors()) > FEW_GREYS
    assert inspect_picture("a.png", encoded(drawing, "PNG")).kind is PictureKind.DRAWING


def test_black_and_white_dots_are_a_drawing():
    assert inspect_picture("a.png", encoded(noise(300, 200, "L").convert("1"), "PNG")).kind is PictureKind.DRAWING


@each_row(
    ("name", "data", "message"),
    lambda: [
        ("a.jpg", b"", "le fichier est vide (0 octet) → copiez l’image de nouveau"),
        ("a.jpg", JPEG[: len(JPEG) // 2], DAMAGED),
        ("a.jpg", JPEG[:30], DAMAGED),
        ("a.png", encoded(noise(64, 48), "PNG")[:-2000], DAMAGED),
        ("a.webp", encoded(noise(64, 48), "WEBP")[:-200], DAMAGED),
        ("a.gif", encoded(noise(64, 48), "GIF")[:-900], DAMAGED),
        ("a.avif", encoded(noise(64, 48), "AVIF")[:-200], DAMAGED),
        ("a.jpg", b"bonjour", "ce fichier n’est pas une image, malgré son nom → exportez l’image de nouveau, en JPEG"),
        ("a.jpg", b"%PDF-1.7", "ce fichier n’est pas une image, malgré son nom → exportez l’image de nouveau, en JPEG"),
        ("a.jpg", encoded(flat(64, 48), "PNG"), "le fichier contient du PNG, malgré son nom → renommez-le en a.png"),
        ("a.png", JPEG, "le fichier contient du JPEG, malgré son nom → renommez-le en a.jpg"),
        (
            "a.jpg",
            encoded(noise(64, 48, "CMYK")),
            "l’image a les couleurs de l’imprimerie (CMJN), fausses à l’écran → exportez-la en RVB",
        ),
        *(
            (
                f"a.{format.lower()}",
                encoded(flat(64, 48), format, save_all=True, append_images=[flat(64, 48, "#ffcb2d")]),
                "l’image est animée : rien ne bouge sur ce site → exportez-en une seule vue, en PNG ou en JPEG",
            )
            for format in ("GIF", "WEBP", "PNG", "AVIF")
        ),
        (
            "a.png",
            encoded(flat(1, 1), "PNG"),
            "l’image n’a que 1 × 1 points → prenez l’original, ou retirez-la",
        ),
        *(
            (
                "a.png",
                png_header(side, side),
                "l’image a plus de 60 millions de points → réduisez-la à 4000 points de large",
            )
            for side in (9_000, 12_000, 60_000)
        ),
        *(
            (
                "a.png",
                png_header(*size),
                "un côté de l’image a plus de 16383 points → réduisez-la, ou coupez-la en plusieurs images",
            )
            for size in ((1080, 24_000), (16_384, 100))
        ),
        (
            "a.png",
            encoded(Image.new("I;16", (64, 48)), "PNG"),
            "l’image a un codage rare (I;16) → exportez-la en JPEG, ou en PNG à 8 bits par couleur",
        ),
        *(
            (
                name,
                b"\0\0\0\x18ftypheic",
                "photo d’iPhone au format HEIC, que la plupart des navigateurs ne lisent pas → exportez-la en JPEG",
            )
            for name in ("IMG_1.HEIC", "img.jpg")
        ),
        *(
            (
                name,
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                "un dessin SVG peut contenir un programme : il n’est pas accepté → exportez-le en PNG",
            )
            for name in ("a.svg", "a.png")
        ),
        (
            "a.tiff",
            b"II*\0",
            "« .tiff » n’est pas un format d’image accepté (.jpg, .jpeg, .png, .webp, .gif, .avif) → exportez l’image en JPEG",
        ),
        ("a", JPEG, "le nom du fichier ne dit pas son format → exportez l’image en JPEG, sous un nom en « .jpg »"),
        ("a.jpg", JPEG.ljust(MAX_IMAGE_BYTES + 1, b"\0"), "l’image pèse plus de 30 Mo → réduisez-la à 4000 points de large"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_shown_has_its_message(name, data, message):
    with pytest.raises(ValueError, match=r"^") as fault:
        inspect_picture(name, data)
    assert str(fault.value) == message
