"""The command ``new``: writes a source file with each required field under a hint, all others as comments."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic.fields import FieldInfo

from plugins.base.mistakes import Unreadable, did_you_mean
from plugins.base.typography import shortened, slugify
from plugins.base.yaml_text import scalar
from plugins.desk.scaffold_dialogue import Answers, GivenUp, ask_fields, ask_kind, ask_title
from plugins.model import BY_KIND, SOLE_FILES, TYPES, Record
from plugins.model.base import DRAFT, SoleFile, fields_in, hint, is_list
from plugins.model.fields import Ref, choices
from plugins.source import front_matter

TYPE_BY_WORD = {cls.word(): cls for cls in TYPES}
SOLE_BY_WORD = {cls.word(): cls for cls in SOLE_FILES.values()}
LONGEST_SLUG = 60
"""The greatest number of letters in a file name: it is a part of the address, which people read aloud and print."""
DATES = frozenset({"debut", "fin", "seances"})
"""Fields that the next edition of an event has too, with other values: they are left empty, not left out."""
MANY = 8
"""The number of files up to which a hint lists those of a folder."""
PREVIEW = "http://127.0.0.1:8000"


def main(word: str, title: str, content: Path, today: date, command: str = "python3 tasks.py", like: str = "") -> int:
    """Write a new file of the type ``word`` with a ``title`` below ``content``; ask for what is not given.

    ``like`` is the slug of an earlier edition, from which fields and text are taken. Returns the exit code: 1 when
    nothing was written.
    """
    if sole := SOLE_BY_WORD.get(slugify(word)):
        return _write_sole(sole, content, command)
    cls = TYPE_BY_WORD.get(slugify(word))
    if word and cls is None:
        known = (*TYPE_BY_WORD, *SOLE_BY_WORD)
        near = did_you_mean(word, known) or "."
        print(f"« {word} » n’est pas un type{near} Types possibles : {', '.join(known)}.")
        return 1
    asked = not (cls and title)
    if asked and not sys.stdin.isatty():
        print(f'Il manque le type ou le titre → écrivez par exemple : {command} nouveau evenement "Fête des langues"')
        return 1
    try:
        cls = cls or ask_kind()
        title = " ".join("".join(c if c.isprintable() else " " for c in title or ask_title(cls)).split())
        file = _file(cls, title, content)
        before = _edition(cls, like, content) if file and like else ({}, "")
        if not file or before is None:
            return 1
        answers, body = before
        if asked and not like:
            answers = ask_fields(cls, content)
    except GivenUp:
        print("\nRien n’a été créé.")
        return 1
    file.parent.mkdir(parents=True, exist_ok=True)
    if not _written(file, text(cls, title, today, content, answers) + body, _taken(file)):
        return 1
    _tell(cls, file, answers, today, command)
    return 0


def _written(file: Path, whole: str, taken: str) -> bool:
    """Write a new file, unless it exists: then print ``taken`` and return False."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(whole)
    except FileExistsError:
        print(taken)
        return False
    return True


def _edition(cls: type[Record], slug: str, content: Path) -> tuple[Answers, str] | None:
    """The fields and the text that the next edition takes from a record; None, after a French message, without one."""
    folder = content / cls.folder
    file = folder / f"{slug}.md"
    if not cls.once:
        known = ", ".join(word for word, other in TYPE_BY_WORD.items() if other.once)
        print(f"Seul ce type a des éditions : {known} → enlevez « --comme ».")
        return None
    if not file.is_file():
        near = did_you_mean(slug, [other.stem for other in folder.glob("*.md") if other.stem != "index"])
        print(f"{file.as_posix()} n’existe pas{near or ' → écrivez le nom du fichier de la fois d’avant, sans .md'}")
        return None
    try:
        source = front_matter.read(file.as_posix(), file.read_bytes())
    except Unreadable as error:
        print(f"{file.as_posix()}:{error.line}: {error.message}")
        return None
    *once, before = cls.once
    own = {field.alias for name, field in cls.model_fields.items() if name not in Record.model_fields}
    kept: Answers = {
        key: {part: said for part, said in value.items() if part not in once} if isinstance(value, dict) else value
        for key, value in source.values.items()
        if value and key in own - {"titre", *once}
    }
    dates = {key: "" for key in once if key in DATES.intersection(source.values)}
    return {**kept, **dates, before: slug}, source.body.lstrip("\n")


def _write_sole(cls: type[SoleFile], content: Path, command: str) -> int:
    """Write the only file of its type, unless it exists; return the exit code."""
    file = content / cls.file
    rows = []
    for field in sorted(cls.model_fields.values(), key=lambda field: not field.is_required()):
        rows.append(f"# {field.description}{_choices(field, content)}")
        rows += _value(field, None) if field.is_required() else (f"#{row}" for row in _offer(field, content))
    taken = f"{file.as_posix()} existe déjà : rien n’a été changé → ouvrez-le, et changez ses lignes."
    if not _written(file, "\n".join(["---", *rows, "---", ""]), taken):
        return 1
    print(f"\nLe fichier {file.as_posix()} est prêt. Tant qu’il y manque quelque chose, le site ne se construit pas.\n")
    print("Pour la suite :")
    print("1. Ouvrez ce fichier, complétez ce qui est vide.")
    print(f"2. Vérifiez : {command} verifier")
    return 0


