"""Imports run one way between the rooms, and one room alone knows Pelican."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "text": (),
    "places": ("text",),
    "permanences": ("text",),
    "pictures": ("text",),
    "model": ("permanences", "places", "pictures", "text"),
    "source": ("model", "pictures", "text"),
    "pages": ("model", "permanences", "places", "text"),
    "files": ("pages", "source", "model", "permanences", "places", "pictures", "text"),
    "desk": ("source", "model", "permanences", "places", "text"),
    "build": ("files", "pages", "source", "model", "pictures", "text"),
}
"""The rooms of plugins/, each with those that it may import."""


def imported(file):
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_is_known():
    folders = {entry.name for entry in (ROOT / "plugins").iterdir() if any(entry.glob("*.py"))}
    assert folders == set(MAY_IMPORT)
    assert [entry.name for entry in (ROOT / "plugins").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room):
    allowed = {room, *MAY_IMPORT[room]}
    for file in sorted((ROOT / "plugins" / room).rglob("*.py")):
        for name in imported(file):
            first, _, rest = name.partition(".")
            assert first != "tooling", f"{file}: {name}"
            assert first != "plugins" or rest.split(".")[0] in allowed, f"{file}: {name}"


def test_no_two_rooms_import_each_other():
    order = list(MAY_IMPORT)
    for room, others in MAY_IMPORT.items():
        assert all(order.index(other) < order.index(room) for other in others), room


def public_names(file):
    """The classes, functions, constants and types that a file defines for others."""
    for node in ast.parse(file.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                found = [name]
            case ast.Assign(targets=targets):
                found = [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            case _:
                found = []
        yield from (name for name in found if not name.startswith("_"))


def test_no_two_things_have_the_same_name():
    places = {}
    for file in sorted((*(ROOT / "plugins").rglob("*.py"), *(ROOT / "tooling").rglob("*.py"))):
        for name in public_names(file):
            places.setdefault(name, set()).add(file.relative_to(ROOT).as_posix())
    shared = {name: sorted(files) for name, files in places.items() if len(files) > 1}
    assert shared.keys() == {"ROOT", "main"}, shared  # the project's folder; what a program begins with


def test_one_room_alone_knows_pelican():
    knowing = {
        file.relative_to(ROOT / "plugins").parts[0]
        for file in (ROOT / "plugins").rglob("*.py")
        if any(name.split(".")[0] == "pelican" for name in imported(file))
    }
    assert knowing == {"build"}


def test_in_the_tools_only_what_starts_pelican_knows_it():
    knowing = {
        file.relative_to(ROOT / "tooling").as_posix()
        for file in (ROOT / "tooling").rglob("*.py")
        if any(name.split(".")[0] == "pelican" for name in imported(file))
    }
    assert knowing == {"commands/building.py", "preview/worker.py"}
