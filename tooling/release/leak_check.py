"""Finds what a built site must not contain: withheld texts, values still to be completed, notes of the officer.

**The rule for withheld texts** (drafts, and texts whose day has not come). Their address must not occur anywhere. Their
title in each language, file name and tags must not occur as a sequence of whole words, ignoring case, accents and
punctuation: not in a page, a feed, a calendar, the search or the name of a file. Words that a published source, a
translation, the theme or the program contains in the same order are allowed. A draft called « Agenda » is so found by
its address alone; one called « Agenda interculturel de printemps » by any of the four.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from plugins.base.findings import PROGRAM, Finding
from plugins.base.processes import on_all_cores
from plugins.base.typography import fold, french
from plugins.languages.update import name_in_french
from plugins.model.redirection import without_language
from plugins.model.site import Site, Withheld
from plugins.source import front_matter
from plugins.source.front_matter import ParsedFile
from tooling.hosting.policy import address
from tooling.release.built_pages import read_page
from tooling.release.gate import PLACEHOLDERS, is_placeholder, mention, named, placeholders
from tooling.release.release import Release
from tooling.release.sources import words

ROOT: Final = Path(__file__).parents[2]
OWN_WORDS: Final = (("theme", (".html", ".js", ".xml", ".txt")), ("plugins", (".py", ".json")))
"""The files of the program whose words a release may contain."""
_TELLING = re.compile(r"[^\W\d_]{3}")
"""Three letters in a row: a shorter text may occur anywhere by chance."""


class ReleaseWords:
    """Searches the words of a release for texts that it must not contain, unless a public source has them too."""

    def __init__(self, release: Release) -> None:
        self.release = release

    @cached_property
    def found(self) -> dict[str, list[str]]:
        """The words of each withheld text, note or placeholder that occurs in the release → the addresses where."""
        site = self.release.site
        secret = [text for source in site.withheld for _, text in _texts_of(source, site)]
        secret += [note for record in site.records for note in record.to_verify]
        sought: defaultdict[str, list[str]] = defaultdict(list)  # by the longest word, which is the rarest
        for phrase in dict.fromkeys(filter(_TELLING.search, map(words, (*secret, *PLACEHOLDERS)))):
            sought[max(phrase.split(), key=len)].append(phrase)

        held = {address.partition("?")[0] for address in site.old_addresses}

        def said_in(text: tuple[str, str]) -> list[str]:
            said = words(text[1] if text[0] in held else " ".join(text))  # an old address itself was public
            candidates = (phrase for word in sought.keys() & set(said.split()) for phrase in sought[word])
            return [phrase for phrase in candidates if phrase in said]

        found: defaultdict[str, list[str]] = defaultdict(list)
        texts = list(self._texts())
        for (where, _), phrases in zip(texts, on_all_cores(said_in, texts), strict=True):
            for phrase in phrases:
                found[phrase].append(where)
        return found

    def _texts(self) -> Iterator[tuple[str, str]]:
        """The address and the text of each page and file; the text of a picture or a document is ""."""
        yield from ((page.address, page.html) for page in self.release.pages.values())
        others = (path for path, file in self.release.files.items() if file.suffix != ".html")
        yield from ((f"/{path}", self.release.texts.get(path, "")) for path in others)

    @cached_property
    def _own(self) -> str:
        """The words of the theme and of the program, and the translations of published texts."""
        files = ((file, suffixes) for folder, suffixes in OWN_WORDS for file in sorted((ROOT / folder).rglob("*")))
        own = [words(file.read_text("utf-8")) for file, suffixes in files if file.suffix in suffixes]
        withheld = {f"{self.release.content.name}/{source.path}" for source in self.release.site.withheld}
        for language in self.release.site.languages:
            messages = language.words.messages.values()
            own += [words(" ".join(each.words)) for each in messages if not withheld.issuperset(each.files)]
        return "\n".join(own)

    def where(self, text: str) -> Iterator[str]:
        """The addresses where the words of ``text`` occur; none if a published source or the program has them too."""
        phrase = words(text)
        places = self.found.get(phrase, ())
        if places and not self._may_say(phrase):
            yield from places

    def _may_say(self, phrase: str) -> bool:
        documents = self.release.documents([phrase])
        return phrase in self._own or any(phrase in words(_text_of(document)) for document in documents)


@lru_cache(maxsize=1)  # three checks use the words of one release
def words_of(release: Release) -> ReleaseWords:
    return ReleaseWords(release)


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
            for language in release.site.languages or (release.site.language,):
                for where in _mentions(release, f"{language.prefix}{source.address}"):
                    yield Finding(where, *named(source, release.content))


def of_a_language_alone(release: Release) -> Iterator[Finding]:
    """Addresses of another language without a French counterpart: nothing in the sources says that they are public."""
    answered = {address(path) for path in release.files}
    for where in sorted(answered):
        prefix, own = without_language(where)
        if prefix and own not in answered:
            yield Finding(where, f"{own} n’est pas dans le site : rien ne prouve que ceci est public", PROGRAM)


def notes(release: Release) -> Iterator[Finding]:
    """Notes (``a_verifier``) whose words occur in the site."""
    said = words_of(release)
    for record in release.site.records:
        for note in record.to_verify:
            for where in said.where(note):
                remedy = f"cette note de {release.content.name}/{record.source.path} ne doit pas paraître"
                yield Finding(where, f"la note « {note} »", remedy)


def placeholders_on_pages(release: Release) -> Iterator[Finding]:
    """Placeholders on pages, from any source; ``placeholders`` tells those of fields, and then this check is silent."""
    if not any(placeholders(release)):
        said = words_of(release)
        marked = {where for mark in PLACEHOLDERS for where in said.found.get(words(mark), ())}
        for page in (page for page in release.pages.values() if page.address in marked):
            for text in filter(is_placeholder, read_page(page.address, page.html).texts):
                yield Finding(page.address, f"« {text} » sur la page", "écrivez la vraie valeur avant de publier")


def _texts_of(source: Withheld, site: Site) -> Iterator[tuple[str, str]]:
    stem = source.path.stem
    texts = [("le titre", source.title), ("le nom du fichier", stem), *(("une étiquette", tag) for tag in source.tags)]
    for language in filter(lambda each: not each.is_of_content, site.languages):
        for title in filter(language.words.has, (source.title, french(source.title))):
            texts.append((f"le titre en {name_in_french(language.code)}", language.words.gettext(title)))
    seen = set()
    for what, text in texts:
        if words(text) not in seen:
            seen.add(words(text))
            yield what, text


def _mentions(release: Release, address: str) -> Iterator[str]:
    texts = {page.address: page.html for page in release.pages.values()}
    texts |= {f"/{path}": text for path, text in release.texts.items()}
    said = mention(address, release.website)
    yield from (where for where, text in texts.items() if where == address or (address in text and said.search(text)))


def _text_of(document: ParsedFile) -> str:
    stem = fold(Path(document.path).stem)
    return "\n".join((stem, *(text for _, text in front_matter.texts(document.values)), document.body))
