"""Writes a Brotli and a gzip file beside each text file, so that the server need not compress at each request.

The same file gives the same bytes on any machine and day: neither holds a time or a name. What grows with the years
(``GROWING``) is compressed at a lower level of Brotli, which gives a tenth more bytes in a thirtieth of the time: less
than it takes to keep them.
"""

import contextlib
import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from plugins.base.cache import Cache
from plugins.base.progress import Progress, untold
from plugins.base.walk import paths_in
from tooling.hosting.policy import TEXTS

COMPRESSIBLE: Final = frozenset(f".{ending}" for ending in (*TEXTS, "json"))
ENCODINGS: Final[Mapping[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]]] = {
    ".br": (lambda data: brotli.compress(data, quality=11), brotli.decompress),
    ".gz": (lambda data: zlib.compress(data, 9, wbits=31), gzip.decompress),  # zlib: no time, no name in the header
}
"""By the suffix of the compressed file: the functions that compress, at the highest level, and decompress."""
GROWING: Final = re.compile(r"(?:^|/)(?:[0-9]{4}|page|archives)/")
"""What has a year or the number of a page in its path, or is of the archive of the search."""
QUICK: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    ".br": lambda data: brotli.compress(data, quality=9, lgwin=16),
    ".gz": ENCODINGS[".gz"][0],
}
"""How that is compressed."""

COMPRESSORS: Final = f"brotli-{brotli.__version__}-zlib-{zlib.ZLIB_RUNTIME_VERSION}"
"""What is kept was made by these: others may compress into other bytes."""


def sources(folder: Path) -> Iterator[Path]:
    """The files of a folder that are compressed, in one order."""
    return (folder / path for path in paths_in(folder) if path.endswith(tuple(COMPRESSIBLE)))


def variants(file: Path) -> Iterator[tuple[Path, str]]:
    """Where the compressed forms of a file lie, with their encoding."""
    return ((file.with_name(file.name + encoding), encoding) for encoding in ENCODINGS)


def is_variant(path: Path) -> bool:
    """Whether a file is the compressed form of another one."""
    return path.suffix in ENCODINGS and Path(path.stem).suffix in COMPRESSIBLE


@contextlib.contextmanager
def precompressing(folder: Path, cache: Cache, progress: Progress = untold) -> Iterator[Callable[[], None]]:
    """Write its compressed forms beside each file of ``folder``, from the ``cache`` where they are there.

    On every core while the body runs: the compressors leave Python's own lock to it. What is yielded waits for the end,
    without which the rest is given up.
    """
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        files = sorted(sources(folder), key=lambda file: file.stat().st_size, reverse=True)
        begun = [pool.submit(_precompress, cache, file, file.relative_to(folder).as_posix()) for file in files]

        def finish() -> None:
            for each in progress("Compression", begun, len(begun)):
                each.result()

        yield finish
    finally:
        pool.shutdown(cancel_futures=True)


def _precompress(cache: Cache, file: Path, path: str) -> None:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    for variant, encoding in variants(file):
        if GROWING.search(path):
            variant.write_bytes(QUICK[encoding](data))
        else:
            compress, _ = ENCODINGS[encoding]
            variant.write_bytes(cache.made(f"compressed/{COMPRESSORS}/{digest}{encoding}", partial(compress, data)))
