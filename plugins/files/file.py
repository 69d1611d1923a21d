"""What a maker gets besides the site (``BuildContext``), and what it makes: files, each with its address."""

import hashlib
import json
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
    """One file of the built site."""

    address: str
    """The address from the root; it ends with « / » for a page whose file is index.html."""
    content: bytes | Path | Callable[[], bytes]
    """The bytes, the file that holds them, or (with a ``version``) a function that returns them."""
    version: str = ""
    """A text that differs for any other content of the same address, where it is known without reading the content."""

    @property
    def path(self) -> str:
        """The path of the file in the folder of the built site."""
        path = self.address.removeprefix("/")
        return f"{path}index.html" if self.address.endswith("/") else path

    def read(self) -> bytes:
        """Return the bytes."""
        if isinstance(self.content, bytes):
            return self.content
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content()


def compact_json(value: object) -> str:
    """The JSON of a value for a script of the site: without spaces, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: bytes) -> str:
    """The version of a content that is bytes: their digest."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def version_of(file: File) -> str:
    """The version of a file: the given one, else a digest of its bytes, else the state of the file that holds them."""
    if file.version:
        return file.version
    if not isinstance(file.content, Path):
        return digest_of(file.read())
    return str(state_of(file.content.stat()))


@dataclass(frozen=True)
class Assets:
    """The files of the theme: ``addresses`` by the names in ``static/``, ``files`` with the bytes by address."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """The address of a file by its name in ``static/``. Raises KeyError for an unknown name."""
        return self.addresses[name]


class MadeOnce(Protocol):
    """Returns what ``make`` makes for a page, or what an earlier build kept of it.

    ``make`` may read only the page, and the site that it is given. See ``Recorder.made_once``.
    """

    def __call__(self, name: str, page: Record | GeneratedPage, make: Callable[[Site], Made], /) -> Made: ...


class MadeFromLast(Protocol):
    """Returns what ``make`` makes of the value that the last build kept under a name, or of None.

    That value may only save work: the result must be the same without it. See ``Recorder.made_from_last``.
    """

    def __call__(self, name: str, make: Callable[[Made | None], Made], /) -> Made: ...


@dataclass(frozen=True, eq=False)
class BuildContext:
    """What makers need besides the site."""

    base_url: str
    """The public address of the site, without a slash at its end; "" where it is not known."""
    site_name: str
    """The name to show where the content has no organisation."""
    content: Path
    """The content folder, as messages to the officer name it."""
    theme: Path
    assets: Assets
    cache: Cache
    render: Callable[..., str]
    """Renders a template with some values: ``render("office_embed.html", office=…)``."""
    page_files: Callable[[], Iterator[File]]
    """Returns the files of all pages."""
    made_once: MadeOnce
    """For long work on a page: ``made_once("…", page, make)`` calls ``make`` only where the result may differ."""
    made_from_last: MadeFromLast = lambda name, make: make(None)
    """For work on the whole site that takes long, and little to bring up to date: ``made_from_last("…", make)``."""
    published: frozenset[str] = frozenset()
    """Every address that was ever public."""
    service_worker: bool = False
    """Whether the service worker keeps the directory on phones; if not, the worker removes itself."""
    launched: bool = True
    """Whether search engines may show the site."""
    drafts: bool = False
    """Whether texts that are not public yet are pages too: only in the preview."""
    progress: Progress = untold
    """Told how far long work is."""
    finish_later: Callable[[Iterable[object]], object] = tuple
    """Takes an iterable of work in other processes, which the build exhausts before it writes a file."""


Maker = Callable[[Site, BuildContext], Iterator[File]]
"""Makes the files of one family."""
