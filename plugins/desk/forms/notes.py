"""The officer's notes of what is to be confirmed, as a queue, and what happens to a confirmed one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from plugins.base.mistakes import Unreadable
from plugins.base.typography import french
from plugins.desk.advice.records import with_notes
from plugins.desk.forms.shapes import Shape, shapes
from plugins.desk.forms.workshop import NotWritten, Workshop
from plugins.desk.front_matter_edit import NotKept
from plugins.model.base import Record
from plugins.model.site import Site
from plugins.source.characters import tidy
from plugins.source.front_matter import Value, items_of

NOTES: Final = "a_verifier"
VERIFIED: Final = "verifie_le"
GONE: Final = "cette note n’est plus dans son fichier"


@dataclass(frozen=True)
class Note:
    """A note of a record."""

    record: Record
    text: str

    @property
    def path(self) -> PurePosixPath:
        """The file of the note."""
        return self.record.source.path

    @property
    def field(self) -> Shape | None:
        """The field that the note names: « l’écrire dans « rediffusion » »."""
        return next((shape for shape in shapes(type(self.record)) if french(f"« {shape.key} »") in self.text), None)


def notes(site: Site | None) -> tuple[Note, ...]:
    """All notes, text by text, in the order of ``verifier --notes``."""
    return tuple(Note(record, text) for record in with_notes(site) for text in record.to_verify) if site else ()


def following(path: str, text: str, before: Sequence[Note], after: Sequence[Note]) -> int:
    """The index in the queue ``after`` a change of the note that followed this one in the queue ``before``."""
    old, new = ([(note.path.with_suffix("").as_posix(), note.text) for note in queue] for queue in (before, after))
    at = old.index((path, text)) if (path, text) in old else 0
    return next((new.index(one) for one in (*old[at + 1 :], *old[:at]) if one in new), 0)


def confirm(workshop: Workshop, path: str, text: str, *, whole: bool) -> None:
    """Remove a note from its file; if the ``whole`` page was verified, also write today as its day of verification.

    Raises NotWritten if the note is not there.
    """
    file, cls = workshop.files().get(path, (None, None))
    try:
        typed = workshop.opened(file, cls) if file and cls else None
    except (OSError, Unreadable):
        typed = None
    items = items_of(typed.values.get(NOTES)) if typed else []
    left: list[Value] = [item for item in items if not (isinstance(item, str) and french(tidy(item)) == text)]
    if not typed or len(left) == len(items):
        raise NotWritten(GONE)
    new: dict[str, Value] = {NOTES: left} | ({VERIFIED: workshop.today.isoformat()} if whole else {})
    try:
        workshop.save(replace(typed, values={**typed.values, **new}))
    except NotKept as reason:
        raise NotWritten(str(reason)) from None
