"""What an import tells: ``import.md`` beside the export, and a few lines in the terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plugins.base.mistakes import visible
from plugins.importing.texts import LOST, plain
from plugins.model import Event, News, Page, Record, Resource

if TYPE_CHECKING:
    from plugins.importing.wordpress_import import Import

NAMES: Final[dict[type[Record], tuple[str, str]]] = {
    News: ("actualité", "actualités"),
    Event: ("événement", "événements"),
    Page: ("page", "pages"),
    Resource: ("ressource", "ressources"),
}


def written(made: "Import", today: date, *, trial: bool) -> str:
    """The report, in Markdown."""
    return "\n".join(visible(row) for rows in _rows(made, today, trial=trial) for row in rows.split("\n")) + "\n"


def told(made: "Import", file: Path, command: str, *, trial: bool) -> str:
    """The lines for the terminal."""
    rows = [f"{_came(made)}."]
    if drafts := sum(text.draft for text in made.texts if not text.kept):
        rows.append(f"Dont {_counted(drafts, 'brouillon', 'brouillons')}.")
    rows.append(f"Restent dehors : {_counted(len(made.left) + len(made.refused), 'texte', 'textes')}.")
    if made.edited:
        rows.append(f"Gardés comme vous les avez changés : {_counted(len(made.edited), 'texte', 'textes')}.")
    if trial:
        rows.append("C’était un essai : rien n’est écrit.")
    else:
        changed = len(made.written) + len(made.removed)
        rows.append(
            f"Fichiers écrits ou retirés : {changed}." if changed else "Rien n’a changé depuis le dernier import."
        )
        rows += [f"Tout est expliqué dans {file}.", f"Pour la suite : {command} verifier --notes"]
    return "\n".join(map(visible, rows))


def _rows(made: "Import", today: date, *, trial: bool) -> Iterator[str]:
    yield f"# Import de {made.export.host}, le {today}{' (essai)' if trial else ''}"
    yield f"\n{_came(made)}, avec {_counted(len(_media(made)), 'fichier', 'fichiers')} (images et documents)."
    comments = sum(item.comments for item in made.export.items.values())
    if comments:
        yield f"Les commentaires ne viennent pas : {comments}."
    texts = sorted((text for text in made.texts if not text.kept), key=lambda text: text.path)  # the others are hers
    yield from _part("Vos changements sont gardés", made.edited)
    yield from _part("Vous les avez supprimés : ils ne reviennent pas", made.deleted)
    yield from _part("Retirés, parce que le nouvel export ne les a plus en public", made.removed)
    drafts = (f"{text.path} : {text.why_draft or 'c’était déjà un brouillon'}" for text in texts if text.draft)
    yield from _part("Venus comme brouillons", drafts)
    secret = Counter(left.why for left in made.left if left.secret)
    counts = (f"{why} : {count}" for why, count in sorted(secret.items()))
    yield from _part("Laissés dehors parce qu’ils n’étaient pas publics", counts)
    yield from _part("Événements refusés", made.refused)
    others = dict.fromkeys(f"« {plain(left.item.title)} » : {left.why}" for left in made.left if not left.secret)
    yield from _part("Laissés dehors pour une autre raison", others)
    like_events = (f"{text.path} : {text.title}" for text in texts if text.looks_like_event)
    yield from _part("Ressemblent à des événements : une date et une heure y sont écrites", like_events)
    pictures = (f"{address} dans {text.path}" for text in texts for address in text.no_alternative)
    yield from _part("Images sans texte de remplacement", pictures)
    lost = dict.fromkeys(lost for text in texts for lost in text.lost_media)
    yield from _part("Images et documents perdus", lost)
    behind = (f"{text.path} : {note}" for text in texts for note in text.notes if note.startswith(LOST))
    yield from _part("Ce qui n’a pas suivi", behind)
    yield from _part("Anciennes adresses qui mènent maintenant à leur texte ; avant, leur ligne était", made.led)
    inner = Counter(item.type for item in made.export.items.values())
    yield from _part("Ce que contenait l’export", (f"{name} : {count}" for name, count in sorted(inner.items())))


def _part(title: str, rows: Iterable[str]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield f"\n## {title} ({len(found)})\n"
        yield from (f"- {row}" for row in found)


def _came(made: "Import") -> str:
    counts = Counter(text.cls for text in made.texts)
    said = [_counted(counts[cls], *NAMES[cls]) for cls in NAMES if counts[cls]]
    return f"Venus : {', '.join(said) or 'aucun texte'}"


def _media(made: "Import") -> set[str]:
    return {key for text in made.texts if not text.kept for key in text.media}


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count < 2 else several}"
