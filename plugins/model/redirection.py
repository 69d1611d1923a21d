"""Redirections: an old address, or a family of old addresses that begin alike, and the address where it leads now."""

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
"""The file with the addresses of an earlier site, which people still use: a page or redirection must answer each."""

OTHER_LANGUAGES = frozenset(WORDINGS) - {OF_CONTENT.code}
"""The codes of all languages but that of the content: those that the site has, may get one day, or had."""

_SAFE = "/~!'(),:;@+=&#"


@dataclass(frozen=True)
class Redirection:
    """An old address, or a ``family`` of addresses that begin alike, and its ``target``.

    ``path`` and ``target`` are not percent-encoded: « é » is itself. With a ``query`` (``p=123``), only requests with
    that query match. In a ``family`` (``/old/*``), anything may follow the path, or the query where there is one.
    """

    line: int
    path: str
    query: str
    family: bool
    target: str
    list_name: str = FILE
    """The file of the content that has the redirection."""
    host: str = ""
    """The host of the old address, where that is another than the site's; else ""."""

    @property
    def written(self) -> str:
        """The old address as a browser sends it, with the star of a family."""
        return quote(self.path, safe=_SAFE) + (f"?{self.query}" if self.query else "") + "*" * self.family

    @property
    def location(self) -> str:
        """The target as it stands in the Location header: absolute for an old address on another host."""
        return f"{IDENTITY.website if self.host else ''}{location_of(self.target)}"

    @property
    def exact(self) -> bool:
        """Whether this is one address without a query, where a file can stand."""
        return not self.query and not self.family

    @property
    def path_pattern(self) -> str:
        """A regular expression for the whole path, with or without the slash at the end."""
        folder = re.escape(self.path.rstrip("/"))
        if not self.family or self.query:
            return f"{folder}/?" if folder else "/"
        if not folder:
            return "/.*"
        return f"{folder}(/.*)?" if self.path.endswith("/") else f"{folder}.*"

    @property
    def query_pattern(self) -> str:
        """A regular expression for the whole query; other parameters may follow, such as those that count visits."""
        if not self.query:
            return ".*"
        return re.escape(self.query) + (".*" if self.family else "(&.*)?")

    @property
    def file(self) -> str | None:
        """The file below the root of the site that answers at the old address; None if that is not ``exact``."""
        if not self.exact:
            return None
        return self.path[1:] if _has_ending(self.path) else f"{self.path.strip('/')}/index.html"

    def matches(self, address: str) -> bool:
        """Whether a request for ``address``, perhaps with a query, is redirected: as the patterns say, but faster."""
        path, _, query = address.partition("?")
        path, folder = unquote(path), self.path.rstrip("/")
        if self.family and not self.query:
            after = path[len(folder) :]
            return path.startswith(folder) and (not self.path.endswith("/") or after[:1] in ("", "/"))
        if path.rstrip("/") != folder or path.count("/") - folder.count("/") > 1:
            return False
        return not self.query or query == self.query or query.startswith(self.query + "&" * (not self.family))


class RedirectionIndex:
    """An index of redirections by path and query, which finds the one for a request without trying each of them."""

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
        """The redirection for a request for ``address``: the most precise one that matches, or None."""
        path, _, query = address.partition("?")
        path = unquote(path)
        near = [self._others.get((path.rstrip("/"), query[:end]), ()) for end in range(len(query) + 1)]
        near += [self._families.get(path[:end], ()) for end in range(len(path) + 1)]
        matching = (found for some in near for found in some if found.matches(address))
        return min(matching, key=_precision, default=None)


def location_of(target: str) -> str:
    """``target`` percent-encoded, for a header or a link."""
    return quote(target, safe=_SAFE)


def without_language(address: str) -> tuple[str, str]:
    """The language prefix of an address, "" for French, and the address without it: « /ar » and « /bureaux/ »."""
    start, slash, rest = address[1:].partition("/")
    return (f"/{start}", f"/{rest}") if slash and start in OTHER_LANGUAGES else ("", address)


def read_published_addresses(file: Path) -> frozenset[str]:
    """The addresses in the list of published addresses, one a line; empty where there is no list yet."""
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return frozenset(line for line in lines if line.startswith("/"))


def in_order(redirections: Iterable[Redirection]) -> tuple[Redirection, ...]:
    """The redirections, the most precise first: where several match a request, the first one counts."""
    return tuple(sorted(redirections, key=_precision))


def _precision(redirection: Redirection) -> tuple[bool, bool, int, str]:
    return not redirection.query, redirection.family, -len(redirection.written), redirection.written


def _has_ending(path: str) -> bool:
    return "." in path.rpartition("/")[2]
