"""Work spread over all cores gives the same results, in the same order, as on one core."""

import os
import select
import signal
import sys

import pytest

from plugins.base import processes
from plugins.base.processes import FEW, ProcessKilled, on_all_cores

MANY = range(FEW + 20)


@pytest.fixture(params=[1, 2, 5])
def cores(request, monkeypatch):
    monkeypatch.setattr(processes.os, "sched_getaffinity", lambda _: set(range(request.param)), raising=False)
    return request.param


def test_outcomes_come_in_the_order_of_the_items(cores):
    assert list(on_all_cores(lambda number: (number, "é" * number), MANY)) == [(n, "é" * n) for n in MANY]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process makes all")
def test_of_many_items_each_core_makes_its_share(cores):
    assert len({*on_all_cores(lambda _: os.getpid(), MANY)}) == cores
    assert {*on_all_cores(lambda _: os.getpid(), range(FEW))} == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process makes all")
def test_the_work_begins_before_an_outcome_is_asked_for(monkeypatch):
    monkeypatch.setattr(processes.os, "sched_getaffinity", lambda _: {0, 1})
    reading, writing = os.pipe()
    outcomes = on_all_cores(lambda number: os.write(writing, b"begun"), MANY)
    assert select.select([reading], [], [], 20)[0] == [reading]
    assert list(outcomes) == [5] * len(MANY)


def test_what_is_to_be_done_beside_is_done_once_and_by_this_process(cores):
    for items in (MANY, range(3)):
        done = []
        list(on_all_cores(lambda number: number, items, meanwhile=lambda done=done: done.append(os.getpid())))
        assert done == [os.getpid()]


def test_an_outcome_may_be_larger_than_a_pipe(cores):
    assert [len(data) for data in on_all_cores(lambda number: bytes(number * 20_000), MANY)] == [
        n * 20_000 for n in MANY
    ]


def test_an_error_is_raised_as_it_was(cores):
    def divide(number):
        return 60 / (number - 70)

    with pytest.raises(ZeroDivisionError):
        list(on_all_cores(divide, MANY))


class Unsendable(Exception):
    def __init__(self, one, two):
        super().__init__(one)


def test_an_error_that_cannot_be_sent_keeps_its_words(cores):
    def fail(number):
        raise Unsendable("words", number)

    with pytest.raises((Unsendable, RuntimeError), match="words"):
        list(on_all_cores(fail, MANY))


def test_no_process_is_left_when_nobody_reads_on(cores):
    outcomes = on_all_cores(lambda number: (os.getpid(), bytes(100_000)), range(3_000))
    process, _ = next(outcomes)
    outcomes.close()
    if process != os.getpid():
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process makes all")
def test_a_share_whose_process_was_killed_is_an_error(monkeypatch):
    monkeypatch.setattr(processes.os, "sched_getaffinity", lambda _: {0, 1})
    with pytest.raises(ProcessKilled, match="faute de mémoire"):
        list(on_all_cores(lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == 50 else number, MANY))
