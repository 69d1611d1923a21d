"""The site in each of its languages, with the pages that each has: those whose words are all there.

A language is neither made again nor read where nothing that was read for it has changed since the last build:
``NotedSite`` notes what is read.
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
"""The part that every language reads: which records exist."""
PAGES_IN: Part = ("pages_in",)
"""Which pages the languages have: known once all of them are."""
FilesOf = Callable[[str], frozenset[str]]
"""From the name of a template to the files of all that it is made of."""


@dataclass(frozen=True)
class Edition:
    """The site in a language, and its pages."""

    site: Site
    pages: tuple[AnyPage, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of its pages, in the language of the content."""
        return frozenset(page.address.removeprefix(self.site.language.prefix) for page in self.pages)


@dataclass(frozen=True)
class KeptEdition:
    """What a language was made from, and what was made: its pages by their addresses in French, its files."""

    words: bytes
    """A digest of its file of translations."""
    read: tuple[tuple[Part, bytes], ...]
    """The parts of the site, with their fingerprints."""
    pages: frozenset[str] = frozenset()
    files: tuple[tuple[str, str], ...] = ()
    """Their addresses and versions."""

    def would_read(self, parts: "Parts", *, pages_in: bool) -> bool:
        """Whether the parts that were read are still the same.

        ``pages_in`` asks about PAGES_IN alone, which is known last; else about all other parts.
        """
        return all(parts.fingerprint(part) == before for part, before in self.read if (part == PAGES_IN) == pages_in)


class Parts:
    """The fingerprints of the parts of a site."""

    def __init__(self, site: Site) -> None:
        self._site, self._fingerprints = site, Fingerprints(site.versions)
        self.fingerprint = cache(self._fingerprint)

    def of(self, read: Iterable[Part]) -> tuple[tuple[Part, bytes], ...]:
        """The fingerprints of some parts, and of NAMES."""
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
    """The site in the language of the content, then in each of the ``languages`` that is to be made.

    A language is left out where its ``kept`` edition would be the same. One without a home page has no pages at all.
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
    """The edition of a site that knows the pages of all languages."""
    site = edition.site
    original = site.first.changed(pages_in=first.pages_in)
    return Edition(site.changed(pages_in=first.pages_in, original=original), edition.pages)


def _with_whole_pages(first: Site, language: Language, base_url: str, files_of: FilesOf) -> Edition:
    """The site without the pages for which the program or their templates lack words: these are in French alone."""
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
    """What the last build made of the languages, that of the content apart, and what this one makes.

    ``folder`` keeps it; without one, everything is made. ``version`` is that of what makes pages.
    """

    def __init__(self, folder: Path | None, version: str, output: Output, *, whole: bool) -> None:
        """``whole``: whether a language may stay as it is; not where it has a file made of those of all languages."""
        self._folder, self._version, self._output, self._whole = folder, version, output, whole
        self._shelf = Shelf[KeptEdition](folder / "editions", version) if folder else None
        self._pages: dict[str, Shelf[Mapping[str, KeptPage]]] = {}
        self._apart: dict[str, PagesApart] = {}
        self._files: dict[str, set[str]] = {}

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """Every shelf that was read or is to be saved."""
        return (self._shelf, *self._pages.values()) if self._shelf else ()

    def find(self, languages: Mapping[Language, bytes]) -> dict[Language, KeptEdition]:
        """The kept editions whose ``words`` (digests, by language) are the same and whose files are all there."""
        found = (
            (language, words, self._shelf and self._shelf.get(language.code)) for language, words in languages.items()
        )
        return {
            language: kept
            for language, words, kept in found
            if self._whole and kept and kept.words == words and all(self._output.still(*file) for file in kept.files)
        }

    def files(self, kept: Iterable[KeptEdition]) -> list[File]:
        """The files of some languages, which are there."""
        found = (self._output.still(*file) for each in kept for file in each.files)
        return [file for file in found if file]

    def apart(self, language: Language) -> PagesApart | None:
        """The questions of the pages of a language that is made again."""
        if not self._folder:
            return None
        code = language.code
        self._pages[code] = shelf = Shelf[Mapping[str, KeptPage]](self._folder / "pages" / code, self._version)
        self._apart[code] = PagesApart(shelf.get(code) or {})
        return self._apart[code]

    def made(self, sites: Sequence[Made]) -> Iterator[File]:
        """The files of some languages, on all cores."""

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
        """Keep what was made in the languages that were ``opened``; ``site`` is that of the content."""
        if not self._shelf:
            return
        parts = Parts(site)
        for edition in opened:
            language = edition.site.language
            own = self._files.get(language.code, ())  # at its addresses stand those of pages that moved too
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
    assert isinstance(site, NotedSite)
    return site.parts
