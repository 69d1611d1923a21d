"""The imports of a WordPress site and of an agenda: read, convert, try the result as ``check`` does, write it all."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from plugins.base.cache import Cache
from plugins.base.grouping import grouped
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import ContentMistakes, Mistake, Unreadable
from plugins.base.progress import Progress, untold
from plugins.base.typography import fold
from plugins.base.walk import paths_in
from plugins.importing import mapping, report
from plugins.importing.addresses import OldAddresses, list_pages
from plugins.importing.agenda import read_calendar
from plugins.importing.body import plain_body
from plugins.importing.filling import Converter
from plugins.importing.media import Uploads
from plugins.importing.shortcodes import expanded
from plugins.importing.state import FILE as STATE
from plugins.importing.state import DamagedState, Imported, Standing, digest
from plugins.importing.texts import IncomingText, Left, chosen, plain
from plugins.importing.wordpress_export import Export, UnreadableExport, read_exports
from plugins.model import Event, Person
from plugins.model.redirection import OLD_ADDRESSES
from plugins.model.site import Site
from plugins.source.front_matter import decode_list
from plugins.source.loading import load

ROUNDS: Final = 4
"""How often the converted texts are tried, each time without what was refused before."""
OPTIONAL: Final = frozenset(
    {"lieu", "en_ligne", "prix", "inscription", "organisateurs", "image", "etiquettes", "fin", "etat"}
)
REPORT: Final = "import.md"
HEAD: Final = f"""\
# Les adresses d’un ancien site, que des gens ont gardées : une par ligne.
#
#     /ancienne-adresse/ → /nouvelle/adresse/
#     /categorie/page/2/        seule : une autre ligne, avec une étoile, lui répond
#     https://ancien.{IDENTITY.apex}/* → /a-propos/        d’un autre nom de site, que le serveur reçoit aussi
#
# Si la page de droite change de nom ou d’année, l’ancienne adresse la suit. Si elle disparaît, ou n’est pas encore
# publiée, l’ancienne adresse mène à la page au-dessus. Une ligne de redirections.txt passe avant celles-ci.
"""


@dataclass(frozen=True)
class ImportRequest:
    """The arguments of the command; ``command`` is how a command begins, « python3 tasks.py »."""

    files: tuple[Path, ...]
    media: Path | None
    trial: bool
    command: str


@dataclass
class Import:
    """An import in progress."""

    export: Export
    texts: list[IncomingText]
    left: list[Left]
    uploads: Uploads
    before: Imported
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    """The bytes of each file to write, by its path below the content folder."""
    removed: list[str] = field(default_factory=list)
    state: Imported = field(default_factory=Imported)
    refused: list[str] = field(default_factory=list)
    """French sentences on the events of an agenda that stay out."""
    led: list[str] = field(default_factory=list)
    """The replaced lines of old addresses, which led elsewhere until their text came in."""


def main(content: Path, today: date, asked: ImportRequest, cache: Path, progress: Progress = untold) -> int:
    """Import the export of a WordPress site into ``content``; return the exit code, 1 where nothing could be done."""
    try:
        if asked.media and not asked.media.is_dir():
            raise UnreadableExport(f"« {asked.media} » n’est pas un dossier → donnez celui des médias, uploads")
        export = read_exports(list(asked.files))
        site = load(content, today, Cache(cache), progress=progress)
        before = Imported.read(content.parent / STATE)
    except (UnreadableExport, DamagedState, ContentMistakes) as refused:
        return _not_yet(refused)
    beside = asked.files[0].parent
    file = beside / mapping.FILE
    people = {fold(person.title): person.address.partition("#")[0] for person in site.of(Person)}
    if not file.is_file():
        text = mapping.written(export, people)
        if not asked.trial:
            file.write_text(text, "utf-8", newline="\n")
            print(f"Première étape : {file} est écrit. Il dit ce que devient chaque rubrique du site WordPress.")
            print("Relisez-le, changez-y ce qu’il faut, puis relancez la même commande : rien n’est encore importé.")
            return 0
    else:
        try:
            text = decode_list(file.read_bytes())
        except Unreadable as error:
            print(Mistake(file.as_posix(), error.line, error.message), file=sys.stderr)
            return 1
    meant, wrong = mapping.read_correspondences(text)
    if wrong:
        for line, message in wrong:
            print(Mistake(file.as_posix(), line, message), file=sys.stderr)
        return 1
    made = convert(export, meant, content, site, before, asked.media, today, progress)
    media = {key: medium.address for key, medium in made.uploads.used.items()}
    _plan_addresses(made, content, OldAddresses(export, made.texts, made.left, meant, media))
    return finish(made, content, today, asked, export.host)


def import_agenda(content: Path, today: date, asked: ImportRequest, cache: Path, progress: Progress = untold) -> int:
    """Import the events of a calendar file into ``content``; return the exit code, 1 where nothing could be done."""
    try:
        export, refused = read_calendar(asked.files[0])
        site = load(content, today, Cache(cache), progress=progress)
        before = Imported.read(content.parent / STATE)
    except (UnreadableExport, DamagedState, ContentMistakes) as error:
        return _not_yet(error)
    refused += _known_already(export, site, before)
    meant, _ = mapping.read_correspondences("")
    made = convert(export, meant, content, site, before, None, today, progress)
    made.refused = refused
    return finish(made, content, today, asked, asked.files[0].name)


def _known_already(export: Export, site: Site, before: Imported) -> list[str]:
    """Let an event whose UID changed keep its file, and leave out events that the site has from another source.

    Return French sentences on those left out.
    """
    gone = {path: number for number, path in before.texts.items() if int(number) not in export.items}
    here = {(fold(event.title), event.start.first): event.source.path.as_posix() for event in site.of(Event)}
    told = []
    for item in list(export.of_type("tribe_events")):
        path = here.get((fold(unescape(item.title)), date.fromisoformat(item.one("_EventStartDate")[:10])), "")
        if str(item.id) in before.texts or not path:
            continue
        if path in gone:
            before.texts[str(item.id)] = before.texts.pop(gone[path])
        elif path not in before.texts.values():
            del export.items[item.id]
            told.append(f"« {plain(item.title)} » : le site l’a déjà, dans {path}")
    return told


def _not_yet(refused: Exception) -> int:
    """Print why nothing is imported; return the exit code."""
    if isinstance(refused, ContentMistakes):
        print(refused.report(), file=sys.stderr)
        print("L’import commence quand le contenu n’a plus d’erreur.", file=sys.stderr)
    else:
        print(refused, file=sys.stderr)
    return 1


def finish(made: Import, content: Path, today: date, asked: ImportRequest, name: str) -> int:
    """Write a planned import, unless it is a trial, and its report; return the exit code.

    ``name`` is that of the old site or of the agenda.
    """
    file = asked.files[0].with_name(REPORT)
    told = report.made(made, name, today)
    made.state.reports = made.before.reports | {name: told}
    said = report.written(told, name, trial=asked.trial)
    if asked.trial:
        print(said)
    else:
        write(made, content)
        file.write_text(said, "utf-8", newline="\n")
    print(report.told(made, file, asked.command, trial=asked.trial))
    return 0


def convert(
    export: Export,
    meant: mapping.Correspondences,
    content: Path,
    site: Site,
    before: Imported,
    media: Path | None,
    today: date,
    progress: Progress,
) -> Import:
    """Convert an export and plan what is to be written; nothing is written yet."""
    addresses = (*(record.address for record in site.records), *(withheld.address for withheld in site.withheld))
    here = {address.strip("/").partition("/")[0] for address in addresses}
    files = set(paths_in(content))
    named = files | set(before.texts.values())

    def taken(name: str) -> bool:
        return name.strip("/") in here if name.startswith("/") else name in named

    texts, left = chosen(export, meant, taken, before.texts, today)
    uploads = Uploads(export, media, before.media, {f"/{name}" for name in files})
    made = Import(export, texts, left, uploads, before)
    _respect(made, content, site)
    pages = list_pages(export, meant, site)
    converter = Converter(export, made.texts, uploads, pages, today)
    for text in progress("Textes", made.texts, len(made.texts)):
        converter.fill(text, meant)
    _try(made, converter, content, today, progress)
    _plan(made, content)
    return made


def _respect(made: Import, content: Path, site: Site) -> None:
    """Take out the texts whose files were deleted by hand since an earlier import, and mark those that were changed."""
    known = {record.source.path.as_posix(): record.address for record in site.records}
    coming = []
    for text in made.texts:
        path = made.before.texts.get(str(text.item.id), "")
        standing = made.before.standing(content, path)
        if standing is Standing.DELETED:
            made.deleted.append(path)
            made.left.append(Left(text.item, f"vous avez supprimé {path}"))
            continue
        if standing is Standing.CHANGED:
            made.edited.append(path)
            text.kept, text.kept_address = True, known.get(path, "").partition("#")[0]
        coming.append(text)
    made.texts[:] = coming


def _try(made: Import, converter: Converter, content: Path, today: date, progress: Progress) -> None:
    """Read the new files together with the present content, as ``check`` does, and mend what is refused."""
    for round_ in range(ROUNDS):
        with _staged(made, content) as folder:
            try:
                load(folder, today, progress=progress)
                return
            except ContentMistakes as found:
                there = folder.as_posix()
                by_path = grouped((PurePosixPath(one.path).relative_to(there), one) for one in found.mistakes)
        for text in list(made.texts):
            if wrong := by_path.pop(text.path, None):
                _mend(made, converter, text, wrong, last=round_ >= ROUNDS - 2)
        if by_path:  # a fault of the program, since the present content had no mistake
            raise ContentMistakes(mistake for mistakes in by_path.values() for mistake in mistakes)
    raise AssertionError("a text without words is read without a mistake")


def _mend(made: Import, converter: Converter, text: IncomingText, wrong: list[Mistake], *, last: bool) -> None:
    """Take out of a text what was refused: an optional field, or the structure of its body; ``last``: leave it out."""
    if last:
        made.texts.remove(text)
        made.left.append(Left(text.item, f"il n’a pas pu être repris : {wrong[0].message}"))
        return
    rows = text.written().split("\n")
    for mistake in wrong:
        key = rows[mistake.line - 1].partition(":")[0] if mistake.line <= rows.index("---", 1) else ""
        why = mistake.message.partition(" → ")[0]
        if key in OPTIONAL and key in text.values:
            text.lose(f"« {key} » ({why})")
            del text.values[key]
        else:
            html = expanded(text.item.content, converter.fillers, lambda _: None)
            text.body = plain_body(html)
            text.keep_as_draft(f"Ce texte n’a gardé que ses mots : {why}")


@contextmanager
def _staged(made: Import, content: Path) -> Iterator[Path]:
    """A temporary content folder with the present files, hard-linked where possible, and the new ones."""
    with tempfile.TemporaryDirectory(prefix="import-") as place:
        folder = Path(place)
        gone = {made.before.texts.get(str(text.item.id)) for text in made.texts if not text.kept}
        for name in paths_in(content):
            if name not in gone:
                _linked(content / name, folder / name)
        for text in made.texts:
            if not text.kept:
                _write(folder / text.path, text.written().encode())
        for medium in made.uploads.used.values():
            if not (folder / medium.address[1:]).exists():
                _linked(medium.source, folder / medium.address[1:])
        yield folder


def _linked(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _plan(made: Import, content: Path) -> None:
    """Decide which files are written and removed, and what the state remembers."""
    before, state = made.before, made.state
    state.texts, state.media, state.digests = dict(before.texts), dict(before.media), dict(before.digests)
    state.addresses = dict(before.addresses)
    for text in made.texts:
        earlier = before.texts.get(str(text.item.id), "")
        if text.kept:
            continue
        path, data = text.path.as_posix(), text.written().encode()
        if earlier and earlier != path:
            made.removed.append(earlier)
        state.texts[str(text.item.id)], state.digests[path] = path, digest(data)
        if before.digests.get(path) != digest(data):
            made.written[path] = data
    for left in made.left:
        earlier = before.texts.get(str(left.item.id), "")
        if before.standing(content, earlier) is Standing.SAME:
            made.removed.append(earlier)
            del state.texts[str(left.item.id)]
    for path in made.removed:
        state.digests.pop(path, None)
    wanted = {key for text in made.texts if not text.kept for key in text.media}
    for key in sorted(wanted):
        medium = made.uploads.used[key]
        path = medium.address[1:]
        if not (content / path).exists():
            made.written[path] = medium.source.read_bytes()
        state.media[key] = medium.address


def _plan_addresses(made: Import, content: Path, old: OldAddresses) -> None:
    """Plan the list of old addresses: add the missing ones, update the lines that an import wrote and nobody changed.

    A line that others wrote before is replaced, once, where the text itself has come in.
    """
    file = content / OLD_ADDRESSES
    text = file.read_text("utf-8") if file.is_file() else ""
    lines, new = (text or HEAD).split("\n"), list[str]()
    places = {_old_side(line): number for number, line in enumerate(lines) if line.startswith(("/", "http"))}
    rows = old.rows()
    for address, row in rows.items():
        earlier, place = made.before.addresses.get(address), places.get(_old_side(row))
        if place is None and earlier is None:
            new.append(row)
        elif place is not None and lines[place] not in (row, earlier) and earlier is None and address in old.own:
            made.led.append(lines[place])
            lines[place] = row
        elif place is not None and lines[place] == earlier:
            lines[place] = row
    made.state.addresses = made.before.addresses | rows
    if new:
        lines = ["\n".join(lines).rstrip("\n"), "", f"# {made.export.host}", *new, ""]
    if (now := "\n".join(lines)) != text:
        made.written[OLD_ADDRESSES] = now.encode()


def _old_side(line: str) -> str:
    """The old address in a line, decoded and without a slash at its end."""
    return unquote(re.split(r"\s*(?:→|->|=>)", line.strip(), maxsplit=1)[0]).rstrip("/")


def write(made: Import, content: Path) -> None:
    """Write everything. The digests of new files are recorded last, so that an interrupted import is done again."""
    unwritten = {path: known for path, known in made.state.digests.items() if path not in made.written}
    begun = replace(made.state, digests=unwritten, addresses=made.before.addresses, reports=made.before.reports)
    _write(content.parent / STATE, begun.as_text().encode())
    for path in made.removed:
        (content / path).unlink(missing_ok=True)
    for path, data in made.written.items():
        _write(content / path, data)
    _write(content.parent / STATE, made.state.as_text().encode())
