"""Draws a card with the fonts, colours and circles of the theme, in 1200 × 630 pixels, which every network shows.

The circles come from the theme's drawings (scripts/circles.py), so that a card looks like its page. Text stays in its
column and never crosses them.
"""

import hashlib
import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from pathlib import Path
from typing import Final, cast

from PIL import Image, ImageColor, ImageDraw, features

from plugins.files.social_cards import circles, fitting, layout
from plugins.files.social_cards.cards import Brand, SocialCard
from plugins.files.social_cards.circles import draw_circles, draw_disc, draw_frame
from plugins.files.social_cards.fitting import Box, Fitted, fit
from plugins.files.social_cards.layout import (
    COLUMN,
    HEIGHT,
    LABEL_HEIGHT,
    LABEL_PADDING,
    LABEL_SIZE,
    MARGIN,
    WIDTH,
    Face,
    Text,
    lay_out,
)

SHADES: Final = 12
"""The number of shades in which a text is drawn, from the colour under it to its own (antialiasing)."""
COLOURS: Final = 256 - 5 * SHADES
"""The greatest number of colours of a backdrop: the palette also holds the shades of five inks."""
SEEN: Final = tuple(255 * (covered >= 255 / (SHADES - 1) / 2) for covered in range(256))
"""A table for ``Image.point``: for each coverage of a pixel by text, 255 if the text changes the pixel, else 0."""
PACKED: Final = 5
"""The level of zlib: 6 takes a third more time for 4 % fewer bytes, 4 saves a tenth of the time for 4 % more bytes."""
LIBRARIES: Final = ("pil", "zlib", "freetype2", "raqm", "fribidi", "harfbuzz")
"""Pillow and its libraries, of which another version may draw other bytes."""
INITIALS_SIZE: Final = 210
NIGHT, PAPER, SUN, RED = "#17264a", "#fffdf7", "#ffcb2d", "#cf2030"


@dataclass(frozen=True)
class Ground:
    """The colours of a ground, and other colours for the circles that would be invisible on it: those of the masthead
    of the theme in its light scheme (tokens.css, masthead.css)."""

    colour: str
    ink: str
    accent: str
    soft: str
    circles: tuple[tuple[str, str], ...] = ()


GROUNDS: Final = {
    "night": Ground(NIGHT, PAPER, SUN, "#b9c3da"),
    "red": Ground(RED, PAPER, PAPER, PAPER, (("a", "#a5131f"),)),
    "orange": Ground("#f28a1e", NIGHT, NIGHT, NIGHT),
    "sand": Ground("#f6efe0", NIGHT, "#b01526", "#4a5472"),
    "sun": Ground(SUN, NIGHT, NIGHT, NIGHT, (("c", "#ffe392"),)),
}

# The point of the card where the origin of each composition lies, and its scale. Circles begin right of
# the text; where the edge of a page cuts them, that of the card does too.
PLACES: Final = {
    "event": (716, 30, 1.6),
    "position": (745, 130, 2.6),
    "news": (745, -60, 3.6),
    "person": (752, 99, 2.16),
    "resource": (798, 149, 1.9),
    "office": (742, 170, 2.3),
    "home": (716, 30, 1.6),
    "mission-1": (968, 330, 1.8),
    "platform": (966, 315, 1.65),
    "training": (745, 245, 1.2),
    "task": (745, 185, 1.27),
    "offices": (742, 350, 1.4),
}


@dataclass(frozen=True)
class Ink:
    """A colour of text, as indices in the palette."""

    shades: tuple[int, ...]
    """The index for each coverage of a pixel, from 0 to 255."""

    @property
    def full(self) -> int:
        """The index of the colour itself."""
        return self.shades[-1]


