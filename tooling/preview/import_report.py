"""The reports of the imports, as a page of the desk: each text with its form, and whether it was changed since."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.typography import french
from plugins.desk.forms.notes import notes
from plugins.desk.forms.todo import Todo, TodoItem
from plugins.desk.forms.workshop import Workshop
from plugins.importing.state import FILE, DamagedState, Imported, ReportPart, Standing
from plugins.model.site import Site
from tooling.preview.pages import DeskPage, drawn
from tooling.preview.server import DESK

IMPORT: Final = f"{DESK}import/"
SINCE: Final = {Standing.CHANGED: "texte changé depuis", Standing.DELETED: "texte supprimé depuis"}


def has_import(root: Path) -> bool:
    """Whether an import into the project ``root`` left a report, even a damaged one."""
    try:
        return bool(Imported.read(root / FILE).reports)
    except DamagedState:
        return True


def import_page(workshop: Workshop) -> DeskPage | None:
    """The page with the reports; None where nothing was imported."""
    root, damaged, reports = workshop.content.parent, "", []
    site = workshop.site()
    try:
        state = Imported.read(root / FILE)
    except DamagedState as reason:
        damaged = f"{reason}."
    else:
        if not state.reports:
            return None
        titles = dict(_titles(site)) if site else {}
        for name, report in state.reports.items():
            day = dates.day(dt.date.fromisoformat(report.day), FRENCH)
            parts = [_todo(part, state, workshop.content, titles) for part in report.parts]
            reports.append((name, day, report.came, parts))
    return drawn(
        "import.html",
        title="Ce que l’import a apporté",
        damaged=damaged,
        reports=reports,
        files=workshop.files(),
        notes=len(notes(site)),
    )


def _titles(site: Site) -> Iterator[tuple[str, str]]:
    """The title of each text, by its path."""
    yield from ((text.path.as_posix(), text.title) for text in site.withheld)
    yield from ((record.source.path.as_posix(), record.title) for record in site.records)


def _todo(part: ReportPart, state: Imported, content: Path, titles: dict[str, str]) -> Todo:
    """A part of a report as a thing to do: texts that nobody has changed yet come first."""
    left, done, touched = list[TodoItem](), list[TodoItem](), set[str]()
    for path, said in part.rows:
        since = SINCE.get(state.standing(content, path), "") if said else ""
        words = " – ".join(filter(None, (said, since)))
        (done if since else left).append(TodoItem(path.removesuffix(".md"), titles.get(path, ""), french(words)))
        touched |= {path} if since else set()
    what = f"{part.remedy} Textes déjà changés : {len(touched)}." if touched else part.remedy
    return Todo(part.title, what, "Voir", (*left, *done))
