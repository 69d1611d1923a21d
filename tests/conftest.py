import pytest

from tests.built_site import Built, build


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The real site, built once for all tests."""
    output = tmp_path_factory.mktemp("site") / "output"
    result = build("content", output)
    assert result.returncode == 0, result.stderr + result.stdout
    return Built(output)
