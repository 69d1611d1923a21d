"""A web server for this machine only: it shows the last good build, reloads its pages and shows the mistakes.

Its additions to a page go into the answer; the files stay as they were built.
"""

import contextlib
import math
import os
import re
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tooling.commands import building
from tooling.hosting.policy import media_type
from tooling.preview import drafts, multipart
from tooling.preview.drafts import OWN_ADDRESS
from tooling.preview.state import MARKS_CSS, PreviewState, plain_page

if TYPE_CHECKING:
    from tooling.preview.atelier import Atelier
    from tooling.preview.pages import DeskPage

PREVIEW_FILES = Path(__file__).resolve().parent / "assets"
THEME_FILES = building.ROOT / "theme/static"
DESK: Final = "/_atelier/"
"""The desk and its forms (tooling/preview/atelier.py); no page of the site can have these addresses."""
SHOWN: Final = f"{DESK}page/"
"""The addresses of pages as a build will make them, which the forms show in a frame."""
IMAGE: Final = f"{DESK}image/"
"""The addresses of the original pictures of the content."""
HTML = media_type("/")
POLL = 0.1  # seconds, within which the server ends when it is told to
STREAM_CHECK = 15  # seconds: how often a silent stream checks that its page is still open
READING = 10  # seconds: the timeout for receiving a request
WRITING = 30  # seconds: the timeout for sending an answer
CONNECTIONS = 64  # at once; a browser opens six
STREAMS = 32  # of these connections, for event streams of pages that wait for a new version
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
REQUEST_TARGET = re.compile(  # RFC 9112, 3.2.1 and 3.2.2
    r"(?:http://(\[[0-9a-f:.]*\](?::\d*)?|[^/?#\[\]]*))?(/[!-~]*)", re.IGNORECASE
)

LARGEST_FORM: Final = 4 * 2**20
"""Bytes: twice a text of the largest size that is read, each byte percent-encoded as three."""
LARGEST_WITH_FILES: Final = 40 * 2**20
"""Bytes: a photograph of the largest size that is published, and its form."""

