"""Fixtures: an SSH server on this machine as the target of publications."""

from dataclasses import replace

import pytest

from tests.serving.loopback import loopback, shared_connection
from tests.serving.small_site import steps
from tooling.release.publishing import publish
from tooling.targets.rsync import RsyncTarget
from tooling.targets.server_settings import read_server


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    with loopback(tmp_path_factory.mktemp("server") / "here") as server:
        yield server


@pytest.fixture
def server(machine):
    """The server, emptied of earlier publications."""
    for entry in (machine.site / "current", machine.site / ".lock"):
        entry.unlink(missing_ok=True)
    for release in (machine.site / "releases").glob("*"):
        release.rename(machine.site.parent / f"old-{release.name}-{release.stat().st_ino}")
    return machine


@pytest.fixture(scope="session")
def shared(machine):
    with shared_connection(machine) as server:
        yield server


@pytest.fixture
def target(server, shared):
    return RsyncTarget(read_server(shared.toml))


@pytest.fixture
def said(target, tmp_path, capsys):
    """Publishes a version in this process; returns the exit code, stdout and stderr."""

    def publish_version(version, root=None, **options):
        code = publish(replace(steps(version), root=root), target, tmp_path / "aside", **{"yes": True} | options)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return publish_version
