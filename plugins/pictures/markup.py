"""The ``<picture>`` element of a picture."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from plugins.pictures.picture import Picture

MEDIA_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
PHONE_SHARE: Final = 0.92
"""The share of the width of a phone that a picture takes, between the margins (``--gutter`` of the style sheet)."""
COLUMN_SIZES: Final = (
    "(min-width:90em) calc(25rem + 17vw), (min-width:70em) 40rem, (min-width:52em) 57vw, (min-width:44em) 40rem"
)
"""The width of the column of text (``--measure``) in ``sizes``: from 52em on it stands beside the facts, from 90em on
it grows with the font of the root."""
COLUMN_WIDTH: Final = 640
"""The width in pixels from which a picture fills the column."""


def fill(element: Element, picture: Picture, alternative: str) -> None:
    """Turn ``element`` into the ``<picture>``.

    It is loaded lazily: title and summary fill the first screen, so that no picture is visible at once.
    """
    element.tag = "picture"
    element.attrib.clear()
    sizes = sizes_of(picture)
    *better, _ = picture.formats
    for extension in better:
        SubElement(element, "source", type=MEDIA_TYPES[extension], srcset=picture.source_set(extension), sizes=sizes)
    width, height = picture.shown
    image = SubElement(element, "img", src=picture.fallback, alt=alternative, width=str(width), height=str(height))
    if len(picture.widths) > 1:
        image.set("srcset", picture.source_set(picture.formats[-1]))
        image.set("sizes", sizes)
    image.set("loading", "lazy")
    image.set("decoding", "async")
    if picture.transparent:
        image.set("class", "on-paper")


def sizes_of(picture: Picture) -> str:
    """The value of ``sizes``: the width of the picture for each width of the window. A ``rem`` is 16 pixels there."""
    width, _ = picture.shown
    if width >= COLUMN_WIDTH:
        return f"{COLUMN_SIZES}, {100 * PHONE_SHARE:g}vw"
    return f"(min-width:{width / PHONE_SHARE / 16:.3g}em) {width}px, {100 * PHONE_SHARE:g}vw"


def picture_markup(picture: Picture, alternative: str) -> Markup:
    """The ``<picture>`` for a template."""
    element = Element("picture")
    fill(element, picture, alternative)
    return Markup(tostring(element, "unicode", method="html"))
