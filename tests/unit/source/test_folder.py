"""Every entry of a content folder counts exactly once: as a source, an asset, a list, reported noise or a mistake."""

import contextlib
import os
import socket
from pathlib import Path

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.base.walk import EntryType, walk
from plugins.source.folder import sort_files
from plugins.source.loading import load
from tests.drawn import JPEG
from tests.unit.conftest import TODAY

PAGE = "---\ntitre: T\nresume: r\n---\n"


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages/bonne.md").write_text(PAGE)
    return folder


def blamed(folder):
    """Return the mistakes in a folder, as pairs of path and message, and its sorted files."""
    told = []
    files = sort_files(folder, lambda path, line, message: told.append((path.as_posix(), message)))
    return told, files


def mistakes(folder):
    with pytest.raises(ContentMistakes) as found:
        load(folder, TODAY)
    return [str(mistake).replace(f"{folder.as_posix()}/", "") for mistake in found.value.mistakes]


def link_out(folder):
    (folder.parent / "secret.md").write_text(PAGE)
    (folder / "pages/x.md").symlink_to(folder.parent / "secret.md")


def link_in(folder):
    (folder / "pages/x.md").symlink_to("bonne.md")


def dead_link(folder):
    (folder / "pages/x.md").symlink_to("absente.md")


def link_to_itself(folder):
    (folder / "pages/x.md").symlink_to("x.md")


def linked_folder(folder):
    (folder.parent / "ailleurs").mkdir()
    (folder / "bureaux").symlink_to(folder.parent / "ailleurs", target_is_directory=True)


def link_to_the_folder_itself(folder):
    (folder / "pages/encore").symlink_to(".", target_is_directory=True)


def pipe(folder):
    os.mkfifo(folder / "pages/x.md")


def text_named_folder(folder):
    (folder / "pages/zz.md").mkdir()


def list_named_folder(folder):
    (folder / "redirections.txt").mkdir()


def linked_list(folder):
    (folder / "redirections.txt").symlink_to("absent")


def words_named_folder(folder):
    (folder / "mots-connus.txt").mkdir()


def file_named_folder(folder):
    (folder / "images").write_text("x")


def long_name(folder):
    (folder / f"pages/{'x' * 101}.md").write_text(PAGE)


def no_text_name(folder):
    (folder / os.fsdecode(b"pages/\xff.md")).write_text(PAGE)


def document_of_no_text_name(folder):
    """Make a document whose name is not UTF-8, and a redirection, whose check reads every name of the site."""
    (folder / "redirections.txt").write_text("/a/ → /bonne/\n")
    (folder / "documents").mkdir()
    (folder / os.fsdecode(b"documents/\xff.pdf")).write_text("x")


def name_with_controls(folder):
    (folder / "pages/a\x1b[2J\n.md").write_text(PAGE)


OTHER = "copiez ici le fichier même, ou supprimez le raccourci"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (link_out, f"pages/x.md:1: c’est un raccourci vers un fichier hors du dossier du contenu : il n’est pas publié → {OTHER}"),
        (link_in, f"pages/x.md:1: c’est un raccourci vers un fichier : il n’est pas publié → {OTHER}"),
        (dead_link, "pages/x.md:1: ce raccourci ne mène à rien → supprimez-le, ou copiez ici le fichier même"),
        (link_to_itself, "pages/x.md:1: ce raccourci ne mène à rien → supprimez-le, ou copiez ici le fichier même"),
        (
            linked_folder,
            "bureaux:1: c’est un raccourci vers un dossier hors du dossier du contenu : il n’est pas publié → copiez ici le "
            "dossier même, ou supprimez le raccourci",
        ),
        (
            link_to_the_folder_itself,
            "pages/encore:1: c’est un raccourci vers un dossier : il n’est pas publié → copiez ici le dossier même, ou "
            "supprimez le raccourci",
        ),
        (pipe, "pages/x.md:1: ce n’est ni un fichier ni un dossier, mais un tube ou un appareil du système → supprimez-le"),
        (text_named_folder, "pages/zz.md:1: « zz.md » est un dossier, avec le nom d’un fichier → renommez-le, ou supprimez-le"),
        (
            list_named_folder,
            "redirections.txt:1: « redirections.txt » est un dossier, avec le nom d’un fichier → renommez-le, ou supprimez-le",
        ),
        (
            words_named_folder,
            "mots-connus.txt:1: « mots-connus.txt » est un dossier, avec le nom d’un fichier → renommez-le, ou supprimez-le",
        ),
        (linked_list, "redirections.txt:1: ce raccourci ne mène à rien → supprimez-le, ou copiez ici le fichier même"),
        (
            file_named_folder,
            "images:1: « images » est un fichier, avec le nom d’un dossier du site → renommez-le, ou supprimez-le",
        ),
        (long_name, f"pages/{'x' * 101}.md:1: ce nom a 104 caractères, 100 au plus sont possibles → raccourcissez-le"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_is_told_and_never_opened(content, make, message):
    make(content)
    assert mistakes(content) == [message]


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (no_text_name, "« [U+DCFF].md »"),
        (document_of_no_text_name, "« [U+DCFF].pdf »"),
        (name_with_controls, "« a[U+001B][2J[U+000A].md »"),
    ],
)
def test_a_name_that_would_act_on_a_terminal_is_told_without_doing_so(content, make, shown):
    make(content)
    (message,) = mistakes(content)
    assert f"/{shown.strip('« »')}:1: {shown}" in message
    assert message.encode().decode().isprintable()


