"""Work on many items, on all cores.

``concurrent.futures`` would not do: it takes only functions that can be imported, and its pools start threads, beside
which a copy of a process may hang.
"""

import contextlib
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final, TypeVar, cast

if sys.platform == "linux":
    import fcntl

FEW: Final = 100
"""Up to so many items, starting processes takes longer than they save."""
PIPE: Final = 2**20
"""Bytes that a process may be ahead of what is read of it."""
Given = TypeVar("Given")
Made = TypeVar("Made")


class ProcessKilled(Exception):
    """A process was ended by the system."""

    exitcode = 1  # expected: reported without a traceback

    def __str__(self) -> str:
        return "La construction s’est arrêtée, sans doute faute de mémoire → fermez d’autres programmes, recommencez."


def on_all_cores(
    function: Callable[[Given], Made],
    items: Sequence[Given],
    few: int = FEW,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Made]:
    """What ``function`` makes of each item, in their order. Raises what it raises, and ProcessKilled.

    Of more items than a ``few``, each core makes its share in a copy of this process, which starts at once: what the
    function changes beside its result is lost. Elsewhere than on Linux, where copies are not safe, this process makes
    all of them, when they are asked for. What it has to do beside, it does ``meanwhile``.
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if cores == 1 or len(items) <= few:
        return _in_turn(function, items, meanwhile)
    outcomes = _side_by_side(function, items, cores, meanwhile)
    next(outcomes)  # the copies are there then, and end with it
    return cast("Iterator[Made]", outcomes)


def _in_turn(
    function: Callable[[Given], Made], items: Sequence[Given], meanwhile: Callable[[], object]
) -> Iterator[Made]:
    meanwhile()
    yield from map(function, items)


def _side_by_side(
    function: Callable[[Given], Made], items: Sequence[Given], cores: int, meanwhile: Callable[[], object]
) -> Iterator[Made | None]:
    """None once the copies are there, then what they make of each item."""
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # else the first collection of a copy would copy all the memory
    shares: list[tuple[int, BinaryIO]] = []
    for first in range(cores):
        shares.append(_share(function, items[first::cores], [results for _, results in shares]))
    gc.unfreeze()
    try:
        yield None
        meanwhile()
        for place in range(len(items)):
            try:
                outcome, error = pickle.load(shares[place % cores][1])
            except EOFError:
                raise ProcessKilled from None
            if error:
                raise error
            yield outcome
    finally:
        for _, results in shares:
            results.close()
        for process, _ in shares:
            os.waitpid(process, 0)


def _share(
    function: Callable[[Given], Made], items: Sequence[Given], others: Sequence[BinaryIO]
) -> tuple[int, BinaryIO]:
    """Start a process that makes these items; its number, and where it writes what it made of each.

    It must not keep open what the ``others`` write to: they could not notice that nobody reads any more.
    """
    reading, writing = os.pipe()
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # where the system allows less, the processes wait for each other more often
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE)
    process = os.fork()
    if process:
        os.close(writing)
        return process, cast("BinaryIO", os.fdopen(reading, "rb"))
    code = 1
    try:
        os.close(reading)
        for results in others:
            os.close(results.fileno())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that reads, and so this one
        gc.disable()
        with os.fdopen(writing, "wb") as results:
            for item in items:
                _write(results, function, item)
        code = 0
    except BrokenPipeError:  # nobody reads any more
        pass
    finally:
        os._exit(code)


def _write(results: BinaryIO, function: Callable[[Given], Made], item: Given) -> None:
    try:
        data = pickle.dumps((function(item), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        data = pickle.dumps((None, _sendable(error)), pickle.HIGHEST_PROTOCOL)
    results.write(data)


def _sendable(error: Exception) -> Exception:
    """The error, or where it cannot be sent to another process, one with its words."""
    with contextlib.suppress(Exception):
        if type(pickle.loads(pickle.dumps(error))) is type(error):
            return error
    return RuntimeError(f"{type(error).__name__}: {error}")
