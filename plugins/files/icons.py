"""The sign of the organisation as icons, for tabs, phones and search engines, and the web manifest that lists them."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image, features

from plugins.files.file import BuildContext, File
from plugins.files.social_cards.circles import draw_circles
from plugins.files.social_cards.drawing import LIBRARIES, NIGHT, PAPER
from plugins.model.site import Site
from plugins.pages.structured_data import LOGO

MARK_SIDE: Final = 48
"""The side of the sign in units of its drawing, ``mark.svg``."""
FAVICON, MANIFEST = "/favicon.ico", "/site.webmanifest"
FAVICON_SIDES: Final = (16, 32, 48)


@dataclass(frozen=True)
class Icon:
    """A square picture of the sign on a light ground; ``part`` is the share of the side that the sign takes."""

    address: str
    side: int
    part: float
    purpose: str = "any"

    def png(self, mark: str) -> bytes:
        """The icon as a PNG; ``mark`` is the SVG of the sign."""
        return _saved(_sign(mark, self.side, self.part, PAPER), "PNG", compress_level=9)


ICONS: Final = (
    Icon("/icone-192.png", 192, 0.8),
    Icon(LOGO, 512, 0.8),
    # A phone may cut a maskable icon to a circle: https://www.w3.org/TR/appmanifest/#icon-masks
    Icon("/icone-masquable-512.png", 512, 0.6, "maskable"),
)


def icons(site: Site, context: BuildContext) -> Iterator[File]:
    """The icons, each drawn once for all builds, and the manifest."""
    mark = (context.theme / "templates/partials/mark.svg").read_text("utf-8")
    versions = {name: features.version(name) for name in LIBRARIES}
    recipe = f"{versions}{ICONS}{FAVICON_SIDES}{mark}{Path(__file__).read_text('utf-8')}"
    drawn = hashlib.sha256(recipe.encode()).hexdigest()[:10]
    for address, draw in {FAVICON: favicon, **{icon.address: icon.png for icon in ICONS}}.items():
        made = partial(context.cache.made, f"icons{address}.{drawn}", partial(draw, mark))
        yield File(address, made, version=drawn)
    yield File(MANIFEST, manifest(site, context))


def favicon(mark: str) -> bytes:
    """The sign as an ICO at the sizes of tabs, on a transparent ground."""
    pictures = []
    for side in FAVICON_SIDES:
        picture = _sign(mark, side, 1, PAPER)
        picture.putalpha(_sign(mark, side, 1, "#000000", shape="#ffffff").convert("L"))
        pictures.append(picture)
    *small, largest = pictures
    sizes = [picture.size for picture in pictures]
    return _saved(largest, "ICO", sizes=sizes, append_images=small)


def manifest(site: Site, context: BuildContext) -> bytes:
    """The web application manifest (https://www.w3.org/TR/appmanifest/), by which a phone installs the site."""
    about = site.organisation
    data = {
        "name": about.name if about else context.site_name,
        "short_name": about.short_name if about else context.site_name,
        "lang": site.language.code,
        "dir": site.language.direction,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": NIGHT,
        "icons": [
            {"src": icon.address, "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": icon.purpose}
            for icon in ICONS
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _sign(mark: str, side: int, part: float, ground: str, shape: str = "") -> Image.Image:
    """The sign in the middle of a square, in its own colours, or with all circles in the colour ``shape``."""
    picture, edge = Image.new("RGB", (side, side), ground), side * (1 - part) / 2
    colours = dict.fromkeys(("a", "b", "c", "ab", "ac", "bc", "abc"), shape) if shape else {}
    draw_circles(picture, mark, (edge, edge, side * part / MARK_SIDE), colours)
    return picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()
