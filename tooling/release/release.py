"""A built site about to be published, with its content: the argument of every release check."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.model.site import Site
from plugins.text.cache import Cache
from tooling.hosting.precompression import COMPRESSIBLE
from tooling.release.built_pages import BuiltPage, pages_of
from tooling.release.nu_checker import messages


@dataclass(frozen=True, eq=False)
class Release:
    """``folder``: the built site; ``home``: its public address; ``content``: the folder that ``site`` was read from.

    ``published``: the list of all addresses ever published. The ``cache`` remembers what the checks know.
    """

    folder: Path
    home: str
    site: Site
    content: Path
    published: Path
    cache: Cache | None = None

    @cached_property
    def pages(self) -> dict[str, BuiltPage]:
        """Each page by its address."""
        return {page.address: page for page in pages_of(self.folder)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each file that is text and not a page, by its path below the folder."""
        files = (f for f in sorted(self.folder.rglob("*")) if f.suffix in COMPRESSIBLE - {".html"} and f.is_file())
        return {file.relative_to(self.folder).as_posix(): _read(file) for file in files}

    def begin(self) -> None:
        """Start the W3C's checker, a program of its own, beside what comes before the checks."""
        _ = self._asked

    def html_messages(self) -> list[tuple[str, str]]:
        """What that checker says: the path of the page, a sentence."""
        return self._asked.result()

    @cached_property
    def _asked(self) -> Future[list[tuple[str, str]]]:
        pool = ThreadPoolExecutor(1)
        try:
            return pool.submit(messages, self.folder, self.cache)
        finally:
            pool.shutdown(wait=False)

    def own(self, address: str) -> str | None:
        """The part of an address after the host; None for another host or a scheme other than the site's."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            home = urlsplit(self.home)
            if (parts.scheme or home.scheme, parts.netloc) != (home.scheme, home.netloc):
                return None
        return parts._replace(scheme="", netloc="").geturl() or "/"

    def answers(self, path: str) -> bool:
        """Whether the site has a file at that path; the path of a page ends with a slash."""
        file = self.folder / unquote(urlsplit(path).path).lstrip("/")
        return (file / "index.html").is_file() if path.endswith("/") or file == self.folder else file.is_file()


def _read(file: Path) -> str:
    """Its text, with the folded lines of calendars and contact cards (RFC 5545, 3.1) joined."""
    text = file.read_text("utf-8", "replace")
    if file.suffix in {".ics", ".vcf"}:
        text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    return text
