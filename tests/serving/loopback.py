"""A real sshd and a real nginx on this machine, for one user and one folder, during a ``with`` block."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tooling.targets.server_settings import read_server

SSHD, NGINX = (shutil.which(name, path="/usr/sbin:/usr/local/sbin:" + os.environ["PATH"]) for name in ("sshd", "nginx"))
MISSING = [name for name in ("ssh", "ssh-keygen", "rsync", "flock") if not shutil.which(name)]
MISSING += [name for name, found in (("sshd", SSHD), ("nginx", NGINX)) if not found]
NEEDED = pytest.mark.skipif(
    not os.environ.get("CI") and bool(MISSING), reason=f"manque : {', '.join(MISSING)} (voir .ci/run)"
)
"""The mark of tests that start these servers: skipped where a program is missing, except in CI."""

NGINX_CONF = """
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  types {{ text/html html; text/css css; }}
  client_body_temp_path {folder}/tmp;
  proxy_temp_path {folder}/tmp;
  fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp;
  scgi_temp_path {folder}/tmp;
  server {{ listen 127.0.0.1:{port}; root {site}/current; }}
}}
"""
SSHD_CONF = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/user_key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
KexAlgorithms curve25519-sha256
SetEnv HOME={folder}
Subsystem sftp internal-sftp
"""
# HOME is another folder, so that no .bashrc of the developer is run, and its processes killed. The key exchange is the
# quickest one: the default takes two thirds of the time of a login.


@dataclass(frozen=True)
class Loopback:
    """Both servers: the published folder, the port of nginx, the process id of sshd, the settings for publishing."""

    site: Path
    web_port: int
    sshd: int
    toml: Path


@contextlib.contextmanager
def loopback(folder):
    """Run both servers in ``folder``."""
    folder = folder.resolve()
    site = folder / "srv"
    site.mkdir(parents=True)
    (folder / "tmp").mkdir()
    for key in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    ssh_port, web_port = free_ports(2)
    conf = write_sshd_conf(folder, ssh_port)
    root = os.geteuid() == 0
    if root:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd requires this folder before it reads its settings
    (folder / "nginx.conf").write_text(
        NGINX_CONF.format(user="user root;" if root else "", folder=folder, port=web_port, site=site)
    )
    toml = folder / "publication.toml"
    options = ["-F", "none", "-i", f"{folder}/user_key", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"]
    options += ["-o", f"UserKnownHostsFile={folder}/known_hosts", "-o", "StrictHostKeyChecking=accept-new"]
    toml.write_text(
        f'[serveur]\nhote = "127.0.0.1"\nutilisateur = "{getpass.getuser()}"\ndossier = "{site}"\n'
        f"port = {ssh_port}\noptions_ssh = {options}\n"
    )
    with (
        running([SSHD, "-D", "-e", "-f", conf], folder / "sshd.log", ssh_port) as sshd,
        running(
            [NGINX, "-e", folder / "nginx.log", "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"],
            folder / "nginx.out",
            web_port,
        ),
    ):
        yield Loopback(site, web_port, sshd.pid, toml)


@contextlib.contextmanager
def shared_connection(server):
    """Return the same server with settings by which all commands share one SSH connection: a login takes time.

    « ControlPath=none » in the settings gives each command a connection of its own again.
    """
    with tempfile.TemporaryDirectory() as folder:  # the path of a socket must be short
        socket_file = Path(folder, "connection")
        text = server.toml.read_text().rstrip().removesuffix("]")
        toml = server.toml.with_name("shared.toml")
        toml.write_text(f"{text}, '-o', 'ControlPath={socket_file}']\n")
        settings = read_server(toml)
        with subprocess.Popen([*settings.ssh, "-M", "-N", settings.address]) as connection:
            try:
                for _ in range(1000):
                    if socket_file.exists():
                        break
                    assert connection.poll() is None
                    time.sleep(0.02)
                else:
                    raise AssertionError("no connection to share")
                yield replace(server, toml=toml)
            finally:
                connection.terminate()


def write_sshd_conf(folder, port):
    """Write the settings of sshd; from version 9.8 on, they turn off its penalties for connections that are cut off."""
    file, text = folder / "sshd_config", SSHD_CONF.format(folder=folder, port=port)
    file.write_text(text + "PerSourcePenalties no\n")
    if subprocess.run([SSHD, "-t", "-f", file], capture_output=True, check=False).returncode:
        file.write_text(text)
    return file


@contextlib.contextmanager
def running(command, log, port):
    with log.open("wb") as output:
        process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=output)
    try:
        wait_for(port, process, log)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port, process, log):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def free_ports(count):
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
