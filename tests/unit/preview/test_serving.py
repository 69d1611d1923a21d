"""The preview builds after each change of a project, and then shows the result."""

from types import SimpleNamespace

import pytest

from tooling.preview import serving


class Pool:
    """Stand-in for ``BuildPool``: ``builds`` are the outcomes of the builds, each with a function to call after it."""

    def __init__(self, *builds):
        self.builds, self.forgotten = iter(builds), 0

    def build(self):
        self.outcome, self.then = next(self.builds)
        return self.outcome

    def prepare(self):
        self.then()

    def forget(self):
        self.forgotten += 1


class Server:
    started = False
    address = "http://127.0.0.1:8000/"

    def __init__(self):
        self.shown = []
        self.state = SimpleNamespace(show=lambda *outcome: self.shown.append(outcome))

    def start(self):
        self.started = True


CHANGED = {
    "content/pages/a.md": 0,
    "theme/base.html": 0,
    "publication/addresses.txt": 1,
    "plugins/a.py": 1,
    "tooling/a.py": 1,
    "identity.toml": 1,
    "pelicanconf.py": 1,
}
"""Files from which a build is made: 1 where a change of the file makes the pool forget its processes, else 0."""


@pytest.fixture
def root(tmp_path):
    for name in CHANGED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("un")
    return tmp_path


@pytest.mark.parametrize(("name", "code"), CHANGED.items())
def test_each_change_is_built_and_shown(root, capsys, name, code):
    end, server = serving.Ending(), Server()

    def finish():
        end.asked = True

    pool = Pool(((root, ""), lambda: (root / name).write_text("deux")), ((None, "faute"), finish))
    serving.follow(root, pool, server, end)
    assert server.shown == [(root, ""), (None, "faute")]
    assert pool.forgotten == code
    said, mistakes = capsys.readouterr()
    assert f"{name} : à corriger\n" in said
    assert mistakes == "faute\n"


def test_a_preview_begins_with_what_the_last_one_made(root):
    with serving.preview_folder(root) as folder:
        (folder / "site").mkdir()
    with serving.preview_folder(root) as again:
        assert again == folder
        assert (again / "site").is_dir()


def test_a_second_preview_at_once_has_a_folder_of_its_own(root):
    with serving.preview_folder(root) as first, serving.preview_folder(root) as second:
        assert root not in second.parents
        assert first != second
    assert not second.exists()


def test_a_project_that_cannot_be_written_has_a_preview_all_the_same(root):
    (root / ".cache").touch()
    with serving.preview_folder(root) as folder:
        assert folder.is_dir()
