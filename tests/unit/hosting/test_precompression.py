import gzip
import sys

import brotli
import pytest

from plugins.base.cache import Cache
from tests.built_site import precompress
from tooling.hosting import precompression
from tooling.hosting.precompression import ENCODINGS, is_variant, sources

BROTLI, GZIP = (compress for compress, _ in (ENCODINGS[".br"], ENCODINGS[".gz"]))


@pytest.fixture
def folder(tmp_path):
    for path in ("site/index.html", "site/a/b.ics", "site/photo.jpg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(path.encode() * 50)
    return tmp_path


def test_each_text_has_its_two_compressed_forms_and_nothing_else_has(folder):
    precompress(folder / "site", Cache(folder / "cache"))
    made = sorted(file.relative_to(folder / "site").as_posix() for file in folder.glob("site/**/*.[bg][rz]"))
    assert made == ["a/b.ics.br", "a/b.ics.gz", "index.html.br", "index.html.gz"]
    text = (folder / "site/index.html").read_bytes()
    assert brotli.decompress((folder / "site/index.html.br").read_bytes()) == text
    assert gzip.decompress((folder / "site/index.html.gz").read_bytes()) == text


def test_the_header_of_gzip_tells_no_time_and_no_name():
    assert GZIP(b"x")[3:8] == bytes(5)


def test_compression_is_at_its_highest():
    data = sys.version.encode() * 99
    assert len(BROTLI(data)) == len(brotli.compress(data, quality=11))
    assert len(GZIP(data)) <= len(gzip.compress(data, 9, mtime=0))


@pytest.mark.parametrize(
    ("path", "grows"),
    [
        ("actualites/2024/fete/index.html", True),
        ("2024/index.html", True),
        ("actualites/page/2/index.html", True),
        ("recherche/archives/mots-1.json", True),
        ("actualites/index.html", False),
        ("pages/12345/index.html", False),
        ("agenda/2024.ics", False),
        ("archives.html", False),
    ],
)
def test_what_grows_with_the_years_is_compressed_in_less_time_and_not_kept(folder, path, grows):
    file = folder / "site" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = " ".join(f"{number * number:o}" for number in range(900)).encode()
    for other in [*folder.glob("site/**/*.html"), *folder.glob("site/**/*.ics")]:
        other.unlink()
    file.write_bytes(text)
    precompress(folder / "site", Cache(folder / "cache"))
    packed = file.with_name(f"{file.name}.br").read_bytes()
    assert brotli.decompress(packed) == text
    assert (packed != BROTLI(text)) == grows == (not entries(folder))


def test_what_was_compressed_once_is_not_compressed_again(folder, monkeypatch):
    cache = Cache(folder / "cache")
    precompress(folder / "site", cache)
    before = (folder / "site/index.html.br").read_bytes()
    made = []
    encodings = {
        name: ((lambda data: made.append(data) or b"new"), read) for name, (_, read) in precompression.ENCODINGS.items()
    }
    monkeypatch.setattr(precompression, "ENCODINGS", encodings)
    precompress(folder / "site", cache)
    assert made == []
    assert (folder / "site/index.html.br").read_bytes() == before
    (folder / "site/index.html").write_bytes(b"changed")
    precompress(folder / "site", cache)
    assert made == [b"changed", b"changed"]
    assert (folder / "site/index.html.br").read_bytes() == b"new"


def test_a_compressed_form_is_no_source(folder):
    precompress(folder / "site", Cache(folder / "cache"))
    assert [file.name for file in sources(folder / "site")] == ["b.ics", "index.html"]
    assert [is_variant(folder / name) for name in ("a.html.br", "a.html", "a.tar.gz")] == [True, False, False]


def forms(folder):
    """Return the bytes of the compressed files in a folder, by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if is_variant(file)}


def entries(folder):
    """Return the files of the cache in a folder."""
    return [file for file in sorted((folder / "cache").rglob("*")) if file.is_file()]


def swap(one, other, *_):
    """Exchange the bytes of two entries."""
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


@pytest.mark.parametrize(
    "damage",
    [
        lambda one, *_: one.write_bytes(b""),
        lambda one, *_: one.write_bytes(one.read_bytes()[:-1]),
        lambda one, *_: one.write_bytes(one.read_bytes() + b"x"),
        # Another time in the header of gzip, with which the entry decompresses into the same text.
        lambda one, *_: one.write_bytes(one.read_bytes().replace(b"\x1f\x8b\x08\0", b"\x1f\x8b\x08\0\1")),
        lambda one, *_: one.write_bytes(brotli.compress(b"another")),
        lambda one, *_: (one.unlink(), one.mkdir()),
        swap,
    ],
    ids=["empty", "short", "long", "header", "foreign", "folder", "swapped"],
)
def test_a_damaged_or_foreign_entry_is_made_anew(folder, damage):
    precompress(folder / "site", Cache(folder / "nothing"))
    expected = forms(folder / "site")
    for which in range(4):
        precompress(folder / "site", Cache(folder / "cache"))
        one, other, *_ = entries(folder)[which:] + entries(folder)[:which]
        damage(one, other)
        precompress(folder / "site", Cache(folder / "cache"))
        assert forms(folder / "site") == expected
        for file in entries(folder):
            file.unlink()
        if one.is_dir():
            one.rmdir()


def test_what_other_versions_of_the_libraries_made_is_not_taken(folder, monkeypatch):
    precompress(folder / "site", Cache(folder / "cache"))
    before = len(entries(folder))
    monkeypatch.setattr(precompression, "COMPRESSORS", "brotli-9")
    precompress(folder / "site", Cache(folder / "cache"))
    assert len(entries(folder)) == 2 * before
