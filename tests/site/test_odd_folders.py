"""The project builds in a folder whose name has spaces and characters that HTML escapes."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.built_site import BUILD_DATE, ROOT, Built
from tests.compiled_templates import compile_once_in, in_two_languages

NAME = "l'accueil & co" + ("" if os.name == "nt" else ' <a> "x"')  # Windows allows no < > " in a name
MISSION = "---\ntitre: Accueil\nresume: Une mission.\nordre: 1\n---\nTexte.\n"

BUILD = """
import runpy, sys
from pathlib import Path
from tooling.commands import building
assert not building.build(Path("pelicanconf.py"), Path("built"))
assert not building.build(Path("publishconf.py"), Path("public"))
sys.argv[1:] = ["pelicanconf.py", "shown", "kept"]
runpy.run_module("tooling.preview.worker", run_name="__main__")
"""
"""Builds the site, the public site, and the preview as its process does."""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the program in a folder with an odd name, with a content of one mission."""
    root = tmp_path_factory.mktemp("odd") / NAME
    for name in ("plugins", "tooling", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("pelicanconf.py", "publishconf.py", "identity.toml"):
        shutil.copy(ROOT / name, root)
    for name, text in {"publication/addresses.txt": "", "content/missions/accueil.md": MISSION}.items():
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text, "utf-8")
    (root / "templates").mkdir()
    compile_once_in(root)
    in_two_languages(root)
    return root


def test_the_site_builds_in_a_folder_with_an_odd_name(project):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BUILD],
        cwd=project,
        env={**os.environ, "BUILD_DATE": BUILD_DATE, "PYTHONPATH": ""},
        input="\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for folder in ("built", "public", "shown"):
        page = Built(project / folder).pages["/accueil/"]
        assert '<svg class="circles"' in page.source.partition("masthead__figure")[2]
