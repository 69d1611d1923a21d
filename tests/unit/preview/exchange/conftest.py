import os
import shutil

import pytest

from tests.unit.preview.exchange.gestures import PAGE, SHARE, edit, push_button
from tests.unit.preview.forms import CONTENT
from tests.unit.release.repository import commit, git


@pytest.fixture(autouse=True)
def own_git(tmp_path, monkeypatch):
    """Git without what the person at the keyboard has set."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[init]\n\tdefaultBranch = main\n", "utf-8")


@pytest.fixture(scope="module")
def beginning(tmp_path_factory):
    """The clone of a repository on this disk, with its pages, of somebody who has said who that is; each test copies it."""
    root = tmp_path_factory.mktemp("beginning")
    for name, text in CONTENT.items():
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_bytes(text.encode())
    (root / ".gitignore").write_text("/*\n!/content\n!/.gitignore\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    git(root, "clone", "-q", "--bare", str(root), str(root / "remote.git"))
    git(root, "remote", "add", "origin", str(root / "remote.git"))
    git(root, "config", "user.name", "Ana")
    git(root, "config", "user.email", "ana@exemple.be")
    git(root, "fetch", "-q")
    git(root, "branch", "-q", "-u", "origin/main")
    return root


@pytest.fixture
def root(desk, workshop, beginning):
    root = workshop.content.parent
    shutil.copytree(beginning, root, dirs_exist_ok=True)
    settings = root / ".git/config"
    settings.write_text(settings.read_text("utf-8").replace(str(beginning), str(root)), "utf-8")
    return root


@pytest.fixture
def other(root):
    """Sends a change of somebody else."""
    git(root, "clone", "-q", str(root / "remote.git"), str(root / "other"))

    def sent(old, new, path=PAGE):
        edit(root / "other", old, new, path)
        git(root / "other", "commit", "-qam", "x", GIT_AUTHOR_NAME="Bo")
        git(root / "other", "push", "-q")

    return sent


@pytest.fixture
def past(desk, root):
    """Three changes that were sent, of two pages."""
    for old, new, path in (
        ("titre: Essai", "titre: Autre", PAGE),
        ("fonction: Accueil", "fonction: Direction", "personnes/bo-essai.md"),
        ("Un **texte**", "Une fin", PAGE),
    ):
        edit(root, old, new, path)
        push_button(desk, SHARE, "envoyer")
    return root
