"""Brotli and gzip beside each file that gains by it, so that the server compresses nothing while somebody waits.

The same file gives the same bytes, on any machine and day: no time and no name stand in them.
"""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import brotli

from plugins.text.cache import Cache

COMPRESSIBLE: Final = frozenset(
    ".html .css .js .mjs .json .webmanifest .svg .xml .atom .rss .txt .ics .vcf .csv .geojson".split()
)
QUALITY: Final = 11


def gzipped(data: bytes) -> bytes:
    """RFC 1952 at its highest level; zlib writes a header without time and without name."""
    return zlib.compress(data, 9, wbits=31)


def brotlied(data: bytes) -> bytes:
    """RFC 7932 at its highest level."""
    compressed: bytes = brotli.compress(data, quality=QUALITY)
    return compressed


ENCODINGS: Final[Mapping[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]]] = {
    ".br": (brotlied, brotli.decompress),
    ".gz": (gzipped, gzip.decompress),
}
"""What is added to the name of a file: how it is made, how it is read."""


def sources(folder: Path) -> Iterator[Path]:
    """The files of a folder that are compressed, in one order."""
    return (file for file in sorted(folder.rglob("*")) if file.suffix in COMPRESSIBLE and file.is_file())


def variants(file: Path) -> Iterator[tuple[Path, str]]:
    """Where the compressed forms of a file lie, with their encoding."""
    return ((file.with_name(file.name + encoding), encoding) for encoding in ENCODINGS)


def is_variant(path: Path) -> bool:
    """Whether a file is the compressed form of another one."""
    return path.suffix in ENCODINGS and Path(path.stem).suffix in COMPRESSIBLE


def precompress(folder: Path, cache: Cache) -> None:
    """Put its compressed forms beside each file of ``folder``; what was compressed once is taken from the ``cache``."""
    for file in list(sources(folder)):
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        for variant, encoding in variants(file):
            variant.write_bytes(_kept(cache, digest, encoding, data))


def _kept(cache: Cache, digest: str, encoding: str, data: bytes) -> bytes:
    make, _ = ENCODINGS[encoding]
    return cache.made(f"compressed/{digest}{encoding}", lambda: make(data))
