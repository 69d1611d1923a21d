"""The check of the clock of this computer against other clocks and the dates of earlier publications."""

import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tooling.hosting import public_address
from tooling.release import clock
from tooling.release.clock import Timestamp
from tooling.targets.target import TargetRefused

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@contextmanager
def serving(*headers):
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response_only(301)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_public_address_says_what_time_it_is_there(monkeypatch):
    monkeypatch.setattr(public_address, "ANSWER_WAIT", 20)
    with serving(("Date", "Tue, 24 Nov 2026 12:00:00 GMT")) as home:
        assert clock.ask_time(home)() == Timestamp("le site 127.0.0.1", NOON)


@pytest.mark.parametrize("headers", [(), (("Date", "yesterday"),), (("Date", "Tue, 24 Nov 2026 12:00:00 -0000"),)])
def test_an_address_that_does_not_say_it_is_no_witness(monkeypatch, headers):
    monkeypatch.setattr(public_address, "ANSWER_WAIT", 20)
    with serving(*headers) as home:
        assert clock.ask_time(home)() is None


@pytest.mark.parametrize("home", ["http://127.0.0.1:1", "", "http://127.0.0.1:99999", "http://["])
def test_an_address_that_does_not_answer_is_no_witness(monkeypatch, home):
    monkeypatch.setattr(public_address, "ANSWER_WAIT", 20)
    assert clock.ask_time(home)() is None


def test_an_address_that_is_slow_is_not_waited_for(monkeypatch):
    begun, free, ended = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        def __init__(self, *_, **__):
            begun.set()
            free.wait(20)
            ended.set()
            raise OSError

    monkeypatch.setattr(public_address, "ANSWER_WAIT", 0.01)
    monkeypatch.setattr(public_address.http.client, "HTTPConnection", Slow)
    try:
        answer = clock.ask_time("http://127.0.0.1")
        assert begun.wait(20)
        assert answer() is None
        assert not ended.is_set()
    finally:
        free.set()


@pytest.mark.parametrize(
    ("other", "past", "believed"),
    [
        (None, [], True),
        (None, [-400], True),
        (None, [0.9], True),
        (None, [1.1], False),
        (None, [-400, 30], False),
        (0, [30], True),
        (0.9, [], True),
        (-0.9, [], True),
        (1.1, [], False),
        (-1.1, [], False),
    ],
)
def test_which_clocks_are_believed(monkeypatch, other, past, believed):
    """``other`` and ``past`` are in days from the clock of this computer."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    other = None if other is None else Timestamp("le serveur", NOON + timedelta(days=other))
    marks = [Timestamp("la dernière publication", NOON + timedelta(days=each)) for each in past]
    try:
        clock.verify_clock(other, marks)
    except TargetRefused:
        assert not believed
    else:
        assert believed


def test_the_day_is_that_of_namur(monkeypatch):
    midnight = Timestamp("le serveur", datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert clock.ahead_of(date(2026, 11, 25), midnight) == ""
    assert "le serveur dit le mercredi 25 novembre 2026" in clock.ahead_of(date(2026, 11, 26), midnight)
