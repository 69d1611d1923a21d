import datetime as dt
import gc

import pytest

from plugins.source.loading import load
from tests import compiled_templates
from tests.built_site import BUILD_DATE, INVENTED, ROOT, built_once

MARKED = {"browser": pytest.mark.browser, "serving": pytest.mark.endurance}
"""The folders all of whose tests get a mark; in other folders, each test sets its own."""


def pytest_configure():
    """Make the folder of compiled templates before other processes start, so that they share it."""
    compiled_templates.folder()
    gc.disable()  # pytest now makes thousands of objects for its tests, none of them garbage


def pytest_collection_finish():
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # a site consists of thousands of objects that stay alive
    gc.enable()


def pytest_sessionfinish():
    gc.collect()  # so that Python warns of files that were not closed
    gc.freeze()  # so that the five later collections by pytest have no objects to examine


def pytest_collection_modifyitems(items):
    for item in items:
        if mark := MARKED.get(item.path.relative_to(ROOT / "tests").parts[0]):
            item.add_marker(mark)


@pytest.fixture(scope="session")
def invented():
    """The invented ``Site``, read from its content."""
    return load(INVENTED, dt.date.fromisoformat(BUILD_DATE))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The invented site, built once for all tests."""
    return built_once(tmp_path_factory, "built", INVENTED)


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """The invented site as it goes online, built once for all tests, which only read it."""
    return built_once(tmp_path_factory, "public", INVENTED, "publishconf.py")