REFUSED = {
    HTTPStatus.NOT_FOUND: "L’atelier n’a pas de formulaire à cette adresse.",
    HTTPStatus.LENGTH_REQUIRED: "Cette demande ne dit pas sa longueur.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Ce formulaire est trop long → partagez ce texte en plusieurs pages.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "L’atelier ne lit que ses propres formulaires.",
    HTTPStatus.BAD_REQUEST: "Cette demande n’est pas écrite comme un navigateur l’écrit.",
    HTTPStatus.FORBIDDEN: "L’aperçu ne répond pas aux pages d’autres sites.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Cette adresse est trop longue.",
    HTTPStatus.MISDIRECTED_REQUEST: "L’aperçu ne répond qu’à l’adresse que la fenêtre de commandes affiche.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Il y a trop de pages ouvertes en même temps : fermez-en, puis rechargez celle-ci.",
}
UNKNOWN_TO_US = "L’aperçu ne connaît pas ce genre de demande."
BUSY = plain_page("Demande refusée", REFUSED[HTTPStatus.SERVICE_UNAVAILABLE])
FOR_THIS_SITE_ONLY = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_A_FORM: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""The headers of pages that can change a file: no foreign script runs in such a page, and no page may frame it."""
IN_A_FORM: Final = {"Content-Security-Policy": "frame-ancestors 'self'", "Referrer-Policy": "same-origin"}
"""The headers of the page that a form shows in a frame."""


def own_files() -> dict[str, Path]:
    """The files of the preview itself, of the guide and of the theme that its pages use, by address."""
    of_theme = (*THEME_FILES.glob("fonts/*.woff2"), THEME_FILES / "css/tokens.css", THEME_FILES / "css/fonts.css")
    pictures = (building.ROOT / "docs/guide/images").glob("*.webp")
    own = {f"{OWN_ADDRESS}{file.name}": file for file in PREVIEW_FILES.iterdir()}
    return (
        own
        | {f"{OWN_ADDRESS}guide/{file.name}": file for file in pictures}
        | {f"{OWN_ADDRESS}theme/{file.relative_to(THEME_FILES).as_posix()}": file for file in of_theme}
    )


Request = socket.socket | tuple[bytes, socket.socket]
"""The type of a request in socketserver: here always a socket, since the pair is for UDP."""


class PreviewServer(ThreadingHTTPServer):
    """Listens on this machine only. Raises OSError when the port is taken.

    It answers under the names of this machine alone: a page of another site that gives its own name this address
    (DNS rebinding) could otherwise read the drafts.
    """

    daemon_threads = True
    request_queue_size = CONNECTIONS
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share one port

    def __init__(self, state: PreviewState, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state
        self.atelier: Atelier | None = None
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in LOCAL_NAMES)
        self.streams = threading.BoundedSemaphore(STREAMS)
        self.read_by: dict[socket.socket, float] = {}  # open connection → deadline for its request
        self._thread = threading.Thread(target=self.serve_forever, args=(POLL,), name="preview")

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
        """Begin to answer, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the open streams and the thread, and free the port."""
        self.state.close()
        if self.started:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def process_request(self, request: Request, client_address: object) -> None:
        """Answer in a thread, or with 503 at once where CONNECTIONS are open."""
        assert isinstance(request, socket.socket)
        if len(self.read_by) < CONNECTIONS:
            self.read_by[request] = time.monotonic() + READING
            super().process_request(request, client_address)
            return
        request.setblocking(False)
        with contextlib.suppress(OSError):
            request.recv(65536)  # closing with unread data would reset the connection before the answer arrives
        with contextlib.suppress(OSError):
            request.sendall(b"HTTP/1.0 503 Service Unavailable\r\nContent-Type: %b\r\n\r\n%b" % (HTML.encode(), BUSY))
        self.shutdown_request(request)

    def service_actions(self) -> None:
        """Close the connections whose request is late; socketserver calls this several times a second."""
        now = time.monotonic()
        for request, end in list(self.read_by.items()):
            if end < now:
                with contextlib.suppress(OSError):  # the connection has just ended by itself
                    request.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Request) -> None:
        assert isinstance(request, socket.socket)
        self.read_by.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a closed connection; report any other error."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, ConnectionError | TimeoutError):
            building.report_failure(error)


class Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    timeout = WRITING
    default_request_version = "HTTP/1.0"  # an answer to 0.9 would have no status line

    def parse_request(self) -> bool:
        """Read a request; return False where it is refused: it is malformed, or meant for or sent by another site.

        Then ``path`` is the path of the target alone, still percent-encoded.
        """
        if not super().parse_request():
            return False
        self.server.read_by[self.connection] = math.inf
        target, hosts = REQUEST_TARGET.fullmatch(self.path), self.headers.get_all("Host", [])
        if not target or len(hosts) != 1:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        named = {host.strip().lower() for host in (*hosts, target[1]) if host is not None}
        if not named <= self.server.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        if not {origin.lower() for origin in self.headers.get_all("Origin", [])} <= {
            f"http://{host}" for host in named
        }:
            self.send_error(HTTPStatus.FORBIDDEN)
            return False
        self.path = re.split("[?#]", target[2], maxsplit=1)[0]
        return True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse in French, whatever http.server found wrong."""
        self.close_connection = True
        status = HTTPStatus(code)
        self.send(status, plain_page("Demande refusée", REFUSED.get(status, UNKNOWN_TO_US)), HTML)

    def do_GET(self) -> None:
        path = unquote(self.path)
        if path.startswith(DESK) and self.server.atelier:
            self.answer_form(self.server.atelier.get(path))
        elif path == OWN_ADDRESS + "events":
            self.stream_versions()
        elif path == OWN_ADDRESS and self.server.state.live:
            self.answer(HTTPStatus.OK, drafts.page(self.server.state.drafts).encode())
        elif path == OWN_ADDRESS + MARKS_CSS:
            self.answer(HTTPStatus.OK, drafts.link_marks(self.server.state.drafts).encode(), media_type(path))
        elif path.startswith(OWN_ADDRESS):
            self.answer_file(own_files().get(path))
        elif self.server.state.folder is None:
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE, plain_page("Pas encore de site", "Rien n’a pu être construit."))
        else:
            self.answer_page(self.server.state.folder, path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Answer a form of the desk, and nothing else."""
        path, length = unquote(self.path), self.headers.get("Content-Length", "")
        reader = multipart.reader_of(self.headers.get("Content-Type", ""))
        if not (path.startswith(DESK) and self.server.atelier):
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)
        elif len(self.headers.get_all("Origin", [])) != 1:  # parse_request has checked the origin itself
            self.send_error(HTTPStatus.FORBIDDEN)
        elif not reader:
            self.send_error(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        elif "Transfer-Encoding" in self.headers or not re.fullmatch("[0-9]{1,9}", length):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > (LARGEST_FORM if reader == multipart.PLAIN else LARGEST_WITH_FILES):
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self.server.read_by[self.connection] = time.monotonic() + READING
            data = self.rfile.read(int(length))
            self.server.read_by[self.connection] = math.inf
            try:
                sent = multipart.read(reader, data)
            except ValueError:
                self.send_error(HTTPStatus.BAD_REQUEST)
            else:
                self.answer_form(self.server.atelier.post(path, sent))

    def answer_form(self, answer: "DeskPage | None") -> None:
        """Answer with a page of the desk, under its own headers."""
        if answer:
            headers = IN_A_FORM if self.path.startswith(SHOWN) else FOR_A_FORM
            self.send(answer.status, answer.content, answer.kind, answer.location, headers)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def answer_page(self, folder: Path, path: str) -> None:
        """Answer with the file at an address, with its folder's page, or with the site's page for a wrong address."""
        try:
            file = (folder / path.lstrip("/")).resolve()
            found = file if file.is_relative_to(folder.resolve()) and file.stat() else None
        except (OSError, ValueError, RuntimeError):  # no file can have this name, or a link leads back to itself
            found = None
        if found and found.is_dir() and (found / "index.html").is_file():
            if path.endswith("/"):
                self.answer_file(found / "index.html")
            else:
                self.send(HTTPStatus.MOVED_PERMANENTLY, b"", HTML, self.path + "/")
        elif found and found.is_file() and not path.endswith("/"):
            self.answer_file(found)
        else:
            self.answer(HTTPStatus.NOT_FOUND, not_found_page(folder, path))

    def answer_file(self, file: Path | None) -> None:
        try:
            content = file.read_bytes() if file else None
        except OSError:  # a newer build has replaced it: the page will reload in a moment
            content = None
        if file is None or content is None:
            self.answer(HTTPStatus.NOT_FOUND, plain_page("Page introuvable", "Rechargez la page."))
        else:
            self.answer(HTTPStatus.OK, content, media_type(file.name))

    def answer(self, status: HTTPStatus, content: bytes, kind: str = HTML) -> None:
        if kind == HTML:
            path = unquote(self.path)
            atelier, state = self.server.atelier, self.server.state
            links = atelier.overlay(path, state.version) if atelier and status == HTTPStatus.OK else ""
            content = state.with_additions(content, path, links)
        self.send(status, content, kind)

    def send(
        self,
        status: HTTPStatus,
        content: bytes,
        kind: str,
        location: str = "",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Send an answer, without additions."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        """Add the headers that keep other sites from using an answer and browsers from caching it."""
        for name, value in FOR_THIS_SITE_ONLY.items():
            self.send_header(name, value)
        super().end_headers()

    def stream_versions(self) -> None:
        """Send each new version to a page (server-sent events, WHATWG HTML 9.2), until it or the server closes."""
        if not self.server.streams.acquire(blocking=False):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if self.command != "HEAD":
                self.write_versions(self.server.state)
        finally:
            self.server.streams.release()

    def write_versions(self, state: PreviewState) -> None:
        sent = ""
        while not state.closed:
            version = state.wait_for_other(sent, STREAM_CHECK)
            self.wfile.write(f"data: {version}\n\n".encode() if version != sent else b":\n\n")
            sent = version

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal shows the changes and the mistakes."""


def not_found_page(folder: Path, path: str) -> bytes:
    """The 404 page of the site in ``folder``, in the language of the wrong address ``path``."""
    language = re.match(r"/([a-z]{2,3})/", path)
    for page in (f"{language[1]}/404.html", "404.html") if language else ("404.html",):
        with contextlib.suppress(OSError):
            return (folder / page).read_bytes()
    return plain_page("Page introuvable", "Le site n’a pas de page à cette adresse.")
