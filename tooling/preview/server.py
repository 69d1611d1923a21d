"""A web server for one person on this machine: shows the last good build, reloads its pages and shows the mistakes.

What it adds to a page exists only on its way to the browser; the files stay as Pelican wrote them.
"""

import os
import socketserver
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tooling.hosting.policy import media_type
from tooling.preview import drafts
from tooling.preview.stage import OWN_ADDRESS, Stage, plain_page

ASSETS = Path(__file__).resolve().parent / "assets"
HTML = media_type("/")
HEARTBEAT = 15  # seconds: how often a silent stream checks that its page is still open


class PreviewServer(ThreadingHTTPServer):
    """Listens on this machine only. Raises OSError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share one port

    def __init__(self, stage: Stage, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.stage = stage
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, name="preview")

    def server_bind(self) -> None:
        """Bind, without the search for this machine's full name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    @property
    def address(self) -> str:
        return f"http://{self.server_name}:{self.server_port}/"

    @property
    def started(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        """Answer from now on, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the open streams and the thread, and free the port."""
        self.stage.close()
        if self.started:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away; the rest is a fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == OWN_ADDRESS + "events":
            self.stream_versions()
        elif path == OWN_ADDRESS and self.server.stage.live:
            self.answer(HTTPStatus.OK, drafts.page(self.server.stage.drafts).encode())
        elif path.startswith(OWN_ADDRESS):
            self.answer_file(ASSETS / Path(path).name)
        elif self.server.stage.folder is None:
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE, plain_page("Pas encore de site", "Rien n’a pu être construit."))
        else:
            self.answer_page(self.server.stage.folder, path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def answer_page(self, folder: Path, path: str) -> None:
        """Answer with the file at an address, with its folder's page, or with the site's page for a wrong address."""
        file = (folder / path.lstrip("/").replace("\0", "%00")).resolve()
        if not file.is_relative_to(folder.resolve()):
            self.answer_not_found(folder)
        elif file.is_dir() and (file / "index.html").is_file():
            if path.endswith("/"):
                self.answer_file(file / "index.html")
            else:
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", urlsplit(self.path).path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
        elif file.is_file() and not path.endswith("/"):
            self.answer_file(file)
        else:
            self.answer_not_found(folder)

    def answer_not_found(self, folder: Path) -> None:
        page = folder / "404.html"
        none = plain_page("Page introuvable", "Le site n’a pas de page à cette adresse.")
        self.answer(HTTPStatus.NOT_FOUND, page.read_bytes() if page.is_file() else none)

    def answer_file(self, file: Path) -> None:
        try:
            content = file.read_bytes()
        except OSError:  # a newer build took its place meanwhile: the page reloads in a moment
            self.answer(HTTPStatus.NOT_FOUND, plain_page("Page introuvable", "Rechargez la page."))
            return
        self.answer(HTTPStatus.OK, content, media_type(file.name))

    def answer(self, status: HTTPStatus, content: bytes, kind: str = HTML) -> None:
        if kind == HTML:
            content = self.server.stage.dressed(content, unquote(urlsplit(self.path).path))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def stream_versions(self) -> None:
        """Tell a page each new version (server-sent events, WHATWG HTML 9.2), until it or the server closes."""
        stage = self.server.stage
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told = ""
        while not stage.closed:
            version = stage.wait_for_other(told, HEARTBEAT)
            self.wfile.write(f"data: {version}\n\n".encode() if version != told else b":\n\n")
            told = version

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the window is for the changes and the mistakes."""
