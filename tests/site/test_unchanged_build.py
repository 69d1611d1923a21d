"""The command ``build`` in a process of its own, where nothing has changed since the last build."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.built_site import BUILD_DATE, ROOT
from tests.compiled_templates import compile_once_in, in_two_languages
from tooling.commands.last_build import FILES, FOLDERS


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, with a content of one page."""
    root = tmp_path_factory.mktemp("project")
    for folder in set(FOLDERS) - {"content"}:
        shutil.copytree(ROOT / folder, root / folder)
    for name in (*FILES, *(file.name for file in ROOT.glob("requirements-*.lock"))):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    compile_once_in(root)
    in_two_languages(root)
    write(root, "Un")
    return root


def write(root, title):
    (root / "content/pages").mkdir(parents=True, exist_ok=True)
    (root / "content/pages/p.md").write_text(f"---\ntitre: {title}\nresume: Une page.\n---\n", "utf-8")


def build(root, *options):
    command = [root / ".venv/bin/python", root / "tasks.py", "build", *options]
    environment = os.environ | {"BUILD_DATE": BUILD_DATE}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_build_that_would_change_nothing_says_so_at_once(project):
    made = r"^Le site est prêt dans output : \d+ pages? en \d+,\d s\.$"
    page, other = project / "output/p/index.html", project / "output/404.html"
    assert re.search(made, build(project))
    assert build(project).startswith("Rien n’a changé : le site est prêt dans output (")
    before = other.read_text("utf-8")
    write(project, "Deux")
    other.write_text("Trois", "utf-8")
    assert re.search(made, build(project))
    assert "Deux" in page.read_text("utf-8")
    assert other.read_text("utf-8") == before
    assert build(project).startswith("Rien n’a changé")
    assert re.search(made, build(project, "--sans-cache"))
