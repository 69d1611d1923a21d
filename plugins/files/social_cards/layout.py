"""The places of the texts on a card: one column, set from the bottom up; the title is as large as the rest allows."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from plugins.files.social_cards.cards import SocialCard
from plugins.files.social_cards.fitting import Box, Fitted, drawable, fit

WIDTH, HEIGHT = 1200, 630
MARGIN: Final = 72
COLUMN: Final = 640
"""The width of the text, which ends before the circles begin."""
HEAD, FOOT = 174, HEIGHT - 60
"""The top and the bottom of the area for text, in pixels from the top of the card."""
GAP: Final = 10
LABEL_SIZE, LABEL_HEIGHT, LABEL_PADDING = 38, 54, 20

TITLE_SIZES: Final = (136, 126, 116, 108, 100, 92, 86, 80, 74, 69, 65, 61, 57, 53, 49, 46, 43, 40, 37, 34)
ROW_SIZES: Final = (44, 41, 38)
TEXT_SIZES: Final = (38, 35, 32)
EYEBROW_SIZES: Final = (36, 33, 30, 27)
EM: Final = 1000
"""The size in pixels at which text is measured: the fonts have no hints, so that widths are proportional."""


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
        """Whether the font has a character: a missing one is drawn as the box of U+10FFFF, which no font has."""
        return character.isspace() or _drawn(self.path, character) != _drawn(self.path, "\U0010ffff")


@cache
def _drawn(path: Path, character: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(path, 40).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@dataclass(frozen=True)
class Text:
    """A text in its place: ``x`` is its left edge, ``top`` that of its first em; ``colour`` names one of its ground."""

    face: Face
    fitted: Fitted
    x: float
    top: float
    colour: str
    struck: bool = False

    @property
    def baselines(self) -> tuple[int, ...]:
        """The vertical position of the baseline of each line."""
        size, leading = self.fitted.size, self.fitted.leading
        return tuple(round(self.top + size * (0.8 + n * leading)) for n in range(len(self.fitted.lines)))

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max((self.face.width(line) * self.fitted.size for line in self.fitted.lines), default=0)


@dataclass(frozen=True)
class Layout:
    """The places of all texts of a card but the brand."""

    texts: tuple[Text, ...]
    label: Text | None
    """The status of an event."""


def lay_out(card: SocialCard, title_face: Face, text_face: Face) -> Layout:
    """Place the texts of a card: rows at the bottom, a title as large as possible, status and eyebrow above it."""
    eyebrow, title = (drawable(text, title_face.writes) for text in (card.eyebrow, card.title))
    if not title:
        eyebrow, title = "", eyebrow or card.brand.short
    foot, texts = float(FOOT), []
    for row in reversed(card.rows):
        face, sizes = (title_face, ROW_SIZES) if row.large else (text_face, TEXT_SIZES)
        if text := drawable(row.text, face.writes):
            fitted = fit(text, Box(COLUMN, 2.3 * sizes[0], sizes, 1.15), face.width)
            foot -= fitted.height
            texts.append(Text(face, fitted, MARGIN, foot, "accent" if row.large else "soft", row.struck))
            foot -= GAP
    foot -= GAP if texts else 0
    over = LABEL_HEIGHT + 2 * GAP if card.state else EYEBROW_SIZES[0] + GAP if eyebrow else 0
    fitted = fit(title, Box(COLUMN, foot - HEAD - over, TITLE_SIZES, 1.05), title_face.width)
    foot -= fitted.height
    texts.append(Text(title_face, fitted, MARGIN, foot, "ink"))
    foot -= over
    label = _label(card.state, title_face, foot) if card.state else None
    if eyebrow:
        x = label.x + label.width + LABEL_PADDING + 2 * GAP if label else MARGIN
        fitted = fit(eyebrow, Box(MARGIN + COLUMN - x, EYEBROW_SIZES[0], EYEBROW_SIZES, 1), title_face.width)
        top = foot + (LABEL_HEIGHT - fitted.size) / 2 if label else foot
        texts.append(Text(title_face, fitted, x, top, "accent"))
    return Layout(tuple(reversed(texts)), label)


def _label(state: str, face: Face, top: float) -> Text:
    fitted = Fitted((state,), LABEL_SIZE, 1)
    return Text(face, fitted, MARGIN + LABEL_PADDING, top + (LABEL_HEIGHT - LABEL_SIZE) / 2, "ink")
