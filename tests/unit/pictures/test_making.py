"""The making of copies of many pictures: each is made once, and no half file or process is left, whatever fails."""

import errno
import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from plugins.base.cache import Cache
from plugins.pictures import making
from plugins.pictures.making import Job, Unmakeable, make, make_all
from plugins.pictures.media import read_media
from tests.drawn import JPEG, encoded, noise


@pytest.fixture
def jobs(content):
    """A function that returns a job for each picture, given as name and bytes."""

    def of(files, opened=False):
        folder = content({f"images/{name}": data for name, data in files.items()})
        pictures = read_media(folder, [f"images/{name}" for name in files], print, None).pictures
        return [Job(picture, folder / address[1:], True, opened) for address, picture in pictures.items()]

    return of


def kept(cache):
    return {file.relative_to(cache.folder).as_posix(): file.read_bytes() for file in cache.folder.rglob("*.*")}


def test_all_files_of_all_pictures_are_made_in_other_processes(jobs, tmp_path):
    three = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(3)}, opened=True)
    cache, told = Cache(tmp_path / "cache"), []

    def progress(what, items, total):
        for item in items:
            told.append((what, total))
            yield item

    make_all(three, cache, progress)
    assert set(kept(cache)) == {name for job in three for _, name in job.files()}
    assert told == [("Images", 3)] * 3
    assert multiprocessing.active_children() == []


def test_the_bytes_do_not_depend_on_who_makes_them(jobs, tmp_path):
    two = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(2)})
    make_all(two, Cache(tmp_path / "together"))
    for job in two:
        make(job, Cache(tmp_path / "alone"))
    assert kept(Cache(tmp_path / "together")) == kept(Cache(tmp_path / "alone"))


def test_what_is_there_is_not_made_again(jobs, tmp_path):
    two = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(2)})
    cache = Cache(tmp_path / "cache")
    make_all(two, cache)
    for job in two:
        job.source.unlink()
    make_all(two, cache)


def test_a_lost_file_comes_back_the_same(jobs, tmp_path):
    (job,) = jobs({"a.jpg": encoded(noise(900, 90))})
    cache = Cache(tmp_path / "cache")
    make(job, cache)
    before = kept(cache)
    (cache.folder / next(name for name in before if name.endswith("480.webp"))).unlink()
    make(job, cache)
    assert kept(cache) == before


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_that_changed_meanwhile_is_told(jobs, tmp_path, count):
    changing = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(count)})
    changing[0].source.write_bytes(JPEG + b"\0")
    with pytest.raises(Unmakeable) as fault:
        make_all(changing, Cache(tmp_path / "cache"))
    assert (fault.value.address, fault.value.message) == (
        "/images/0.jpg",
        "le fichier a changé pendant la construction du site → recommencez",
    )
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (OSError(errno.ENOSPC, "No space left"), "le disque est plein → libérez de la place, puis recommencez"),
        (
            OSError(errno.EACCES, "Permission denied"),
            "ses copies ne peuvent pas être écrites dans {} → vérifiez les droits de ce dossier",
        ),
        *(
            (fault, "l’image ne peut pas être convertie → exportez-la en JPEG, à 4000 points de large au plus")
            for fault in (ValueError("encoding error 5"), OSError("encoder error -2"), MemoryError())
        ),
    ],
)
def test_what_stops_the_making_is_told_in_french(jobs, tmp_path, monkeypatch, fault, message):
    def fail(*_):
        raise fault

    (job,) = jobs({"a.jpg": JPEG})
    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr(Cache, "write", fail)
    with pytest.raises(Unmakeable) as told:
        make(job, cache)
    assert (told.value.address, told.value.message) == ("/images/a.jpg", message.format(cache.folder))


def test_a_file_that_went_away_meanwhile_is_told(jobs, tmp_path):
    (job,) = jobs({"a.jpg": JPEG})
    job.source.unlink()
    with pytest.raises(Unmakeable, match="a changé pendant la construction"):
        make(job, Cache(tmp_path / "cache"))


def test_a_killed_worker_is_told_in_french(jobs, tmp_path, monkeypatch):
    two = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(2)})
    monkeypatch.setattr(making, "_serve", os.abort)
    with pytest.raises(Unmakeable, match="s’est arrêtée, sans doute faute de mémoire") as told:
        make_all(two, Cache(tmp_path / "cache"))
    assert told.value.address == "/images"
    assert multiprocessing.active_children() == []


def test_nothing_works_on_after_an_interruption(jobs, tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    many = jobs({f"{n}.jpg": encoded(noise(64 + n, 48)) for n in range(60)})
    cache = Cache(tmp_path / "cache")
    with pytest.raises(KeyboardInterrupt):
        make_all(many, cache, interrupt)
    assert multiprocessing.active_children() == []
    names = {name for job in many for _, name in job.files()}
    assert set(kept(cache)) < names  # some of the files, and no half one


def test_no_worker_outlives_the_process_it_works_for(tmp_path):
    program = (
        "import multiprocessing, os, time\n"
        "from plugins.pictures.making import _serve\n"
        "def wait(): _serve(); print(os.getpid(), flush=True); time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.get_context('spawn').Process(target=wait).start()\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "program.py").write_text(program, "utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(tmp_path / "program.py")], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": "."}
    )
    with parent:
        parent.stdout.readline()
        parent.kill()
        started = time.monotonic()
        assert parent.stdout.read() == ""  # returns once the worker, which holds the other end, has ended
    assert time.monotonic() - started < 30


def test_two_builds_at_once_make_the_same(jobs, tmp_path):
    (job,) = jobs({"a.jpg": encoded(noise(500, 300))})
    cache = Cache(tmp_path / "cache")
    with ThreadPoolExecutor() as both:
        list(both.map(lambda _: make(job, cache), range(2)))
    assert set(kept(cache)) == {name for _, name in job.files()}  # nothing half written
