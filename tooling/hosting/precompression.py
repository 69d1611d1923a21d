"""Writes a Brotli and a gzip file beside each text file, so that the server need not compress at each request.

The same file gives the same bytes on any machine and day: neither format holds a time or a name. The files whose number
grows with the years (``GROWING``) are compressed at a lower level of Brotli, which gives a tenth more bytes in a
thirtieth of the time: less time than the cache takes.
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
"""Matches paths with a year or with the number of a list's page, and those of the archive of the search."""
QUICK: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    ".br": lambda data: brotli.compress(data, quality=9, lgwin=16),
    ".gz": ENCODINGS[".gz"][0],
}
"""By the suffix of the compressed file: the functions that compress what is ``GROWING``."""

COMPRESSORS: Final = f"brotli-{brotli.__version__}-zlib-{zlib.ZLIB_RUNTIME_VERSION}"
"""A part of the keys of the cache: other versions may compress into other bytes."""


def sources(folder: Path) -> Iterator[Path]:
    """The files of a folder that are to be compressed, in the order of their paths."""
    return (folder / path for path in paths_in(folder) if path.endswith(tuple(COMPRESSIBLE)))


def variants(file: Path) -> Iterator[tuple[Path, str]]:
    """The paths of the compressed forms of a file, each with its suffix, the key of ``ENCODINGS``."""
    return ((file.with_name(file.name + encoding), encoding) for encoding in ENCODINGS)


def is_variant(path: Path) -> bool:
    """Whether a file is the compressed form of another one."""
    return path.suffix in ENCODINGS and Path(path.stem).suffix in COMPRESSIBLE


@contextlib.contextmanager
def precompressing(folder: Path, cache: Cache, progress: Progress = untold) -> Iterator[Callable[[], None]]:
    """Write beside each text file of ``folder`` its compressed forms, taken from the ``cache`` where it has them.

    The threads run on every core beside the body, since compressors release Python's global lock. The yielded function
    waits for them; files that nobody waited for are given up at the end.
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
