"""Advice: what could be better in the content and blocks nothing, each with its file, its line and a remedy.

``check.py`` prints it, the forms show it beside their fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from plugins.base.mistakes import visible
from plugins.base.processes import on_all_cores
from plugins.base.progress import Progress, untold
from plugins.desk.advice.assets import unused_and_heavy
from plugins.desk.advice.language import abbreviations, link_texts, long_sentences, lost_spaces
from plugins.desk.advice.records import (
    descriptions,
    holidays,
    keywords,
    not_verified,
    officer_notes,
    past_events,
    tasks,
    titles,
)
from plugins.desk.advice.spelling import NoDictionary, Speller, doubtful_words, first_lines, knowing, misspelled
from plugins.desk.advice.text import Reading
from plugins.desk.advice.words import abbreviations_in, known_words
from plugins.model.base import Record
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.folder import sort_files
from plugins.source.limits import read_bounded

NO_BYTES: Final[Mapping[PurePosixPath, bytes]] = MappingProxyType({})
RULES: Final = MappingProxyType(
    {
        "spelling": "orthographe",
        "link": "lien",
        "spaces": "espaces",
        "title": "titre long",
        "abbreviation": "sigle",
        "keyword": "mot-clé",
        "description": "description",
        "sentence": "phrase longue",
        "task": "besoin",
        "asset": "image ou document",
        "leftover": "fichier oublié",
        "draft": "brouillon incomplet",
        "holiday": "jour férié",
        "banner": "bandeau passé",
        "event": "événement passé",
        "verified": "vérification",
        "note": "note à vérifier",
    }
)
"""The rules with their French names, from the fastest to mend to the slowest."""
LASTING: Final = frozenset({"verified", "note"})
"""Rules whose advice asks for facts, not for other words: it is counted, and listed only on request."""


@dataclass(frozen=True)
class Advice:
    """One piece of advice; ``path`` is below the content folder, ``rule`` one of RULES."""

    path: str
    line: int
    rule: str
    message: str

    @property
    def order(self) -> tuple[str, int, int]:
        """The key by which advice is sorted: by file, then in the order of RULES."""
        return (self.path, tuple(RULES).index(self.rule), self.line)


@dataclass(frozen=True)
class Report:
    """The advice in order, the readability by file, and the reason in French if the spelling was not checked.

    Texts that are too short have no readability.
    """

    advice: tuple[Advice, ...]
    readability: dict[str, int]
    spelling_unchecked: str | None


def advise(
    site: Site,
    content: Path,
    speller: Speller,
    only: str = "",
    progress: Progress = untold,
    instead: Mapping[PurePosixPath, bytes] = NO_BYTES,
) -> Report:
    """Return the advice about all records of a site, drafts too where it has them, or about the file ``only``.

    The source files are read again for their lines; ``instead`` gives other bytes for some of them. Paths are below
    ``content``.
    """
    abbreviated = abbreviations_in(content)
    is_known = knowing(known_words(site, content))
    whole = _of_whole_files(site, content)
    found = [Advice(visible(path), 1, rule, said) for path, rule, said in whole if only in ("", path)]

    def read(record: Record) -> Reading:
        file = content / record.source.path
        data = instead.get(record.source.path) or read_bounded(file)
        return Reading(record, front_matter.read(file.as_posix(), data))

    def look(record: Record) -> _Seen:
        reading = read(record)
        return _Seen(tuple(_of_one(reading, site, abbreviated)), reading.readability, doubtful_words(reading, is_known))

    asked = [record for record in site.records if only in ("", record.source.path.as_posix())]
    records = [each for each in asked if each.source.path in instead or (content / each.source.path).is_file()]
    seen = list(progress("Conseils", on_all_cores(look, records), len(records)))
    found += (advice for each in seen for advice in each.advice)
    spelling_unchecked = None
    try:
        wrong = misspelled((word for each in seen for word in each.doubtful), is_known, speller)
    except NoDictionary as reason:
        spelling_unchecked = str(reason)
    else:
        for record, each in zip(records, seen, strict=True):
            if here := [word for word in each.doubtful if word in wrong]:
                path, lines = record.source.path.as_posix(), first_lines(read(record))
                found += (Advice(path, lines[word], "spelling", wrong[word]) for word in here)
    figures = {
        record.source.path.as_posix(): each.readability
        for record, each in zip(records, seen, strict=True)
        if each.readability is not None
    }
    return Report(tuple(sorted(dict.fromkeys(found), key=lambda advice: advice.order)), figures, spelling_unchecked)


@dataclass(frozen=True)
class _Seen:
    """The advice about one text, without spelling; its readability, and its unknown words."""

    advice: tuple[Advice, ...]
    readability: int | None
    doubtful: tuple[str, ...]


def _of_one(reading: Reading, site: Site, abbreviated: Mapping[str, str]) -> Iterator[Advice]:
    """The advice about one text, without spelling."""
    for rule, seen in (
        ("link", link_texts(reading)),
        ("spaces", lost_spaces(reading)),
        ("title", titles(reading)),
        ("abbreviation", abbreviations(reading, abbreviated)),
        ("description", descriptions(reading)),
        ("sentence", long_sentences(reading)),
        ("task", tasks(reading)),
        ("holiday", holidays(reading, site)),
        ("event", past_events(reading, site)),
        ("keyword", keywords(reading, site)),
        ("verified", not_verified(reading, site.today)),
        ("note", officer_notes(reading)),
    ):
        yield from (Advice(reading.path.as_posix(), line, rule, message) for line, message in seen)


def _of_whole_files(site: Site, content: Path) -> Iterator[tuple[str, str, str]]:
    """The path, rule and message of advice about a file as a whole."""
    for item in site.withheld:
        yield from ((item.path.as_posix(), "draft", lack) for lack in item.lacks)
    files = sort_files(content, lambda *_: None)  # mistakes were told when the site was read
    yield from ((path, "leftover", said) for path, said in files.noise)
    yield from ((path, "asset", said) for path, said in unused_and_heavy(content, files))
    if site.banner and site.banner.end.last < site.today:
        said = f"le bandeau est passé depuis le {site.banner.end.last} → effacez ce fichier, ou changez ses dates"
        yield site.banner.file, "banner", said
