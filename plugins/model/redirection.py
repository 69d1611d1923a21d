"""An old address, or a family of them, and where it leads now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.base.identity import IDENTITY
from plugins.languages.language import OF_CONTENT
from plugins.permanences.wordings import WORDINGS

FILE = "redirections.txt"
OLD_ADDRESSES = "anciennes-adresses.txt"
"""The addresses of an earlier site, which people hold: each answers, by a line of its own or by a family."""

OTHER_LANGUAGES = frozenset(WORDINGS) - {OF_CONTENT.code}
"""Those that the site speaks, may speak one day, or has spoken."""

_SAFE = "/~!'(),:;@+=&#"


@dataclass(frozen=True)
class Redirection:
    """An old address, or a family of them, and where it leads.

    ``path`` and ``target`` are without percent signs: « é » is itself. With a ``query`` (``p=123``) only a request that
    has it is meant. Of a ``family``, only the beginning is known: anything may follow.
    """

    line: int
    path: str
    query: str
    family: bool
    target: str
    list_name: str = FILE
    """The file in which it stands."""
    host: str = ""
    """Of an address on another host than the site's: its name."""

    @property
    def written(self) -> str:
        """The old address as a browser sends it, with the star of a family."""
        return quote(self.path, safe=_SAFE) + (f"?{self.query}" if self.query else "") + "*" * self.family

    @property
    def location(self) -> str:
        """The new address as in the Location header."""
        return f"{IDENTITY.website if self.host else ''}{location_of(self.target)}"

    @property
    def exact(self) -> bool:
        """Whether it is one address without a query: a file can stand there."""
        return not self.query and not self.family

    @property
    def path_pattern(self) -> str:
        """A pattern for the whole path. A folder is meant with its slash or without."""
        folder = re.escape(self.path.rstrip("/"))
        if not self.family or self.query:
            return f"{folder}/?" if folder else "/"
        if not folder:
            return "/.*"
        return f"{folder}(/.*)?" if self.path.endswith("/") else f"{folder}.*"

    @property
    def query_pattern(self) -> str:
        """A pattern for the whole query. Parameters that are added to count visits do not matter."""
        if not self.query:
            return ".*"
        return re.escape(self.query) + (".*" if self.family else "(&.*)?")

    @property
    def file(self) -> str | None:
        """For an exact one, the file below the site's root that answers at the old address."""
        if not self.exact:
            return None
        return self.path[1:] if _has_ending(self.path) else f"{self.path.strip('/')}/index.html"

    def matches(self, address: str) -> bool:
        """Whether a request for ``address``, perhaps with a query, is sent on: as the patterns say, but faster."""
        path, _, query = address.partition("?")
        path, folder = unquote(path), self.path.rstrip("/")
        if self.family and not self.query:
            after = path[len(folder) :]
            return path.startswith(folder) and (not self.path.endswith("/") or after[:1] in ("", "/"))
        if path.rstrip("/") != folder or path.count("/") - folder.count("/") > 1:
            return False
        return not self.query or query == self.query or query.startswith(self.query + "&" * (not self.family))


class RedirectionIndex:
    """Finds the redirection that answers a request, without trying each of thousands."""

    def __init__(self, redirections: Iterable[Redirection]) -> None:
        self._families: dict[str, list[Redirection]] = {}
        self._others: dict[tuple[str, str], list[Redirection]] = {}
        for found in redirections:
            folder = found.path.rstrip("/")
            if found.family and not found.query:
                self._families.setdefault(folder, []).append(found)
            else:
                self._others.setdefault((folder, found.query), []).append(found)

    def of(self, address: str) -> Redirection | None:
        """The one that counts for a request for ``address``: the most precise of those that match it."""
        path, _, query = address.partition("?")
        path = unquote(path)
        near = [self._others.get((path.rstrip("/"), query[:end]), ()) for end in range(len(query) + 1)]
        near += [self._families.get(path[:end], ()) for end in range(len(path) + 1)]
        matching = (found for some in near for found in some if found.matches(address))
        return min(matching, key=_precision, default=None)


def location_of(target: str) -> str:
    """An address with percent signs for what a header or a link cannot hold."""
    return quote(target, safe=_SAFE)


def without_language(address: str) -> tuple[str, str]:
    """What an address begins with in another language, and the address in French: « /ar », « /bureaux/ »."""
    start, slash, rest = address[1:].partition("/")
    return (f"/{start}", f"/{rest}") if slash and start in OTHER_LANGUAGES else ("", address)


def read_published_addresses(file: Path) -> frozenset[str]:
    """The addresses of the list of published ones, one a line; none where there is no list yet."""
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return frozenset(line for line in lines if line.startswith("/"))


def in_order(redirections: Iterable[Redirection]) -> tuple[Redirection, ...]:
    """The most precise first: where several match a request, the first one counts."""
    return tuple(sorted(redirections, key=_precision))


def _precision(redirection: Redirection) -> tuple[bool, bool, int, str]:
    return not redirection.query, redirection.family, -len(redirection.written), redirection.written


def _has_ending(path: str) -> bool:
    return "." in path.rpartition("/")[2]
