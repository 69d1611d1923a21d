"""Reads the synonyms of the content, one group a line, ``words, other words → page``: the search understands them
beside the words of the pages."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from plugins.base.mistakes import LineMistake, did_you_mean
from plugins.base.search_words import terms_of
from plugins.model.synonyms import Synonyms
from plugins.model.task import Task
from plugins.source.front_matter import read_rows
from plugins.source.links import AddressBook

EXAMPLE_GROUP: Final = "avocat, juriste → papiers-et-droits"
NEAR: Final = 0.8
"""The similarity (that of difflib, from 0 to 1) from which a word is taken for a misspelt name of a page."""
_ARROW: Final = re.compile(r"\s*(?:[-=–—]+>|[→⇒⟶➔➜➝])\s*")
_COMMA: Final = re.compile(r"\s*[,;،؛]\s*")


def read_synonyms(text: str, book: AddressBook) -> tuple[tuple[Synonyms, ...], list[LineMistake]]:
    """The synonyms in the text of the list, and the mistakes in it. ``book`` has the published pages."""
    pages = {**book.unpublished, **book.pages}
    paths = ((address, path) for address, path in pages.items() if path and path.parts[0] == Task.folder)
    tasks = {path.stem: address for address, path in paths if path.stem != "index"}
    found, mistakes = read_rows(text, lambda number, line: _read_line(number, line, book, tasks))
    return tuple(found), [*mistakes, *_twice(found), *_chained(found)]


def _read_line(number: int, line: str, book: AddressBook, tasks: Mapping[str, str]) -> Synonyms:
    """Read one line. Raises ValueError with a French sentence."""
    parts = _ARROW.split(line)
    if len(parts) != 2 or not all(parts):
        raise ValueError(f"« {line} » : il faut des mots, une flèche et une page → écrivez comme « {EXAMPLE_GROUP} »")
    phrases = tuple(_COMMA.split(parts[0]))
    if not all(phrases):
        raise ValueError(f"« {parts[0]} » : il n’y a rien entre deux virgules → retirez la virgule de trop")
    for phrase in phrases:
        _check_counts(phrase)
    return Synonyms(number, phrases, _read_target(parts[1], book, tasks))


def _check_counts(phrase: str) -> None:
    if not terms_of(phrase):
        raise ValueError(f"« {phrase} » : la recherche ne tient pas compte de ces mots → écrivez un mot plus précis")


def _read_target(written: str, book: AddressBook, tasks: Mapping[str, str]) -> str:
    """The address of a page, or the words that are meant; ``tasks`` has the addresses of the tasks by their slugs."""
    if _COMMA.search(written):
        raise ValueError(f"« {written} » : une seule page, ou un seul mot → faites plusieurs lignes")
    address = tasks.get(written, written)
    if address in book.unpublished:
        hint = "publiez-la ou choisissez une autre page"
        raise ValueError(f"« {written} » : cette page n’est pas encore publiée → {hint}")
    if address in book.pages:
        return address
    if "/" in written:
        whole = f"/{written.strip('/')}/"
        if whole in book.pages:
            raise ValueError(f"« {written} » : l’adresse commence et finit par « / » → écrivez {whole}")
        hint = did_you_mean(written, book.pages) or " → choisissez une page du site"
        raise ValueError(f"« {written} » : aucune page à cette adresse{hint}")
    published = [name for name, page in tasks.items() if page in book.pages]
    if near := get_close_matches(written, published, n=3, cutoff=NEAR):
        hint = " ou ".join(f"« {one} »" for one in near)
        raise ValueError(f"« {written} » : aucune page de ce nom dans {Task.folder}/ → vouliez-vous dire {hint} ?")
    _check_counts(written)
    return written


def _twice(found: list[Synonyms]) -> Iterator[LineMistake]:
    """A mistake for each phrase that the search takes for an earlier one, since accents and endings do not count."""
    first: dict[tuple[str, ...], tuple[int, str]] = {}
    for group in found:
        for phrase in group.phrases:
            line, known = first.setdefault(terms_of(phrase), (group.line, phrase))
            if (line, known) != (group.line, phrase) or group.phrases.count(phrase) > 1:
                where = "cette ligne" if line == group.line else f"la ligne {line}"
                same = "" if known == phrase else f" : pour la recherche, c’est « {known} »"
                message = f"« {phrase} » est déjà à {where}{same} → gardez-le une seule fois"
                yield group.line, message


def _chained(found: list[Synonyms]) -> Iterator[LineMistake]:
    """A mistake for each target in words that other words replace in turn: the search replaces words only once."""
    to_words = {terms_of(phrase): group for group in found if not group.leads_to_page for phrase in group.phrases}
    for group in found:
        if not group.leads_to_page and (other := to_words.get(terms_of(group.target))):
            where = "cette ligne même" if other is group else f"la ligne {other.line}"
            yield group.line, f"« {group.target} » : {where} le remplace aussi → écrivez une page, ou un autre mot"
