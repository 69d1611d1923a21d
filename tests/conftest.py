import datetime as dt
import gc

import pytest

from plugins.source.loading import load
from tests import compiled_templates
from tests.built_site import BUILD_DATE, INVENTED, ROOT, built_once

MARKED = {"browser": pytest.mark.browser, "serving": pytest.mark.endurance}
"""The mark of every test of a folder; elsewhere a test has its own."""


def pytest_configure():
    """Before other processes start: they share what follows."""
    compiled_templates.folder()
    gc.disable()  # nothing that is collected from here on, thousands of tests, is garbage


def pytest_collection_finish():
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # a site that is made is thousands of objects that stay
    gc.enable()


def pytest_sessionfinish():
    gc.collect()  # what was not closed is told
    gc.freeze()  # pytest looks through all objects five times more


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
    return built_once(tmp_path_factory, "built", INVENTED)


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """The invented site as it goes online, built once for all tests, which only look at it."""
    return built_once(tmp_path_factory, "public", INVENTED, "publishconf.py")
