import pytest

from plugins.source.loading import load
from tests.built_site import ROOT, built_once
from tooling.commands.build_date import build_date

CONTENT = ROOT / "content"


@pytest.fixture(scope="session")
def today():
    """The real day, since texts of the content may mention any text that is public today."""
    return build_date()


@pytest.fixture(scope="session")
def real(today):
    """The real ``Site``, read from its content."""
    return load(CONTENT, today)


@pytest.fixture(scope="session")
def real_site(today, tmp_path_factory):
    """The site of the real content, built once for all tests of this folder."""
    return built_once(tmp_path_factory, "real", CONTENT, date=today.isoformat())
