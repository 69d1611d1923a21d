"""The warning about nightly publications that did not happen."""

import datetime as dt
import http.server
import threading

import pytest

from tooling.hosting import public_address
from tooling.release import nights, published

TODAY = dt.date(2026, 11, 26)


@pytest.fixture
def online(tmp_path):
    """The address of a server of the folder ``tmp_path``."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given):
            super().__init__(*given, directory=str(tmp_path))

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, False), (2, True), (40, True), (-1, False)])
def test_a_site_that_is_two_days_old_has_missed_a_night(online, tmp_path, days, told):
    nights.write_day(tmp_path, TODAY - dt.timedelta(days))
    assert bool(said := nights.ask_silence(online, TODAY)()) is told
    if days == 2:
        assert said.startswith("Pas de nouvelle du site en ligne depuis le mardi 24 novembre 2026 : ")


@pytest.mark.parametrize("text", [None, "", "bientôt\n", "<!doctype html>" * 50])
def test_a_site_that_does_not_say_its_day_says_nothing(online, tmp_path, text):
    if text is not None:
        (tmp_path / nights.FILE).write_text(text, "utf-8")
    assert nights.ask_silence(online, TODAY)() == ""


def test_a_site_that_does_not_answer_says_nothing_and_delays_nothing(monkeypatch):
    monkeypatch.setattr(public_address, "ANSWER_WAIT", 0.01)
    assert nights.ask_silence("http://127.0.0.1:1", TODAY)() == ""


def test_an_address_that_shows_no_site_at_all_is_told(online, tmp_path):
    assert nights.ask_silence(online, TODAY)() == ""  # the list of files, a page that is not of the site
    (tmp_path / "www").mkdir()
    assert nights.ask_silence(f"{online}/absent", TODAY)().startswith("L’adresse publique ne montre aucun site")


def test_the_day_is_no_address_that_must_last(tmp_path):
    nights.write_day(tmp_path, TODAY)
    assert published.addresses(tmp_path) == frozenset()
