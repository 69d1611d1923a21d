"""Editions: the site in each language, with the pages that are completely translated.

``generator.py`` makes an edition only where its translations, or a part of the site that was read for it, changed since
the last build; otherwise the files of the last build stay. ``NotedSite`` notes which parts are read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plugins.base.processes import on_all_cores
from plugins.base.shelf import Shelf
from plugins.build.files import Made, files_in
from plugins.build.fingerprints import Fingerprints
from plugins.build.output import KeptPage, Output, PagesApart
from plugins.files.file import File, version_of
from plugins.files.service_worker import SERVICE_WORKER_ADDRESS
from plugins.languages.language import Language
from plugins.model.site import NotedSite, Part, Site
from plugins.pages.every_page import AnyPage, pages_of

HOME = "/"
NAMES: Part = ("names",)
"""The part that every language reads: the path, address and kind of each record."""
PAGES_IN: Part = ("pages_in",)
"""The part that tells which pages each language has; it is known once all languages are read."""
FilesOf = Callable[[str], frozenset[str]]
"""Gives the files that a template consists of (itself, and those that it extends, includes or imports) by its name."""


@dataclass(frozen=True)
class Edition:
    """The site in one language, and its pages."""

    site: Site
    pages: tuple[AnyPage, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of the pages without the prefix of the language, as in the content's language."""
        return frozenset(page.address.removeprefix(self.site.language.prefix) for page in self.pages)


@dataclass(frozen=True)
class KeptEdition:
    """What the last build read for a language, and what it made."""

    words: bytes
    """The digest of the file of translations."""
    read: tuple[tuple[Part, bytes], ...]
    """The parts of the site that were read, with their fingerprints."""
    pages: frozenset[str] = frozenset()
    """``Edition.addresses``."""
    files: tuple[tuple[str, str], ...] = ()
    """The address and version of each file."""

    def would_read(self, parts: "Parts", *, pages_in: bool) -> bool:
        """Whether the parts that were read have the same fingerprints today.

        With ``pages_in`` only PAGES_IN is compared, which is known last; without, every other part.
        """
        return all(parts.fingerprint(part) == before for part, before in self.read if (part == PAGES_IN) == pages_in)


class Parts:
    """The fingerprints of the parts of a site, each worked out once."""

    def __init__(self, site: Site) -> None:
        self._site, self._fingerprints = site, Fingerprints(site.versions)
        self.fingerprint = cache(self._fingerprint)

    def of(self, read: Iterable[Part]) -> tuple[tuple[Part, bytes], ...]:
        """The given parts and NAMES, with their fingerprints."""
        return tuple((part, self.fingerprint(part)) for part in sorted({NAMES, *read}))

    def _fingerprint(self, part: Part) -> bytes:
        return self._fingerprints.fingerprint(self._part(*part))

    def _part(self, name: str, about: str = "") -> object:
        site = self._site
        match name:
            case "names":
                return [(record.source.path.as_posix(), record.source.address, record.kind) for record in site.records]
            case "kind":
                return [record for record in site.records if record.kind == about]
            case "record":
                return site.by_path.get(about)
            case _:
                return getattr(site, name)


def editions(
    site: Site,
    base_url: str,
    files_of: FilesOf,
    languages: Iterable[Language],
    kept: Mapping[Language, KeptEdition],
) -> tuple[Edition, ...]:
    """Return the edition of the content's language, then those of the ``languages`` that must be made.

    A language is left out where its ``kept`` edition would come out the same. An edition without a home page has no
    pages.
    """
    files_of = cache(files_of)
    parts = Parts(site)
    pages_in: dict[Language, frozenset[str]] = {}
    opened: dict[Language, Edition] = {}

    languages = tuple(languages)
    for language in languages:
        found = kept.get(language)
        if found and found.would_read(parts, pages_in=False):
            pages_in[language] = found.pages
        else:
            opened[language] = _with_whole_pages(site, language, base_url, files_of)
            pages_in[language] = opened[language].addresses
    there = {language: addresses for language, addresses in pages_in.items() if addresses}
    first = site.changed(pages_in={site.language: frozenset[str](), **there}) if there else site
    parts = Parts(first)
    for language in languages:
        if language not in opened and not kept[language].would_read(parts, pages_in=True):
            opened[language] = _with_whole_pages(site, language, base_url, files_of)
    return (
        Edition(first, pages_of(site, base_url)),
        *(_knowing(opened[language], first) for language in languages if language in opened),
    )


def _knowing(edition: Edition, first: Site) -> Edition:
    """The edition with a site that knows which pages each language has, from ``first``."""
    site = edition.site
    original = site.first.changed(pages_in=first.pages_in)
    return Edition(site.changed(pages_in=first.pages_in, original=original), edition.pages)


