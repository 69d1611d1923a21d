"""The input of a maker beside the site, and its output: files, each with its address."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.base.cache import Cache
from plugins.base.processes import Made
from plugins.base.progress import Progress, untold
from plugins.base.walk import state_of
from plugins.model.base import Record
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site


@dataclass(frozen=True)
class File:
    """One file of the built site: its bytes, or the file that holds them."""

    address: str
    """From the root; that of a page ends with « / » where its file is index.html."""
    content: bytes | Path | Callable[[], bytes]
    """The bytes, the file that holds them, or what gives them; the last with a ``version``."""
    version: str = ""
    """A text that differs between two contents of this address, where it is known without reading them."""

    @property
    def path(self) -> str:
        """Where it is written, below the folder of the built site."""
        path = self.address.removeprefix("/")
        return f"{path}index.html" if self.address.endswith("/") else path

    def read(self) -> bytes:
        """The bytes."""
        if isinstance(self.content, bytes):
            return self.content
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content()


def digest_of(content: bytes) -> str:
    """The version of some bytes: their digest."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def version_of(file: File) -> str:
    """A text that differs between two contents of one address."""
    if file.version:
        return file.version
    if not isinstance(file.content, Path):
        return digest_of(file.read())
    return str(state_of(file.content.stat()))


@dataclass(frozen=True)
class Assets:
    """The files of the theme: their addresses by their names in ``static/``, their bytes by their addresses."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Where the file ``name`` of ``static/`` is served. Raises KeyError for a file that is not there."""
        return self.addresses[name]


class MadeOnce(Protocol):
    """Gives what a function makes of the site for a page. It may read only the page and the site that it is given."""

    def __call__(self, name: str, page: Record | GeneratedPage, make: Callable[[Site], Made], /) -> Made: ...


class MadeFromLast(Protocol):
    """Gives what a function makes of what the last build made under a name, or of None.

    That may spare it work, and nothing else: what it makes must be the same.
    """

    def __call__(self, name: str, make: Callable[[Made | None], Made], /) -> Made: ...


@dataclass(frozen=True, eq=False)
class BuildContext:
    """What every maker may need beside the site."""

    base_url: str
    """The site's own address, without a slash at its end; "" where it is not known."""
    site_name: str
    """The name to give where the content has no organisation."""
    content: Path
    """The content folder, as messages name it."""
    theme: Path
    assets: Assets
    cache: Cache
    render: Callable[..., str]
    """The text that a template makes of some values: ``render("office_embed.html", office=…)``."""
    page_files: Callable[[], Iterator[File]]
    """The files of all pages, each made by its own template."""
    made_once: MadeOnce
    """What takes long to make of one page: ``made_once("…", page, make)`` asks ``make`` only if it may differ."""
    made_from_last: MadeFromLast = lambda name, make: make(None)
    """What takes long to make of everything, and little to change: ``made_from_last("…", make)``."""
    published: frozenset[str] = frozenset()
    """The addresses that were ever published."""
    service_worker: bool = False
    """Whether visitors keep the directory on their phone; where not, the service worker removes itself."""
    launched: bool = True
    """Whether search engines may show the site."""
    drafts: bool = False
    """Whether texts that are not public yet are pages too: in the preview only."""
    progress: Progress = untold
    """Told of what takes long."""
    finish_later: Callable[[Iterable[object]], object] = tuple
    """Takes what other processes work on: all of it is done before a file is written."""


Maker = Callable[[Site, BuildContext], Iterator[File]]
"""Makes the files of one family."""
