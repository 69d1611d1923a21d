"""Draws a card with the faces, the colours and the circles of the theme: 1200 × 630 pixels, which every network shows.

The three circles come from the theme's own drawings (scripts/circles.py), so that a link looks like the page that it
opens. Text stays in its column and never crosses them.
"""

import hashlib
import io
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, features

from plugins.files.social_cards import circles, layout, words
from plugins.files.social_cards.cards import Brand, SocialCard
from plugins.files.social_cards.circles import disc, draw_circles
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
from plugins.files.social_cards.words import Box, fit

COLOURS: Final = 128
LIBRARIES: Final = ("pil", "freetype2", "raqm", "fribidi", "harfbuzz", "zlib")
"""Another version of these may draw or pack other bytes."""
NIGHT, PAPER, SUN, RED = "#17264a", "#fffdf7", "#ffcb2d", "#cf2030"


@dataclass(frozen=True)
class Ground:
    """The colours of a ground, and those of the circles that would vanish on it: the theme's masthead in its light
    scheme (tokens.css, masthead.css)."""

    colour: str
    ink: str
    accent: str
    soft: str
    circles: tuple[tuple[str, str], ...] = ()


GROUNDS: Final = {
    "night": Ground(NIGHT, PAPER, SUN, "#b9c3da"),
    "red": Ground(RED, PAPER, PAPER, PAPER, (("a", "#a5131f"),)),
    "sand": Ground("#f6efe0", NIGHT, "#b01526", "#4a5472"),
    "sun": Ground(SUN, NIGHT, NIGHT, NIGHT, (("c", "#ffe392"), ("bc", "#ffb45e"))),
}

# Where the frame of each composition lies on the card: its upper left corner, and how much larger it is than drawn.
PLACES: Final = {
    "event": (646, 40, 1.3),
    "position": (532, 34, 1.35),
    "news": (420, 14, 1.46),
    "resource": (650, 40, 1.26),
    "office": (614, -10, 1.38),
    "home": (716, 20, 1.3),
}


class Painter:
    """Draws cards with the theme in a folder. It keeps the grounds with their circles, which many cards share."""

    def __init__(self, theme: Path) -> None:
        self.title = Face(theme / "static/fonts/asap-condensed-400.woff2")
        self.text = Face(theme / "static/fonts/alegreya-sans-400.woff2")
        self.theme = theme
        self._grounds: dict[tuple[str, str, Brand], Image.Image] = {}

    def address(self, card: SocialCard) -> str:
        """Where the card is, from the root of the site: another one whenever anything that is drawn is."""
        drawn = hashlib.sha256(self._recipe)
        drawn.update(repr(card).encode())
        drawn.update(self._drawing(card.circles).encode())
        return f"/partage/{card.name}.{drawn.hexdigest()[:10]}.png"

    def png(self, card: SocialCard) -> bytes:
        """The card as a PNG of few colours."""
        data = io.BytesIO()
        self.picture(card).quantize(COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        return data.getvalue()

    def picture(self, card: SocialCard) -> Image.Image:
        """The card as a picture of 1200 × 630 pixels."""
        picture, laid_out = self._ground(card).copy(), lay_out(card, self.title, self.text)
        pen, ground = ImageDraw.Draw(picture), GROUNDS[card.ground]
        for text in laid_out.texts:
            _write(pen, text, getattr(ground, text.colour))
        if laid_out.label:
            _write_label(pen, laid_out.label, ground, alert=card.alert)
        return picture

    def _ground(self, card: SocialCard) -> Image.Image:
        """The ground with its circles and whose card it is: the same for all the cards of a kind."""
        key = (card.ground, card.circles, card.brand)
        if key not in self._grounds:
            ground, (x, y, scale) = GROUNDS[card.ground], PLACES[card.circles]
            picture = Image.new("RGB", (WIDTH, HEIGHT), ground.colour)
            draw_circles(picture, self._drawing(card.circles), (x, y, scale), dict(ground.circles))
            self._draw_brand(picture, card.brand, ground)
            self._grounds[key] = picture
        return self._grounds[key]

    def _draw_brand(self, picture: Image.Image, brand: Brand, ground: Ground) -> None:
        """The mark, on a disc of paper, and the name: as in the head of every page."""
        top, side = 46, 92
        picture.paste(PAPER, mask=disc(picture.size, (MARGIN + side / 2, top + side / 2, side / 2)))
        mark = (self.theme / "static/images/mark.svg").read_text("utf-8")
        draw_circles(picture, mark, (MARGIN + 16, top + 15, 60 / 48), {})
        pen, x = ImageDraw.Draw(picture), MARGIN + side + 20
        lines = fit(brand.name, Box(COLUMN - side - 20, 60, (28, 26, 24, 22), 1.1), self.text.width)
        pen.text((x, top + 38), brand.short, ground.ink, self.title.at(44), anchor="ls")
        for number, line in enumerate(lines.lines):
            pen.text((x, top + 68 + number * 27), line, ground.ink, self.text.at(lines.size), anchor="ls")

    def _drawing(self, circles: str) -> str:
        return (self.theme / f"templates/partials/circles/{circles}.svg").read_text("utf-8")

    @cached_property
    def _recipe(self) -> bytes:
        """What every card is made with: this program, its libraries, the faces and the mark."""
        versions = {name: features.version(name) for name in LIBRARIES}
        code = (
            Path(module.__file__ or "").read_text("utf-8").encode()
            for module in (circles, layout, words, sys.modules[__name__])
        )
        used = (self.title.path, self.text.path, self.theme / "static/images/mark.svg")
        return b"".join((*code, repr(versions).encode(), *(path.read_bytes() for path in used)))


def _write(pen: ImageDraw.ImageDraw, text: Text, colour: str) -> None:
    """Write a text, with a line through it where it is no longer true."""
    for line, baseline in zip(text.fitted.lines, text.baselines, strict=True):
        pen.text((text.x, baseline), line, colour, text.face.at(text.fitted.size), anchor="ls")
        if text.struck:
            y, end = round(baseline - 0.26 * text.fitted.size), text.x + text.face.width(line) * text.fitted.size
            pen.rectangle((text.x - 4, y - 1, end + 4, y + 1), colour)


def _write_label(pen: ImageDraw.ImageDraw, label: Text, ground: Ground, *, alert: bool) -> None:
    """Write the state of an event: on red where people must know, in a frame where it is only said."""
    top = label.top - (LABEL_HEIGHT - LABEL_SIZE) / 2
    box = (label.x - LABEL_PADDING, top, label.x + label.width + LABEL_PADDING, top + LABEL_HEIGHT)
    pen.rounded_rectangle(box, 12, RED if alert else None, RED if alert else ground.soft, 3)
    _write(pen, label, PAPER if alert else ground.ink)
