"""Finds what a release must not contain: withheld texts, values still to be completed, notes of the officer.

**The rule for withheld texts** (drafts, and texts whose day has not come). Their address must not occur anywhere. Their
title in each language, file name and tags must not occur as a sequence of whole words, ignoring case, accents and
punctuation: not in a page, a feed, a calendar, the search or the name of a file. Words that a published source, a
translation, the theme or the program contains in the same order are allowed. A draft called « Agenda » is so found by
its address alone; one called « Agenda interculturel de printemps » by any of the four.
"""

import contextlib
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from plugins.base.processes import on_all_cores
from plugins.base.typography import fold, french
from plugins.languages.catalogue import Catalogue
from plugins.languages.update import name_in_french
from plugins.model.site import Site, Withheld
from plugins.source import front_matter
from plugins.source.front_matter import ParsedFile, Unreadable
from tooling.release.built_pages import read_page
from tooling.release.findings import Finding
from tooling.release.release import Release

ROOT: Final = Path(__file__).parents[2]
OWN_WORDS: Final = (("theme", (".html", ".js", ".xml", ".txt")), ("plugins", (".py", ".json")))
"""The files of the program whose words a release may contain."""
NOTES: Final = "a_verifier"
PLACEHOLDERS: Final = ("a completer", "a definir", "lorem ipsum")
_TELLING = re.compile(r"[^\W\d_]{3}")
"""Three letters: less cannot be told from other texts."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARKS, _BETWEEN, _NOT_ASCII = re.compile("[\u0300-\u036f]+"), re.compile(r"[\W_]+"), re.compile(r"[^\x00-\x7f]+")
_FOLDED = bytes(byte if byte > 0x7F or chr(byte).isalnum() else 0x20 for byte in range(256)).lower()
"""What each byte of UTF-8 becomes: ASCII letters small, ASCII signs spaces."""


def words(text: str) -> str:
    """The words of a text, folded and without accents, with one space before, between and after them."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    text = _NOT_ASCII.sub(lambda run: _plain(run[0]), html.unescape(text).replace("\\n", " "))
    return f" {b' '.join(text.encode().translate(_FOLDED).split()).decode('utf-8')} "


@lru_cache(maxsize=4096)
def _plain(run: str) -> str:
    """The letters of some characters that are not ASCII, folded and without accents, the rest as spaces."""
    return _BETWEEN.sub(" ", _MARKS.sub("", unicodedata.normalize("NFD", run.casefold())))


class Words:
    """The words of a release, those that it must not contain, and those that it may."""

    def __init__(self, release: Release) -> None:
        self.release = release

    @cached_property
    def found(self) -> dict[str, list[str]]:
        """The addresses where the words of a withheld text, a note or a placeholder occur, by these words."""
        site = self.release.site
        secret = [text for source in site.withheld for _, text in _texts_of(source, site)]
        secret += [note for record in site.records for note in record.to_verify]
        sought: defaultdict[str, list[str]] = defaultdict(list)  # by the longest word, which is the rarest
        for phrase in dict.fromkeys(filter(_TELLING.search, map(words, (*secret, *PLACEHOLDERS)))):
            sought[max(phrase.split(), key=len)].append(phrase)

        def said_in(text: tuple[str, str]) -> list[str]:
            said = words(" ".join(text))
            candidates = (phrase for word in sought.keys() & set(said.split()) for phrase in sought[word])
            return [phrase for phrase in candidates if phrase in said]

        found: defaultdict[str, list[str]] = defaultdict(list)
        texts = list(self._texts())
        for (where, _), phrases in zip(texts, on_all_cores(said_in, texts), strict=True):
            for phrase in phrases:
                found[phrase].append(where)
        return found

    def _texts(self) -> Iterator[tuple[str, str]]:
        """The text of each page and file, none for a picture or a document, by its address."""
        yield from ((page.address, page.html) for page in self.release.pages.values())
        others = (path for path, file in self.release.files.items() if file.suffix != ".html")
        yield from ((f"/{path}", self.release.texts.get(path, "")) for path in others)

    @cached_property
    def _sources(self) -> list[tuple[Path, bytes, str]]:
        """Each published source: its file, its bytes, and all words in it."""
        files = (self.release.content / record.source.path for record in self.release.site.records)
        read = ((file, file.read_bytes()) for file in files if file.is_file())
        return [(file, data, words(f"{fold(file.stem)}\n{data.decode('utf-8', 'replace')}")) for file, data in read]

    def documents(self, phrases: Iterable[str]) -> Iterator[ParsedFile]:
        """The published sources that may contain one of these phrases, without the officer's notes."""
        phrases = tuple(phrases)
        for file, data, said in self._sources:
            if b"\\" in data or any(phrase in said for phrase in phrases):  # « \\x20 » is read by YAML alone
                name = file.relative_to(self.release.content.parent).as_posix()
                with contextlib.suppress(Unreadable):  # it has changed since it was read: see visibility.py
                    document = front_matter.read(name, data)
                    document.values.pop(NOTES, None)
                    yield document

    @cached_property
    def _own(self) -> str:
        """The words of the theme and the program, and the translations of what is published."""
        files = ((file, suffixes) for folder, suffixes in OWN_WORDS for file in sorted((ROOT / folder).rglob("*")))
        own = [words(file.read_text("utf-8")) for file, suffixes in files if file.suffix in suffixes]
        withheld = {f"{self.release.content.name}/{source.path}" for source in self.release.site.withheld}
        for catalogue in _catalogues(self.release.site):
            own += [words(" ".join(m.words)) for m in catalogue.messages.values() if not withheld.issuperset(m.files)]
        return "\n".join(own)

    def where(self, text: str) -> Iterator[str]:
        """The addresses where the words of ``text`` occur, unless a published source or the program has them too."""
        phrase = words(text)
        places = self.found.get(phrase, ())
        if places and not self._may_say(phrase):
            yield from places

    def _may_say(self, phrase: str) -> bool:
        documents = self.documents([phrase])
        return phrase in self._own or any(phrase in words(_text_of(document)) for document in documents)


