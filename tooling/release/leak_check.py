"""Finds what a release must not contain: withheld texts, values still to be completed, notes of the officer.

**The rule for withheld texts** (drafts, and texts whose day has not come). Their address must not occur anywhere. Their
title, file name and tags must not occur as a sequence of whole words, ignoring case, accents and punctuation: not in a
page, a feed, a calendar, the search or the name of a file. Words that a published source, the theme or the program
contains in the same order are allowed. A draft called « Agenda » is so found by its address alone; one called « Agenda
interculturel de printemps » by any of the four.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from plugins.model.site import Withheld
from plugins.source import front_matter
from plugins.source.front_matter import ParsedFile
from plugins.text.typography import fold
from tooling.hosting.precompression import is_variant
from tooling.release.findings import Finding
from tooling.release.release import Release

ROOT: Final = Path(__file__).parents[2]
OWN_WORDS: Final = (("theme", (".html", ".js", ".xml", ".txt")), ("plugins", (".py", ".json")))
"""The files of the program whose words a release may contain."""
NOTES: Final = "a_verifier"
PLACEHOLDERS: Final = frozenset({"a completer", "a definir", "lorem ipsum"})
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARKS, _BETWEEN = re.compile("[\u0300-\u036f]+"), re.compile(r"[\W_]+")


def words(text: str) -> str:
    """The words of a text, folded and without accents, with one space before, between and after them."""
    text = html.unescape(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)).replace("\\n", " ")
    return f" {_BETWEEN.sub(' ', _MARKS.sub('', unicodedata.normalize('NFD', text.casefold()))).strip()} "


@dataclass(frozen=True)
class Words:
    """The words of a release, and those that it may contain."""

    release: Release

    @cached_property
    def said(self) -> dict[str, str]:
        """The words of each page and file and of its name, by its address."""
        pages = {page.address: page.html for page in self.release.pages.values()}
        return {where: words(f"{where} {text}") for where, text in (pages | self._files).items()}

    @property
    def _files(self) -> dict[str, str]:
        folder, texts = self.release.folder, self.release.texts
        files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not is_variant(file))
        paths = (file.relative_to(folder).as_posix() for file in files if file.suffix != ".html")
        return {f"/{path}": texts.get(path, "") for path in paths}

    @cached_property
    def allowed(self) -> str:
        """The words of the published sources, the theme and the program."""
        sources = (_text_of(document) for document in published_sources(self.release))
        own = (
            file.read_text("utf-8")
            for folder, suffixes in OWN_WORDS
            for file in sorted((ROOT / folder).rglob("*"))
            if file.suffix in suffixes
        )
        return "\n".join(map(words, (*sources, *own)))

    def where(self, text: str) -> Iterator[str]:
        """The addresses where the words of ``text`` occur, unless they are allowed."""
        sought = words(text)
        if re.search(r"[^\W\d_]{3}", sought) and sought not in self.allowed:
            yield from (where for where, said in self.said.items() if sought in said)


@lru_cache(maxsize=1)  # two checks use the words of one release
def words_of(release: Release) -> Words:
    return Words(release)


def withheld(release: Release) -> Iterator[Finding]:
    """Occurrences of drafts, and of texts whose day has not come."""
    said = words_of(release)
    published = {record.address for record in release.site.records}
    for source in release.site.withheld:
        hint = f"retirez ce qui en parle, ou publiez {release.content.name}/{source.path}"
        for what, text in _texts_of(source):
            for where in said.where(text):
                yield Finding(where, f"{what} d’un texte pas encore publié, « {text} »", hint)
        if source.address not in published:
            for where in _mentions(release, source.address):
                yield Finding(where, f"l’adresse d’un texte pas encore publié, {source.address}", hint)


def notes(release: Release) -> Iterator[Finding]:
    """Notes of ``a_verifier`` that are published."""
    said = words_of(release)
    for record in release.site.records:
        for note in record.to_verify:
            for where in said.where(note):
                remedy = f"cette note de {release.content.name}/{record.source.path} ne doit pas paraître"
                yield Finding(where, f"la note « {note} »", remedy)


def placeholders(release: Release) -> Iterator[Finding]:
    """Fields of the content with a placeholder; without any, placeholders on pages, whatever their source."""
    located = False
    for document in published_sources(release):
        for place, text in front_matter.texts(document.values):
            if is_placeholder(text):
                located = True
                field = ".".join(key for key in place if isinstance(key, str))
                where = f"{document.path}:{document.line(place)}"
                yield Finding(where, f"{field} : « {text} »", "écrivez la vraie valeur avant de publier")
    if not located:
        for page in release.pages.values():
            for text in filter(is_placeholder, page.texts):
                yield Finding(page.address, f"« {text} » sur la page", "écrivez la vraie valeur avant de publier")


def is_placeholder(text: str) -> bool:
    """Whether a text is only a placeholder; « un formulaire à compléter » is not."""
    return words(text).strip() in PLACEHOLDERS or " lorem ipsum " in words(text)


def published_sources(release: Release) -> Iterator[ParsedFile]:
    """The published sources, without the officer's notes."""
    for record in release.site.records:
        file = release.content / record.source.path
        if file.is_file():
            document = front_matter.read(f"{release.content.name}/{record.source.path}", file.read_bytes())
            document.values.pop(NOTES, None)
            yield document


def _texts_of(source: Withheld) -> Iterator[tuple[str, str]]:
    stem = source.path.stem
    texts = [("le titre", source.title), ("le nom du fichier", stem), *(("une étiquette", tag) for tag in source.tags)]
    seen = set()
    for what, text in texts:
        if words(text) not in seen:
            seen.add(words(text))
            yield what, text


def _mentions(release: Release, address: str) -> Iterator[str]:
    """The addresses where ``address`` occurs, alone or after the site's host, but not as the start of a longer one."""
    whole = re.compile(rf"(?<![\w/.-]){re.escape(address)}(?![\w-])|{re.escape(release.home + address)}(?![\w-])")
    texts = {page.address: page.html for page in release.pages.values()}
    texts |= {f"/{path}": text for path, text in release.texts.items()}
    yield from (where for where, text in texts.items() if where == address or whole.search(text))


def _text_of(document: ParsedFile) -> str:
    stem = fold(Path(document.path).stem)
    return "\n".join((stem, *(text for _, text in front_matter.texts(document.values)), document.body))
