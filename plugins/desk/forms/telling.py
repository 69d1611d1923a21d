"""Tells a change of a file in the words of its form, so that nobody has to read YAML."""

import datetime as dt
from collections.abc import Iterator
from difflib import ndiff
from pathlib import PurePosixPath

from plugins.base.mistakes import Unreadable
from plugins.desk.forms.form import Drawing
from plugins.desk.forms.shapes import shapes
from plugins.desk.forms.workshop import FileChange, Workshop
from plugins.model.base import Front
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.folder import type_at
from plugins.source.front_matter import ParsedFile

Row = tuple[str, str]
"""« - » for a removed row or « + » for an added one, and its words."""


def rows_of(workshop: Workshop, change: FileChange, site: Site | None) -> tuple[Row, ...]:
    """The rows that a change removes from a file and adds to it."""
    return told_rows(change.path, (change.before, change.after), workshop.today, site)


def told_rows(
    path: PurePosixPath, versions: tuple[bytes | None, bytes | None], today: dt.date, site: Site | None
) -> tuple[Row, ...]:
    """The rows that are removed and added from one version of a file to the other.

    They are rows of the file itself if no form shows the change. There are none if only the notation changes.
    """
    cls = type_at(path)
    old, new = (_parsed(cls, path, data) for data in versions)
    told = [
        list(_told(cls, parsed, today, site)) if cls and parsed else _rows(data)
        for parsed, data in zip((old, new), versions, strict=True)
    ]
    only_otherwise = old and new and old.values == new.values
    return _differences(*told) or (() if only_otherwise else _differences(*map(_rows, versions)))


def _differences(old: list[str], new: list[str]) -> tuple[Row, ...]:
    return tuple((row[0], row[2:]) for row in ndiff(old, new) if row[0] in "-+")


def _rows(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()


def _parsed(cls: type[Front] | None, path: PurePosixPath, data: bytes | None) -> ParsedFile | None:
    try:
        return front_matter.read(path.as_posix(), data) if cls and data else None
    except Unreadable:
        return None


def _told(cls: type[Front], parsed: ParsedFile, today: dt.date, site: Site | None) -> Iterator[str]:
    """The fields of a file as « label : value », then the rows of its text."""
    for top in Drawing((), site, today).boxes(shapes(cls), parsed.values, None):
        for label, box in top.where():
            if box.value:
                yield f"{label} : {dict(box.options).get(box.value, box.value)}"
    yield from filter(None, parsed.body.splitlines())