def test_a_folder_that_cannot_be_listed_is_told(content, monkeypatch):
    (content / "bureaux").mkdir()
    look = os.scandir

    def refuse(folder):
        if os.fspath(folder).endswith("bureaux"):
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert mistakes(content) == ["bureaux:1: la lecture de ce dossier est interdite → vérifiez ses droits"]


def test_what_goes_away_while_the_folder_is_looked_at_is_not_there(content, monkeypatch):
    (content / "bureaux").mkdir()
    (content / "pages/passagere.md").write_text(PAGE)
    look = os.scandir

    def look_late(folder):
        if os.fspath(folder).endswith("bureaux"):
            (content / "bureaux").rmdir()
        entries = list(look(folder))
        if os.fspath(folder).endswith("pages"):
            (content / "pages/passagere.md").unlink()
        return contextlib.nullcontext(entries)

    monkeypatch.setattr(os, "scandir", look_late)
    assert [entry.path for entry in walk(content)] == ["pages", "pages/bonne.md"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: None, "ce dossier n’existe pas → créez-le, ou corrigez son nom"),
        (
            lambda folder: folder.write_text("x"),
            "c’est un fichier au lieu d’un dossier → renommez-le, et créez le dossier",
        ),
    ],
)
def test_a_content_folder_that_is_none_is_told(tmp_path, make, message):
    make(tmp_path / "content")
    assert mistakes(tmp_path / "content") == [f"{tmp_path}/content:1: {message}"]


def test_a_document_is_at_most_what_git_hosts_take(content):
    (content / "documents").mkdir()
    with (content / "documents/gros.pdf").open("wb") as file:
        file.truncate(100_000_001)
    assert mistakes(content) == ["documents/gros.pdf:1: le document pèse plus de 100 Mo → exportez un PDF allégé"]


def test_a_list_that_cannot_be_read_is_told(content):
    (content / "abreviations.txt").write_bytes(b"PPLI: caf\xe9")
    assert mistakes(content) == [
        "abreviations.txt:1: « café » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »"
    ]


def hostile(folder):
    """Fill a folder with every kind of entry that does not belong into it."""
    for make in (link_out, pipe_beside, linked_folder, link_to_the_folder_itself, text_named_folder, list_named_folder):
        make(folder)
    for name in (
        "pages/~x.md", "pages/.x.md", "pages/x.bak", "Thumbs.db", ".DS_Store", "pages/#x.md#", "pages/~$x.md", "pages/x.md~",
        "pages/x.md.orig", ".git/config", ".git/objets/a.md", "pages/zz.md/dedans.md", "images/photo.jpg", "documents/p.pdf",
        "abreviations.txt", "mots-connus.txt", "synonymes.txt", "inconnu/x.md", "pages/Titre Long.md", "pages/x.docx", "x.md", "images/sous/b.jpg",
        "pages/index.md",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(JPEG if name.endswith("jpg") else PAGE.encode())
    (folder / "vide").mkdir()
    (folder / "pages/.#x.md").symlink_to("quelqu'un@ordinateur.1234")  # an editor's lock


def pipe_beside(folder):
    os.mkfifo(folder / "pages/tube.md")
    with contextlib.chdir(folder), socket.socket(socket.AF_UNIX) as heard:
        heard.bind("pages/prise.md")  # relative, since the path of a socket may have only some hundred characters


def test_every_entry_of_a_hostile_folder_is_accounted_for_once(content):
    hostile(content)
    told, files = blamed(content)
    accounted = [
        *(path.as_posix() for path, _ in files.sources), *files.assets, *files.lists, *(path for path, _ in files.noise),
        *(path for path, _ in told),
    ]  # fmt: skip
    seen = [
        (Path(where) / name).relative_to(content).as_posix()
        for where, folders, names in os.walk(content)
        for name in (*folders, *names)
        if ".git" not in where
    ]
    holders = {"pages", "images", "images/sous", "documents", "inconnu"}
    assert sorted(accounted) == sorted(set(seen) - holders)


def test_a_folder_without_mistakes_names_its_noise(content):
    for name in ("pages/~x.md", "pages/x.bak", ".git/config"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("x")
    (content / "pages/vide").mkdir()
    told, files = blamed(content)
    assert not told
    assert [(path, message.split(" → ")[0]) for path, message in files.noise] == [
        (".git", "ce dossier a un nom que donnent les programmes : rien de ce qu’il contient n’est publié"),
        ("pages/vide", "ce dossier est vide"),
        (
            "pages/x.bak",
            "ce fichier a un nom que donnent les programmes (copie, cache, brouillon) : il n’est pas publié",
        ),
        (
            "pages/~x.md",
            "ce fichier a un nom que donnent les programmes (copie, cache, brouillon) : il n’est pas publié",
        ),
    ]
    load(content, TODAY)


def test_folders_that_await_their_first_text_are_no_noise(content):
    (content / "bureaux").mkdir()
    (content / "images").mkdir()
    assert blamed(content)[1].noise == ()


def test_links_to_their_own_folder_do_not_multiply_the_walk(content):
    for number in range(40):
        (content / f"pages/l{number}").symlink_to(".", target_is_directory=True)
    assert [found.what for found in walk(content)].count(EntryType.LINK) == 40


def test_a_very_deep_folder_is_walked(content):
    path = content / "pages"
    for _ in range(300):
        path /= "d"
        path.mkdir()
    assert len(walk(content)) == 302
