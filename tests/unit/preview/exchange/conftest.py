import os
import shutil

import pytest

from tests.unit.preview.exchange.gestures import PAGE, edit
from tests.unit.preview.forms import CONTENT
from tests.unit.release.repository import commit, git
from tooling.preview.exchange import AtTheDesk
from tooling.sharing.sending import Sharing, send


def forget_the_person(monkeypatch, home):
    """Make git ignore the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    (home / "gitconfig").write_text("[init]\n\tdefaultBranch = main\n", "utf-8")


def copied(clone, root):
    """Copy a clone and its remote into the folder ``root``."""
    shutil.copytree(clone, root, dirs_exist_ok=True)
    settings = root / ".git/config"
    settings.write_text(settings.read_text("utf-8").replace(str(clone), str(root)), "utf-8")
    return root


@pytest.fixture(autouse=True)
def own_git(tmp_path, monkeypatch):
    forget_the_person(monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def beginning(tmp_path_factory):
    """A clone with the pages of ``CONTENT`` and the name of its user, and its remote on this disk."""
    root = tmp_path_factory.mktemp("beginning")
    for name, text in CONTENT.items():
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_bytes(text.encode())
    (root / ".gitignore").write_text("/*\n!/content\n!/.gitignore\n", "utf-8")
    git(root, "init", "-q", "--template=", "-b", "main")
    commit(root)
    git(root, "repack", "-q", "-a", "-d")  # few files are copied faster
    git(root, "clone", "-q", "--template=", "--bare", str(root), str(root / "remote.git"))
    git(root, "remote", "add", "origin", str(root / "remote.git"))
    git(root, "config", "user.name", "Ana")
    git(root, "config", "user.email", "ana@exemple.be")
    git(root, "fetch", "-q")
    git(root, "branch", "-q", "-u", "origin/main")
    return root


@pytest.fixture(scope="session")
def three_changes_later(beginning, tmp_path_factory):
    """The clone ``beginning`` after three changes of two pages were sent."""
    root = copied(beginning, tmp_path_factory.mktemp("later"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        forget_the_person(monkeypatch, tmp_path_factory.mktemp("home"))
        for old, new, path in (
            ("titre: Essai", "titre: Autre", PAGE),
            ("fonction: Accueil", "fonction: Direction", "personnes/bo-essai.md"),
            ("Un **texte**", "Une fin", PAGE),
        ):
            edit(root, old, new, path)
            send(Sharing(root, tmp_path_factory.mktemp("cache"), AtTheDesk({})))
    for clone in (root, root / "remote.git"):
        git(clone, "repack", "-q", "-a", "-d")
    return root


@pytest.fixture
def root(desk, workshop, beginning):
    return copied(beginning, workshop.content.parent)


@pytest.fixture
def past(desk, workshop, three_changes_later):
    """A clone, under the workshop, from which three changes of two pages were sent."""
    return copied(three_changes_later, workshop.content.parent)


@pytest.fixture
def other(root):
    """A function by which somebody else sends a change."""
    git(root, "clone", "-q", "--template=", str(root / "remote.git"), str(root / "other"))

    def sent(old, new, path=PAGE):
        edit(root / "other", old, new, path)
        git(root / "other", "commit", "-qam", "x", GIT_AUTHOR_NAME="Bo")
        git(root / "other", "push", "-q")

    return sent
