"""Draw the compositions of the three interlocking circles, one for each kind of page, as partials of the theme.

    python scripts/circles.py

Writes theme/templates/partials/circles/*.svg. The overlaps are drawn as shapes of their own, so that no browser has to blend
colours: the drawings are the same on paper, in forced colours and in old browsers.
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
Circle = tuple[float, float, float]
Point = tuple[float, float]

# Centre and radius of the red, the orange and the yellow circle, in a frame of 600 × 440.
COMPOSITIONS: dict[str, tuple[Circle, Circle, Circle]] = {
    "home": ((365, 120, 195), (225, 300, 185), (470, 310, 165)),
    "office": ((270, 255, 165), (400, 90, 165), (465, 290, 145)),
    "offices": ((180, 190, 135), (330, 265, 150), (455, 160, 125)),
    "permanences": ((150, 220, 140), (300, 220, 140), (450, 220, 140)),
    "people": ((215, 165, 130), (385, 165, 130), (300, 310, 130)),
    "person": ((300, 220, 175), (480, 330, 120), (465, 110, 105)),
    "team": ((200, 270, 120), (310, 150, 120), (420, 270, 120)),
    "platform": ((170, 250, 150), (330, 170, 130), (470, 270, 150)),
    "platforms": ((210, 150, 120), (350, 250, 170), (480, 140, 110)),
    "event": ((345, 120, 170), (240, 290, 160), (425, 295, 160)),
    "events": ((180, 140, 110), (310, 240, 150), (470, 300, 130)),
    "position": ((385, 190, 215), (320, 255, 150), (270, 305, 90)),
    "positions": ((440, 190, 195), (300, 240, 140), (195, 280, 90)),
    "news": ((430, 130, 120), (350, 260, 120), (490, 270, 120)),
    "mission-1": ((240, 280, 200), (430, 180, 140), (350, 60, 110)),
    "mission-2": ((240, 160, 140), (360, 300, 140), (440, 130, 140)),
    "mission-3": ((180, 220, 130), (325, 130, 130), (330, 300, 130)),
    "mission-4": ((320, 90, 120), (320, 220, 140), (320, 360, 130)),
    "mission-5": ((200, 320, 110), (310, 210, 130), (440, 90, 150)),
    "figures": ((190, 300, 120), (330, 330, 90), (400, 190, 185)),
    "resource": ((240, 150, 150), (330, 225, 150), (420, 300, 150)),
    "organisation": ((300, 150, 140), (215, 290, 140), (385, 290, 140)),
    "contact": ((220, 220, 150), (390, 150, 130), (400, 300, 130)),
    "text": ((445, 120, 95), (390, 215, 95), (500, 215, 95)),
    "not-found": ((130, 130, 100), (330, 320, 100), (505, 120, 100)),
}


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


def drawing(a: Circle, b: Circle, c: Circle) -> str:
    """The whole SVG element."""
    shapes = [
        f'<circle class="{name}" cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{COLOURS[name]}"/>'
        for name, (x, y, r) in zip("abc", (a, b, c), strict=True)
    ]
    for name, group in {"ab": (a, b), "ac": (a, c), "bc": (b, c), "abc": (a, b, c)}.items():
        if path := overlap(group):
            shapes.append(f'<path class="{name}" d="{path}" fill="{COLOURS[name]}"/>')
    return (
        f'<svg class="circles" viewBox="0 0 {WIDTH} {HEIGHT}" width="150" height="110" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">' + "".join(shapes) + "</svg>\n"
    )


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, circles in COMPOSITIONS.items():
        (TARGET / f"{name}.svg").write_text(drawing(*circles), encoding="utf-8", newline="\n")
