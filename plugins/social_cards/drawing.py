"""Draws a card with the faces, the colours and the circles of the theme: 1200 × 630 pixels, which every network shows.

The three circles come from the theme's own drawings (scripts/circles.py), so that a link looks like the page that it
opens. Text keeps to its column and never crosses them.
"""

import hashlib
import io
import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from plugins.social_cards import words
from plugins.social_cards.cards import Brand, Card
from plugins.social_cards.words import Box, Fitted, drawable, fit

WIDTH, HEIGHT = 1200, 630
MARGIN: Final = 72
COLUMN: Final = 640
"""How wide the text is: it ends before the circles begin."""
HEAD, FOOT = 174, HEIGHT - 60
"""Between these heights stands the text, on its foot."""
GAP: Final = 10
LABEL_SIZE, LABEL_HEIGHT, LABEL_PADDING = 38, 54, 20

TITLE_SIZES: Final = (136, 126, 116, 108, 100, 92, 86, 80, 74, 69, 65, 61, 57, 53, 49, 46, 43, 40, 37, 34)
ROW_SIZES: Final = (44, 41, 38)
TEXT_SIZES: Final = (38, 35, 32)
EYEBROW_SIZES: Final = (36, 33, 30, 27)

FINER: Final = 4
"""Circles are drawn so many times larger, then reduced: their edges are smooth."""
COLOURS: Final = 128
EM: Final = 1000
"""The size at which text is measured: the faces have no hints, so that widths are in proportion."""

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

Circle = tuple[float, float, float]
_CIRCLE: Final = re.compile(r'<circle (?:class="\w" )?cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="(#\w+)"')
_OVERLAP: Final = re.compile(r'<path (?:class="(\w+)" )?d="[^"]*" fill="(#\w+)"')
OVERLAPS: Final = ("ab", "ac", "bc", "abc")


@dataclass(frozen=True)
class Face:
    """A font of the theme."""

    path: Path

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face at a size in pixels."""
        return _font(self.path, size)

    def width(self, text: str) -> float:
        """The width of a text, in ems."""
        return self.at(EM).getlength(text) / EM

    def writes(self, character: str) -> bool:
        """Whether the face has the character; one that it lacks is drawn like the one that no face has."""
        return character.isspace() or self._drawn(character) != self._drawn("\U0010ffff")

    def _drawn(self, character: str) -> tuple[tuple[int, int], bytes]:
        mask = self.at(40).getmask(character)
        return mask.size, bytes(mask)


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@dataclass(frozen=True)
class Text:
    """A text in its place: its left edge, the top of its first line's em, and which colour of the ground it has."""

    face: Face
    fitted: Fitted
    x: float
    top: float
    colour: str
    struck: bool = False

    @property
    def baselines(self) -> tuple[int, ...]:
        """The height of each line's baseline."""
        size, leading = self.fitted.size, self.fitted.leading
        return tuple(round(self.top + size * (0.8 + n * leading)) for n in range(len(self.fitted.lines)))

    @property
    def width(self) -> float:
        """That of the longest line."""
        return max((self.face.width(line) * self.fitted.size for line in self.fitted.lines), default=0)


@dataclass(frozen=True)
class Layout:
    """Where everything that is written on a card stands, the organisation's name apart."""

    texts: tuple[Text, ...]
    label: Text | None
    """The state of an event."""


