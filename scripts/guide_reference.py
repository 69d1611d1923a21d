"""Write the fields, the commands and the messages of the program into docs/guide/reference.

    .venv/bin/python scripts/guide_reference.py            # rewrites it
    .venv/bin/python scripts/guide_reference.py --check    # exit code 1 where it is out of date

A table of fields stands between `<!-- champs : bureau -->` and `<!-- fin des champs -->`; the commands and the messages
likewise. A message comes from the string literal that makes it; « … » stands for its replacement fields.
"""

import ast
import copy
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, get_args, get_origin, get_type_hints

from invoke import Task
from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import tasks  # noqa: E402 - found only once the path is set
from plugins.base.mistakes import one_of  # noqa: E402
from plugins.base.typography import capital, fold  # noqa: E402
from plugins.model import BY_KIND, SOLE_FILES, TYPES, Record, fields  # noqa: E402
from plugins.model.base import Fields, Front, fields_in  # noqa: E402
from plugins.model.section import Section  # noqa: E402
from plugins.source import front_matter  # noqa: E402
from plugins.source.front_matter import Value  # noqa: E402

GUIDE = ROOT / "docs/guide"
REFERENCE = GUIDE / "reference"
PART = re.compile(r"(<!-- (champs|commandes|genres|messages) : (.+?) -->\n\n)(?:.*\n)*?(<!-- fin des \2 -->)")
EXAMPLE = re.compile(r"<!-- exemple : (\S+\.md) -->\n```\w+\n(.*?)^```$", re.M | re.S)
ORDER = re.compile(r"\w{2}ez\b|\b(?:dites|faites|guide)\b", re.IGNORECASE)
LONGEST_EXAMPLE = 60
HEADING = ("Dans le formulaire", "Dans le fichier", "Obligatoire ?", "Ce que l’on y écrit", "Ce que c’est", "Exemple")
NAMED = (*TYPES, *SOLE_FILES.values())
"""The types of which « nouveau » makes a file."""
BY_WORD = {cls.word(): cls for cls in (*NAMED, Section)}
WRITTEN = {  # type of the field → what is written there, an example
    fields.Keyword: ("un texte", ""),
    fields.Tag: ("un texte", ""),
    fields.SourceWords: ("un texte", ""),
    fields.Words: ("un texte", ""),
    fields.Line: ("un texte", ""),
    fields.Date: ("une date", "2026-12"),
    fields.Day: ("un jour précis", "2026-12-24"),
    fields.Hours: ("des heures", "9h-12h"),
    fields.SessionMoments: ("des jours et une heure", "23 et 25 septembre 2027, 9h-16h"),
    fields.SessionTimes: ("des heures", "9h-16h"),
    fields.DoorRule: ("une phrase de permanence", "tous les lundis, 9h-12h"),
    fields.Count: ("un nombre entier", "4"),
    fields.Email: ("une adresse e-mail", "nom@exemple.be"),
    fields.Url: ("une adresse du web", "https://www.exemple.be"),
    fields.Postcode: ("un code postal", "5000"),
    fields.ProvincePostcode: ("un code postal", "5000"),
    fields.DocumentFile: ("un fichier de `content/documents/`", "nom-du-document.pdf"),
    fields.PictureFile: ("le nom d’un fichier de `images/`", "nom-de-l-image.jpg"),
    fields.Link: ("une adresse ou un numéro de téléphone", "https://www.exemple.be"),
    fields.PhoneNumber: ("un numéro de téléphone", "081/12 34 56"),
}
SAID_BY: Final = {
    "source": "plugins/source plugins/base",
    "champs": "plugins/model plugins/permanences",
    "images": "plugins/pictures",
    "conseils": "plugins/desk/advice",
    "gestes": "plugins/desk",
    "traductions": "plugins/languages",
    "imports": "plugins/importing",
    "envoi": "tooling/sharing tooling/setup",
    "publication": "tooling/release tooling/targets tooling/hosting",
    "commandes": "tooling/commands",
}
"""The name of each table of messages → the folders of the program whose messages it has.

A folder inside another one that has a table of its own only counts there.
"""


def fields_table(cls: type[Front]) -> str:
    """The table of the fields of a type: the required ones first, those that all types have last."""
    rows = _rows(cls, "", [values for of, values in _examples() if of is cls])
    return _table(HEADING, rows)


def _table(heading: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (heading, ("---",) * len(heading), *rows))


def _rows(cls: type[Fields], above: str, examples: list[dict[str, Value]]) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(cls, include_extras=True)
    for name, field in sorted(cls.model_fields.items(), key=lambda item: _order(*item)):
        need = "oui" if field.is_required() else "non"
        key, group = field.alias or name, fields_in(field.annotation)
        place = f"{above}{key}"
        written, example = _written(hints[name], field)
        found = [one for values in examples for one in _leaves(values.get(key))]
        if not group:
            given = (*found, *(field.examples or ()))
            shown = next((one for one in given if isinstance(one, str) and len(one) < LONGEST_EXAMPLE), example)
            example = _literal(shown) if shown else ""
        yield field.title or "", f"`{place}`", need, written, field.description or "", example
        if group:
            yield from _rows(group, f"{place} : ", [one for one in found if isinstance(one, dict)])


def _leaves(value: Value) -> Iterator[Value]:
    """A value, or each item of a list of them."""
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif value:
        yield value


