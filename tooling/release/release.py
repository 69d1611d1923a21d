"""A built site about to be published, with its sources: the argument of every release check."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.base.cache import Cache
from plugins.base.processes import on_all_cores
from plugins.base.walk import paths_in
from tooling.hosting.policy import address
from tooling.hosting.precompression import COMPRESSIBLE, is_variant
from tooling.release import gate
from tooling.release.built_pages import BuiltPage, read_page
from tooling.release.nu_checker import messages
from tooling.release.published import Answers
from tooling.release.sources import Sources


@dataclass(frozen=True, eq=False)
class Release(Sources):
    """``folder``: the site that was built from the sources; ``website``: its public address.

    The ``cache`` keeps results of earlier checks.
    """

    folder: Path
    website: str
    cache: Cache | None = None

    @cached_property
    def files(self) -> dict[str, Path]:
        """Each file by its path below the folder, without compressed forms, sorted by the parts of the paths."""
        return {path: self.folder / path for path in paths_in(self.folder) if not is_variant(Path(path))}

    @cached_property
    def addresses(self) -> Answers:
        """The addresses that the site answers; the files for hosts and the compressed forms have none."""
        return Answers.of_built(self.folder, gate.titles(self.site))

    @cached_property
    def pages(self) -> dict[str, BuiltPage]:
        """Each page by its address, without its texts."""

        def read(path: str) -> BuiltPage:
            return read_page(address(path), self.files[path].read_text("utf-8")).without_texts()

        paths = [path for path in self.files if path.endswith(".html")]
        return {page.address: page for page in on_all_cores(read, paths)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each text file that is not a page, by its path below the folder."""
        return {path: _read(file) for path, file in self.files.items() if file.suffix in COMPRESSIBLE - {".html"}}

    @cached_property
    def html_check(self) -> Future[list[tuple[str, str]]]:
        """The messages of the W3C's checker, each with the path of its page; the first access starts that program."""
        pool = ThreadPoolExecutor(1)
        try:
            return pool.submit(messages, self.folder, self.cache)
        finally:
            pool.shutdown(wait=False)

    @lru_cache(2**14)  # noqa: B019 - a release lives as long as the command
    def own(self, link: str) -> str | None:
        """The part of a ``link`` after the host; None where the link leads to another host or has another scheme."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            own = urlsplit(self.website)
            if (parts.scheme or own.scheme, parts.netloc) != (own.scheme, own.netloc):
                return None
        return parts._replace(scheme="", netloc="").geturl() or "/"

    @lru_cache(2**14)  # noqa: B019
    def answers(self, path: str) -> bool:
        """Whether the site has a file at that path; the path of a page ends with a slash."""
        name = unquote(urlsplit(path).path).lstrip("/")
        return (f"{name}index.html" if path.endswith("/") or not name else name) in self.files


def _read(file: Path) -> str:
    """The text of a file; the folded lines of calendars and contact cards (RFC 5545, 3.1) are joined."""
    text = file.read_text("utf-8", "replace")
    if file.suffix in {".ics", ".vcf"}:
        text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    return text
