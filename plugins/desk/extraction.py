"""Extracts the French messages of the site, for the files of translations.

Only messages that pages in other languages can show are extracted: those of the templates and macros that these pages
reach, of the program, and of the records that they show.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final, cast

from babel.messages.extract import extract_python
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

from plugins.base.walk import paths_in
from plugins.languages.messages import FORMAT, Key, Message
from plugins.model.base import Record
from plugins.model.section import SECTIONS
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.localising import naming
from plugins.source.prose import messages, words_of

GENERATED: Final = ("partials/footer", "sheet", "sheets")
"""The templates that no record names."""
FUNCTIONS: Final = ("_", "gettext", "ngettext", "pgettext", "N_")
_CALL = re.compile(rb"\b(?:_|N_|[np]?gettext)\(")
PROGRAM: Final = Path(__file__).parents[1]
"""The folder of the program."""
NOT_SHOWN: Final = "desk"
"""The package whose words only the officer reads."""


def french_messages(site: Site, content: Path, theme: Path, program: Path = PROGRAM) -> list[Message]:
    """Return every message of the pages that have languages, each once, by file and by its place there.

    Files of the content and of the theme are named by their paths from the folder that holds ``content`` or ``theme``.
    """
    own = [
        record
        for record in site.records
        if record.appears <= site.today and type(record).has_languages(record.source.path)
    ]
    names = {*GENERATED, *(record.template for record in own)}
    found: dict[Key, Message] = {}
    for message in (
        *_of_content(site, own, content),
        *(Message((shape.title,), files=(f"{program.name}/model/section.py",)) for shape in SECTIONS.values()),
        *_of_program(program),
        *_of_templates(theme / "templates", tuple(sorted(f"{name}.html" for name in names))),
    ):
        known = found.get(message.key, message)
        found[message.key] = replace(
            known,
            french=max(known.french, message.french, key=len),
            notes=tuple(dict.fromkeys((*known.notes, *message.notes))),
            files=tuple(dict.fromkeys((*known.files, *message.files))),
        )
    return list(found.values())


def _of_content(site: Site, own: list[Record], content: Path) -> Iterator[Message]:
    """The texts of the records that have languages, and the words of other records that their pages name."""
    others = filter(naming(own, site), site.records)
    for record in sorted({*own, *others}, key=lambda record: record.source.path.as_posix()):
        file = content / record.source.path
        for name, text in words_of(record):
            yield Message((text,), files=(f"{content.name}/{record.source.path}",), notes=(name,))
        if record in own and file.is_file():
            for text in messages(front_matter.read(file.name, file.read_bytes()).body):
                yield Message((text,), files=(f"{content.name}/{record.source.path}",))


def _of_program(program: Path) -> Iterator[Message]:
    for file in sorted(program.rglob("*.py")):
        path = file.relative_to(program)
        for function, found in () if path.parts[0] == NOT_SHOWN else _calls(file.read_bytes()):
            yield from _of_call(function, found, f"{program.name}/{path.as_posix()}")


@lru_cache(maxsize=1000)  # the desk asks at each visit
def _calls(data: bytes) -> tuple[tuple[str, object], ...]:
    """Each call of one of the FUNCTIONS in a file of the program, with its texts."""
    if not _CALL.search(data):  # tokenising a file takes much longer
        return ()
    found = extract_python(BytesIO(data), dict.fromkeys(FUNCTIONS), (), {})
    return tuple((str(function), texts) for _, function, texts, _ in found)


def _of_call(function: str, found: object, file: str) -> Iterator[Message]:
    """The message of a call of one of the FUNCTIONS, from its arguments, where None is an argument that is no text."""
    texts = tuple(text for text in (found if isinstance(found, tuple) else (found,)) if isinstance(text, str))
    context, texts = (texts[0], texts[1:]) if texts and function == "pgettext" else (None, texts)
    if texts and texts[0]:
        flags = (FORMAT,) if any("%(" in text for text in texts) else ()
        yield Message(texts, context=context, files=(file,), flags=flags)


def _of_templates(folder: Path, roots: tuple[str, ...]) -> tuple[Message, ...]:
    texts = tuple((name, (folder / name).read_bytes()) for name in paths_in(folder))
    return _of_these_templates(folder, roots, texts)


@lru_cache(maxsize=2)  # the desk asks at each visit
def _of_these_templates(
    folder: Path, roots: tuple[str, ...], texts: tuple[tuple[str, bytes], ...]
) -> tuple[Message, ...]:
    """The messages of the templates in a folder whose files have these ``texts``."""
    return tuple(Templates(folder).messages(roots))


class Templates:
    """The messages of the templates in a folder, macro by macro."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
        self.environment.policies["ext.i18n.trimmed"] = True
        self.environment.newstyle_gettext = True  # type: ignore[attr-defined]  # jinja2.ext.i18n adds it
        self.trees: dict[str, nodes.Template] = {}
        self.reached: set[tuple[str, str]] = set()

    def messages(self, roots: Iterable[str]) -> Iterator[Message]:
        """Every message of the templates and macros that the ``roots`` reach, by file and place."""
        for root in roots:
            self._reach(root, "")
        for name in sorted({name for name, _ in self.reached}):
            found = [
                (line, message)
                for part in self._tree(name).body
                if (name, _macro_of(part)) in self.reached
                # extract_from_ast takes any node, though its signature says templates.
                for line, function, texts in extract_from_ast(cast("nodes.Template", part), FUNCTIONS)
                for message in _of_call(function, texts, f"{self.folder.parent.name}/{self.folder.name}/{name}")
            ]
            yield from (message for _, message in sorted(found, key=lambda pair: pair[0]))

    def _tree(self, name: str) -> nodes.Template:
        if name not in self.trees:
            self.trees[name] = self.environment.parse((self.folder / name).read_text("utf-8"))
        return self.trees[name]

    def _reach(self, name: str, macro: str) -> None:
        """Note the body of a template, or a macro of it, and all that it extends, includes and calls."""
        if (name, macro) in self.reached or not (self.folder / name).is_file():
            return
        self.reached.add((name, macro))
        tree = self._tree(name)
        macros = set(map(_macro_of, tree.body)) - {""}
        imported = dict(_imported(tree))
        for part in (node for node in tree.body if _macro_of(node) == macro):
            for used in (part, *part.find_all(nodes.Node)):
                if isinstance(used, nodes.Extends | nodes.Include) and isinstance(used.template, nodes.Const):
                    self._reach(used.template.value, "")
                elif isinstance(used, nodes.Name) and used.name in imported:
                    self._reach(*imported[used.name])
                elif isinstance(used, nodes.Name) and used.name in macros:
                    self._reach(name, used.name)


def _macro_of(node: nodes.Node) -> str:
    """The name of a macro; "" for a node in the body of a template."""
    return node.name if isinstance(node, nodes.Macro) else ""


def _imported(tree: nodes.Template) -> Iterator[tuple[str, tuple[str, str]]]:
    """The names that a template imports, each with the template and the macro that it stands for."""
    for node in tree.find_all(nodes.FromImport):
        if isinstance(node.template, nodes.Const):
            for each in node.names:
                there, here = each if isinstance(each, tuple) else (each, each)
                yield here, (node.template.value, there)
