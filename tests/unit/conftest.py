import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.base.cache import Cache
from plugins.base.mistakes import ContentMistakes
from plugins.files.file import Assets, BuildContext
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """Make hypothesis scan all objects now, while they are few: later, this takes two seconds in each process."""
    given(st.none())(lambda _: None)()


def written(folder, files):
    """Write files, given as path and text or bytes, into a folder; return it."""
    folder.mkdir(exist_ok=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.fixture
def content(tmp_path):
    """Write files, given as path and text or bytes; return their folder."""
    return lambda files: written(tmp_path, files)


@pytest.fixture
def apart(tmp_path):
    """Write files, given as path and text or bytes, into a folder of their own; return it."""
    numbers = itertools.count()
    return lambda files: written(tmp_path / f"content-{next(numbers)}", files)


@pytest.fixture
def site(apart):
    """Read the site of some files, given as path and text or bytes."""
    return lambda files, today=TODAY: load(apart(files), today)


@pytest.fixture
def mistakes(apart):
    """The messages of the mistakes in some files, with paths relative to their folder."""

    def find(files):
        folder = apart(files)
        with pytest.raises(ContentMistakes) as found:
            load(folder, TODAY)
        return [str(mistake).replace(f"{folder.as_posix()}/", "") for mistake in found.value.mistakes]

    return find


@pytest.fixture
def context(tmp_path):
    """Make a ``BuildContext`` for makers, in which ``values`` replace the usual ones."""

    def make(**values):
        usual = {
            "base_url": "https://example.be",
            "site_name": "Essai",
            "content": tmp_path / "content",
            "theme": tmp_path / "theme",
            "assets": Assets({}, {}),
            "cache": Cache(tmp_path / "cache"),
            "render": lambda template, **values: template,
            "page_files": lambda: iter(()),
            "made_once": lambda *_: None,
        }
        return BuildContext(**(usual | values))

    return make
