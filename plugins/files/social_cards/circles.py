"""Draws the three circles of one of the theme's SVG files, with an own colour where they overlap."""

import re
from itertools import combinations
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw

FINER: Final = 4
"""Circles are drawn so many times larger, then reduced, for smooth edges."""
Circle = tuple[float, float, float]
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
    areas = {
        name: disc(picture.size, (x + float(u) * scale, y + float(v) * scale, float(r) * scale))
        for name, (u, v, r, _) in zip("abc", found, strict=True)
    }
    for one, other in combinations("abc", 2):
        areas[one + other] = ImageChops.darker(areas[one], areas[other])
    areas["abc"] = ImageChops.darker(areas["ab"], areas["c"])
    for name, area in areas.items():
        if name in colours:
            picture.paste(ImageColor.getrgb(colours[name]), mask=area)


def disc(size: tuple[int, int], circle: Circle) -> Image.Image:
    """A mask of a disc with smooth edges."""
    x, y, r = (FINER * value for value in circle)
    mask = Image.new("L", (size[0] * FINER, size[1] * FINER))
    ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), 255)
    return mask.reduce(FINER)