class Painter:
    """Draws cards with the theme in a folder. It keeps the grounds with their circles, which many cards share."""

    def __init__(self, theme: Path) -> None:
        self.title = Face(theme / "static/fonts/asap-condensed-400.woff2")
        self.text = Face(theme / "static/fonts/alegreya-sans-400.woff2")
        self.theme = theme
        self._grounds: dict[tuple[str, str, Brand], Image.Image] = {}

    def address(self, card: Card) -> str:
        """Where the card is, from the root of the site: another one whenever anything that is drawn is."""
        drawn = hashlib.sha256(self._recipe)
        drawn.update(repr(card).encode())
        drawn.update(self._drawing(card.circles).encode())
        return f"/partage/{card.name}.{drawn.hexdigest()[:10]}.png"

    def png(self, card: Card) -> bytes:
        """The card as a PNG of few colours."""
        data = io.BytesIO()
        self.picture(card).quantize(COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        return data.getvalue()

    def picture(self, card: Card) -> Image.Image:
        """The card as a picture of 1200 × 630 pixels."""
        picture, layout = self._ground(card).copy(), self.layout(card)
        pen, ground = ImageDraw.Draw(picture), GROUNDS[card.ground]
        for text in layout.texts:
            _write(pen, text, getattr(ground, text.colour))
        if layout.label:
            _write_label(pen, layout.label, ground, alert=card.alert)
        return picture

    def layout(self, card: Card) -> Layout:
        """Every text with its lines and its place: the title is as large as what stands around it leaves room for."""
        eyebrow, title = (drawable(text, self.title.writes) for text in (card.eyebrow, card.title))
        if not title:
            eyebrow, title = "", eyebrow or card.brand.short
        foot, texts = float(FOOT), []
        for row in reversed(card.rows):
            face, sizes = (self.title, ROW_SIZES) if row.large else (self.text, TEXT_SIZES)
            if text := drawable(row.text, face.writes):
                fitted = fit(text, Box(COLUMN, 2.3 * sizes[0], sizes, 1.15), face.width)
                foot -= fitted.height
                texts.append(Text(face, fitted, MARGIN, foot, "accent" if row.large else "soft", row.struck))
                foot -= GAP
        foot -= GAP if texts else 0
        over = LABEL_HEIGHT + 2 * GAP if card.state else EYEBROW_SIZES[0] + GAP if eyebrow else 0
        fitted = fit(title, Box(COLUMN, foot - HEAD - over, TITLE_SIZES, 1.05), self.title.width)
        foot -= fitted.height
        texts.append(Text(self.title, fitted, MARGIN, foot, "ink"))
        foot -= over
        label = self._label(card.state, foot) if card.state else None
        if eyebrow:
            x = label.x + label.width + LABEL_PADDING + 2 * GAP if label else MARGIN
            fitted = fit(eyebrow, Box(MARGIN + COLUMN - x, EYEBROW_SIZES[0], EYEBROW_SIZES, 1), self.title.width)
            top = foot + (LABEL_HEIGHT - fitted.size) / 2 if label else foot
            texts.append(Text(self.title, fitted, x, top, "accent"))
        return Layout(tuple(reversed(texts)), label)

    def _label(self, state: str, top: float) -> Text:
        fitted = Fitted((state,), LABEL_SIZE, 1)
        return Text(self.title, fitted, MARGIN + LABEL_PADDING, top + (LABEL_HEIGHT - LABEL_SIZE) / 2, "ink")

    def _ground(self, card: Card) -> Image.Image:
        """The ground with its circles and whose card it is: the same for all the cards of a kind."""
        key = (card.ground, card.circles, card.brand)
        if key not in self._grounds:
            ground, (x, y, scale) = GROUNDS[card.ground], PLACES[card.circles]
            picture = Image.new("RGB", (WIDTH, HEIGHT), ground.colour)
            _draw_circles(picture, self._drawing(card.circles), (x, y, scale), dict(ground.circles))
            self._draw_brand(picture, card.brand, ground)
            self._grounds[key] = picture
        return self._grounds[key]

    def _draw_brand(self, picture: Image.Image, brand: Brand, ground: Ground) -> None:
        """The mark, on a disc of paper, and the name: as in the head of every page."""
        top, side = 46, 92
        disc = Image.new("L", (side * FINER, side * FINER))
        ImageDraw.Draw(disc).ellipse((0, 0, side * FINER - 1, side * FINER - 1), 255)
        picture.paste(PAPER, (MARGIN, top), disc.reduce(FINER))
        mark = (self.theme / "static/images/mark.svg").read_text("utf-8")
        _draw_circles(picture, mark, (MARGIN + 16, top + 15, 60 / 48), {})
        pen, x = ImageDraw.Draw(picture), MARGIN + side + 20
        lines = fit(brand.name, Box(COLUMN - side - 20, 60, (28, 26, 24, 22), 1.1), self.text.width)
        pen.text((x, top + 38), brand.short, ground.ink, self.title.at(44), anchor="ls")
        for number, line in enumerate(lines.lines):
            pen.text((x, top + 68 + number * 27), line, ground.ink, self.text.at(lines.size), anchor="ls")

    def _drawing(self, circles: str) -> str:
        return (self.theme / f"templates/partials/circles/{circles}.svg").read_text("utf-8")

    @cached_property
    def _recipe(self) -> bytes:
        """What every card is made with: this program, the faces and the mark."""
        code = (Path(module.__file__ or "").read_text("utf-8").encode() for module in (words, sys.modules[__name__]))
        used = (self.title.path, self.text.path, self.theme / "static/images/mark.svg")
        return b"".join((*code, *(path.read_bytes() for path in used)))


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


def _draw_circles(
    picture: Image.Image, drawing: str, place: tuple[float, float, float], recoloured: dict[str, str]
) -> None:
    """Draw the three circles of one of the theme's SVG files, each overlap in the colour that it has there."""
    x, y, scale = place
    found = _CIRCLE.findall(drawing)
    colours = {name: colour for name, (*_, colour) in zip("abc", found, strict=True)}
    overlaps = _OVERLAP.findall(drawing)
    colours |= {name or given: colour for given, (name, colour) in zip(OVERLAPS, overlaps, strict=False)} | recoloured
    areas = {
        name: _disc(picture.size, (x + float(u) * scale, y + float(v) * scale, float(r) * scale))
        for name, (u, v, r, _) in zip("abc", found, strict=True)
    }
    for one, other in combinations("abc", 2):
        areas[one + other] = ImageChops.darker(areas[one], areas[other])
    areas["abc"] = ImageChops.darker(areas["ab"], areas["c"])
    for name, area in areas.items():
        if name in colours:
            picture.paste(ImageColor.getrgb(colours[name]), mask=area)


def _disc(size: tuple[int, int], circle: Circle) -> Image.Image:
    """A mask of a disc with smooth edges."""
    x, y, r = (FINER * value for value in circle)
    disc = Image.new("L", (size[0] * FINER, size[1] * FINER))
    ImageDraw.Draw(disc).ellipse((x - r, y - r, x + r, y + r), 255)
    return disc.reduce(FINER)
