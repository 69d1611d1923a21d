import pytest

from plugins.desk.forms import workshop as workshops
from plugins.desk.forms.workshop import Workshop
from tests.unit.conftest import TODAY
from tests.unit.preview.forms import CONTENT
from tests.unit.preview.small_site import FILES
from tooling.preview import server as preview_server
from tooling.preview.atelier import Atelier
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState


@pytest.fixture
def site(tmp_path):
    """The folder of a built site."""
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def start(monkeypatch):
    """A function that starts a preview server; all are stopped at the end of the test."""
    monkeypatch.setattr(preview_server, "POLL", 0.005)
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


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A ``Workshop`` on a small content folder; a list of one word replaces hunspell, which starts slowly."""
    monkeypatch.setattr(workshops, "hunspell", lambda words: {"motz": "mot"} if "motz" in words else {})
    for name, text in CONTENT.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_bytes(text.encode())
    return Workshop(tmp_path / "content", lambda: TODAY, tmp_path / "kept", "one")


@pytest.fixture
def desk(server, workshop):
    """A preview with its desk."""
    server.atelier = Atelier(workshop, lambda site, address: f"<p>{site.by_path['bureaux/dinant.md'].title} {address}")
    return server
