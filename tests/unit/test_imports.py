"""Imports run one way between the packages of plugins/ and of tooling/; only some modules may import Pelican."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.tables import each_row

ROOT = Path(__file__).parents[2]
PLUGINS = {
    "base": (),
    "languages": ("base",),
    "places": ("base",),
    "permanences": ("base",),
    "pictures": ("base",),
    "model": ("languages", "permanences", "places", "pictures", "base"),
    "source": ("model", "languages", "pictures", "base"),
    "pages": ("model", "languages", "permanences", "places", "base"),
    "files": ("pages", "source", "model", "languages", "permanences", "places", "pictures", "base"),
    "importing": ("source", "model", "pictures", "base"),
    "desk": ("pages", "source", "model", "languages", "permanences", "places", "pictures", "base"),
    "build": ("files", "pages", "source", "model", "languages", "permanences", "pictures", "base"),
}
"""The packages of plugins/, each with those that it may import."""
TOOLING = {
    "commands": (),
    "hosting": (),
    "targets": ("commands", "hosting"),
    "release": ("commands", "hosting", "targets"),
    "sharing": ("commands",),
    "preview": ("commands", "hosting", "sharing"),
    "setup": ("commands", "targets", "release", "sharing"),
}
"""The packages of tooling/, each with those that it may import."""
TREES = {"plugins": PLUGINS, "tooling": TOOLING}


@cache
def parsed(file):
    return ast.parse(file.read_text("utf-8"))


@cache
def imported(file):
    """The modules that a file imports."""
    nodes = tuple(ast.walk(parsed(file)))
    plain = (alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    parts = (
        f"{node.module}.{alias.name}" for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    )
    return (*plain, *parts)


@pytest.mark.parametrize("tree", TREES)
def test_every_package_is_known(tree):
    folders = {entry.name for entry in (ROOT / tree).iterdir() if any(entry.glob("*.py"))}
    assert folders == set(TREES[tree])
    assert [entry.name for entry in (ROOT / tree).glob("*.py")] == ["__init__.py"]


@each_row(("tree", "package"), [(tree, package) for tree in TREES for package in TREES[tree]])
def test_a_package_imports_only_what_lies_below_it(tree, package):
    allowed = {package, *TREES[tree][package]}
    for file in sorted((ROOT / tree / package).rglob("*.py")):
        for name in imported(file):
            first, _, rest = name.partition(".")
            assert (tree, first) != ("plugins", "tooling"), f"{file}: {name}"
            assert first != tree or rest.split(".")[0] in allowed, f"{file}: {name}"


def test_the_desk_needs_no_library_of_the_import():
    """The libraries of ``plugins/importing/`` are installed only when somebody runs an import."""
    used = {name for file in (ROOT / "tooling").rglob("*.py") for name in imported(file) if ".importing." in name}
    assert {name.rpartition(".")[0] for name in used} == {"plugins.importing.state"}
    assert {name.partition(".")[0] for name in imported(ROOT / "plugins/importing/state.py")} <= sys.stdlib_module_names


@pytest.mark.parametrize("tree", TREES)
def test_no_two_packages_import_each_other(tree):
    order = list(TREES[tree])
    for package, others in TREES[tree].items():
        assert all(order.index(other) < order.index(package) for other in others), package


def test_no_two_classes_have_the_same_name():
    places = {}
    for file in sorted((*(ROOT / "plugins").rglob("*.py"), *(ROOT / "tooling").rglob("*.py"))):
        for node in parsed(file).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, set()).add(file.relative_to(ROOT).as_posix())
    assert {name: sorted(files) for name, files in places.items() if len(files) > 1} == {}


def test_one_package_alone_knows_pelican():
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