@dataclass(frozen=True)
class Backdrop:
    """What the cards of a kind share: the ground, its circles, the brand, and the inks for text."""

    picture: Image.Image
    """Its pixels are indices in the palette (mode L): text is drawn as indices too, and nothing has to be converted."""
    palette: bytes
    inks: Mapping[str, Ink]
    alert: Ink
    """For text on red."""
    on_disc: Ink
    """For initials on the disc of a person."""


class Painter:
    """Draws cards with the theme in a folder; keeps the backdrops, which many cards share."""

    def __init__(self, theme: Path) -> None:
        self.title = Face(theme / "static/fonts/asap-condensed-400.woff2")
        self.text = Face(theme / "static/fonts/alegreya-sans-400.woff2")
        self.theme = theme
        self._backdrops: dict[tuple[str, str, Brand], Backdrop] = {}

    def address(self, card: SocialCard) -> str:
        """The address of a card, which has a hash of all that is drawn."""
        drawn = self._recipe.copy()
        drawn.update(repr(card).encode())
        return f"/partage/{card.name}.{drawn.hexdigest()[:10]}.png"

    def png(self, card: SocialCard) -> bytes:
        """The card as a PNG with a palette."""
        backdrop, laid_out = self._backdrop(card), lay_out(card, self.title, self.text)
        picture = backdrop.picture.copy()
        for text in laid_out.texts:
            _write(picture, text, backdrop.inks[text.colour])
        if card.initials:
            _write(picture, self._initials(card), backdrop.on_disc)
        if laid_out.label:
            _write_label(picture, laid_out.label, backdrop, alert=card.alert)
        return _png(picture, backdrop.palette)

    def _initials(self, card: SocialCard) -> Text:
        """The initials of a person, in the middle of the disc."""
        x, y, scale = PLACES[card.circles]
        fitted, middle = Fitted((card.initials,), INITIALS_SIZE, 1), 100 * scale
        left = x + middle - self.title.width(card.initials) * INITIALS_SIZE / 2
        return Text(self.title, fitted, left, y + middle - INITIALS_SIZE * 0.45, "ink")

    def _backdrop(self, card: SocialCard) -> Backdrop:
        key = (card.ground, card.circles, card.brand)
        if key not in self._backdrops:
            self._backdrops[key] = _backdrop(self.ground(card), GROUNDS[card.ground])
        return self._backdrops[key]

    def ground(self, card: SocialCard) -> Image.Image:
        """The ground with its circles and the brand, in true colours."""
        ground, place = GROUNDS[card.ground], PLACES[card.circles]
        picture = Image.new("RGB", (WIDTH, HEIGHT), ground.colour)
        drawing = self._drawing(card.circles)
        draw_circles(picture, drawing, place, dict(ground.circles))
        draw_frame(picture, drawing, place, ground.ink)
        self._draw_brand(picture, card.brand, ground)
        return picture

    def _draw_brand(self, picture: Image.Image, brand: Brand, ground: Ground) -> None:
        """Draw the mark, on a light disc, and the name of the organisation, as in the head of every page."""
        top, side = 46, 92
        draw_disc(picture, (MARGIN + side / 2, top + side / 2, side / 2), PAPER)
        mark = (self.theme / "templates/partials/mark.svg").read_text("utf-8")
        draw_circles(picture, mark, (MARGIN + 16, top + 15, 60 / 48), {})
        pen, x = ImageDraw.Draw(picture), MARGIN + side + 20
        lines = fit(brand.name, Box(COLUMN - side - 20, 60, (28, 26, 24, 22), 1.1), self.text.width)
        pen.text((x, top + 38), brand.short, ground.ink, self.title.at(44), anchor="ls")
        for number, line in enumerate(lines.lines):
            pen.text((x, top + 68 + number * 27), line, ground.ink, self.text.at(lines.size), anchor="ls")

    def _drawing(self, circles: str) -> str:
        return (self.theme / f"templates/partials/circles/{circles}.svg").read_text("utf-8")

    @cached_property
    def _recipe(self) -> "hashlib._Hash":
        """The digest of what all cards depend on: this code, its libraries, the fonts and drawings of the theme."""
        versions = {name: features.version(name) for name in LIBRARIES}
        code = (Path(module.__file__ or "") for module in (circles, fitting, layout, sys.modules[__name__]))
        drawings = (self._drawing(name) for name in PLACES)
        used = (self.title.path, self.text.path, self.theme / "templates/partials/mark.svg")
        recipe = hashlib.sha256(f"{versions}".encode())
        for part in (*(path.read_text("utf-8") for path in code), *drawings):
            recipe.update(part.encode())
        for path in used:
            recipe.update(path.read_bytes())
        return recipe


