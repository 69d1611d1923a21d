"""The page of the site that a form shows beside itself: the typed values as a build would show them, before saving."""

import re
from pathlib import Path

from plugins.build.single_page import SinglePages
from plugins.model.site import Site
from tooling.preview.server import IMAGE
from tooling.preview.state import PreviewState

_PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)


class TypedPage:
    """Makes such pages with the ``settings`` of a build; ``state`` knows the folder of the last build."""

    def __init__(self, settings: Path, state: PreviewState) -> None:
        self._pages, self._state = SinglePages(settings), state

    def __call__(self, site: Site, address: str) -> str:
        """The HTML of the page at an address of ``site``; "" where there is no page, or no build yet."""
        built = self._state.folder
        page = self._pages.page(site, address, built) if built else ""
        return _PICTURE.sub(lambda found: _shown(found[0], site, built), page) if built else ""


def _shown(element: str, site: Site, built: Path) -> str:
    """A <picture> element; with the original file where the build has made no other of that picture yet."""
    for address, picture in site.media.pictures.items():
        if picture and f'src="{picture.fallback}"' in element and not (built / picture.fallback[1:]).is_file():
            whole = re.sub(r'<source[^>]*>| srcset="[^"]*"', "", element)
            return whole.replace(picture.fallback, IMAGE + address.rpartition("/")[2])
    return element
