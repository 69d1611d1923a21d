"""Draws the three circles of one of the theme's SVG files, with the colours of their overlaps."""

import re
from itertools import combinations, cycle
from math import ceil, floor
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw

FINER: Final = 4
"""Circles are drawn larger by this factor, then reduced, for smooth edges."""
Circle = tuple[float, float, float]
Frame = tuple[int, int, int, int]
_CIRCLE: Final = re.compile(r'<circle (?:class="(\w)" )?cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)" fill="(#\w+)"')
_FRAME: Final = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"')
_OVERLAP: Final = re.compile(r'<path (?:class="(\w+)" )?d="[^"]*" fill="(#\w+)"')
OVERLAPS: Final = ("ab", "ac", "bc", "abc")
"""The names of overlaps, in their order in drawings that do not name them, such as the mark."""


def draw_circles(
    picture: Image.Image, drawing: str, place: tuple[float, float, float], recoloured: dict[str, str]
) -> None:
    """Draw the circles of an SVG of the theme, each overlap in its own colour.

    ``place`` is the point where the origin of the drawing lies, and its scale; ``recoloured`` gives other colours to
    circles and overlaps, by name.
    """
    x, y, scale = place
    found = _CIRCLE.findall(drawing)
    named = tuple(name or letter for letter, (name, *_) in zip("abc" * len(found), found, strict=False))
    overlaps = _OVERLAP.findall(drawing)
    colours = {name: colour for name, (*_, colour) in zip(named, found, strict=True)}
    colours |= {name or given: colour for given, (name, colour) in zip(cycle(OVERLAPS), overlaps, strict=False)}
    colours |= recoloured
    circles = [(x + float(u) * scale, y + float(v) * scale, float(r) * scale) for _, u, v, r, _ in found]
    for count in (1, 2, 3):
        for group in combinations(range(len(circles)), count if overlaps else 1):
            if colour := colours.get("".join(sorted(named[n] for n in group))):
                frame = _frame(*(circles[n] for n in group))
                area = _disc(circles[group[0]], frame)
                for n in group[1:]:
                    area = ImageChops.darker(area, _disc(circles[n], frame))
                picture.paste(ImageColor.getrgb(colour), frame, area)


def draw_frame(picture: Image.Image, drawing: str, place: tuple[float, float, float], ink: str) -> None:
    """Draw the frame of an SVG of the theme, if it has one."""
    x, y, scale = place
    for found in _FRAME.findall(drawing):
        left, top, width, height = (float(number) * scale for number in found)
        box = (round(x + left), round(y + top), round(x + left + width), round(y + top + height))
        ImageDraw.Draw(picture).rectangle(box, outline=ink, width=8)


def draw_disc(picture: Image.Image, circle: Circle, colour: str) -> None:
    """Draw a disc with smooth edges."""
    frame = _frame(circle)
    picture.paste(ImageColor.getrgb(colour), frame, _disc(circle, frame))


def _frame(*circles: Circle) -> Frame:
    """The smallest rectangle of whole pixels that contains the circles."""
    return (
        min(floor(x - r) for x, _, r in circles),
        min(floor(y - r) for _, y, r in circles),
        max(ceil(x + r) for x, _, r in circles) + 1,
        max(ceil(y + r) for _, y, r in circles) + 1,
    )


def _disc(circle: Circle, frame: Frame) -> Image.Image:
    """The mask of a disc with smooth edges, in a frame."""
    left, top, right, bottom = frame
    x, y, r = FINER * (circle[0] - left), FINER * (circle[1] - top), FINER * circle[2]
    mask = Image.new("L", (FINER * (right - left), FINER * (bottom - top)))
    ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), 255)
    return mask.reduce(FINER)
