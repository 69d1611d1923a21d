"""What a change of a file says, in the words of its form: no notation is to be read."""

from collections.abc import Iterator
from difflib import ndiff
from pathlib import PurePosixPath

from plugins.desk.forms.form import Drawing
from plugins.desk.forms.shapes import shapes
from plugins.desk.forms.workshop import FileChange, Workshop
from plugins.model import BY_FOLDER
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.front_matter import Unreadable

Row = tuple[str, str]
"""« - » for what goes, « + » for what comes; and the words."""


def rows_of(workshop: Workshop, change: FileChange, site: Site | None) -> tuple[Row, ...]:
    """What goes from a file and what comes into it; its rows themselves, where no form shows what changes."""
    old, new = (list(_told(workshop, change.path, data, site)) for data in (change.before, change.after))
    return _differences(old, new) or written_rows(change.before, change.after)


def written_rows(before: bytes | None, after: bytes | None) -> tuple[Row, ...]:
    """What goes from a file and what comes into it, as it is written there."""
    return _differences(_rows(before), _rows(after))


def _differences(old: list[str], new: list[str]) -> tuple[Row, ...]:
    return tuple((row[0], row[2:]) for row in ndiff(old, new) if row[0] in "-+")


def _rows(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()


def _told(workshop: Workshop, path: PurePosixPath, data: bytes | None, site: Site | None) -> Iterator[str]:
    _, known = workshop.files().get(path.with_suffix("").as_posix(), (None, None))
    cls = known or BY_FOLDER.get(path.parent.as_posix())
    try:
        parsed = front_matter.read(path.as_posix(), data) if cls and data else None
    except Unreadable:
        parsed = None
    if not (cls and parsed):
        yield from _rows(data)
        return
    for top in Drawing((), site, workshop.today).boxes(shapes(cls), parsed.values, None):
        for label, box in top.where():
            if box.value:
                yield f"{label} : {dict(box.options).get(box.value, box.value)}"
    yield from filter(None, parsed.body.splitlines())
