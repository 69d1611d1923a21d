"""A new source file, with every field of its type and a hint for each: the records themselves say which."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic.fields import FieldInfo

from plugins.content.mistakes import did_you_mean
from plugins.content.typography import slugify
from plugins.records import TYPES, Record
from plugins.records.base import DRAFT, Fields, fields_in
from plugins.records.fields import Words

BY_WORD = {cls.word(): cls for cls in TYPES}


def main(word: str, title: str, content: Path, today: date) -> int:
    """Write the file of a new ``word`` called ``title`` below ``content``; exit code 1 when nothing was written."""
    cls = BY_WORD.get(slugify(word))
    if cls is None:
        print(
            f"« {word} » n’est pas un type{did_you_mean(word, BY_WORD) or '.'} Types possibles : {', '.join(BY_WORD)}."
        )
        return 1
    slug = slugify(title)
    if not slug:
        print(f"Le titre « {title} » n’a ni lettre ni chiffre : il en faut pour le nom du fichier.")
        return 1
    file = content / cls.folder / f"{slug}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text(cls, title, today))
    except FileExistsError:
        print(f"{file.as_posix()} existe déjà : rien n’a été changé. Choisissez un autre titre.")
        return 1
    print(f"Le fichier {file.as_posix()} est prêt.")
    print("1. Complétez les champs obligatoires ; laissez vides ou effacez les autres.")
    print("2. Écrivez le texte sous la deuxième ligne « --- ».")
    print("3. Vérifiez avec la commande « verifier ».")
    print("4. Quand tout est prêt, effacez la ligne « statut: brouillon ».")
    return 0


def text(cls: type[Record], title: str, today: date) -> str:
    """The whole file: required fields first, each under its hint; the record starts as a draft."""
    known = {"statut": DRAFT, "titre": title, "date": today.isoformat(), **_names(title)}
    fields = sorted(cls.model_fields.values(), key=lambda field: not field.is_required())
    rows = [row for field in fields for row in _rows(field, known, "")]
    return "\n".join(["---", *rows, "---", "", ""])


def _names(title: str) -> dict[str, str]:
    first, _, last = title.partition(" ")
    return {"prenom": first, "nom": last or first}


def _rows(field: FieldInfo, known: dict[str, str], indent: str) -> Iterator[str]:
    need = "obligatoire" if field.is_required() else "facultatif"
    words = next((f" : {', '.join(choice.words)}" for choice in field.metadata if isinstance(choice, Words)), "")
    yield f"{indent}# {field.description}{words} ({need})"
    group: type[Fields] | None = fields_in(field.annotation)
    value = known.get(field.alias or "")
    yield f"{indent}{field.alias}:" + (f" {json.dumps(value, ensure_ascii=False)}" if value and not group else "")
    if group:
        inner = [row for part in group.model_fields.values() for row in _rows(part, {}, f"{indent}  ")]
        yield from _as_item(inner, indent) if "tuple" in str(field.annotation) else inner


def _as_item(rows: list[str], indent: str) -> Iterator[str]:
    """The rows as the first item of a list."""
    first = next(i for i, row in enumerate(rows) if not row.lstrip().startswith("#"))
    for i, row in enumerate(rows):
        yield f"{indent}  - {row[len(indent) + 2 :]}" if i == first else f"  {row}"