def _with_whole_pages(first: Site, language: Language, base_url: str, files_of: FilesOf) -> Edition:
    """The edition of a language, with only the pages whose words are all translated.

    The words of a page are those of its template and of the program. A record without such a page is in French.
    """
    site = first.in_language(language)
    lacking = frozenset(file for file in site.language.words.lacking if not file.startswith("content/"))
    whole = not any(file.startswith("plugins/") for file in lacking)

    def is_whole(template: str) -> bool:
        return whole and (not lacking or lacking.isdisjoint(files_of(template)))

    records = tuple(
        record if not site.is_own(record) or is_whole(record.template) else first.by_path[record.source.path.as_posix()]
        for record in site.unread
    )
    site = site.changed(records=records)
    pages = tuple(page for page in pages_of(site, base_url) if is_whole(page.template))
    return Edition(site, pages if any(page.address == f"{language.prefix}{HOME}" for page in pages) else ())


class KeptEditions:
    """The editions of other languages that the last build left in ``folder``, and what this build makes of each.

    Without a ``folder``, every language is made and nothing is kept. ``version`` is a digest of all that makes pages
    (``plugins.source.version.of_pages``): with another one, everything is made again.
    """

    def __init__(self, folder: Path | None, version: str, output: Output, *, may_stay: bool) -> None:
        """``may_stay``: whether an unchanged language stays as the last build left it.

        It may not with a service worker, which holds digests of the files of every language.
        """
        self._folder, self._version, self._output, self._may_stay = folder, version, output, may_stay
        self._shelf = Shelf[KeptEdition](folder / "editions", version) if folder else None
        self._pages: dict[str, Shelf[Mapping[str, KeptPage]]] = {}
        self._apart: dict[str, PagesApart] = {}
        self._files: dict[str, set[str]] = {}

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """Every shelf that was read and is to be saved."""
        return (self._shelf, *self._pages.values()) if self._shelf else ()

    def find(self, languages: Mapping[Language, bytes]) -> dict[Language, KeptEdition]:
        """The kept editions whose digest of translations is the one given and whose files are all still there."""
        found = (
            (language, words, self._shelf and self._shelf.get(language.code)) for language, words in languages.items()
        )
        return {
            language: kept
            for language, words, kept in found
            if self._may_stay and kept and kept.words == words and all(self._output.still(*file) for file in kept.files)
        }

    def files(self, kept: Iterable[KeptEdition]) -> list[File]:
        """The files of the kept editions, which are in the output folder already."""
        found = (self._output.still(*file) for each in kept for file in each.files)
        return [file for file in found if file]

    def apart(self, language: Language) -> PagesApart | None:
        """The questions of the pages of a language that is made again; None where nothing is kept."""
        if not self._folder:
            return None
        code = language.code
        self._pages[code] = shelf = Shelf[Mapping[str, KeptPage]](self._folder / "pages" / code, self._version)
        self._apart[code] = PagesApart(shelf.get(code) or {})
        return self._apart[code]

    def made(self, sites: Sequence[Made]) -> Iterator[File]:
        """Make the files of some languages, on all cores, and note for ``keep`` what was read and asked."""

        def make(edition: Made) -> tuple[list[File], Mapping[str, KeptPage], set[Part]]:
            site, context = edition
            files = list(files_in(site, context))
            apart = self._apart.get(site.language.code)
            return files, apart.now if apart else {}, _parts(site)

        for (site, _), (files, pages, parts) in zip(sites, on_all_cores(make, sites, few=1), strict=True):
            _parts(site).update(parts)
            worker = f"{site.language.prefix}{SERVICE_WORKER_ADDRESS}"
            self._files[site.language.code] = {worker, *(file.address for file in files)}
            if apart := self._apart.get(site.language.code):
                apart.now.update(pages)
            yield from files

    def keep(
        self, site: Site, opened: Iterable[Edition], words: Mapping[Language, bytes], files: Mapping[str, File]
    ) -> None:
        """Keep what was made of the ``opened`` editions; ``site`` is the one in the content's language."""
        if not self._shelf:
            return
        parts = Parts(site)
        for edition in opened:
            language = edition.site.language
            own = self._files.get(language.code, ())  # ``files`` has redirections of every language too
            kept = KeptEdition(
                words[language],
                parts.of(_parts(edition.site)),
                edition.addresses,
                tuple((each.address, version_of(each)) for each in files.values() if each.address in own),
            )
            self._shelf.put(language.code, kept)
            if language.code in self._pages:
                self._pages[language.code].put(language.code, self._apart[language.code].now)


def _parts(site: Site) -> set[Part]:
    """The parts of the content that were read for a site in another language."""
    assert isinstance(site, NotedSite)
    return site.parts