def _examples() -> Iterator[tuple[type[Front], dict[str, Value]]]:
    """The type and the front matter of each example in the reference."""
    folders: dict[str, type[Front]] = {cls.folder: cls for cls in TYPES}
    for page in sorted(REFERENCE.glob("*.md")):
        for path, text in EXAMPLE.findall(page.read_text("utf-8")):
            folder, _, name = path.rpartition("/")
            cls = SOLE_FILES.get(path) or (Section if name == "index.md" else folders[folder])
            yield cls, dict(front_matter.read(path, text.encode()).values)


def _order(name: str, field: FieldInfo) -> tuple[bool, bool]:
    return not field.is_required(), name in Record.model_fields


def _written(hint: object, field: FieldInfo) -> tuple[str, str]:
    """What one writes in a field, for example « un texte », and an example; "" where no single example fits all."""
    several = "tuple" in str(field.annotation) and hint not in WRITTEN
    if fields_in(field.annotation):
        return "des sous-champs, une ou plusieurs fois" if several else "des sous-champs", ""
    for part in _parts(hint):
        if part in WRITTEN:
            written, example = WRITTEN[part]
            return f"{written}, ou plusieurs" if several else written, example
        if isinstance(part, type) and issubclass(part, fields.Ref):
            return f"le nom d’un fichier de `{BY_KIND[part.kind].folder}/`" + ", ou de plusieurs" * several, ""
        if get_origin(part) is not Annotated:
            continue
        leaf, *metadata = get_args(part)
        if any(isinstance(each, fields.OneOf) for each in metadata):
            said = one_of(get_args(leaf)) + (f" ; sans ce champ, « {field.default} »" if field.default else "")
            return said, get_args(leaf)[0]
    raise SystemExit(
        f"{field.alias}: a new type of field; say in WRITTEN of {Path(__file__).name} what is written there"
    )


def _parts(hint: object) -> Iterator[object]:
    """A type hint, then the hints in it, at any depth."""
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def commands(_: str) -> str:
    """The tasks of tasks.py, each with its explanation and its options, as the parser has them."""
    options = {context.name: context.help_tuples() for context in copy.deepcopy(tasks.ns).to_contexts()}
    return "".join(_command(task, options[task.name]) for task in tasks.ns.tasks.values())


def _command(task: Task, options: list[tuple[str, str]]) -> str:
    french, explained = (*task.aliases, task.name)[0], inspect.getdoc(task) or ""
    rows = "".join(f"- `{spelling.replace('STRING', 'VALEUR')}` : {said}\n" for spelling, said in options)
    return f"### {french}\n\n{explained}\n\n" + (f"{rows}\n" if rows else "")


def genres(_: str) -> str:
    """The list of the words that « nouveau » accepts as a type."""
    return "".join(f"- `{cls.word()}` : {cls.french}\n" for cls in NAMED) + "\n"


def messages(name: str) -> str:
    """The table of messages: what is wrong, and what to do, which the program's strings have after an arrow."""
    folders = [ROOT / folder for folder in SAID_BY[name].split()]
    others = {ROOT / folder for kind, named in SAID_BY.items() if kind != name for folder in named.split()}
    own = (
        file
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
        if not any(parent in others and folder in parent.parents for parent in file.parents)
    )
    found: dict[str, dict[str, None]] = {}
    for text in (file.read_text("utf-8") for file in own):
        for wrong, remedy in _said(ast.parse(text)) if "→" in text else ():
            found.setdefault(wrong, {})[remedy] = None
    said = sorted(found, key=lambda wrong: fold(re.sub(r"^[« …»:]+", "", wrong)))
    rows = ((_plain(wrong), " ; ".join(map(_plain, found[wrong]))) for wrong in said)
    return _table(("Ce qui est dit", "Ce qu’il faut faire"), rows)


def _said(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each string literal of a module that is a message: what is wrong, before an arrow, and what to do, after it."""
    nodes = tuple(ast.walk(tree))
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    apart = parts | docstrings
    for node in nodes:
        if id(node) in apart:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"\{\w*\}", "…", node.value)
        else:
            continue
        wrong, arrow, remedy = (" ".join(half.split()) for half in text.partition(" → "))
        if arrow and re.search(r"\w+ \w+|’\w+ \w+", wrong) and ORDER.search(remedy):
            yield capital(wrong), remedy


def _plain(text: str) -> str:
    return _literal(text) if re.search(r"[\[<>*_`#|\\]|---", text) else text


def _literal(text: str) -> str:
    """A text as inline code, in which no sign is Markdown, for a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


MADE: Final = {
    "champs": lambda word: fields_table(BY_WORD[word]),
    "commandes": commands,
    "genres": genres,
    "messages": messages,
}


def renewed(page: str) -> str:
    """The text of a page, with every generated part up to date."""
    return PART.sub(lambda match: f"{match[1]}{MADE[match[2]](match[3]).rstrip()}\n\n{match[4]}", page)


def main(arguments: list[str]) -> int:
    old = []
    for page in sorted(REFERENCE.glob("*.md")):
        text = page.read_text("utf-8")
        if (new := renewed(text)) == text:
            continue
        if arguments == ["--check"]:
            old.append(page.name)
        else:
            page.write_text(new, "utf-8", newline="\n")
    if old:
        print(f"{', '.join(old)}: out of date; run scripts/{Path(__file__).name}")
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
