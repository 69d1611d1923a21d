"""Draw the mark, three interlocking circles: theme/static/images/mark.svg, favicon.svg and touch-icon.png.

The colours of the overlaps are chosen, not computed, and each overlap is a shape of its own: it looks the same in every
browser, on any ground and in print. To use an official mark instead, replace the three files and remove this script.

    python3 scripts/mark.py
"""

import math
from itertools import combinations
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

IMAGES: Final = Path(__file__).parents[1] / "theme/static/images"

Point = tuple[float, float]

BOX: Final = 48.0  # the side of the drawing, which the circles fill from left to right
RADIUS: Final = 15.0
APART: Final = BOX - 2 * RADIUS  # between two centres
TOP: Final = (BOX - APART * math.sqrt(3) / 2) / 2  # the height of the upper centre: as much room above as below
CENTRES: Final[tuple[Point, ...]] = (
    (BOX / 2, TOP),
    (RADIUS, BOX - TOP),
    (BOX - RADIUS, BOX - TOP),
)

PAPER: Final = "#fffdf7"
# The circles (upper, left, right), their overlaps (upper and left, upper and right, left and right), the place of all.
COLOURS: Final = ("#cf2030", "#f28a1e", "#ffcb2d", "#e4551f", "#f0702a", "#fbab22", PAPER)
# In a browser's bar, small: deeper where the bar is light, a brighter red where it is dark.
ON_LIGHT: Final = ("#cf2030", "#f0801a", "#ffc31a", "#e04a1f", "#ee6726", "#f9a51c", PAPER)
ON_DARK: Final = ("#e02a3a", "#f28a1e", "#ffcb2d", "#e95d24", "#f2772d", "#fbab22", PAPER)

ICON: Final = 180  # pixels, the side of the touch icon
ICON_MARK: Final = 124  # pixels, the mark on it
FINER: Final = 8  # drawn that many times larger, then reduced


def crossings(a: Point, b: Point) -> tuple[Point, Point]:
    """The two points where the circles around `a` and `b` cross."""
    distance = math.dist(a, b)
    reach = math.sqrt(RADIUS**2 - distance**2 / 4) / distance
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    across, down = (b[0] - a[0]) * reach, (b[1] - a[1]) * reach
    return (x - down, y + across), (x + down, y - across)


def number(value: float) -> str:
    """A length for SVG, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def arcs(*corners: Point) -> str:
    """The closed path from corner to corner, clockwise, along arcs of the circles' radius."""
    first, *others = (f"{number(x)} {number(y)}" for x, y in corners)
    r = number(RADIUS)
    return f"M{first}" + "".join(f"A{r} {r} 0 0 1 {corner}" for corner in (*others, first)) + "Z"


def shapes() -> tuple[str, ...]:
    """The seven shapes as SVG elements without their fill, in the order of the colours: later ones lie on top."""
    circles = tuple(f'circle cx="{number(x)}" cy="{number(y)}" r="{number(RADIUS)}"' for x, y in CENTRES)
    pairs = tuple(crossings(a, b) for a, b in combinations(CENTRES, 2))
    middle = (BOX / 2, sum(y for _, y in CENTRES) / 3)
    left, right, below = (min(pair, key=lambda point: math.dist(point, middle)) for pair in pairs)
    inner = sorted((left, right, below), key=lambda point: math.atan2(point[1] - middle[1], point[0] - middle[0]))
    return circles + tuple(f'path d="{arcs(*corners)}"' for corners in (*pairs, tuple(inner)))


def svg(body: str) -> str:
    """An SVG document of the mark's size."""
    side = number(BOX)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">\n{body}</svg>\n'


def mark() -> str:
    """The mark, for light and dark grounds alike."""
    return svg("".join(f'<{shape} fill="{colour}"/>\n' for shape, colour in zip(shapes(), COLOURS, strict=True)))


def favicon() -> str:
    """The mark for a browser's bar, with its two sets of colours."""

    def fills(colours: tuple[str, ...]) -> str:
        return "".join(f".{name}{{fill:{colour}}}" for name, colour in zip("abcdefg", colours, strict=True))

    style = f"<style>{fills(ON_LIGHT)}@media(prefers-color-scheme:dark){{{fills(ON_DARK)}}}</style>\n"
    return svg(style + "".join(f'<{shape} class="{name}"/>\n' for shape, name in zip(shapes(), "abcdefg", strict=True)))


def touch_icon() -> Image.Image:
    """The mark on paper, for the home screen of a phone, which rounds the corners itself."""
    side, scale = ICON * FINER, ICON_MARK * FINER / BOX
    margin = (ICON - ICON_MARK) * FINER / 2
    discs = []
    for x, y in CENTRES:
        disc = Image.new("L", (side, side))
        ImageDraw.Draw(disc).circle((margin + x * scale, margin + y * scale), RADIUS * scale, fill=255)
        discs.append(disc)
    overlaps = [ImageChops.darker(a, b) for a, b in combinations(discs, 2)]
    icon = Image.new("RGB", (side, side), PAPER)
    for area, colour in zip((*discs, *overlaps, ImageChops.darker(overlaps[0], discs[2])), COLOURS, strict=True):
        icon.paste(colour, mask=area)
    return icon.resize((ICON, ICON), Image.Resampling.BOX).quantize(64)


def main() -> None:
    (IMAGES / "mark.svg").write_text(mark(), "utf-8")
    (IMAGES / "favicon.svg").write_text(favicon(), "utf-8")
    touch_icon().save(IMAGES / "touch-icon.png", optimize=True)


if __name__ == "__main__":
    main()
