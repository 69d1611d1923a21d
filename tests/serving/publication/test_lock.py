"""The lock of the server: one publication at a time; one that is killed or falls silent releases the lock."""

import signal
import subprocess
import time
from types import SimpleNamespace

import pytest

from tests.serving.killing import heard, publication, shown, succeed
from tests.serving.loopback import NEEDED
from tooling.targets import server_session
from tooling.targets.server_session import ServerSession
from tooling.targets.server_settings import read_server
from tooling.targets.target import ConnectionLost

pytestmark = NEEDED


def test_two_publications_at_once_one_is_refused(server, said, tmp_path):
    said(1)
    session = ServerSession(read_server(server.toml), "aline depuis le bureau, le 24/11/2026 à 10:00")
    try:
        code, _, errors = said(2)
        assert code == 1
        assert errors == (
            "Une autre publication est en cours sur 127.0.0.1 : aline depuis le bureau, le 24/11/2026 à 10:00.\n"
            "Rien n’a changé. Si c’est la vôtre, arrêtée en chemin (connexion coupée, ordinateur en veille), elle finit "
            "d’elle-même en une minute au plus.\n"
            "Sinon, attendez qu’elle finisse : quelques minutes, deux heures au plus. Puis recommencez.\n"
        )
        assert shown(server, 1)
    finally:
        session.close()
    assert said(2)[0] == 0
    assert shown(server, 2)


def test_two_publications_from_two_computers_never_mix(server, tmp_path):
    succeed(server.toml, tmp_path / "one", 1)
    both = [publication(server.toml, tmp_path / name, version) for name, version in (("one", 2), ("two", 3))]
    for process in both:
        said = heard(process)
        assert process.exitcode == 0 or "Une autre publication est en cours sur 127.0.0.1" in said, said
    assert 0 in [process.exitcode for process in both]
    assert shown(server, 2) or shown(server, 3)


def test_whoever_is_killed_leaves_the_lock_to_the_next_one(server, said):
    session = ServerSession(read_server(server.toml), "aline")
    session._ssh.kill()
    session.close()
    succeed(server.toml, server.site.parent / "aside", 1)
    assert shown(server, 1)


def free(server, seconds=20):
    """Wait for the lock of the server; return whether it became free within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not subprocess.run(["flock", "-n", server.site / ".lock", "true"], check=False).returncode:
            return True
        time.sleep(0.1)
    return False


def test_who_is_lost_without_a_word_leaves_the_lock_to_the_next_one(server, said, monkeypatch):
    monkeypatch.setattr(server_session, "INPUT_TIMEOUT", 2)
    session = ServerSession(read_server(server.toml), "aline")
    session._ssh.send_signal(signal.SIGSTOP)  # the connection stays open, but silent
    try:
        assert free(server)
        assert said(1)[0] == 0
    finally:
        session._ssh.kill()
        session.close()


def test_who_reads_no_more_leaves_the_lock_to_the_next_one(server, monkeypatch):
    monkeypatch.setattr(server_session, "INPUT_TIMEOUT", 2)
    release = server.site / "releases/0001-2026-11-24-10h00"
    (release / "site").mkdir(parents=True)
    (release / "manifest").write_text("x" * 8 * 2**20)  # more than all buffers between server and client hold
    (server.site / "current").symlink_to("releases/0001-2026-11-24-10h00/site")
    session = ServerSession(read_server(server.toml), "aline")
    session._say("manifest")
    try:
        session._ssh.send_signal(signal.SIGSTOP)
        assert free(server)
    finally:
        session._ssh.kill()
        session.close()


def test_a_session_that_is_killed_on_the_server_leaves_the_lock_at_once(tmp_path):
    command = ["sh", "-c", server_session.SCRIPT, "publier", str(tmp_path), "aline", "60"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdout.readline() == "ok\n"
        time.sleep(0.5)  # by then the script waits for a line
        session.kill()
        session.wait()
        assert free(SimpleNamespace(site=tmp_path), seconds=5)


def test_who_lives_keeps_the_lock_while_nothing_is_asked(server, monkeypatch):
    monkeypatch.setattr(server_session, "INPUT_TIMEOUT", 2)
    monkeypatch.setattr(server_session, "HEARTBEAT_INTERVAL", 0.2)
    session = ServerSession(read_server(server.toml), "aline")
    try:
        assert not free(server, seconds=3)
        assert len(session.ask("state")) == 2
    finally:
        session.close()


def test_who_comes_back_after_the_silence_is_told(server, monkeypatch):
    monkeypatch.setattr(server_session, "INPUT_TIMEOUT", 1)
    session = ServerSession(read_server(server.toml), "aline")
    try:
        assert free(server)
        with pytest.raises(ConnectionLost, match="n’a plus rien entendu de cet ordinateur pendant 1 secondes"):
            session.ask("state")
    finally:
        session.close()


def test_nobody_waits_while_somebody_else_thinks(server, said, monkeypatch):
    said(1)

    def think(_):
        assert said(2)[0] == 1  # on this computer
        ServerSession(read_server(server.toml), "aline depuis le bureau").close()  # on another one
        return "o"

    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", think)
    assert said(3, yes=False)[0] == 0
    assert shown(server, 3)
