"""Fixtures: the public site under a real nginx and a real Apache on loopback, with the files of deploy/.

Without these programs the tests are skipped, except in CI, where they fail.
"""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from tests.built_site import INVENTED, ROOT
from tooling.hosting import host_files
from tooling.hosting.policy import APEX, HOST

ADDED = {
    "actualites/atom.xml": b"<feed/>",
    "actualites/rss.xml": b"<rss/>",
    "images/forum.0123456789.avif": b"avif" * 999,
    "images/forum.webp": b"webp",
    "documents/rapport.pdf": b"%PDF-",
    "documents/sans-suffixe": b"x",
    ".secret": b"secret",
    ".well-known/security.txt": b"Contact: mailto:x@example.org",
    "vide/x.txt": b"x",
    "ar/404.html": b"<!doctype html><html lang=ar>404",
    "ar/bureaux/x.txt": b"x",
}
"""Files added to the site: kinds that the content may lack, and files that must not be served."""
COMPRESSIBLE = {".html", ".css", ".js", ".json", ".xml", ".svg", ".ics", ".vcf", ".txt", ".nginx"}
APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
UNVERIFIED = ssl._create_unverified_context()
ENOUGH = "alias authz_core authz_host dir headers mime mpm_event rewrite setenvif socache_shmcb ssl".split()


@pytest.fixture(scope="session")
def workshop():
    """A temporary folder that the account of a web server may read, unlike the ones that pytest makes."""
    with tempfile.TemporaryDirectory(prefix="cainamur-serving-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def redirections(invented):
    return invented.redirections


@pytest.fixture(scope="session")
def root(workshop, public, redirections):
    """The folder of the public site as a publication leaves it: with host files and compressed copies."""
    folder = workshop / "site"
    shutil.copytree(INVENTED, workshop / "content")
    shutil.copytree(public.folder, folder)
    for name, data in ADDED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "images/forum.0123456789.avif").chmod(0o644)
    host_files.write_host_files(folder, redirections)
    for file in [file for file in folder.rglob("*") if file.suffix in COMPRESSIBLE]:
        data = file.read_bytes()
        # At the quickest level: other tests check the sizes.
        file.with_name(f"{file.name}.br").write_bytes(brotli.compress(data, quality=1))
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(data, 1, mtime=0))
    return folder


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name):
        return self.headers[name]


@dataclass(frozen=True)
class Server:
    """A web server on two ports of this machine, one for plain HTTP and one for HTTPS."""

    plain: int
    secure: int
    root: Path

    def connection(self, tls=True):
        """Return a new connection, which may serve several requests."""
        if tls:
            return http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=10, context=UNVERIFIED)
        return http.client.HTTPConnection("127.0.0.1", self.plain, timeout=10)

    def ask(self, path, method="GET", host=HOST, tls=True, over=None, **headers):
        """Request ``path``, unchanged, and return the answer; ``_`` in the name of a header stands for a hyphen.

        ``host=None`` leaves out the Host header, which HTTP/1.1 requires. ``over`` is a connection to reuse and keep
        open; without it, the request has a connection of its own.
        """
        with contextlib.nullcontext(over) if over else contextlib.closing(self.connection(tls)) as connection:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (({"Host": host} if host else {}) | headers).items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="session")
def certificate(workshop):
    key, certificate = workshop / "key.pem", workshop / "certificate.pem"
    names = f"subjectAltName=DNS:{HOST},DNS:{APEX}"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", key, "-out", certificate, "-subj", f"/CN={HOST}", "-addext", names]
    subprocess.run(command, check=True, capture_output=True)
    return key, certificate


@contextlib.contextmanager
def running(command, ports, log):
    """Run a server process during the ``with`` block, which begins once the server answers on all ports."""
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        for port in ports:
            deadline = time.monotonic() + 20
            while True:
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline, log.read_text("utf-8")
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def missing(program, name):
    if program is None:
        assert not os.environ.get("CI"), f"{name} manque"
        pytest.skip(f"{name} manque : les essais sur un vrai serveur ne sont pas faits")