def _file(cls: type[Record], title: str, content: Path) -> Path | None:
    """The path of the new file; None, after a French message, where it cannot be."""
    name = file_name(title)
    if not name:
        print(f"Le titre « {title} » n’a ni lettre ni chiffre pour le nom du fichier → ajoutez-en.")
        return None
    if name in cls.reserved | {"index"}:
        print(f"« {name} » est déjà le nom d’une page du site → choisissez un autre titre.")
        return None
    file = content / cls.folder / f"{name}.md"
    if file.exists():
        print(_taken(file))
        return None
    return file


def file_name(title: str) -> str:
    """The slug of a title, cut between two words if it is longer than LONGEST_SLUG."""
    return shortened(slugify(title), LONGEST_SLUG)


def _taken(file: Path) -> str:
    other = "un autre titre, par exemple avec l’année ou le lieu"
    return f"{file.as_posix()} existe déjà : rien n’a été changé → choisissez {other}."


def _tell(cls: type[Record], file: Path, answers: Answers, today: date, command: str) -> None:
    """Print what was written, and what to do next."""
    known = {**answers, "date": answers.get("date", today.isoformat())}
    years = [match[0] for key in cls.year_from if (match := re.match(r"\d{4}", str(known.get(key) or "")))]
    address = cls.address_of(file.stem, years[0] if years else "ANNÉE" if cls.year_from else None)
    print(f"\nLe fichier {file.as_posix()} est prêt. C’est un brouillon : il n’est pas dans le site publié.")
    year = f" ; l’année est celle de « {cls.year_from[-1]} »" if cls.year_from else ""
    print(f"Sa page aura l’adresse {address}{year}.\n")
    print("Pour la suite :")
    print("1. Ouvrez ce fichier, complétez ce qui est vide, écrivez le texte à la fin.")
    print(f"2. Vérifiez : {command} verifier {file.parent.name}/{file.stem}")
    print(f"3. Regardez : {command} servir, puis {PREVIEW}/_preview/ dans le navigateur")
    print("4. Quand tout est prêt, effacez la ligne « statut: brouillon ».")


def text(cls: type[Record], title: str, today: date, content: Path, answers: Answers | None = None) -> str:
    """The whole file: required fields first, each under its hint, then the others; the record is a draft."""
    known: Answers = {"titre": title, "date": today.isoformat(), **_names(title), **(answers or {})}
    own_first = sorted(cls.model_fields.items(), key=lambda item: item[0] in Record.model_fields)
    fields = [field for name, field in own_first if name != "status"]
    given = [field for field in fields if field.is_required() or field.alias in (answers or {})]
    rows = ["---", "# Quand tout est prêt, effacez la ligne qui suit.", f"statut: {DRAFT}"]
    for field in given:
        rows += ["", f"# {field.description}{_choices(field, content)}", *_value(field, known.get(field.alias or ""))]
    rows += ["", "# Facultatif. Pour vous servir d’une ligne : effacez son « # », puis remplacez l’explication."]
    for field in fields:
        if field not in given:
            rows += [f"#{row}" for row in _offer(field, content)]
    return "\n".join([*rows, "---", "", ""])


def _names(title: str) -> dict[str, str]:
    """The first and last name in the title of a person."""
    first, _, last = title.partition(" ")
    return {"prenom": first, "nom": last or first}


def _choices(field: FieldInfo, content: Path) -> str:
    """The accepted values of a field, in brackets, if they can be listed."""
    words = choices(field)
    kind = _kind_named(field.annotation)
    if kind:
        folder = BY_KIND[kind].folder
        files = sorted(file.stem for file in (content / folder).glob("*.md") if file.stem != "index")
        words = tuple(files) if 0 < len(files) <= MANY else (f"le nom d’un fichier de {folder}/",)
    return f" ({', '.join(words)})" if words else ""


def _kind_named(annotation: object) -> str | None:
    """The kind of record to which a field refers, alone, optional or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Ref):
        return annotation.kind
    return next((kind for part in getattr(annotation, "__args__", ()) if (kind := _kind_named(part))), None)


def _value(field: FieldInfo, value: object) -> Iterator[str]:
    """The lines of a field that is required or given, with its value if it is known."""
    if group := fields_in(field.annotation):
        known: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        parts = (part for part in group.model_fields.values() if part.is_required() or part.alias in known)
        yield from _group(field, (row for part in parts for row in _value(part, known.get(part.alias or ""))))
    elif isinstance(value, list) and value:
        yield f"{field.alias}:"
        yield from (f"  - {scalar(str(item))}" for item in value)
    else:
        yield f"{field.alias}:" + ("" if value in (None, "") else f" {scalar(str(value))}")


def _offer(field: FieldInfo, content: Path) -> Iterator[str]:
    """The lines of an optional field, with its hint in place of its value."""
    if group := fields_in(field.annotation):
        yield from _group(field, (row for part in group.model_fields.values() for row in _offer(part, content)))
    else:
        yield f"{field.alias}: {hint(field)}{_choices(field, content)}"


def _group(field: FieldInfo, rows: Iterable[str]) -> Iterator[str]:
    """The lines of a group of fields, or of a list with this group as its only item."""
    yield f"{field.alias}:"
    first, others = ("  - ", "    ") if is_list(field) else ("  ", "  ")
    yield from (f"{others if number else first}{row}" for number, row in enumerate(rows))
