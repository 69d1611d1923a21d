"""Says in French what changed in files, from their bytes before and after: for commit messages and the history."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import Unreadable
from plugins.base.typography import capital, listed, without_article
from plugins.desk.forms.shapes import labels_of, shapes
from plugins.model import Office, Person
from plugins.model.base import Front, SoleFile
from plugins.model.section import SECTIONS, Section
from plugins.source import front_matter
from plugins.source.folder import folder_of, type_at
from plugins.source.front_matter import ParsedFile, Value
from tooling.sharing import merging

CONTENT: Final = "content/"
FEMININE: Final = re.compile("la |l’(?:accessibilité|actualité|équipe|organisation)$|les fermetures$")
"""Matches the French names of types that are feminine."""
FIELDS_NAMED: Final = 2
FILES_NAMED: Final = 3
LISTS: Final = {
    "redirections.txt": "Redirections",
    "abreviations.txt": "Abréviations",
    "mots-connus.txt": "Mots connus",
    "synonymes.txt": "Synonymes",
}
_OF_OFFICES: Final = (
    # the key of the list, the words for a new item, the words for a removed item
    ("annulations", "permanence du {} annulée", "permanence du {} rétablie"),
    ("ajouts", "permanence ajoutée le {}", "permanence ajoutée le {} retirée"),
)


@dataclass(frozen=True)
class Change:
    """A changed file: its bytes before and after, None where it did not exist."""

    path: str
    before: bytes | None
    after: bytes | None
    renamed_from: str = ""


def summary(changes: Sequence[Change]) -> str:
    """One line for all changes: « Dinant : permanence du jeudi 24 décembre 2026 annulée »."""
    told = list(sentences(changes))
    rest = len(told) - FILES_NAMED
    more = f" ; et {rest} autre{'s' * (rest > 1)} changement{'s' * (rest > 1)}" if rest > 0 else ""
    return " ; ".join(told[:FILES_NAMED]) + more


def sentences(changes: Iterable[Change]) -> Iterator[str]:
    """A sentence for each changed page, and one for each family of other files."""
    others: dict[str, int] = {}
    for change in sorted(changes, key=lambda change: change.path):
        if said := _of_page(change):
            yield said
        elif family := _family(change.path):
            others[family] = others.get(family, 0) + 1
    for family, count in others.items():
        yield family if family in LISTS.values() else f"{family} ({count} fichier{'s' * (count > 1)})"


def _family(path: str) -> str:
    """The French name of the family of a file that is no page; "" for the list of published addresses."""
    if path == merging.UNION:
        return ""
    name = path.removeprefix(CONTENT)
    if name in LISTS:
        return LISTS[name]
    folder = name.partition("/")[0] if path.startswith(CONTENT) else ""
    families = {"images": "Images", "documents": "Documents"}
    return families.get(folder, "Contenu" if folder else "Réglages et programme")


def title_of(path: str, data: bytes | None) -> str:
    """The title of a page, the name of a person, else the name of the file; "" for a file that is no page."""
    if not (path.startswith(CONTENT) and path.endswith(".md")):
        return ""
    kind = kind_of(path)
    if kind and issubclass(kind, SoleFile):
        return capital(kind.french)
    values = _values(data)
    words = [values.get(key) for key in (("prenom", "nom") if kind is Person else ("titre",))]
    shape = SECTIONS.get(folder_of(PurePosixPath(path.removeprefix(CONTENT)))) if kind is Section else None
    name = shape.title if shape else PurePosixPath(path).stem
    return " ".join(word for word in words if isinstance(word, str)) or name


def kind_of(path: str) -> type[Front] | None:
    """The type of the page at ``path``, by its folder."""
    return type_at(PurePosixPath(path.removeprefix(CONTENT)))


def called(path: str, data: bytes | None) -> str:
    """A file as French sentences name it: « La page « Essai » », « Dinant »; for what is no page, its file name."""
    title, kind = title_of(path, data), kind_of(path)
    if not title or not kind or issubclass(kind, Office | SoleFile):
        return title or LISTS.get(path.removeprefix(CONTENT)) or PurePosixPath(path).name
    return f"{capital(kind.french)} « {title} »"


def label_at(path: str, place: str) -> str:
    """The label that the form of a page gives to the field ``place``, « d_apres »; any other place as it is."""
    kind = kind_of(path)
    labels = labels_of(shapes(kind)) if kind else {}
    key = place.strip("«» ")
    return f"« {labels[key]} »" if key in labels else place


def _of_page(change: Change) -> str:
    title, kind = title_of(change.path, change.after or change.before), kind_of(change.path)
    if not title:
        return ""
    if change.before is None or change.after is None:
        return _coming_or_gone(title, kind, "supprimé" if change.after is None else "ajouté")
    found = list(_differences(change, kind))
    if change.renamed_from:
        found.insert(0, "adresse changée")
    return f"{called(change.path, change.after)} : {', '.join(found) or 'mise en forme'}"


def _coming_or_gone(title: str, kind: type[Front] | None, what: str) -> str:
    """The sentence for a page that was added or removed: « Actualité ajoutée : « Une fête » »."""
    french = kind.french if kind else "la page"
    ending = "e" * bool(FEMININE.match(french)) + "s" * french.startswith("les ")
    word = capital(without_article(french))
    name = "" if kind and issubclass(kind, SoleFile) else f" : {title}" if kind is Office else f" : « {title} »"
    return f"{word} {what}{ending}{name}"


def _differences(change: Change, kind: type[Front] | None) -> Iterator[str]:
    """What differs between two versions of a page, in French; fields have the labels of the form."""
    before, after = _parsed(change.before), _parsed(change.after)
    if not (before and after):
        yield "texte changé"
        return
    old, new = before.values, after.values
    fields = [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]
    for key, added, removed in _OF_OFFICES if kind is Office else ():
        days = [_days(values.get(key)) for values in (old, new)]
        if key in fields and days[0] != days[1]:
            fields.remove(key)
            yield from (added.format(day) for day in days[1] if day not in days[0])
            yield from (removed.format(day) for day in days[0] if day not in days[1])
    if "statut" in fields:
        fields.remove("statut")
        yield "mis en brouillon" if new.get("statut") else "n’est plus un brouillon"
    if fields:
        rest = len(fields) - FIELDS_NAMED
        labels = {field.alias: field.title for field in kind.model_fields.values()} if kind else {}
        names = [f"« {labels.get(key) or key} »" for key in fields[:FIELDS_NAMED]]
        names += [f"{rest} autre{'s' * (rest > 1)} champ{'s' * (rest > 1)}"] if rest > 0 else []
        yield f"{listed(names, 'et')} changé{'s' * (len(fields) > 1)}"
    if before.body.strip() != after.body.strip():
        yield "texte changé"


def _days(items: Value) -> list[str]:
    """The days in a list of an office (``_OF_OFFICES``), in words."""
    found = []
    for item in items if isinstance(items, list) else ():
        day = item.get("le") if isinstance(item, dict) else None
        try:
            found.append(dates.day(dt.date.fromisoformat(str(day)), FRENCH))
        except ValueError:
            found.append(str(day))
    return found


def _parsed(data: bytes | None) -> ParsedFile | None:
    try:
        return front_matter.read("", data or b"")
    except Unreadable:
        return None


def _values(data: bytes | None) -> dict[str, Value]:
    parsed = _parsed(data)
    return parsed.values if parsed else {}
