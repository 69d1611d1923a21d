import datetime as dt

import pytest

from plugins.source.loading import load
from tests.built_site import BUILD_DATE, INVENTED, Built, build


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
    output = tmp_path_factory.mktemp("site") / "output"
    result = build(INVENTED, output, settings)
    assert result.returncode == 0, result.stderr + result.stdout
    return Built(output)
