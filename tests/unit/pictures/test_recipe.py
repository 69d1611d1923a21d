"""The copies made from a picture: upright, in sRGB, without the metadata of the camera."""

import io

from PIL import Image, ImageCms, ImageOps

from plugins.pictures.inspection import inspect_picture
from plugins.pictures.picture import Picture, PictureKind
from plugins.pictures.recipe import PictureRenderer, key_of, recipe
from tests.drawn import encoded, halves, noise
from tests.tables import each_row

ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x0110
RED, BLUE = (207, 32, 48), (27, 74, 156)


def maker(name, data):
    facts = inspect_picture(name, data)
    picture = Picture(
        f"/images/{name}", key_of(data, facts.kind, recipe()), facts.width, facts.height, facts.kind, facts.transparent
    )
    return PictureRenderer(picture, data)


def every_file(made):
    files = [made.variant(width, extension) for width in made.picture.widths for extension in made.picture.formats]
    return [*files, made.bounded()]


def near(colour, wanted):
    return all(abs(a - b) < 12 for a, b in zip(colour, wanted, strict=True))


def traced():
    """Return the Exif data of a photograph with the name of the camera and the place."""
    exif = Image.Exif()
    exif[CAMERA] = "Appareil-secret"
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 28.0, 1.0), 3: "E", 4: (4.0, 51.0, 57.0)})
    return exif


@each_row("way", range(1, 9))
def test_a_photograph_is_turned_upright(way):
    exif = traced()
    exif[ORIENTATION] = way
    turned = {5: 5, 6: 8, 7: 7, 8: 6}.get(way, way)  # the inverse of the rotation that makes it upright
    undo = Image.Exif()
    undo[ORIENTATION] = turned
    image = halves(540, 120)
    image.info["exif"] = undo.tobytes()
    held = ImageOps.exif_transpose(Image.open(io.BytesIO(encoded(image, "PNG", exif=undo))))
    made = maker("a.jpg", encoded(held, exif=exif, quality=95))
    for data in every_file(made):
        with Image.open(io.BytesIO(data)) as file:
            pixels = file.convert("RGB")
            assert pixels.width > pixels.height
            assert near(pixels.getpixel((50, 20)), RED)
            assert near(pixels.getpixel((50, pixels.height - 20)), BLUE)


@each_row("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_what_the_camera_noted_is_published(format):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": traced(), "icc_profile": profile}
    if format in ("JPEG", "WEBP", "AVIF"):
        options["xmp"] = b"<x:xmpmeta>Appareil-secret</x:xmpmeta>"
    if format == "JPEG":
        options["comment"] = b"Appareil-secret"
    data = encoded(noise(600, 60), format, **options)
    assert b"Appareil-secret" in data
    files = every_file(maker(f"a.{format.lower()}", data))
    assert len(files) == 7
    for made in files:
        assert b"Appareil-secret" not in made
        with Image.open(io.BytesIO(made)) as file:
            assert not file.getexif()
            assert not {"exif", "xmp", "comment", "icc_profile"} & set(file.info)


def test_colours_come_to_those_of_the_web():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain, strange = (encoded(halves(900, 600), icc_profile=profile) for profile in (None, lab))
    rgb = wide_gamut()
    shifted = encoded(halves(900, 600), quality=95, icc_profile=rgb)

    def colour(data):
        with Image.open(io.BytesIO(maker("a.jpg", data).variant(480, "jpg"))) as file:
            return file.getpixel((20, 20))

    assert near(colour(plain), RED)
    assert near(colour(strange), RED)  # a profile of another colour space is ignored
    assert not near(colour(shifted), RED)


def wide_gamut():
    """Return the sRGB profile with its red and green primaries exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.find(b"rXYZ"), data.find(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


def test_grey_stays_grey():
    with Image.open(io.BytesIO(maker("a.jpg", encoded(noise(900, 90, "L"))).variant(480, "png"))) as file:
        red, green, blue = file.getpixel((100, 20))
    assert red == green == blue


def test_a_drawing_keeps_its_colours_and_its_holes():
    image = halves(300, 200, (207, 32, 48, 255), (0, 0, 0, 0), "RGBA")
    made = maker("a.png", encoded(image, "PNG"))
    for data in every_file(made):
        with Image.open(io.BytesIO(data)) as file:
            pixels = file.convert("RGBA")
            assert pixels.getpixel((10, 10)) == (*RED, 255)
            assert pixels.getpixel((10, 190))[3] == 0


def test_a_drawing_loses_nothing():
    image = halves(300, 200)
    image.paste("#ffcb2d", (40, 0, 41, 200))
    for data in every_file(maker("a.png", encoded(image, "PNG"))):
        with Image.open(io.BytesIO(data)) as file:
            assert file.convert("RGB").tobytes() == image.tobytes()


def test_the_same_picture_gives_the_same_bytes():
    data = encoded(noise(600, 60))
    assert every_file(maker("a.jpg", data)) == every_file(maker("a.jpg", data))


def test_another_recipe_has_another_key():
    photo, drawing = PictureKind.PHOTO, PictureKind.DRAWING
    keys = {key_of(b"a", photo, "1"), key_of(b"a", photo, "2"), key_of(b"b", photo, "1"), key_of(b"a", drawing, "1")}
    assert len(keys) == 4
