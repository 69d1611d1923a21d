"""Draws the three circles of one of the theme's SVG files, with an own colour where they overlap."""

import re
from itertools import combinations
from math import ceil, floor
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw

FINER: Final = 4
"""Circles are drawn so many times larger, then reduced, for smooth edges."""
Circle = tuple[float, float, float]
Frame = tuple[int, int, int, int]
_CIRCLE: Final = re.compile(r'<circle (?:class="\w" )?cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="(#\w+)"')
_OVERLAP: Final = re.compile(r'<path (?:class="(\w+)" )?d="[^"]*" fill="(#\w+)"')
OVERLAPS: Final = ("ab", "ac", "bc", "abc")


def draw_circles(
    picture: Image.Image, drawing: str, place: tuple[float, float, float], recoloured: dict[str, str]
) -> None:
    """Draw the three circles of one of the theme's SVG files, each overlap in the colour that it has there."""
    x, y, scale = place
    found = _CIRCLE.findall(drawing)
    colours = {name: colour for name, (*_, colour) in zip("abc", found, strict=True)}
    overlaps = _OVERLAP.findall(drawing)
    colours |= {name or given: colour for given, (name, colour) in zip(OVERLAPS, overlaps, strict=False)} | recoloured
    circles = {
        name: (x + float(u) * scale, y + float(v) * scale, float(r) * scale)
        for name, (u, v, r, _) in zip("abc", found, strict=True)
    }
    frame = _frame(*circles.values())
    areas = {name: _disc(circle, frame) for name, circle in circles.items()}
    for one, other in combinations("abc", 2):
        areas[one + other] = ImageChops.darker(areas[one], areas[other])
    areas["abc"] = ImageChops.darker(areas["ab"], areas["c"])
    for name, area in areas.items():
        if name in colours:
            picture.paste(ImageColor.getrgb(colours[name]), frame, area)


def draw_disc(picture: Image.Image, circle: Circle, colour: str) -> None:
    """Draw one disc with smooth edges."""
    frame = _frame(circle)
    picture.paste(ImageColor.getrgb(colour), frame, _disc(circle, frame))


def _frame(*circles: Circle) -> Frame:
    """The whole pixels that hold the circles."""
    return (
        min(floor(x - r) for x, _, r in circles),
        min(floor(y - r) for _, y, r in circles),
        max(ceil(x + r) for x, _, r in circles) + 1,
        max(ceil(y + r) for _, y, r in circles) + 1,
    )


def _disc(circle: Circle, frame: Frame) -> Image.Image:
    """A mask of a disc with smooth edges, in a frame."""
    left, top, right, bottom = frame
    x, y, r = FINER * (circle[0] - left), FINER * (circle[1] - top), FINER * circle[2]
    mask = Image.new("L", (FINER * (right - left), FINER * (bottom - top)))
    ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), 255)
    return mask.reduce(FINER)
