"""The report of an import: ``import.md`` beside the export, the same at the desk, and a few lines in the terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plugins.base.mistakes import visible
from plugins.base.typography import counted
from plugins.importing.filling import OF_PEOPLE, SEEMS_UNFINISHED
from plugins.importing.state import ImportReport, ReportPart
from plugins.importing.texts import plain
from plugins.model import Event, News, Page, Record, Resource

if TYPE_CHECKING:
    from plugins.importing.wordpress_import import Import

NAMES: Final[dict[type[Record], str]] = {News: "actualité", Event: "événement", Page: "page", Resource: "ressource"}
TYPES: Final = {
    "post": "articles",
    "page": "pages",
    "attachment": "médias",
    "tribe_events": "événements",
    "tribe_venue": "lieux",
    "tribe_organizer": "organisateurs",
    "nav_menu_item": "entrées de menu",
    "wp_block": "blocs réutilisables",
}
"""The French names of the most frequent post types of WordPress."""
WENT: Final = "Retirés"
LED: Final = "Anciennes adresses qui mènent maintenant à leur texte"
ONCE: Final = frozenset({WENT, LED})
"""The titles of the parts that only the import itself can make; they are kept until another import writes something."""


def made(of: "Import", name: str, today: date) -> ImportReport:
    """The report of a planned import; of one that changes nothing, with the day of the last one that did."""
    before = of.before.reports.get(name)
    if before and not (of.written or of.removed):
        once = {part.title: part.rows for part in before.parts if part.title in ONCE}
        day = before.day
    else:
        once, day = {WENT: _paths(of.removed), LED: _told(of.led)}, f"{today}"
    parts = (ReportPart(title, remedy, tuple(rows)) for title, remedy, rows in _parts(of, once))
    return ImportReport(day, tuple(_came(of)), tuple(part for part in parts if part.rows))


def written(report: ImportReport, name: str, *, trial: bool) -> str:
    """The report, in Markdown."""
    rows = [f"# Import de {name}, le {report.day}{' (essai)' if trial else ''}", "", *report.came]
    for part in report.parts:
        rows += ["", f"## {part.title} ({len(part.rows)})", "", *([part.remedy, ""] if part.remedy else [])]
        rows += [f"- {' : '.join(filter(None, row))}" for row in part.rows]
    return "\n".join(visible(line) for row in rows for line in row.split("\n")) + "\n"


def told(of: "Import", file: Path, command: str, *, trial: bool) -> str:
    """The lines about an import for the terminal."""
    rows = [f"{_texts(of)}."]
    if drafts := _drafts(of):
        rows.append(drafts)
    rows.append(f"Restent dehors : {counted(len(of.left) + len(of.refused), 'texte')}.")
    if of.edited:
        rows.append(f"Gardés comme vous les avez changés : {counted(len(of.edited), 'texte')}.")
    if trial:
        rows.append("C’était un essai : rien n’est écrit.")
    else:
        changed = len(of.written) + len(of.removed)
        rows.append(
            f"Fichiers écrits ou retirés : {changed}." if changed else "Rien n’a changé depuis le dernier import."
        )
        rows += [f"Tout est expliqué dans l’atelier, et dans {file}.", f"Pour la suite : {command} verifier --notes"]
    return "\n".join(map(visible, rows))


def _came(of: "Import") -> Iterator[str]:
    """French sentences on what came in."""
    media = {key for text in of.texts if not text.kept for key in text.media}
    yield f"{_texts(of)}, avec {counted(len(media), 'fichier')} (images et documents)."
    if drafts := _drafts(of):
        yield drafts
    if comments := sum(item.comments for item in of.export.items.values()):
        yield f"Les commentaires ne viennent pas : {comments}."


Rows = Iterable[tuple[str, str]]


def _parts(of: "Import", once: dict[str, tuple[tuple[str, str], ...]]) -> Iterator[tuple[str, str, Rows]]:
    """Each part that the report may have, with its title, remedy and rows: first those with something to do."""
    texts = sorted((text for text in of.texts if not text.kept), key=lambda text: text.path)  # not those edited since
    drafts = [text for text in texts if text.draft]
    why = [(f"{text.path}", why) for text in drafts for why in text.why_draft or ["C’était déjà un brouillon"]]
    people, unfinished = ([row for row in why if words in row[1]] for words in (OF_PEOPLE, SEEMS_UNFINISHED))
    yield "Brouillons qui parlent peut-être de personnes", "Vérifiez leur accord avant de publier.", people
    yield "Brouillons inachevés", "Complétez-les, ou supprimez-les.", unfinished
    others = (row for row in why if row not in people and row not in unfinished)
    yield "Venus comme brouillons", "Relisez-les, puis publiez-les.", others
    events = ((f"{text.path}", text.looks_like_event) for text in texts if text.looks_like_event)
    remedy = "Ajoutez à l’agenda ceux dont le jour, écrit ici, n’est pas passé."
    yield "Ressemblent à des événements", remedy, events
    silent = ((f"{text.path}", address) for text in texts for address in text.no_alternative)
    yield "Images sans texte de remplacement", "Dites ce que chacune montre.", silent
    gone = dict.fromkeys((f"{text.path}", file) for text in texts for file in text.lost_media)
    yield "Images et documents perdus", "Déposez dans leur texte ceux que vous retrouvez.", gone
    behind = ((f"{text.path}", what) for text in texts for what in text.lost)
    yield "Ce qui n’a pas suivi", "Regardez si le texte se comprend sans cela.", behind
    yield "Événements refusés", "Ajoutez à l’agenda ceux qui manquent au site.", _told(of.refused)
    named = (left for left in of.left if not left.secret and left.item.status == "publish")
    outside = _told(dict.fromkeys(f"« {plain(left.item.title)} » : {left.why}" for left in named))
    hidden = _counts(left.why for left in of.left if left.secret or left.item.status != "publish")
    yield "Restés dehors", "Ce qui n’était pas public est seulement compté.", (*outside, *hidden)
    yield "Vos changements sont gardés", "Un nouvel import n’y touche pas.", _paths(of.edited)
    yield "Vous les avez supprimés", "Ils ne reviennent pas.", _paths(of.deleted)
    yield WENT, "Le nouvel export ne les a plus en public.", once.get(WENT, ())
    yield LED, "Avant, leur ligne était :", once.get(LED, ())
    yield "Ce que contenait l’export", "", _counts(TYPES.get(item.type, item.type) for item in of.export.items.values())


def _paths(paths: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((path, "") for path in paths)


def _told(sentences: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("", sentence) for sentence in sentences)


def _counts(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return _told(f"{name} : {count}" for name, count in sorted(Counter(names).items()))


def _texts(of: "Import") -> str:
    counts = Counter(text.cls for text in of.texts)
    said = [counted(counts[cls], NAMES[cls]) for cls in NAMES if counts[cls]]
    return f"Venus : {', '.join(said) or 'aucun texte'}"


def _drafts(of: "Import") -> str:
    count = sum(text.draft for text in of.texts if not text.kept)
    return f"Dont {counted(count, 'brouillon')}." if count else ""
