"""The style of the French messages in the source files: orders after an arrow, and the typographic apostrophe."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("model", "source", "permanences", "pictures", "base", "desk", "importing")
MESSAGES = sorted(path for package in PACKAGES for path in (ROOT / "plugins" / package).rglob("*.py"))
READ = sorted([*(ROOT / "plugins").rglob("*.py"), *(ROOT / "tooling").rglob("*.py"), ROOT / "tasks.py"])
ORDER = re.compile(
    r"\b(?:écrivez|renommez|ajoutez|effacez|supprimez|retirez|corrigez|gardez|donnez|choisissez|vérifiez|remplacez|mettez|"
    r"complétez|déposez|déplacez|copiez|exportez|enregistrez|réduisez|laissez|nommez|publiez|créez|recopiez|liez|alignez|"
    r"fermez|relisez|raccourcissez|commencez|dites|coupez|appelez|changez)\b",
    re.IGNORECASE,
)


@cache
def strings(path):
    """Return the line and text of each string of a module, without docstrings; a replacement field becomes {}."""
    return tuple(_strings(ast.parse(path.read_text("utf-8"))))


def _strings(tree):
    nodes = tuple(ast.walk(tree))
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in joined for part in ast.walk(node)} - {id(node) for node in joined}
    after_fields = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    apart = docstrings | parts | after_fields
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr) and id(node) not in parts:
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def test_an_order_stands_behind_an_arrow_or_opens_what_does():
    """A string is « … → écrivez … », or a remedy that begins with an order and is put after an arrow elsewhere."""
    alone = [
        f"{path}:{line}: {text}"
        for path in MESSAGES
        for line, text in strings(path)
        if (order := ORDER.search(text))
        and "→" not in text[: order.start()]
        and text[: order.start()].strip()
        and not re.match(r"si |#|\d\. ", text)  # the case in which a remedy holds, a comment, a step
    ]
    assert alone == []


AS_TYPED = {
    "plus d'infos",
    "plus d'informations",
    "Jour de l'Armistice",  # as the package of the holidays has it
    "Flag .* doesn't take any value.*",  # as Invoke says it
}
"""Strings that are not shown, but compared with what people type or other programs print."""


def test_the_apostrophe_is_the_one_of_printed_french():
    typewriter = [
        f"{path}:{line}: {text}"
        for path in READ
        for line, text in strings(path)
        if re.search(r"\w'\w", text) and text not in AS_TYPED and path.name != "vocabulary.py"
    ]
    assert typewriter == []


def test_the_help_of_the_commands_has_it_too():
    module = ast.parse((ROOT / "tasks.py").read_text("utf-8"))
    docstrings = {
        node.name: ast.get_docstring(node)
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }
    assert len(docstrings) > 10
    assert [name for name, text in docstrings.items() if re.search(r"\w'\w", text or "")] == []
