"""The only writer of the output: after a build, the folder holds the files that were made and nothing else."""

import os
import shutil
from dataclasses import dataclass, replace

import pytest

import pelicanconf
from plugins.base.shelf import Shelf
from plugins.build import files
from plugins.build.files import TwoFilesAtOneAddress, files_of
from plugins.build.output import Output, WrittenFile
from plugins.build.recorder import Recorder
from plugins.files.file import File
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from tests.made_site import generator_of
from tests.tables import each_row
from tests.unit.conftest import TODAY


def made(*pairs):
    return {file.path: file for file in (File(address, content) for address, content in pairs)}


def write(files, folder):
    Output(folder, folder.parent).write(files)


def held(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@each_row(
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
        files_of([(site({}), context())])


def test_pelican_itself_opens_nothing_of_the_content():
    """Pelican follows links: two links to their own folder, left by another program, would keep it busy for ever."""
    assert pelicanconf.PAGE_PATHS == pelicanconf.ARTICLE_PATHS == pelicanconf.STATIC_PATHS == []


@dataclass(frozen=True)
class Sheet(GeneratedPage):
    address: str
    text: str = "one"
    title = "A sheet"
    template = kind = "sheet"


class Builds:
    """Successive builds into one folder; ``made`` lists the addresses of the pages that the last build rendered."""

    def __init__(self, folder):
        self.output, self.kept, self.made = folder / "output", folder / "kept", []
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.count, self.counted = 1, []

    def __call__(self, *pages, files=(), keep=True):
        self.made = []
        shelf = Shelf[WrittenFile](self.kept, "one") if keep else None
        of_outlines = Shelf(self.kept / "outline", "one", lazy=True) if keep else None
        output, recorder = Output(self.output, self.aside, shelf, of_outlines), Recorder(Site((), TODAY), pages)
        count = recorder.question("count", self._count)
        made_files = list(output.pages(pages, recorder, lambda page: self._render(page, count), slow=("count",)))
        output.write({file.path: file for file in (*made_files, *(File(address, data) for address, data in files))})
        if shelf:
            shelf.save()
            of_outlines.save()
        return {path: data.decode() for path, data in held(self.output).items()}

    def _render(self, page, count):
        self.made.append(page.address)
        return f"{page.address} {count()}" if page.text == "count" else f"{page.address} {page.text}"

    def _count(self):
        self.counted.append(os.getpid())
        return self.count


@pytest.fixture
def builds(tmp_path):
    return Builds(tmp_path)


ONE, TWO = Sheet("/one/"), Sheet("/two/")
WHOLE = {"one/index.html": "/one/ one", "two/index.html": "/two/ one"}


def test_a_page_that_would_be_the_same_is_not_made(builds):
    assert builds(ONE, TWO) == WHOLE
    assert builds.made == ["/one/", "/two/"]
    assert builds(ONE, TWO) == WHOLE
    assert builds.made == []
    assert builds(ONE, TWO) == WHOLE  # the pages that were reused stay on the shelf
    assert builds.made == []


def test_a_page_that_would_be_another_is_made(builds):
    builds(ONE, TWO)
    assert builds(replace(ONE, text="two"), TWO) == WHOLE | {"one/index.html": "/one/ two"}
    assert builds.made == ["/one/"]


@pytest.mark.parametrize("few", [0, 1000])
def test_what_takes_long_to_answer_is_answered_once_and_by_this_process(builds, monkeypatch, few):
    monkeypatch.setattr("plugins.build.output.FEW_TO_COMPARE", few)
    counting = replace(ONE, text="count")
    for count, made in ((1, ["/one/", "/two/"]), (1, []), (2, ["/one/"])):
        builds.count, builds.counted = count, []
        assert builds(counting, TWO) == WHOLE | {"one/index.html": f"/one/ {count}"}
        assert builds.made == made
        assert builds.counted == [os.getpid()]


def test_a_page_that_was_left_out_for_a_time_is_made_again(builds):
    builds(ONE, TWO)
    assert builds(ONE) == {"one/index.html": "/one/ one"}
    assert builds(ONE, TWO) == WHOLE
    assert builds.made == ["/two/"]


def edited(file):
    file.write_text("x")


def edited_unseen(file):
    status = file.stat()
    file.write_bytes(b"x" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced_by_a_folder(file):
    file.unlink()
    (file / "inside").mkdir(parents=True)
    (file / "inside/file").write_text("x")


def replaced_by_a_link(file):
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def removed_with_its_folder(file):
    shutil.rmtree(file.parent)


def its_folder_replaced_by_a_file(file):
    shutil.rmtree(file.parent)
    file.parent.write_text("x")


def its_folder_replaced_by_a_link(file):
    file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.symlink_to("elsewhere")


def touched(file):
    os.utime(file, (1, 1))


DAMAGES = (
    edited,
    edited_unseen,
    os.unlink,
    replaced_by_a_folder,
    replaced_by_a_link,
    removed_with_its_folder,
    its_folder_replaced_by_a_file,
    its_folder_replaced_by_a_link,
    touched,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_page_that_somebody_touched_is_made_again(builds, damage):
    builds(ONE, TWO)
    damage(builds.output / "one/index.html")
    assert builds(ONE, TWO) == WHOLE
    assert builds.made == ["/one/"]
    assert not any(path.is_symlink() for path in builds.output.rglob("*"))
    builds(ONE, TWO)
    assert builds.made == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_somebody_touched_is_written_again(builds, damage):
    files = [("/a/index.html", b"one"), ("/b", b"two")]
    whole = {"a/index.html": "one", "b": "two"}
    assert builds(files=files) == whole
    damage(builds.output / "a/index.html")
    assert builds(files=files) == whole


def test_two_pages_that_took_the_place_of_each_other_are_made_again(builds):
    builds(ONE, TWO)
    (builds.output / "one/index.html").rename(builds.output / "aside")
    (builds.output / "two/index.html").rename(builds.output / "one/index.html")
    (builds.output / "aside").rename(builds.output / "two/index.html")
    assert builds(ONE, TWO) == WHOLE


def test_nothing_is_read_of_a_file_that_is_the_same(builds, monkeypatch):
    files = [("/b", b"two")]
    builds(ONE, files=files)
    monkeypatch.setattr("plugins.build.output._holds", lambda *_: pytest.fail("it was read"))
    builds(ONE, files=files)


def test_a_file_from_elsewhere_is_told_by_its_size_and_dates(builds, tmp_path):
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"one")
    assert builds(files=[("/plan.pdf", source)]) == {"plan.pdf": "one"}
    status = source.stat()
    source.write_bytes(b"two")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert builds(files=[("/plan.pdf", source)]) == {"plan.pdf": "two"}


def test_a_file_from_elsewhere_takes_the_place_of_bytes(builds, tmp_path):
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"two")
    builds(files=[("/plan.pdf", b"one")])
    assert builds(files=[("/plan.pdf", source)]) == {"plan.pdf": "two"}
    assert builds(files=[("/plan.pdf", b"one")]) == {"plan.pdf": "one"}


def test_without_a_shelf_everything_is_made_and_only_what_differs_is_written(builds):
    builds(ONE, TWO)
    for file in builds.output.rglob("*.html"):
        touched(file)
    assert builds(replace(ONE, text="two"), TWO, keep=False) == WHOLE | {"one/index.html": "/one/ two"}
    assert builds.made == ["/one/", "/two/"]
    assert (builds.output / "two/index.html").stat().st_mtime == 1
    assert (builds.output / "one/index.html").stat().st_mtime != 1


def test_a_build_that_keeps_nothing_does_not_mislead_the_next_one(builds):
    builds(ONE, TWO)
    builds(replace(ONE, text="two"), TWO, keep=False)
    assert builds(ONE, TWO) == WHOLE
    assert builds.made == ["/one/"]


def test_a_build_that_could_not_be_written_does_not_mislead_the_next_one(builds, monkeypatch):
    builds(ONE, TWO)
    with monkeypatch.context() as patched:

        def full(*_):
            raise OSError(28, "No space left on device")

        patched.setattr("plugins.build.output.write_whole", full)
        with pytest.raises(OSError, match="No space"):
            builds(replace(ONE, text="two"), replace(TWO, text="two"))
    assert builds(replace(ONE, text="two"), replace(TWO, text="two")) == {
        "one/index.html": "/one/ two",
        "two/index.html": "/two/ two",
    }


def test_what_other_processes_work_on_is_done_before_a_file_is_written(content, tmp_path, monkeypatch):
    page = {"content/pages/a.md": "---\ntitre: A\nresume: r\n---\n"}
    made, done = generator_of(content(page) / "content", OUTPUT_PATH=str(tmp_path / "output")), []
    monkeypatch.setattr("plugins.build.generator.files_of", lambda *_: {})
    monkeypatch.setattr(made.output, "write", lambda files: done.append("written"))
    made.unfinished.append(done.append(number) for number in range(2))
    made.generate_output(None)
    assert done == [0, 1, "written"]
