"""Applies a function to many items on all cores, in forked copies of the process.

``concurrent.futures`` would not do: it takes only functions that can be imported, and its pools start threads, beside
which a forked process may hang.
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
"""The number of items up to which starting processes takes more time than it saves."""
PIPE: Final = 2**20
"""Bytes of results that a process may write before they are read."""
Given = TypeVar("Given")
Made = TypeVar("Made")


class ProcessKilled(Exception):
    """A forked process ended before it had made its share, most likely for lack of memory."""

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure

    def __str__(self) -> str:
        return "La construction s’est arrêtée, sans doute faute de mémoire → fermez d’autres programmes, recommencez."


def on_all_cores(
    function: Callable[[Given], Made],
    items: Sequence[Given],
    few: int = FEW,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Made]:
    """The results of ``function`` for the items, in their order. Raises what it raises, and ProcessKilled.

    For more items than ``few``, each core makes its share in a forked copy of this process, which starts at once: what
    the function changes beside its result is lost. For few items, on one core, and outside of Linux, where forks are
    not safe, this process makes the results as the iterator is read. ``meanwhile`` is called in this process, before
    the first result is read.
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if cores == 1 or len(items) <= few:
        return _in_turn(function, items, meanwhile)
    outcomes = _side_by_side(function, items, cores, meanwhile)
    next(outcomes)  # starts the processes, which end with this generator
    return cast("Iterator[Made]", outcomes)


def _in_turn(
    function: Callable[[Given], Made], items: Sequence[Given], meanwhile: Callable[[], object]
) -> Iterator[Made]:
    meanwhile()
    yield from map(function, items)


def _side_by_side(
    function: Callable[[Given], Made], items: Sequence[Given], cores: int, meanwhile: Callable[[], object]
) -> Iterator[Made | None]:
    """Yield None once the processes have started, then their result for each item."""
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # else the first garbage collection of a copy would write to, and so copy, all the memory
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
    """Fork a process for these items; return its number and the pipe to which it writes its results.

    The process closes the pipes of the ``others``: while they are open here, the processes that write to them could not
    notice that nobody reads any more.
    """
    reading, writing = os.pipe()
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # with a smaller pipe, the processes wait more often
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
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that reads, which ends this one
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
    """The error, or a RuntimeError with its words where it cannot be sent to another process."""
    with contextlib.suppress(Exception):
        if type(pickle.loads(pickle.dumps(error))) is type(error):
            return error
    return RuntimeError(f"{type(error).__name__}: {error}")
