"""Draw the compositions of the three interlocking circles, one for each kind of page, as partials of the theme.

    python scripts/circles.py

Writes theme/templates/partials/circles/*.svg. The overlaps are drawn as shapes of their own, so that no browser has to
blend colours: the drawings are the same on paper, in forced colours and in old browsers.
"""

import math
from itertools import combinations
from pathlib import Path

TARGET = Path(__file__).parents[1] / "theme/templates/partials/circles"
WIDTH, HEIGHT = 600, 440
COLOURS = {
    "a": "#cf2030",
    "b": "#f28a1e",
    "c": "#ffcb2d",
    "ab": "#e0521f",
    "ac": "#f2702a",
    "bc": "#fab02a",
    "abc": "#fff0c2",
}
NIGHT = "#17264a"
Circle = tuple[float, float, float]
Point = tuple[float, float]

# Centre and radius of the red, the orange and the yellow circle, in a frame of 600 × 440. Nothing leaves the frame by
# its upper edge: on a phone the drawing rises behind the lower edge of the page's head.
COMPOSITIONS: dict[str, tuple[Circle, Circle, Circle]] = {
    "home": ((350, 190, 185), (215, 330, 180), (470, 345, 165)),
    "office": ((265, 275, 160), (390, 165, 155), (470, 320, 145)),
    "offices": ((170, 190, 135), (325, 275, 150), (455, 155, 130)),
    "permanences": ((150, 200, 140), (300, 200, 140), (450, 200, 140)),
    "people": ((215, 155, 130), (385, 155, 130), (300, 300, 130)),
    "person": ((290, 165, 155), (430, 300, 130), (455, 105, 100)),
    "team": ((195, 260, 120), (310, 135, 120), (425, 260, 120)),
    "platform": ((170, 255, 150), (330, 165, 135), (470, 270, 150)),
    "platforms": ((205, 140, 120), (350, 255, 165), (480, 135, 110)),
    "event": ((345, 165, 155), (235, 290, 150), (430, 300, 150)),
    "events": ((180, 140, 115), (310, 240, 150), (465, 305, 130)),
    "position": ((385, 215, 205), (320, 270, 145), (275, 315, 90)),
    "positions": ((430, 200, 190), (300, 245, 140), (195, 290, 90)),
    "news": ((430, 140, 120), (350, 270, 120), (490, 280, 120)),
    "mission-1": ((215, 265, 160), (380, 230, 130), (340, 110, 95)),
    "mission-2": ((215, 155, 130), (330, 290, 130), (400, 150, 130)),
    "mission-3": ((190, 220, 125), (335, 135, 125), (340, 300, 125)),
    "mission-4": ((180, 220, 125), (300, 220, 125), (420, 220, 125)),
    "mission-5": ((175, 330, 90), (275, 240, 120), (400, 160, 150)),
    "figures": ((190, 290, 120), (330, 320, 90), (400, 195, 185)),
    "resource": ((230, 150, 140), (320, 215, 140), (410, 280, 140)),
    "organisation": ((300, 150, 138), (215, 285, 138), (385, 285, 138)),
    "contact": ((220, 220, 150), (390, 150, 130), (400, 300, 130)),
    "text": ((445, 165, 110), (380, 275, 110), (510, 275, 110)),
    "video": ((300, 226, 124), (248, 314, 124), (352, 314, 124)),
    "not-found": ((130, 130, 100), (330, 300, 100), (505, 120, 100)),
}

# What a composition shows besides: a video can be played.
PLAY = "M279 252L337 287L279 322Z"
SIGNS = {"video": f'<path d="{PLAY}" fill="{NIGHT}" stroke="{NIGHT}" stroke-width="8" stroke-linejoin="round"/>'}


def crossings(one: Circle, other: Circle) -> tuple[Point, Point] | None:
    """The two points where the circles cross, or None where they do not."""
    (x, y, r), (u, v, s) = one, other
    distance = math.dist((x, y), (u, v))
    if not abs(r - s) < distance < r + s:
        return None
    along = (r * r - s * s + distance * distance) / (2 * distance)
    aside = math.sqrt(r * r - along * along)
    dx, dy = (u - x) / distance, (v - y) / distance
    foot = (x + along * dx, y + along * dy)
    return (foot[0] - aside * dy, foot[1] + aside * dx), (foot[0] + aside * dy, foot[1] - aside * dx)


def inside(point: Point, circle: Circle) -> bool:
    return math.dist(point, circle[:2]) < circle[2] + 1e-6


def arc(on: Circle, start: Point, end: Point, within: tuple[Circle, ...]) -> str | None:
    """The command that goes from start to end along ``on`` while staying within the others, if there is one."""
    x, y, r = on
    first, last = (math.atan2(p[1] - y, p[0] - x) for p in (start, end))
    for clockwise in (True, False):
        turn = (last - first if clockwise else first - last) % math.tau
        middle = first + turn / 2 * (1 if clockwise else -1)
        point = (x + r * math.cos(middle), y + r * math.sin(middle))
        if all(inside(point, circle) for circle in within):
            return f"A{r:g} {r:g} 0 {int(turn > math.pi)} {int(clockwise)} {end[0]:.1f} {end[1]:.1f}"
    return None


def overlap(circles: tuple[Circle, ...]) -> str | None:
    """The outline of what is common to two or three circles, or None where it is not bounded by all of them."""
    corners = [
        (point, {i, j})
        for (i, one), (j, other) in combinations(enumerate(circles), 2)
        for point in crossings(one, other) or ()
        if all(inside(point, circle) for k, circle in enumerate(circles) if k not in (i, j))
    ]
    if len(corners) < 2:
        return None
    start = corners[0]
    path, here, left = f"M{start[0][0]:.1f} {start[0][1]:.1f}", start, corners[1:]
    while True:
        for there in (*left, start):
            arcs = [
                command
                for i in here[1] & there[1]
                if (command := arc(circles[i], here[0], there[0], tuple(c for k, c in enumerate(circles) if k != i)))
            ]
            if there is not here and arcs and not (there is start and left):
                break
        else:
            return None
        path += arcs[-1] if there is start and len(corners) == 2 else arcs[0]
        if there is start:
            return path + "Z"
        left.remove(there)
        here = there


def drawing(a: Circle, b: Circle, c: Circle, sign: str = "") -> str:
    """The whole SVG element, with a sign over the circles."""
    shapes = [
        f'<circle class="{name}" cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{COLOURS[name]}"/>'
        for name, (x, y, r) in zip("abc", (a, b, c), strict=True)
    ]
    for name, group in {"ab": (a, b), "ac": (a, c), "bc": (b, c), "abc": (a, b, c)}.items():
        if path := overlap(group):
            shapes.append(f'<path class="{name}" d="{path}" fill="{COLOURS[name]}"/>')
    return (
        f'<svg class="circles" viewBox="0 0 {WIDTH} {HEIGHT}" width="150" height="110" '
        'preserveAspectRatio="xMinYMid slice" aria-hidden="true" focusable="false">'
        + "".join(shapes)
        + sign
        + "</svg>\n"
    )


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, circles in COMPOSITIONS.items():
        (TARGET / f"{name}.svg").write_text(drawing(*circles, SIGNS.get(name, "")), encoding="utf-8", newline="\n")
