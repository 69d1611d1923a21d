"""What git is asked through few processes is what git itself says, at that moment."""

import itertools
import os

import pytest

from tests.unit.sharing.conftest import PAGE
from tooling.commands import git
from tooling.sharing.repository import REFTABLE, Repository, SharingRefused, TreeEntry

DINANT = "content/bureaux/dinant.md"


@pytest.fixture
def ana(desk):
    return desk("ana")


@pytest.fixture
def found(ana):
    return Repository(ana.folder, ana.folder / ".cache/git.log")


def rows(ana, tree):
    """What git says of each file in a tree."""
    told = (row.partition("\t") for row in ana.git("ls-tree", "-r", "-z", tree).split("\0") if row)
    return {path: TreeEntry(about.split()[0], about.split()[2]) for about, _, path in told}


def test_what_changes_meanwhile_is_seen(ana, found):
    first, last = found.snapshot(), found.commit("HEAD")
    assert (found.snapshot(), found.seen(), found.tree_hash(last)) == (first, first, first)
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    assert found.seen() == first
    assert rows(ana, found.snapshot()) == found.tree(found.seen()) != found.tree(first)
    ana.git("commit", "-qam", "x")
    assert found.commit("HEAD") == ana.git("rev-parse", "HEAD").strip() != last
    assert (found.commit("HEAD^"), found.commit(last[:7]), found.commit("absent")) == (last, last, "")
    ana.edit(DINANT, "telephone: 2", "telephone: 1")
    assert found.snapshot() == first


def test_a_name_that_git_would_read_as_two_is_that_of_nothing(ana, found):
    assert [found.commit(name) for name in ("HEAD\nHEAD", "\udce9")] == ["", ""]
    assert found.commit("HEAD") == ana.git("rev-parse", "HEAD").strip()


def test_a_tree_with_some_changes_is_the_one_that_git_makes(ana, found):
    ana.write("content/images/é à.txt", "a")
    ana.write("content/images.txt", "a")
    ana.write("run", "a")
    (ana.folder / "run").chmod(0o755)
    (ana.folder / "link").symlink_to("run")
    start = found.snapshot()
    page = found.blob(b"b")
    (ana.folder / "content/images/é à.txt").unlink()
    for path in ("content/images/a.txt", "content/a/b/c.txt"):
        ana.write(path, "b")
    changed = {path: TreeEntry("100644", page) for path in ("content/images/a.txt", "content/a/b/c.txt")}
    made = found.tree_of(start, {**changed, "content/images/é à.txt": None})
    assert (made, rows(ana, made)) == (found.snapshot(), found.tree(made))
    assert [found.tree(made)[path].mode for path in ("run", "link")] == ["100755", "120000"]
    assert (
        found.tree_of(made, dict.fromkeys(found.tree(made))) == ana.git("hash-object", "-t", "tree", os.devnull).strip()
    )


def test_the_common_ancestor_is_that_of_git(ana, found):
    ana.git("checkout", "-q", "-b", "side")
    ana.git("commit", "-q", "--allow-empty", "-m", "x")
    ana.git("checkout", "-q", "main")
    for _ in range(2):
        ana.git("commit", "-q", "--allow-empty", "-m", "y")
    ana.git("merge", "-q", "side", "-m", "z")
    commits = ana.git("rev-list", "HEAD").split()
    pairs = list(itertools.product(commits, repeat=2))
    assert [found.base(*pair) for pair in pairs] == [ana.git("merge-base", *pair).strip() for pair in pairs]
    assert found.base(commits[0], "") == ""


def test_a_branch_that_only_git_can_tell_is_asked_of_git(ana, found):
    ana.git("checkout", "-q", "-b", "autre/branche")
    head = ana.folder / ".git/HEAD"
    told = head.read_text("utf-8")
    head.write_text(f"ref: {REFTABLE}\n", "utf-8")
    found.said = lambda *words: told.split()[1] if words == ("symbolic-ref", "-q", "HEAD") else ""
    assert found.branch == "autre/branche"
    head.write_text(told, "utf-8")
    assert Repository(ana.folder, found.log).branch == "autre/branche"
    ana.git("checkout", "-q", "--detach")
    with pytest.raises(SharingRefused, match="ancien moment"):
        _ = Repository(ana.folder, found.log).branch


DAMAGES = {
    "missing": lambda file: file.unlink(),
    "another": lambda file: file.write_bytes(b"x"),
    "shorter": lambda file: file.write_bytes(file.read_bytes()[:-8]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_repository_is_told_and_kept_in_the_log(ana, found, damage):
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    tree = found.snapshot()
    blob = found.tree(tree)[DINANT].blob
    file = ana.folder / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    damage(file)
    with pytest.raises(SharingRefused, match="La mémoire de git est abîmée"):
        found.blobs([blob])
    assert blob in found.log.read_text("utf-8")
    assert "telephone: 2" in ana.read(DINANT)


def test_the_remote_and_its_branch_are_those_that_git_is_set_to(ana, found):
    assert (found.remote, found.tracking) == ("origin", "refs/remotes/origin/main")
    ana.git("remote", "rename", "origin", "z.ici")
    ana.git("remote", "add", "y", "nulle-part")
    ana.git("config", "branch.main.merge", "refs/heads/autre")
    found = Repository(ana.folder, found.log)
    assert (found.remote, found.tracking) == ("y", "refs/remotes/y/autre")
    ana.git("remote", "remove", "y")
    assert Repository(ana.folder, found.log).remote == "z.ici"


def test_a_tree_of_what_there_is_not_is_refused(found):
    with pytest.raises(SharingRefused):
        found.tree_of("", {"a.txt": TreeEntry("100644", "1" * 40)})


def test_no_process_outlives_the_question(ana, monkeypatch):
    started, popen = [], git.subprocess.Popen
    monkeypatch.setattr(
        git.subprocess, "Popen", lambda *given, **how: started.append(popen(*given, **how)) or started[-1]
    )
    found = Repository(ana.folder, ana.folder / ".cache/git.log")
    assert found.blobs([found.tree("HEAD")[DINANT].blob]).popitem()[1].decode() == PAGE.format("Dinant")
    assert [process.poll() for process in started] == [None]
    started[0].kill()
    with pytest.raises(SharingRefused):
        found.commit("HEAD")
    found = Repository(ana.folder, found.log)
    assert found.commit("HEAD")
    del found
    assert None not in [process.poll() for process in started]
