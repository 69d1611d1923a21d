"""Draw the compositions of circles, one for each kind of page, as partials of the theme.

    python scripts/circles.py

Writes theme/templates/partials/circles/*.svg, and theme/static/images/step-*.svg for the steps of a task. Overlaps are
drawn as shapes of their own, so that no browser has to blend colours: the drawings are the same on paper, in forced
colours and in old browsers.
"""

import math
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

THEME = Path(__file__).parents[1] / "theme"
COLOURS = {
    "a": "#cf2030",
    "b": "#f28a1e",
    "c": "#ffcb2d",
    "d": "#ffb45e",
    "e": "#ffe392",
    "ab": "#e4551f",
    "ac": "#f4702a",
    "bc": "#ffb45e",
    "abc": "#fff0c2",
}
"""The colours of the circles (red, orange, yellow, pale orange, pale yellow), then those of their overlaps."""
NIGHT = "#17264a"
Circle = tuple[float, float, float]
Point = tuple[float, float]
Composition = tuple[tuple[str, Circle], ...]


def sign(*circles: Circle) -> Composition:
    """The red, the orange and the yellow circle, each by its centre and radius."""
    return tuple(zip("abc", circles, strict=True))


def growing(x: float, foot: float, r: float) -> Composition:
    """Circles inside each other that share their lowest point, at the height ``foot``; ``r`` is the largest radius."""
    return tuple(
        (name, (x, foot - part * r, part * r)) for name, part in (("e", 1), ("d", 0.69), ("b", 0.41), ("a", 0.16))
    )


def ring(count: int, radius: float, r: float) -> Composition:
    """Circles in a ring around the origin, as of people at a round table."""
    turns = (math.tau * n / count for n in range(count))
    return tuple(("abc"[n % 3], (radius * math.sin(turn), -radius * math.cos(turn), r)) for n, turn in enumerate(turns))


def one_of(count: int, chosen: int) -> Composition:
    """Circles in a ring, of which the one with the number ``chosen`` is red, the others pale."""
    return tuple(("a" if n == chosen else "d", circle) for n, (_, circle) in enumerate(ring(count, 80, 45)))


# The composition of each kind of page; the frame of the drawing is as large as its circles.
THE_SIGN = sign((200, 118, 112), (130, 242, 112), (270, 242, 112))
COMPOSITIONS: dict[str, Composition] = {
    "home": THE_SIGN,
    "office": growing(100, 200, 100),
    "offices": (*growing(36, 200, 36), *growing(116, 200, 60), *growing(250, 200, 100)),
    "permanences": tuple(("abcbc"[n], (50 + 84 * n, 50, 50)) for n in range(5)),
    "task": (
        ("c", (40, 100, 40)),
        ("b", (136, 100, 40)),
        ("c", (172, 100, 40)),
        ("a", (278, 80, 35)),
        ("b", (256, 118, 35)),
        ("c", (300, 118, 35)),
    ),
    "training": tuple(("babc"[n], (50 + 88 * n, 50, 50)) for n in range(4)),
    "news": (("c", (100, 100, 100)),),
    "event": THE_SIGN,
    "events": THE_SIGN,
    "position": (("b", (70, 70, 70)), ("a", (164, 92, 77))),
    "positions": (("b", (70, 70, 70)), ("a", (164, 92, 77))),
    "platform": ring(12, 100, 31),
    "platforms": ring(12, 100, 31),
    "people": (("c", (50, 50, 50)), ("b", (135, 50, 50)), ("a", (220, 50, 50))),
    "team": sign((195, 260, 120), (310, 135, 120), (425, 260, 120)),
    **{f"mission-{n + 1}": one_of(5, n) for n in range(5)},
    "figures": sign((190, 290, 120), (330, 320, 90), (400, 195, 185)),
    "person": (("c", (100, 100, 100)),),
    "resource": (("a", (40, 40, 40)), ("b", (130, 40, 40)), ("c", (40, 130, 40)), ("a", (130, 130, 40))),
    "organisation": THE_SIGN,
    "contact": (("c", (70, 92, 70)), ("b", (164, 77, 77))),
    "video": sign((300, 226, 124), (248, 314, 124), (352, 314, 124)),
    "not-found": sign((130, 130, 100), (330, 300, 100), (505, 120, 100)),
}

