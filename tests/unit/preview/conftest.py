import pytest

from tests.unit.preview.small_site import FILES
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState


@pytest.fixture
def site(tmp_path):
    """A folder such as a build leaves."""
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def start():
    """Starts preview servers, and stops them at the end."""
    servers = []

    def started(state):
        server = PreviewServer(state, 0)
        server.start()
        servers.append(server)
        return server

    yield started
    for server in servers:
        server.stop()


@pytest.fixture
def server(start, site):
    state = PreviewState(live=True)
    state.show(site)
    return start(state)
