"""Makes the files of pictures in several processes, and keeps them in the cache."""

import errno
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from plugins.base.cache import Cache
from plugins.base.progress import Progress, untold
from plugins.pictures.picture import Picture, extension_of

_STOPPED: Final = (
    "la conversion des images s’est arrêtée, sans doute faute de mémoire → fermez d’autres programmes, puis recommencez"
)


class Unmakeable(Exception):
    """A picture whose files cannot be made; has its address and a French sentence."""

    def __init__(self, address: str, message: str) -> None:
        super().__init__(address, message)
        self.address, self.message = address, message


@dataclass(frozen=True)
class Job:
    """The files to make of a picture: the widths that pages show, the large one that a plain link opens, or both."""

    picture: Picture
    source: Path
    shown: bool
    opened: bool

    def files(self) -> Iterator[tuple[str, str]]:
        """The address of each file to publish, and its name in the cache."""
        picture, folder = self.picture, f"pictures/{self.picture.key[:2]}/{self.picture.key}"
        if self.shown:
            for width in picture.widths:
                for extension in picture.formats:
                    yield picture.variant(width, extension), f"{folder}/{width}.{extension}"
        if self.opened:
            yield picture.address, f"{folder}/bounded.{extension_of(picture.address)}"

    def missing(self, cache: Cache) -> bool:
        """Whether the cache lacks a file."""
        return not all(cache.has(name) for _, name in self.files())


def make_all(jobs: list[Job], cache: Cache, progress: Progress = untold) -> None:
    """Make the files that the cache lacks. Raises Unmakeable.

    When it returns or raises, no process that it started is left.
    """
    waiting = [job for job in jobs if job.missing(cache)]
    if len(waiting) < 2:
        for job in waiting:
            make(job, cache)
        return
    # No fork: Windows has none, macOS does not support it well, and a copy of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    workers = min(len(waiting), _processors())
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_serve) as pool:
        try:
            done = as_completed([pool.submit(make, job, cache) for job in waiting])
            for ready in progress("Images", done, len(waiting)):
                ready.result()
        except BrokenProcessPool:  # a worker was killed, of which the picture is not known
            raise Unmakeable("/images", _STOPPED) from None
        except BaseException:  # Ctrl-C too
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def made(job: Job, name: str, cache: Cache) -> bytes:
    """Return a file of a picture by its name in the cache, made again if it is gone or damaged. Raises Unmakeable."""
    kept = cache.read(name)
    if kept is None:
        make(job, cache)
        kept = cache.read(name)
    if kept is None:
        raise Unmakeable(job.picture.address, "ses copies disparaissent du cache → recommencez")
    return kept


def make(job: Job, cache: Cache) -> None:
    """Make the files of a picture that the cache lacks. Raises Unmakeable."""
    from plugins.pictures.recipe import PictureRenderer, key_of, recipe

    try:
        data = job.source.read_bytes()
    except OSError:
        data = b""
    if key_of(data, job.picture.kind, recipe()) != job.picture.key:
        raise Unmakeable(job.picture.address, "le fichier a changé pendant la construction du site → recommencez")
    maker = PictureRenderer(job.picture, data)
    try:
        for _, name in job.files():
            stem, _, extension = name.rpartition("/")[2].partition(".")
            cache.made(name, lambda: maker.bounded() if stem == "bounded" else maker.variant(int(stem), extension))  # noqa: B023
    except Exception as fault:  # the errors of encoders have no common type
        raise Unmakeable(job.picture.address, _why_not_made(fault, cache)) from None


def _why_not_made(fault: Exception, cache: Cache) -> str:
    """The reason in French. Errors of the disk have an errno; those of encoders, OSErrors too, have none."""
    number = getattr(fault, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "le disque est plein → libérez de la place, puis recommencez"
    if number:
        return f"ses copies ne peuvent pas être écrites dans {cache.folder} → vérifiez les droits de ce dossier"
    return "l’image ne peut pas être convertie → exportez-la en JPEG, à 4000 points de large au plus"


def _processors() -> int:
    """The number of processes to use: at most eight, since each holds a whole photograph."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, 8)


def _serve() -> None:
    """Start a worker: ignore Ctrl-C, which the parent handles, and end with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
