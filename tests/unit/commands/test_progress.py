"""The progress line of long work."""

import io

import pytest

from tooling.commands.progress import TerminalProgress


class Terminal(io.StringIO):
    def isatty(self):
        return True

    @property
    def lines(self):
        """The successive texts of the progress line."""
        return [line.rstrip() for line in self.getvalue().split("\r") if line]


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def terminal():
    return Terminal()


def work(clock, stream, *tasks):
    """Do tasks one after the other, each given as a label, a number of items and the seconds per item."""
    progress = TerminalProgress(stream, clock)
    for what, count, seconds in tasks:
        items = (setattr(clock, "now", clock.now + seconds) or item for item in range(count))
        assert list(progress(what, items, count)) == list(range(count))
    return stream


def test_what_takes_long_is_told_in_a_line_that_goes_away(clock, terminal):
    work(clock, terminal, ("Pages", 2000, 0.01))
    assert terminal.lines[0] == "Pages : 200 sur 2\u00a0000, encore 18 s"
    assert terminal.lines[-2:] == ["Pages : 2\u00a0000 sur 2\u00a0000", ""]
    assert "\n" not in terminal.getvalue()
    longest = max(map(len, terminal.getvalue().split("\r")))
    assert terminal.getvalue().endswith(f"\r{' ' * len('Pages : 2 000 sur 2 000')}\r")
    assert longest == len("Pages : 1 200 sur 2 000, encore 12 s")


def test_the_line_changes_some_times_a_second(clock, terminal):
    work(clock, terminal, ("Pages", 3000, 0.001))
    assert 8 <= len(terminal.lines) <= 13


def test_what_is_quick_is_not_told(clock, terminal):
    work(clock, terminal, ("Pages", 100, 0.019))
    assert terminal.getvalue() == ""


def test_the_two_seconds_are_those_of_the_command(clock, terminal):
    work(clock, terminal, ("Textes", 19, 0.1), ("Pages", 3, 0.5))
    assert terminal.lines == ["Pages : 1 sur 3", "Pages : 2 sur 3", "Pages : 3 sur 3", ""]


def test_a_long_rest_is_told_in_minutes(clock, terminal):
    work(clock, terminal, ("Images", 300, 3))
    assert terminal.lines[0] == "Images : 1 sur 300, encore 15 min"


def test_a_shorter_line_leaves_nothing_of_a_longer_one(clock, terminal):
    work(clock, terminal, ("Images de partage", 2, 9), ("Pages", 1, 1))
    assert terminal.getvalue().split("\r")[1] == "Images de partage : 1 sur 2, encore 9 s"
    assert terminal.getvalue().split("\r")[3] == "Images de partage : 2 sur 2".ljust(39)


def test_nothing_is_told_where_nobody_watches(clock):
    assert work(clock, io.StringIO(), ("Pages", 10, 1)).getvalue() == ""


def test_a_failure_leaves_no_line_behind(clock, terminal):
    def fail():
        clock.now += 5
        yield 1
        raise OSError(5, "x")

    with pytest.raises(OSError, match="x"):
        list(TerminalProgress(terminal, clock)("Pages", fail(), 2))
    assert terminal.lines[-1] == ""