@pytest.fixture(scope="session")
def start_nginx(workshop, certificate):
    """Starts nginx with deploy/nginx.conf, in which only ports, folders and certificate are replaced."""
    missing(NGINX, "nginx")
    return contextlib.contextmanager(lambda folder: _nginx(workshop, folder, certificate))


@pytest.fixture(scope="session")
def nginx(start_nginx, root):
    with start_nginx(root) as server:
        yield server


def _nginx(top, root, certificate):
    workshop = Path(tempfile.mkdtemp(dir=top))
    workshop.chmod(0o755)
    key, chain = certificate
    plain, secure = free_ports(2)
    site = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for written, here in (
        (r"listen \[::\].*\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        (r"/etc/letsencrypt/live/\S+/fullchain\.pem", str(chain)),
        (r"/etc/letsencrypt/live/\S+/privkey\.pem", str(key)),
        ("/srv/cainamur/current", str(root)),
        ("/var/www/letsencrypt", str(workshop / "letsencrypt")),
    ):
        site, count = re.subn(written, here, site)
        assert count, written
    (workshop / "site.conf").write_text(site, "utf-8")
    challenge = workshop / "letsencrypt/.well-known/acme-challenge/token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"    {kind}_temp_path {workshop}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = (
        f"{user}include /etc/nginx/modules-enabled/*brotli*.conf;\npid {workshop}/nginx.pid;\nerror_log stderr warn;\n"
        f"events {{ }}\nhttp {{\n    include /etc/nginx/mime.types;\n{scratch}    include {workshop}/site.conf;\n}}\n"
    )
    (workshop / "nginx.conf").write_text(whole, "utf-8")
    command = [NGINX, "-c", str(workshop / "nginx.conf"), "-g", "daemon off;"]
    with running(command, (plain, secure), workshop / "nginx.log"):
        yield Server(plain, secure, root)
    assert "[emerg]" not in (workshop / "nginx.log").read_text("utf-8")


@pytest.fixture(scope="session")
def start_apache(workshop, certificate):
    """Starts an ordinary Apache that is configured for the site only by its .htaccess.

    ``without`` names modules that are not loaded; ``beside`` adds lines to the configuration of the server itself.
    """
    missing(APACHE, "apache2")
    key, chain = certificate

    @contextlib.contextmanager
    def start(folder, without=(), beside=()):
        home = Path(tempfile.mkdtemp(dir=workshop))
        plain, secure = free_ports(2)
        user = "User nobody\nGroup nogroup\n" if os.geteuid() == 0 else ""
        loaded = [name for name in ENOUGH if name not in without]
        lines = [f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in loaded]
        lines += [f"ServerRoot {home}", f"PidFile {home}/pid", f"Listen 127.0.0.1:{plain}", f"ErrorLog {home}/errors"]
        lines += [f"Mutex file:{home} default", f"ServerName {HOST}", f"DefaultRuntimeDir {home}"]
        lines += ["TypesConfig /etc/mime.types"] if "mime" in loaded and Path("/etc/mime.types").is_file() else []
        lines += ["TypesConfig /dev/null"] if "mime" in loaded and not Path("/etc/mime.types").is_file() else []
        lines += [user, f"DocumentRoot {folder}", f"<Directory {folder}>", "AllowOverride All", "Require all granted"]
        lines += ["Options FollowSymLinks", "</Directory>"]
        if "ssl" in loaded:
            lines += [f"Listen 127.0.0.1:{secure}", f"<VirtualHost 127.0.0.1:{secure}>", "SSLEngine on", *beside]
            lines += [f"SSLCertificateFile {chain}", f"SSLCertificateKeyFile {key}", "</VirtualHost>"]
        (home / "httpd.conf").write_text("\n".join(lines) + "\n", "utf-8")
        command = [APACHE, "-f", str(home / "httpd.conf"), "-d", str(home), "-D", "FOREGROUND"]
        ports = (plain, secure) if "ssl" in loaded else (plain,)
        with running(command, ports, home / "log"):
            yield Server(plain, secure, folder)

    return start


@pytest.fixture(scope="session")
def apache(start_apache, root):
    with start_apache(root) as server:
        yield server
