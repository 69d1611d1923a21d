"""Fixtures: a bare repository on disk, and the folders of people who send to it."""

import os
import shutil
import subprocess

import pytest

from tests.unit.release.repository import commit, git
from tooling.sharing import repository
from tooling.sharing.asking import AtTheKeyboard
from tooling.sharing.sending import Sharing, receive, send

PAGE = "---\ntitre: {}\nresume: r\ntelephone: 1\n---\n\nUn texte.\n\nUne fin.\n"


class Keyboard:
    """Stand-in for ``input`` that gives prepared answers, one after the other."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, question):
        self.asked.append(question)
        return self.answers.pop(0)


class Desk:
    """The folder of one person, with the commands that the person uses."""

    def __init__(self, folder, capfd):
        self.folder, self._capfd = folder, capfd

    def git(self, *words, check=True):
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, text=True, encoding="utf-8")
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")

    def edit(self, path, old, new):
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def read(self, path):
        return (self.folder / path).read_text("utf-8")

    def _run(self, command, answers, **options):
        keyboard = Keyboard(*answers)
        sharing = Sharing(self.folder, self.folder / ".cache", AtTheKeyboard(keyboard))
        try:
            code = command(sharing, **options)
        except repository.SharingRefused as refused:
            print(refused)
            code = 1
        out, err = self._capfd.readouterr()
        assert err == ""
        return code, out

    def send(self, *answers, **options):
        return self._run(send, answers, **options)

    def receive(self, *answers):
        return self._run(receive, answers)

    def messages(self):
        return self.git("log", "--no-merges", "--format=%s").splitlines()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder, and git without the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[init]\n\tdefaultBranch = main\n[receive]\n\tautogc = false\n", "utf-8")
    monkeypatch.setattr(repository, "PATIENCE", 0.05)
    return tmp_path


@pytest.fixture(scope="session")
def beginning(tmp_path_factory):
    """A folder with a bare repository of two pages, and a clone of it; each test copies both."""
    made, folder = (tmp_path_factory.mktemp(name) for name in ("made", "beginning"))
    for name in ("dinant", "ciney"):
        file = made / f"content/bureaux/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(name.capitalize()), "utf-8", newline="\n")
    (made / ".gitignore").write_text(".cache/\n", "utf-8")
    git(made, "init", "-q", "--template=")
    git(made, "checkout", "-q", "-b", "main")
    commit(made)
    git(made, "repack", "-q", "-a", "-d")  # few files are copied faster
    git(folder, "clone", "-q", "--template=", "--bare", str(made), "remote.git")
    git(folder, "clone", "-q", "--template=", str(folder / "remote.git"), "clone")
    return folder


@pytest.fixture
def remote(home, beginning):
    """A bare repository with two pages."""
    return shutil.copytree(beginning / "remote.git", home / "remote.git")


@pytest.fixture
def desk(remote, beginning, capfd):
    """A function that makes the folder of a person with a name or, without one, of a newcomer.

    The folder is a clone of ``remote`` in its first state, without what was sent to it since.
    """

    def make(name=""):
        folder = shutil.copytree(beginning / "clone", remote.parent / (name or "newcomer"))
        settings = folder / ".git/config"
        who = f"[user]\n\tname = {name}\n\temail = {name}@exemple.be\n" if name else ""
        text = settings.read_text("utf-8").replace(str(beginning / "remote.git"), str(remote))
        settings.write_text(text + who, "utf-8")
        return Desk(folder, capfd)

    return make


@pytest.fixture
def at_the_keyboard(monkeypatch):
    """Somebody is at the keyboard: stdin is a terminal."""
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