@lru_cache(maxsize=1)  # three checks use the words of one release
def words_of(release: Release) -> Words:
    return Words(release)


def withheld(release: Release) -> Iterator[Finding]:
    """Occurrences of drafts, and of texts whose day has not come."""
    said = words_of(release)
    published = {record.address for record in release.site.records}
    for source in release.site.withheld:
        hint = f"retirez ce qui en parle, ou publiez {release.content.name}/{source.path}"
        for what, text in _texts_of(source, release.site):
            for where in said.where(text):
                yield Finding(where, f"{what} d’un texte pas encore publié, « {text} »", hint)
        if source.address not in published:
            for address in (
                f"{site.language.prefix}{source.address}" for site in (release.site, *release.site.in_languages)
            ):
                for where in _mentions(release, address):
                    yield Finding(where, f"l’adresse d’un texte pas encore publié, {address}", hint)


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
    said = words_of(release)
    marks = [f" {placeholder} " for placeholder in PLACEHOLDERS]
    located = False
    for document in said.documents(marks):
        for place, text in front_matter.texts(document.values):
            if is_placeholder(text):
                located = True
                field = ".".join(key for key in place if isinstance(key, str))
                where = f"{document.path}:{document.line(place)}"
                yield Finding(where, f"{field} : « {text} »", "écrivez la vraie valeur avant de publier")
    if not located:
        marked = {where for mark in marks for where in said.found.get(mark, ())}
        for page in (page for page in release.pages.values() if page.address in marked):
            for text in filter(is_placeholder, read_page(page.address, page.html).texts):
                yield Finding(page.address, f"« {text} » sur la page", "écrivez la vraie valeur avant de publier")


def is_placeholder(text: str) -> bool:
    """Whether a text is only a placeholder; « un formulaire à compléter » is not."""
    return words(text).strip() in PLACEHOLDERS or " lorem ipsum " in words(text)


def _catalogues(site: Site) -> Iterator[Catalogue]:
    for other in site.in_languages:
        if isinstance(other.language.words, Catalogue):
            yield other.language.words


def _texts_of(source: Withheld, site: Site) -> Iterator[tuple[str, str]]:
    stem = source.path.stem
    texts = [("le titre", source.title), ("le nom du fichier", stem), *(("une étiquette", tag) for tag in source.tags)]
    for catalogue in _catalogues(site):
        for title in filter(catalogue.has, (source.title, french(source.title))):
            texts.append((f"le titre en {name_in_french(catalogue.code)}", catalogue.gettext(title)))
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
    yield from (where for where, text in texts.items() if where == address or (address in text and whole.search(text)))


def _text_of(document: ParsedFile) -> str:
    stem = fold(Path(document.path).stem)
    return "\n".join((stem, *(text for _, text in front_matter.texts(document.values)), document.body))