# From step to step one more circle of the sign is there.
STEPS: tuple[Composition, ...] = (
    (("c", (50, 50, 30)),),
    (("b", (33, 50, 30)), ("c", (67, 50, 30))),
    sign((50, 34, 30), (31, 66, 30), (69, 66, 30)),
)

# The outlines of the sign as a seal, for the legal pages.
SEAL = "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for _, (x, y, r) in THE_SIGN)

# What a drawing shows over its circles: for a resource a sheet, for a video the sign that it can be played.
PLAY = "M279 252L337 287L279 322Z"
SIGNS = {
    "resource": '<rect x="-22" y="-40" width="214" height="250" fill="none" stroke="currentColor" stroke-width="4"/>',
    "video": f'<path d="{PLAY}" fill="{NIGHT}" stroke="{NIGHT}" stroke-width="8" stroke-linejoin="round"/>',
}
FRAMES = {"resource": (-24, -42, 218, 254)}
"""The frames of the drawings whose other sign is larger than the circles."""


def crossings(one: Circle, other: Circle) -> tuple[Point, Point] | None:
    """The two points where two circles cross; None where they do not."""
    (x, y, r), (u, v, s) = one, other
    distance = math.dist((x, y), (u, v))
    if not abs(r - s) + 1e-6 < distance < r + s - 1e-6:
        return None
    along = (r * r - s * s + distance * distance) / (2 * distance)
    aside = math.sqrt(r * r - along * along)
    dx, dy = (u - x) / distance, (v - y) / distance
    foot = (x + along * dx, y + along * dy)
    return (foot[0] - aside * dy, foot[1] + aside * dx), (foot[0] + aside * dy, foot[1] - aside * dx)


def inside(point: Point, circle: Circle) -> bool:
    return math.dist(point, circle[:2]) < circle[2] + 1e-6


def arc(on: Circle, start: Point, end: Point, within: tuple[Circle, ...]) -> str | None:
    """The SVG command for the arc of ``on`` from start to end inside all circles ``within``; None without one."""
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
    """The SVG path around the overlap of two or three circles; None where not all of them bound it."""
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


def around(circles: Iterable[Circle]) -> tuple[float, ...]:
    """The frame (left, top, width, height) that is as large as the circles together."""
    edges = [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    left, top = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    return left, top, max(edge[2] for edge in edges) - left, max(edge[3] for edge in edges) - top


def drawing(composition: Composition, beside: str = "", frame: tuple[float, ...] = ()) -> str:
    """The whole SVG element; ``beside`` is drawn over the circles, and ``frame`` replaces the frame around them."""
    shapes = [
        f'<circle class="{name}" cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{COLOURS[name]}"/>'
        for name, (x, y, r) in ((name, tuple(round(n, 1) for n in circle)) for name, circle in composition)
    ]
    for count in (2, 3):
        for group in combinations(composition, count):
            name = "".join(sorted(letter for letter, _ in group))
            path = overlap(tuple(circle for _, circle in group)) if name in COLOURS else None
            if path:
                shapes.append(f'<path class="{name}" d="{path}" fill="{COLOURS[name]}"/>')
    left, top, width, height = frame or around(circle for _, circle in composition)
    view = " ".join(f"{number:.0f}" for number in (left, top, width, height))
    scale = min(1, 240 / width)  # without a style sheet, the drawing is no wider than a phone
    return (
        f'<svg class="circles" viewBox="{view}" width="{width * scale:.0f}" height="{height * scale:.0f}" '
        'aria-hidden="true" focusable="false">' + "".join(shapes) + beside + "</svg>\n"
    )


if __name__ == "__main__":
    drawings = {
        f"templates/partials/circles/{name}": drawing(it, SIGNS.get(name, ""), FRAMES.get(name, ()))
        for name, it in COMPOSITIONS.items()
    }
    seal = f'<g fill="none" stroke="currentColor" stroke-width="8">{SEAL}</g>'
    drawings["templates/partials/circles/legal"] = drawing((), seal, frame=(14, 2, 372, 356))
    drawings |= {
        f"static/images/step-{number}": drawing(it, frame=(0, 0, 100, 100)).replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
        )
        for number, it in enumerate(STEPS, start=1)
    }
    for name, svg in drawings.items():
        (THEME / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
