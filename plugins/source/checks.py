"""Checks beside the validation of fields: weekdays, links to anchors and lists, files that contradict each other.

``Loader`` (plugins/source/loading.py) runs them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from plugins.base.grouping import grouped
from plugins.base.mistakes import CONFLICT, Blame, Mistake, conflict_line, did_you_mean
from plugins.model import Office, Record
from plugins.model.base import AT_ONCE
from plugins.model.body import Body
from plugins.model.facets import lists_of, may_be_list
from plugins.model.office_dates import booking_conflicts, year_ahead
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.front_matter import ParsedFile
from plugins.source.links import NO_PAGE
from plugins.source.source_files import SourceFile, known_dates
from plugins.source.weekdays import wrong_weekdays

Bodies = Mapping[PurePosixPath, Body]
Records = Mapping[PurePosixPath, Record | None]


def weekdays(parsed: ParsedFile, found: Iterable[Mistake]) -> Iterator[Mistake]:
    """A mistake for each weekday that contradicts its date, unless it is already among the mistakes ``found``."""
    known = {(mistake.line, mistake.message.partition(" → ")[0]) for mistake in found}
    texts = tuple(front_matter.texts(parsed.values))
    dates = tuple(known_dates(text for _, text in texts))
    for location, text in texts:
        for _, message in wrong_weekdays(text, dates):
            mistake = parsed.mistake(location, message)
            if (mistake.line, mistake.message.partition(" → ")[0]) not in known:
                yield mistake
    for offset, message in wrong_weekdays(parsed.body, dates):
        yield Mistake(parsed.path, parsed.body_line + parsed.body.count("\n", 0, offset), message)


def text_documents(content: Path, assets: Iterable[str], blame: Blame) -> None:
    """Blame the first mark of a merge conflict in each text document, whatever its encoding."""
    for asset in assets:
        if asset.startswith("documents/") and asset.lower().endswith((".csv", ".txt")):
            try:
                line = conflict_line((content / asset).read_bytes().decode("latin-1"))
            except OSError:  # already a mistake (plugins/pictures/media.py)
                continue
            if line:
                blame(PurePosixPath(asset), line, CONFLICT)


def one_file_an_address(entries: Iterable[SourceFile], content: Path, blame: Blame) -> None:
    """Blame each file whose page would have the address of another file."""
    for address, (first, *others) in grouped((entry.address, entry.path) for entry in entries).items():
        for path in others:
            there = (content / first).as_posix()
            blame(path, 1, f"l’adresse {address} est déjà celle de {there} → renommez l’un des deux")


def double_bookings(entries: Iterable[SourceFile], records: Records, today: date) -> Iterator[Mistake]:
    """A mistake for each person who would be in two offices at once, within a year from ``today``."""
    at_once = [entry for entry in entries if entry.needed_on == AT_ONCE]
    names = {entry.path: entry.parsed.path for entry in at_once}
    parsed = {entry.parsed.path: entry.parsed for entry in at_once}
    offices = [record for path in names if isinstance(record := records[path], Office)]
    for conflict in booking_conflicts(offices, today, year_ahead(today), names):
        location, file = ("permanences", conflict.one.number, "quand"), conflict.one.file
        yield Mistake(file, parsed[file].line(location), conflict.message, location=location)


def lists(entries: Iterable[SourceFile], bodies: Bodies, records: Records, today: date, blame: Blame) -> None:
    """Blame each link to a generated list that has no page."""
    entries = tuple(entries)
    pages = {entry.address for entry in entries if entry.needed_on == AT_ONCE}
    for day in sorted({entry.needed_on for entry in entries}):
        linked = [
            (entry.path, line, link, address)
            for entry in entries
            if entry.needed_on == day
            for line, link in bodies[entry.path].links
            if may_be_list(address := link.partition("#")[0]) and address not in pages
        ]
        if not linked:
            continue  # computing the lists of all records takes time
        # As with references: only a draft may link to a list that exists because of drafts.
        listed = (records[entry.path] for entry in entries if entry.needed_on <= day)
        made = lists_of(Site(tuple(filter(None, listed)), today))
        known = {*pages, *(page.address for page in made.made)}
        for path, line, link, address in linked:
            if address not in known:
                nearest = made.nearest_to(address)
                hint = f" → liez plutôt à {nearest}" if nearest else did_you_mean(address, known) or NO_PAGE
                blame(path, line, f"lien « {link} » : aucune page à cette adresse{hint}")


def anchors(entries: Iterable[SourceFile], bodies: Bodies, blame: Blame) -> None:
    """Blame each link to an anchor that the page does not have."""
    entries = tuple(entries)
    there = {entry.address: bodies[entry.path].anchors for entry in entries}
    for page, _, anchor in (entry.address.partition("#") for entry in entries):
        if anchor:
            there[page] = there.get(page, frozenset()) | {anchor}
    for entry in entries:
        for line, link in bodies[entry.path].links:
            address, _, anchor = link.partition("#")
            known = there.get(address or entry.address)
            if anchor and known is not None and anchor not in known:
                hint = did_you_mean(anchor, known) or " → liez à la page entière, sans « # »"
                blame(entry.path, line, f"lien « {link} » : pas d’ancre « {anchor} » dans cette page{hint}")
