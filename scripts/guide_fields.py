"""Write the tables of fields in docs/guide-de-publication.md: their fields are those of the records.

    .venv/bin/python scripts/guide_fields.py            # rewrites the tables
    .venv/bin/python scripts/guide_fields.py --check    # exit code 1 when they are out of date

A table stands between `<!-- champs : bureau -->` and `<!-- fin des champs -->`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from plugins.base.mistakes import one_of  # noqa: E402 - found only once the path is set
from plugins.model import BY_KIND, SOLE_FILES, TYPES, Record, fields  # noqa: E402
from plugins.model.base import Fields, Front, fields_in  # noqa: E402
from plugins.model.section import Section  # noqa: E402

GUIDE = ROOT / "docs/guide-de-publication.md"
TABLE = re.compile(r"(<!-- champs : (.+?) -->\n\n)(?:\|.*\n)*\n?(<!-- fin des champs -->)")
HEADING = ("Champ", "", "Ce que l’on y écrit", "Ce que c’est")
BY_WORD = {cls.word(): cls for cls in (*TYPES, Section, *SOLE_FILES.values())}
WRITTEN = {  # type of the field → what is written there: one, several
    fields.Keyword: ("un texte", "un texte, ou plusieurs"),
    fields.Tag: ("un texte", "un texte, ou plusieurs"),
    fields.SourceWords: ("un texte", "un texte, ou plusieurs"),
    fields.Words: ("un texte", "un texte, ou plusieurs"),
    fields.Line: ("un texte", "un texte, ou plusieurs"),
    fields.Date: ("une date", "une date, ou plusieurs"),
    fields.Day: ("un jour précis", "un jour précis, ou plusieurs"),
    fields.Hours: ("des heures", "des heures"),
    fields.SessionMoments: ("des jours et une heure", "des jours et une heure"),
    fields.SessionTimes: ("des heures", "des heures"),
    fields.DoorRule: ("une phrase de permanence", "une phrase de permanence, ou plusieurs"),
    fields.Count: ("un nombre entier", "un nombre entier, ou plusieurs"),
    fields.Email: ("une adresse e-mail", "une adresse e-mail, ou plusieurs"),
    fields.Url: ("une adresse du web", "une adresse du web, ou plusieurs"),
    fields.Postcode: ("un code postal", "un code postal, ou plusieurs"),
    fields.ProvincePostcode: ("un code postal", "un code postal, ou plusieurs"),
    fields.DocumentFile: ("un fichier de `content/documents/`", "des fichiers de `content/documents/`"),
    fields.PictureFile: ("le nom d’un fichier de `images/`", "le nom d’un fichier de `images/`, ou de plusieurs"),
    fields.Link: ("une adresse ou un numéro de téléphone", "des adresses"),
    fields.PhoneNumber: ("un numéro de téléphone", "un numéro de téléphone, ou plusieurs"),
}


def table(cls: type[Front]) -> str:
    """Every field of a type and its content: the required ones first, those that all types have last."""
    rows = [HEADING, ("---",) * len(HEADING), *_rows(cls, "")]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows(cls: type[Fields], above: str) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(cls, include_extras=True)
    for name, field in sorted(cls.model_fields.items(), key=lambda item: _order(*item)):
        need = "obligatoire" if field.is_required() else "facultatif"
        place = f"{above}{field.alias}"
        yield f"`{place}`", need, _written(hints[name], field), field.description or ""
        if group := fields_in(field.annotation):
            yield from _rows(group, f"{place} : ")


def _order(name: str, field: FieldInfo) -> tuple[bool, bool]:
    return not field.is_required(), name in Record.model_fields


def _written(hint: object, field: FieldInfo) -> str:
    """What is written in a field, for example « un texte »."""
    several = "tuple" in str(field.annotation) and hint not in WRITTEN
    if fields_in(field.annotation):
        return "des sous-champs, une ou plusieurs fois" if several else "des sous-champs"
    for part in _parts(hint):
        if part in WRITTEN:
            return WRITTEN[part][several]
        if isinstance(part, type) and issubclass(part, fields.Ref):
            return f"le nom d’un fichier de `{BY_KIND[part.kind].folder}/`" + ", ou de plusieurs" * several
        if get_origin(part) is not Annotated:
            continue
        leaf, *metadata = get_args(part)
        if any(isinstance(each, fields.OneOf) for each in metadata):
            return one_of(get_args(leaf)) + (f" ; sans ce champ, « {field.default} »" if field.default else "")
    raise SystemExit(
        f"{field.alias}: a new type of field; say in WRITTEN of {Path(__file__).name} what is written there"
    )


def _parts(hint: object) -> Iterator[object]:
    """A type hint, then what it is made of."""
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def renewed(guide: str) -> str:
    """The text of the guide with every table as the records have it now."""
    return TABLE.sub(lambda match: f"{match[1]}{table(BY_WORD[match[2]])}\n{match[3]}", guide)


def main(arguments: list[str]) -> int:
    guide = GUIDE.read_text("utf-8")
    new = renewed(guide)
    if arguments == ["--check"]:
        if new != guide:
            print(f"{GUIDE.relative_to(ROOT).as_posix()}: tables out of date; run scripts/{Path(__file__).name}")
        return int(new != guide)
    GUIDE.write_text(new, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
