"""The site in another language: the same records, with the words of that language in their fields and their texts.

What a translation lacks stays in French: a field as it is, a paragraph with the mark of its language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from plugins.languages.language import Gettext, Language
from plugins.model import Record
from plugins.model.context import Source
from plugins.model.site import NotedSite, Site
from plugins.pictures.media import Media
from plugins.source.links import AddressBook
from plugins.source.markdown import NOT_TRANSLATED, BodyRenderer
from plugins.source.prose import in_words, messages, translated, words_of

NEEDED = frozenset({"titre", "resume"})
"""The keys of the fields without whose translation a page is not in a language: they also stand where no mark can say
that a text is French, such as in the title of the window."""


def localised(
    site: Site,
    language: Language,
    texts: Mapping[PurePosixPath, str],
    book: AddressBook,
    media: Media,
    renderer: BodyRenderer,
) -> NotedSite:
    """The ``site`` in another language; ``texts`` are the Markdown of the records that have languages, by file.

    The result notes which parts of ``site`` are read, those read here included.
    """
    site = NotedSite(**{each.name: getattr(site, each.name) for each in fields(site)})
    site.noted("surroundings")  # which stands for ``book`` and ``media``
    translatable = [site.read(record) for record in site.unread if record.has_languages(record.source.path)]
    is_named = naming(translatable, site)
    others = [site.read(record) for record in site.unread if is_named(record)]
    language = _following(language, [*translatable, *others], texts)
    words = language.words

    needed = ((record, (text for key, text in words_of(record) if key in NEEDED)) for record in translatable)
    own = {record.address for record, said in needed if all(map(words.has, said))}
    named = {record.address for record in others}

    def said(record: Record) -> Record:
        path = record.source.path
        if record.address in own:
            text = _text_in_words(texts.get(path, ""), words)
            body = renderer.render(text, 1, partial(_address, book, path), media, french=False)
            source = Source(path, record.source.address, replace(body, mistakes=()), language.prefix)
            return in_words(record, words.gettext).read_from(source)
        return in_words(record, words.gettext).read_from(record.source) if record.address in named else record

    records = tuple(map(said, site.unread))
    versions = dict(site.versions)
    for before, record in zip(site.unread, records, strict=True):
        if record is not before and before.address in versions:
            versions[record.address] = _version(site.versions[before.address], record)
    return site.changed(records=records, language=language, original=site, versions=versions)


def _text_in_words(text: str, words: Gettext) -> str:
    """A Markdown text with its messages translated; a message without translation begins with NOT_TRANSLATED."""
    return translated(text, lambda said: words.gettext(said) if words.has(said) else NOT_TRANSLATED + said)


def _version(original: bytes, record: Record) -> bytes:
    """A digest of a translated record: of the version of the original, and of the words, which the PO file changes."""
    said = (record.html, *(text for _, text in words_of(record)))
    return sha256(original + repr(said).encode()).digest()


def _following(language: Language, records: list[Record], texts: Mapping[PurePosixPath, str]) -> Language:
    """The language with words for the present texts of the content, some of which its PO file may not have yet."""
    said = {
        f"content/{record.source.path}": [
            *(text for _, text in words_of(record)),
            *messages(texts.get(record.source.path, "")),
        ]
        for record in records
    }
    return replace(language, words=language.words.following(said))


def naming(translatable: Iterable[Record], site: Site) -> Callable[[Record], bool]:
    """Return a predicate: whether the pages of the ``translatable`` records show a record.

    They show what they name, what the organisation names, and the organisation itself.
    """
    organisation = site.organisation
    all_of = [*translatable, organisation] if organisation else translatable
    named = {(ref.kind, str(ref)) for record in all_of for ref in record.references()}
    return lambda record: (record.kind, record.slug) in named or record is organisation


def _address(book: AddressBook, path: PurePosixPath, target: str, picture: bool) -> str:
    """The address for a link in a translation, which may be older than the pages: a broken link stays as it is."""
    try:
        return book.resolve(target, path, picture)
    except ValueError:
        return target
