"""What is translated, and the files of the translations brought up to date (``traductions``)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

from plugins.base.mistakes import Location
from plugins.model.base import Fields
from plugins.model.fields import TRANSLATED
from plugins.model.site import Site
from plugins.source import front_matter
from plugins.source.prose import messages

GENERATED_TEMPLATES = ("partials/footer", "sheet", "sheets")
FUNCTIONS = ("_", "gettext", "ngettext", "pgettext", "npgettext", "N_")


@dataclass(frozen=True)
class Entry:
    """One French message: where it stands, and a word about what it is."""

    texts: tuple[str, ...]
    file: str
    context: str | None = None
    note: str = ""


def _of_call(function: str, found: object, file: str) -> Iterator[Entry]:
    parts = tuple(part for part in (found if isinstance(found, tuple) else (found,)) if isinstance(part, str))
    context = parts[0] if "p" in function.split("gettext")[0] else None
    texts = parts[1:] if context is not None else parts
    if texts and texts[0]:
        yield Entry(texts, file, context)


class Templates:
    """The words of the templates that some pages use, macro by macro."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
        self.environment.policies["ext.i18n.trimmed"] = True
        self.environment.newstyle_gettext = True  # type: ignore[attr-defined]  # jinja2.ext.i18n adds it
        self.trees: dict[str, nodes.Template] = {}
        self.reached: dict[tuple[str, str], None] = {}

    def entries(self, roots: Iterable[str]) -> Iterator[Entry]:
        """Every message of the templates and macros that the ``roots`` reach, by file and place."""
        for root in roots:
            self._reach(root, "")
        for name in sorted({name for name, _ in self.reached}):
            found: list[tuple[int, Entry]] = []
            for part in self._parts(name):
                for line, function, message in extract_from_ast(cast("nodes.Template", part), FUNCTIONS):
                    found.extend((line, entry) for entry in _of_call(function, message, f"theme/templates/{name}"))
            yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))

    def _tree(self, name: str) -> nodes.Template:
        if name not in self.trees:
            self.trees[name] = self.environment.parse((self.folder / name).read_text("utf-8"))
        return self.trees[name]

    def _parts(self, name: str) -> Iterator[nodes.Node]:
        for node in self._tree(name).body:
            if isinstance(node, nodes.Macro):
                if (name, node.name) in self.reached:
                    yield node
            elif (name, "") in self.reached:
                yield node

    def _reach(self, name: str, macro: str) -> None:
        if (name, macro) in self.reached or not (self.folder / name).is_file():
            return
        self.reached[(name, macro)] = None
        tree = self._tree(name)
        macros = {node.name: node for node in tree.body if isinstance(node, nodes.Macro)}
        imported: dict[str, tuple[str, str]] = {}
        for node in tree.find_all(nodes.FromImport):
            if isinstance(node.template, nodes.Const):
                for each in node.names:
                    there, here = each if isinstance(each, tuple) else (each, each)
                    imported[here] = (node.template.value, there)
        parts = [macros[macro]] if macro else [node for node in tree.body if not isinstance(node, nodes.Macro)]
        for part in parts:
            for used in (part, *part.find_all(nodes.Node)):
                if isinstance(used, nodes.Extends | nodes.Include) and isinstance(used.template, nodes.Const):
                    self._reach(used.template.value, "")
                elif isinstance(used, nodes.Name) and used.name in imported:
                    self._reach(*imported[used.name])
                elif isinstance(used, nodes.Name) and used.name in macros:
                    self._reach(name, used.name)


def _program(folder: Path) -> Iterator[Entry]:
    for file in sorted(folder.rglob("*.py")):
        if "desk" in file.parts:
            continue
        with file.open("rb") as source:
            for _, function, found, _ in extract_python(source, dict.fromkeys(FUNCTIONS), (), {}):
                yield from _of_call(str(function), found, file.as_posix())


def _marked(annotation: object, metadata: Iterable[object] = ()) -> bool:
    if TRANSLATED in metadata:
        return True
    inner = getattr(annotation, "__metadata__", ())
    args = getattr(annotation, "__args__", ())
    return TRANSLATED in inner or any(_marked(part) for part in args)


def words_of(fields: Fields, place: Location = ()) -> Iterator[tuple[Location, str]]:
    """The texts of a record that are translated, each with its place in the front matter."""
    for name, field in type(fields).model_fields.items():
        value = getattr(fields, name)
        for number, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(item, Fields):
                yield from words_of(item, (*place, field.alias or name, number))
            elif isinstance(item, str) and item and _marked(field.annotation, field.metadata):
                yield (*place, field.alias or name), item


def _prose(site: Site, content: Path) -> Iterator[Entry]:
    own = [record for record in site.records if type(record).has_languages(record.source.path)]
    named = {(ref.kind, str(ref)) for record in (*own, site.organisation) if record for ref in record.references()}
    others = [record for record in site.records if (record.kind, record.slug) in named or record is site.organisation]
    for record in sorted({*own, *others}, key=lambda record: record.source.path.as_posix()):
        file = f"content/{record.source.path}"
        for place, text in words_of(record):
            yield Entry((text,), file, note=str(place[-1]))
        if record in own and (path := content / record.source.path).is_file():
            for text in messages(front_matter.read(file, path.read_bytes()).body):
                yield Entry((text,), file)


def french(root: Path, site: Site) -> list[Entry]:
    """Every message of the site in French: of the content, the program, the templates."""
    own = [record for record in site.records if type(record).has_languages(record.source.path)]
    roots = sorted({f"{name}.html" for name in (*GENERATED_TEMPLATES, *(record.template for record in own))})
    return [
        *_prose(site, root / "content"),
        *_program(Path("plugins")),
        *Templates(root / "theme/templates").entries(roots),
    ]


class _Translations(Catalog):
    """A catalogue whose header says nothing that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "cainamur.be"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def new_catalog(language: str, entries: Iterable[Entry]) -> Catalog:
    name = Locale(language).get_display_name("fr")
    catalog = _Translations(locale=language, header_comment=f"# Le site en {name}.", fuzzy=False)
    for entry in entries:
        note = [entry.note] if entry.note else []
        catalog.add(
            entry.texts if len(entry.texts) > 1 else entry.texts[0],
            locations=[(entry.file, 0)],
            auto_comments=note,
            context=entry.context,
        )
    return catalog


def write(catalog: Catalog, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as output:
        write_po(output, catalog, width=0, include_lineno=False, include_previous=True)
