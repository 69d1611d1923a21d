import pytest

from tooling.release.publishing import publish
from tooling.targets.folder import FolderTarget


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


@pytest.fixture
def aside(tmp_path):
    return tmp_path / "aside"


@pytest.fixture
def said(output, aside, capsys):
    """A function that publishes into a local folder; it returns the exit code, stdout and stderr."""

    def run(given, *, serves_public=True, **options):
        target = FolderTarget(output, aside, serves_public=serves_public)
        code = publish(given, target, aside, **({"yes": True} | options))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run
