"""The gestures of the desk: changes of several files, or of one in a way that no field of a form says.

Each is planned, shown, then written (``Workshop.apply``).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from plugins.base.mistakes import ContentMistakes, Unreadable
from plugins.base.typography import slugify
from plugins.desk import permanence_edits, session_edits
from plugins.desk.file_edit import Change, Edited
from plugins.desk.forms.shapes import Shape, in_order, shapes
from plugins.desk.forms.workshop import FileChange, NotWritten, Workshop
from plugins.desk.front_matter_edit import rewritten
from plugins.model import Event, Office, Person, Record
from plugins.model.base import STATUS_KEY, Front
from plugins.model.beside import beside, calendars, cards, vcard_address
from plugins.model.event_fields import RESCHEDULED
from plugins.model.fields import Phone
from plugins.model.redirection import FILE as REDIRECTIONS
from plugins.model.section import Section
from plugins.model.site import Site
from plugins.model.site_files import ALL_EVENTS, ALL_PERMANENCES
from plugins.source import front_matter
from plugins.source.front_matter import Value
from plugins.source.limits import read_bounded
from plugins.source.source_files import address_of, own_address

Given = Mapping[str, str]
"""What was typed in the fields of a gesture, by key."""
Plan = Callable[[Workshop, Given, PurePosixPath | None], tuple[FileChange, ...]]
"""Returns the changes of files, from what was typed and the file that the gesture is about. Raises NotWritten."""
_PLACES: Final = (own_address, address_of)
"""Functions that return the addresses by which links reach a record: that of its page, and its place in another
page."""
_NUMBER = re.compile(r"(?<![\w/.-])(tel:)?([+(]?\d[\d /.()-]{6,18}\d)(?![\w/-])")


@dataclass(frozen=True)
class Gesture:
    """A gesture; one that is ``of_file`` is about the file in the address of its page."""

    title: str
    description: str
    fields: tuple[Shape, ...]
    plan: Plan
    of_file: bool = False
    embargoed: bool = False
    """Whether it is only for types with an embargo."""


def _one_of(kind: type[Record], key: str, label: str, description: str) -> Shape:
    return Shape(key, label, description, True, "reference", kind=kind.kind)


_OFFICE: Final = _one_of(Office, "bureau", "Bureau", "le bureau dont la permanence change")
_EVENT: Final = _one_of(Event, "evenement", "Événement", "celui qui change")
_CARD: Final = _one_of(
    Office, "fiche", "Sa fiche de contact", "le bureau dont la fiche la remplace dans les téléphones"
)
_DAY: Final = Shape("jour", "Jour", "le jour prévu : « jeudi 24 décembre », « demain »", control="day")
_OTHER_DAY: Final = Shape("vers", "Nouveau jour", "le jour qui le remplace", control="day")
_HOURS: Final = Shape("heures", "Heures", "si elles changent : « 9h-12h »", required=False, control="hours")
_REASON: Final = Shape("raison", "Raison", "pourquoi, en quelques mots ; le public la lit")

_ARGUMENTS: Final = {"jour": "day", "vers": "to", "heures": "hours", "raison": "reason"}
"""The names of these fields as arguments of permanence_edits and session_edits."""


def _dated(change: Callable[..., Change[Edited]]) -> Callable[[Given], Change[Edited]]:
    """The function that makes a change of permanence_edits or session_edits from what was typed."""
    return lambda given: change(**{name: given[key] for key, name in _ARGUMENTS.items() if key in given})


def _of_one(kind: type[Edited], key: str, change: Callable[[Given], Change[Edited]]) -> Plan:
    """The plan that changes the file of one record, which is chosen in the field ``key``."""

    def plan(workshop: Workshop, given: Given, _: PurePosixPath | None) -> tuple[FileChange, ...]:
        site = _site(workshop)
        record = site.get(kind.kind, given[key])
        if not isinstance(record, kind):
            raise NotWritten("choisissez dans la liste")
        before = read_bounded(workshop.content / record.source.path)
        try:
            after = change(given)(site, record, before)
        except ValueError as reason:
            raise NotWritten(str(reason)) from None
        return (FileChange(record.source.path, before, after),)

    return plan


def _with_state(given: Given) -> Change[Event]:
    """The change of the status of an event; a new date keeps the one first announced."""
    state, to = given["etat"], given.get("vers", "")

    def change(site: Site, event: Event, data: bytes) -> bytes:
        values = front_matter.read(event.source.path.as_posix(), data).values
        new: dict[str, Value] = {"etat": state}
        if state == RESCHEDULED:
            if to == values.get("debut"):
                raise NotWritten("c’est déjà le jour prévu → écrivez le nouveau jour")
            first = values.get("initialement_le") or values.get("debut")
            new |= {"debut": to, "initialement_le": first, "fin": None}  # the end belongs to the old day
        return rewritten(data, in_order(Event, {**values, **new}))

    return change


def _replaced(workshop: Workshop, given: Given, _: PurePosixPath | None) -> tuple[FileChange, ...]:
    """Plan the replacement of a person by another wherever the first is named."""
    old, new = given["de"], given["par"]
    if not old or not new or old == new:
        raise NotWritten("choisissez deux personnes")
    return tuple(_with_references(workshop, Person, old, new))


def _with_references(workshop: Workshop, kind: type[Record], old: str, new: str) -> Iterator[FileChange]:
    """The change of each file that names the record ``old``, to name ``new``."""
    for path, cls in workshop.files().values():
        before = read_bounded(workshop.content / path)
        try:
            values = front_matter.read(path.as_posix(), before).values
        except Unreadable:
            continue
        named = _renamed(shapes(cls), values, kind.kind, old, new)
        if named != values:
            yield FileChange(path, before, rewritten(before, named))


def _renamed(fields: Sequence[Shape], values: Mapping[str, Value], kind: str, old: str, new: str) -> dict[str, Value]:
    """The values of a group of fields, with references to ``old`` changed to ``new``."""
    known = {field.key: field for field in fields}

    def renamed(field: Shape, value: Value) -> Value:
        if isinstance(value, list):
            items = [renamed(field, item) for item in value]
            return [item for number, item in enumerate(items) if isinstance(item, dict) or item not in items[:number]]
        if isinstance(value, dict):
            return _renamed(field.group, value, kind, old, new)
        return new if field.kind == kind and value == old else value

    return {key: renamed(known[key], value) if key in known else value for key, value in values.items()}


def _numbered(workshop: Workshop, given: Given, _: PurePosixPath | None) -> tuple[FileChange, ...]:
    """Plan the change of a phone number wherever it is written, in any notation."""
    try:
        old, new = Phone.parse(given["ancien"]), Phone.parse(given["nouveau"])
    except ValueError as reason:
        raise NotWritten(str(reason)) from None

    def other(found: re.Match[str]) -> str:
        try:
            known = Phone.parse(found[2]).e164 == old.e164
        except ValueError:
            return found[0]
        return (f"tel:{new.e164}" if found[1] else new.text) if known else found[0]

    return _everywhere(workshop, lambda text: _NUMBER.sub(other, text))


def _everywhere(workshop: Workshop, change: Callable[[str], str]) -> tuple[FileChange, ...]:
    """The changes of all source files and of redirections.txt that ``change`` makes in their texts."""
    found = []
    paths = [path for path, _ in workshop.files().values()]
    for path in (*paths, PurePosixPath(REDIRECTIONS)):
        file = workshop.content / path
        if file.is_file() and not file.is_symlink():
            before = file.read_bytes()
            after = change(before.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            if after != before:
                found.append(FileChange(path, before, after))
    return tuple(found)


def _moved(workshop: Workshop, given: Given, path: PurePosixPath | None) -> tuple[FileChange, ...]:
    """Plan a new name for a file: links and references follow, the old addresses lead to the new ones."""
    record = _record(_site(workshop), path)
    name = slugify(given["nom"])
    new = record.source.path.with_name(f"{name}.md")
    if not name or name in record.reserved | {"index"} or (workshop.content / new).exists():
        raise NotWritten("ce nom est déjà pris, ou n’a pas de lettre → choisissez-en un autre")
    parsed = front_matter.read(str(new), read_bounded(workshop.content / record.source.path))
    links = [(place(record.source.path, type(record), parsed), place(new, type(record), parsed)) for place in _PLACES]
    page = links[0][1]
    files = [(old, page + _named_anew(old.removeprefix(record.address), record.slug, name)) for old in beside(record)]

    def linked(text: str) -> str:
        for old, to in (*links, *files):
            text = re.sub(rf"(?<![\w/.-]){re.escape(old)}(?![\w/-])", to, text)
        return text

    changes = {change.path: change for change in _everywhere(workshop, linked)}
    for change in _with_references(workshop, type(record), record.slug, name):
        changes[change.path] = replace(change, after=linked((change.after or b"").decode()).encode())
    before = read_bounded(workshop.content / record.source.path)
    own = changes.pop(record.source.path, None)
    gone = (FileChange(record.source.path, before, None), FileChange(new, None, own.after if own else before))
    moved = [(record.address, page), *files] if _is_known(workshop, record) else []
    return (*gone, *redirected(workshop, changes, moved))


def _named_anew(file: str, old: str, new: str) -> str:
    """The name of a file beside a page, changed if it is made from the slug of the page."""
    stem, dot, ending = file.partition(".")
    return f"{new}{dot}{ending}" if dot and stem == old else file


def redirected(
    workshop: Workshop, changes: dict[PurePosixPath, FileChange], moved: Sequence[tuple[str, str]]
) -> tuple[FileChange, ...]:
    """The changes, and that of redirections.txt: ``moved`` has old addresses with those to which they now lead."""
    path = PurePosixPath(REDIRECTIONS)
    if moved:
        file = workshop.content / path
        there = file.read_bytes() if file.exists() else None
        known = changes.get(path, FileChange(path, there, there))
        text = (known.after or b"").decode()
        for old, to in moved:  # a redirection to the old address leads to the new one
            text = re.sub(rf"(?<=[→>=\s]){re.escape(old)}[ \t]*$", to, text, flags=re.MULTILINE)
        rows = [*text.removesuffix("\n").split("\n"), *(f"{old} → {to}" for old, to in moved), ""]
        changes[path] = replace(known, after="\n".join(rows).lstrip("\n").encode())
    return tuple(changes.values())


def _is_known(workshop: Workshop, record: Record) -> bool:
    """Whether the page of a record is public, so that people may have its address."""
    return record.has_page and record.appears <= workshop.today


def moved_by_typing(workshop: Workshop, before: Record, after: Record) -> list[tuple[str, str]]:
    """The addresses that a page loses by an edit of its form, such as another year, each with its replacement."""
    there = (after.address, *beside(after))

    def now(old: str) -> str:
        new = after.address + old.removeprefix(before.address)
        calendar = next(iter(calendars(after)), ALL_EVENTS) if old.endswith(".ics") else ""
        return new if new in there else calendar

    if not (_is_known(workshop, before) and after.has_page):
        return []
    return [(old, to) for old in (before.address, *beside(before)) if old not in there and (to := now(old))]


def _deleted(workshop: Workshop, given: Given, path: PurePosixPath | None) -> tuple[FileChange, ...]:
    """Plan the deletion of a page; its addresses lead elsewhere."""
    site = _site(workshop)
    record = _record(site, path)
    before = read_bounded(workshop.content / record.source.path)
    gone, to, office = FileChange(record.source.path, before, None), given["vers"].strip(), given.get(_CARD.key, "")
    card = next((vcard_address(each) for each in site.offices if each.slug == office != record.slug), "")
    known = _is_known(workshop, record)
    if cards(record) and known and not card:
        raise NotWritten("sa fiche de contact est dans des téléphones → choisissez un autre bureau, qui la remplace")
    general = ALL_PERMANENCES if isinstance(record, Office) else ALL_EVENTS

    def leads(address: str) -> str:
        return {".vcf": card, ".ics": general}.get(PurePosixPath(address).suffix, to)

    moved = [(old, leads(old)) for old in (record.address, *beside(record)) if known and leads(old)]
    return (gone, *redirected(workshop, {}, moved))


def _published(workshop: Workshop, given: Given, path: PurePosixPath | None) -> tuple[FileChange, ...]:
    """Plan the publication of a draft or of a text at a date."""
    record = _record(_site(workshop), path)
    if record.appears <= workshop.today:
        raise NotWritten("cette page est déjà en ligne")
    before = read_bounded(workshop.content / record.source.path)
    values = front_matter.read(record.source.path.as_posix(), before).values
    new = in_order(type(record), {**values, STATUS_KEY: None, "date": given["jour"]})
    return (FileChange(record.source.path, before, rewritten(before, new)),)


def _site(workshop: Workshop) -> Site:
    """The site. Raises NotWritten if it has mistakes."""
    try:
        return workshop.loaded()
    except ContentMistakes:
        raise NotWritten("corrigez d’abord les erreurs de l’atelier") from None


def _record(site: Site, path: PurePosixPath | None) -> Record:
    """The record of a file. Raises NotWritten if it has none."""
    found = site.by_path.get(str(path))
    if not found:
        raise NotWritten("cette page n’a pas de fichier, ou c’est un brouillon incomplet")
    return found


def fields_of(workshop: Workshop, gesture: Gesture, path: PurePosixPath | None) -> tuple[Shape, ...]:
    """The fields of a gesture for a file; that of the contact card only if the file has one that people may have."""
    site = workshop.site() if _CARD in gesture.fields else None
    record = site.by_path.get(str(path)) if site else None
    has_card = bool(record and cards(record) and _is_known(workshop, record))
    return tuple(field for field in gesture.fields if field is not _CARD or has_card)


def allowed(gesture: Gesture, cls: type[Front]) -> bool:
    """Whether a gesture is possible with files of a type."""
    return gesture.of_file and may_be_copied(cls) and (not gesture.embargoed or getattr(cls, "embargoed", False))


def may_be_copied(cls: type[Front]) -> bool:
    """Whether a type may have several files, which can be copied, renamed and deleted."""
    return issubclass(cls, Record) and cls is not Section


GESTURES: Final = {
    "annuler": Gesture(
        "Annuler une permanence",
        "le jour reste sur le site, barré, avec la raison",
        (_OFFICE, _DAY, _REASON),
        _of_one(Office, "bureau", _dated(permanence_edits.cancel)),
    ),
    "deplacer": Gesture(
        "Déplacer une permanence",
        "le jour prévu est barré, le nouveau jour s’ajoute",
        (_OFFICE, _DAY, _OTHER_DAY, _HOURS, _REASON),
        _of_one(Office, "bureau", _dated(permanence_edits.move)),
    ),
    "retablir": Gesture(
        "Rétablir une permanence",
        "ce qui annulait ou déplaçait ce jour s’efface",
        (_OFFICE, _DAY),
        _of_one(Office, "bureau", _dated(permanence_edits.reinstate)),
    ),
    "annuler-seance": Gesture(
        "Annuler une séance",
        "elle reste sur le site, barrée, avec la raison",
        (_EVENT, _DAY, _REASON),
        _of_one(Event, "evenement", _dated(session_edits.cancel)),
    ),
    "deplacer-seance": Gesture(
        "Déplacer une séance",
        "le jour prévu est barré, le nouveau jour prend sa place",
        (_EVENT, _DAY, _OTHER_DAY, _HOURS, _REASON),
        _of_one(Event, "evenement", _dated(session_edits.move)),
    ),
    "retablir-seance": Gesture(
        "Rétablir une séance",
        "la ligne qui l’annulait ou la déplaçait s’efface",
        (_EVENT, _DAY),
        _of_one(Event, "evenement", _dated(session_edits.reinstate)),
    ),
    "reporter": Gesture(
        "Reporter un événement",
        "le nouveau jour prend la place du premier, qui reste annoncé comme tel ; sa fin est à redonner",
        (_EVENT, Shape("vers", "Nouvelle date", "aussi précise que vous la savez", control="date")),
        _of_one(Event, "evenement", lambda given: _with_state({**given, "etat": RESCHEDULED})),
    ),
    "etat": Gesture(
        "Dire où en est un événement",
        "annulé, complet, en ligne, reporté sans date : sa page, les listes et les calendriers le disent",
        (_EVENT, replace(next(shape for shape in shapes(Event) if shape.key == "etat"), required=True, default="")),
        _of_one(Event, "evenement", _with_state),
    ),
    "remplacer": Gesture(
        "Remplacer un collègue",
        "partout où l’un est nommé, l’autre prend sa place ; la page du premier reste",
        (
            _one_of(Person, "de", "La personne qui s’en va", "celle qui est nommée maintenant"),
            _one_of(Person, "par", "La personne qui la remplace", "si elle n’y est pas, ajoutez d’abord sa page"),
        ),
        _replaced,
    ),
    "numero": Gesture(
        "Changer un numéro",
        "partout où ce numéro est écrit, de quelque façon qu’il le soit",
        (
            Shape("ancien", "Ancien numéro", "celui qui ne répond plus", control="phone"),
            Shape("nouveau", "Nouveau numéro", "celui qui le remplace", control="phone"),
        ),
        _numbered,
    ),
    "publier": Gesture(
        "Publier à une date",
        "la page paraît ce jour-là, d’elle-même ; un brouillon n’en est plus un",
        (Shape("jour", "Jour", "le jour où elle paraît : « 24 décembre 2026 »", control="day"),),
        _published,
        of_file=True,
        embargoed=True,
    ),
    "renommer": Gesture(
        "Changer l’adresse",
        "les liens suivent, et l’ancienne adresse mène à la nouvelle",
        (Shape("nom", "Nouveau nom", "la fin de l’adresse, en quelques mots"),),
        _moved,
        of_file=True,
    ),
    "supprimer": Gesture(
        "Supprimer la page",
        "son fichier s’efface ; son adresse mène ailleurs, pour qui l’a gardée",
        (Shape("vers", "Où mène son adresse", "une page du site : « /contact/ »", required=False), _CARD),
        _deleted,
        of_file=True,
    ),
}
"""The gestures, by the word for each in an address."""