def _backdrop(picture: Image.Image, ground: Ground) -> Backdrop:
    """Reduce the ground to few colours, and add the shades of the inks to its palette."""
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    numbers = Image.frombytes("L", few.size, few.tobytes())
    palette = bytearray(few.getpalette() or ())
    # Pillow gives the mean of the colours that an index stands for; the most frequent one keeps areas as they were.
    pixels = Image.merge("RGBA", (*picture.split(), numbers)).getcolors(WIDTH * HEIGHT)
    for _, (*colour, number) in sorted(cast("list[tuple[int, tuple[int, ...]]]", pixels)):
        palette[3 * number : 3 * number + 3] = bytes(colour)

    def ink(colour: str, under: str) -> Ink:
        first, ends = len(palette) // 3, (ImageColor.getrgb(under), ImageColor.getrgb(colour))
        for shade in range(SHADES):
            part = shade / (SHADES - 1)
            palette.extend(round(one + (other - one) * part) for one, other in zip(*ends, strict=True))
        return Ink(tuple(first + round(covered / 255 * (SHADES - 1)) for covered in range(256)))

    return Backdrop(
        numbers,
        inks={name: ink(getattr(ground, name), ground.colour) for name in ("ink", "accent", "soft")},
        alert=ink(PAPER, RED),
        on_disc=ink(NIGHT, SUN),
        palette=bytes(palette),
    )


def _write(picture: Image.Image, text: Text, ink: Ink) -> None:
    """Write a text, struck out where it is no longer true."""
    size, baselines = text.fitted.size, text.baselines
    ascent, descent = text.face.at(size).getmetrics()
    left, top = floor(text.x) - size // 4, baselines[0] - ascent
    covered = Image.new("L", (ceil(text.width) + size // 2, baselines[-1] + descent - top))
    pen, x = ImageDraw.Draw(covered), text.x - left
    for line, baseline in zip(text.fitted.lines, baselines, strict=True):
        pen.text((x, baseline - top), line, 255, text.face.at(size), anchor="ls")
        if text.struck:
            y, end = round(baseline - 0.26 * size) - top, x + text.face.width(line) * size
            pen.rectangle((x - 4, y - 1, end + 4, y + 1), 255)
    picture.paste(covered.point(ink.shades), (left, top), covered.point(SEEN))


def _write_label(picture: Image.Image, label: Text, backdrop: Backdrop, *, alert: bool) -> None:
    """Write the status of an event: on red if it is an alert, else in a frame."""
    top = label.top - (LABEL_HEIGHT - LABEL_SIZE) / 2
    box = (label.x - LABEL_PADDING, top, label.x + label.width + LABEL_PADDING, top + LABEL_HEIGHT)
    red, pen = backdrop.alert.shades[0], ImageDraw.Draw(picture)
    pen.rectangle(box, red if alert else None, red if alert else backdrop.inks["soft"].full, 3)
    _write(picture, label, backdrop.alert if alert else backdrop.inks["ink"])


def _png(picture: Image.Image, palette: bytes) -> bytes:
    """A PNG of palette indices."""
    coloured, data = picture.copy(), io.BytesIO()
    coloured.putpalette(palette)
    coloured.save(data, "PNG", compress_level=PACKED)
    return data.getvalue()
