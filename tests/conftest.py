import datetime as dt
import fcntl
import gc
import os

import pytest

from plugins.source.loading import load
from tests import compiled_templates
from tests.built_site import BUILD_DATE, INVENTED, ROOT, Built, build

MARKED = {"browser": pytest.mark.browser, "serving": pytest.mark.endurance}
"""The mark of every test of a folder; elsewhere a test has its own."""


def pytest_configure():
    """Before other processes start: they share what follows."""
    compiled_templates.folder()
    gc.disable()  # nothing that is collected from here on, thousands of tests, is garbage


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items):
    for item in items:
        if mark := MARKED.get(item.path.relative_to(ROOT / "tests").parts[0]):
            item.add_marker(mark)


@pytest.fixture(scope="session")
def invented():
    """What the invented site holds, read."""
    return load(INVENTED, dt.date.fromisoformat(BUILD_DATE))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The invented site, built once for all tests."""
    return built_once(tmp_path_factory, "pelicanconf.py")


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """The invented site as it goes online, built once for all tests, which only look at it."""
    return built_once(tmp_path_factory, "publishconf.py")


def built_once(tmp_path_factory, settings):
    """Once for all processes of pytest-xdist too: the first that asks builds, the others wait."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / settings
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            result = build(INVENTED, folder / "output", settings)
            assert result.returncode == 0, result.stderr + result.stdout
            (folder / "built").touch()
    return Built(folder / "output")
