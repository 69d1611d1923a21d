"""The successor of a page that is gone: the file that git sees as renamed, but never another person."""

import os
from pathlib import PurePosixPath
from types import SimpleNamespace

import pytest

from plugins.model import BY_FOLDER
from tests.unit.release.repository import commit, git, repository
from tooling.release import moves

TEXT = "\n".join(f"ligne {number} du texte de la page" for number in range(30))
PERSON = (
    "---\nprenom: {}\nnom: {}\nfonction: Accompagnement\nequipe: terrain\ntelephone: 081/00 00 00\ncourriel: {}\n---\n"
)


@pytest.fixture
def root(tmp_path):
    return repository(tmp_path / "project")


def site(root, year="2020/"):
    """Return a stand-in for the ``Site``: a record for each file of the content, with its path and address."""
    records = []
    for file in sorted((root / "content").rglob("*.md")):
        path = PurePosixPath(file.relative_to(root / "content").as_posix())
        kind = BY_FOLDER[path.parent.as_posix()]
        address = f"{kind.prefix}{year if kind.year_from else ''}{path.stem}/"
        records.append(SimpleNamespace(source=SimpleNamespace(path=path), address=address))
    return SimpleNamespace(records=records)


def rename(root, old, new, text=None):
    file = root / "content" / f"{new}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / f"{old}.md").rename(file)
    if text:
        file.write_text(text, "utf-8")


def successor(root, address):
    return moves.successors(root / "content", site(root))(address)


@pytest.mark.parametrize("saved", [False, True])
def test_a_page_is_followed_by_what_it_was_renamed_to(root, saved):
    commit(root, content__bureaux__dinan=TEXT, content__bureaux__ciney="x")
    rename(root, "bureaux/dinan", "bureaux/dinant-centre", TEXT + "\nune ligne de plus")
    if saved:
        commit(root)
    assert successor(root, "/bureaux/dinan/") == "/bureaux/dinant-centre/"
    assert successor(root, "/bureaux/autre/") is None


def test_it_is_followed_through_every_renaming_into_another_folder_too(root):
    commit(root, content__missions__a=TEXT)
    rename(root, "missions/a", "missions/été")
    commit(root)
    rename(root, "missions/été", "missions/c")
    commit(root)
    rename(root, "missions/c", "ressources/d")
    for old in ("a", "c"):
        assert successor(root, f"/missions/{old}/".replace("/missions/", BY_FOLDER["missions"].prefix)) == (
            f"{BY_FOLDER['ressources'].prefix}d/"
        )


def test_the_year_in_an_address_is_any(root):
    commit(root, content__agenda__fete=TEXT)
    rename(root, "agenda/fete", "agenda/grande-fete")
    assert successor(root, "/agenda/2020/fete/") == "/agenda/2020/grande-fete/"


@pytest.mark.parametrize(("folder", "address"), [("bureaux", "/bureaux/a/"), ("personnes", "/equipe/a/")])
def test_what_is_gone_again_follows_nobody(root, folder, address):
    commit(root, **{f"content__{folder}__a": TEXT, f"content__{folder}__z": "z"})
    rename(root, f"{folder}/a", f"{folder}/b")
    commit(root)
    (root / f"content/{folder}/b.md").unlink()
    assert successor(root, address) is None


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        (("Ana", "Zorro", "ana@x.be"), ("Ana", "Zorro", "ana@x.be"), True),
        (("Ana", "Zorro", "ana@x.be"), ("Ana", "Zorro", "zorro@x.be"), True),
        (("Ana", "Zoro", "ana@x.be"), ("Ana", "Zorro", "ana@x.be"), True),
        (("Ana", "Zorro", "ana@x.be"), ("Ana", "Zorro-Lopez", "ana@x.be"), True),
        (("Ana", "Zoro", "ana@x.be"), ("Ana", "Zorro", "zorro@x.be"), False),
        (("Ana", "Zorro", "ana@x.be"), ("Ana", "Blanc", "ana@x.be"), False),
        (("Ana", "Zorro", "equipe@x.be"), ("Luc", "Petit", "equipe@x.be"), False),
        (("Ana", "Zorro", "ana@x.be"), ("Luc", "Petit", "luc@x.be"), False),
    ],
)
def test_a_person_is_followed_by_the_same_one_only(root, saved, before, after, follows):
    commit(root, content__personnes__a=PERSON.format(*before) + TEXT)
    rename(root, "personnes/a", "personnes/b", PERSON.format(*after) + TEXT)
    if saved:
        commit(root)
    assert successor(root, "/equipe/a/") == ("/equipe/b/" if follows else None)


@pytest.mark.parametrize(("old", "new"), [("equipes/a", "personnes/b"), ("personnes/a", "equipes/b")])
def test_a_person_and_a_team_do_not_follow_each_other(root, old, new):
    commit(root, **{f"content__{old.replace('/', '__')}": TEXT})
    rename(root, old, new)
    assert successor(root, "/equipe/a/") is None


def test_a_team_that_was_renamed_is_followed(root):
    commit(root, content__equipes__terrain=TEXT)
    rename(root, "equipes/terrain", "equipes/sur-le-terrain")
    assert successor(root, "/equipe/terrain/") == "/equipe/sur-le-terrain/"


def test_without_git_nobody_is_known_to_follow(tmp_path):
    (tmp_path / "content/bureaux").mkdir(parents=True)
    (tmp_path / "content/bureaux/a.md").write_text(TEXT, "utf-8")
    assert successor(tmp_path, "/bureaux/b/") is None


def test_looking_changes_nothing_in_the_clone(root):
    commit(root, content__bureaux__a=TEXT)
    rename(root, "bureaux/a", "bureaux/b", TEXT + "\nune ligne que git ne connaît pas encore")
    before = {file: file.read_bytes() for file in (root / ".git").rglob("*") if file.is_file()}
    assert successor(root, "/bureaux/a/") == "/bureaux/b/"
    assert {file: file.read_bytes() for file in (root / ".git").rglob("*") if file.is_file()} == before
    assert git(root, "status", "--porcelain") == " D content/bureaux/a.md\n?? content/bureaux/b.md\n"


def test_a_file_that_was_written_anew_in_the_moment_in_which_it_was_renamed_is_another_page(root):
    file, index, at = root / "content/bureaux/b.md", root / ".git/index", 1_700_000_000  # git compares whole seconds
    git(root, "config", "core.trustctime", "false")
    commit(root, content__bureaux__a=TEXT)
    git(root, "mv", "content/bureaux/a.md", "content/bureaux/b.md")
    os.utime(file, (at, at))
    git(root, "add", "content")
    file.write_text("".join("x" if letter != "\n" else letter for letter in TEXT), "utf-8")
    for each in (file, index):
        os.utime(each, (at, at))
    assert successor(root, "/bureaux/a/") is None
