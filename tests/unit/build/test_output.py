"""The one writer: a folder holds what was made, and nothing else."""

import os

import pytest

import pelicanconf
from plugins.build import files
from plugins.build.files import TwoFilesAtOneAddress, files_of
from plugins.build.output import Output
from plugins.files.file import File


def made(*pairs):
    return {file.path: file for file in (File(address, content) for address, content in pairs)}


def write(files, folder):
    Output(folder).write(files)


def held(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("address", "path"),
    [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/a/b.ics", "a/b.ics"), ("/404.html", "404.html")],
)
def test_an_address_has_one_file(address, path):
    assert File(address, b"").path == path


def test_a_folder_gets_the_files_and_loses_what_is_no_longer_made(tmp_path):
    output, source = tmp_path / "output", tmp_path / "source.pdf"
    source.write_bytes(b"pdf")
    write(made(("/", b"one"), ("/old/page/", b"old"), ("/documents/a.pdf", source)), output)
    assert held(output) == {"index.html": b"one", "old/page/index.html": b"old", "documents/a.pdf": b"pdf"}
    write(made(("/", b"two"), ("/new/", b"new")), output)
    assert held(output) == {"index.html": b"two", "new/index.html": b"new"}
    assert not (output / "old").exists()
    assert not (output / "documents").exists()


def test_what_is_the_same_is_not_touched(tmp_path):
    write(made(("/", b"one"), ("/a/", b"a")), tmp_path)
    os.utime(tmp_path / "index.html", (1, 1))
    write(made(("/", b"one"), ("/a/", b"b")), tmp_path)
    assert (tmp_path / "index.html").stat().st_mtime == 1
    assert (tmp_path / "a/index.html").read_bytes() == b"b"


def test_a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file(tmp_path):
    write(made(("/a.txt/b", b"b"), ("/c", b"c")), tmp_path)
    write(made(("/a.txt", b"a"), ("/c/d", b"d")), tmp_path)
    assert held(tmp_path) == {"a.txt": b"a", "c/d": b"d"}


def test_a_link_in_the_folder_goes_and_what_it_leads_to_stays(tmp_path):
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    (elsewhere / "kept").mkdir(parents=True)
    (elsewhere / "kept/file").write_bytes(b"kept")
    output.mkdir()
    (output / "link").symlink_to(elsewhere / "kept")
    (output / "file").symlink_to(elsewhere / "kept/file")
    (output / "page").symlink_to(elsewhere / "kept")
    write(made(("/", b"one"), ("/page/file", b"two")), output)
    assert held(output) == {"index.html": b"one", "page/file": b"two"}
    assert held(elsewhere) == {"kept/file": b"kept"}


def test_two_files_at_one_address_are_a_fault_of_the_program(site, context, monkeypatch):
    def twice(site, context):
        yield File("/a/", b"one")
        yield File("/a/index.html", b"two")

    monkeypatch.setattr(files, "MAKERS", (twice,))
    with pytest.raises(TwoFilesAtOneAddress, match=r"/a/index\.html"):
        files_of(site({}), context())


def test_pelican_itself_opens_nothing_of_the_content():
    """It follows links: two in a folder that a program left, both to that folder, would keep it busy for ever."""
    assert pelicanconf.PAGE_PATHS == pelicanconf.ARTICLE_PATHS == pelicanconf.STATIC_PATHS == []
