"""Reads the templates without their indentation, and compiles them once for all languages and for the next build."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, meta
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension

from plugins.base.processes import on_all_cores
from plugins.base.shelf import Shelf

_INDENTATION: Final = re.compile(r"([%#]\})?\n[ \t]+(?=</?[a-z])")


class Unindented(Extension):
    """Jinja extension that removes the indentation of HTML templates: a hundredth of the bytes of a page.

    A space remains after a Jinja tag whose newline Jinja removes (``trim_blocks``): it may be all that separates two
    words.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template without the white space that indents its elements."""
        if not (name and name.endswith(".html")):
            return source
        return _INDENTATION.sub(lambda found: f"{found[1]}\n " if found[1] else "\n", source)


class CompiledTemplates(BytecodeCache):
    """Jinja's cache of compiled templates, shared by all languages and kept for the next build.

    Compiling them takes as long as all the rest of a small build.
    """

    def __init__(self, shelf: Shelf[bytes] | None) -> None:
        self._made: dict[str, bytes] = {}
        self._shelf = shelf

    def compile(self, environment: Environment, folder: Path) -> None:
        """Compile all templates on all cores, unless the shelf has some: else each process would compile them again."""
        if self._shelf and self._shelf.holds_something:
            return

        def compiled(name: str) -> dict[str, bytes]:
            self._made = {}
            environment.get_template(name)
            return self._made

        names = [name for name in environment.list_templates() if (folder / name).is_file()]  # none of Pelican
        for made in list(on_all_cores(compiled, names, few=1)):
            self._keep(made)

    def _keep(self, made: Mapping[str, bytes]) -> None:
        self._made = {**self._made, **made}
        for key, code in made.items():
            if self._shelf:
                self._shelf.put(key, code)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its kept code (called by Jinja)."""
        if kept := self._made.get(bucket.key) or (self._shelf.get(bucket.key) if self._shelf else None):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template (called by Jinja)."""
        self._keep({bucket.key: bucket.bytecode_to_string()})


def template_files(environment: Environment, template: str) -> frozenset[str]:
    """The paths, as in the translations, of a template and of all that it extends, includes or imports."""
    found: set[str] = set()
    rest = [f"{template}.html"]
    while rest:
        name = rest.pop()
        if name not in found:
            found.add(name)
            assert environment.loader
            source, _, _ = environment.loader.get_source(environment, name)
            rest.extend(filter(None, meta.find_referenced_templates(environment.parse(source))))
    return frozenset(f"theme/templates/{name}" for name in found)
